//! Parts of the setting's lines: one word of a few, and several parts in one line, as
//! `latency=5..20 loss=0`.

use crate::scenario::checks::Problem;
use crate::scenario::cursor::{Cursor, ParseError};
use crate::scenario::error::Reason;
use crate::scenario::words::Words;

/// Reads `name=value name=value …` to the end of the line, each name once, in any order. `known`
/// says which part a name means, and `set` reads its value.
pub(super) fn each_part(
    cursor: &mut Cursor<'_>,
    known: impl Fn(&str) -> Result<&'static str, Reason>,
    set: &mut dyn FnMut(&'static str, &mut Cursor<'_>) -> Result<(), ParseError>,
) -> Result<(), ParseError> {
    let mut given = Vec::new();
    while !cursor.at_end() {
        cursor.skip_blanks();
        let start = *cursor;
        let part = known(cursor.token()).map_err(|reason| start.parse_error(reason))?;
        if given.contains(&part) {
            return Err(start.parse_error(Reason::twice(part)));
        }
        given.push(part);
        if !cursor.eat("=") {
            return Err(cursor.expected("= and a value"));
        }
        set(part, cursor)?;
    }
    Ok(())
}

/// Reads one of a few words.
pub(super) fn choice<T: Words>(cursor: &mut Cursor<'_>) -> Result<T, ParseError> {
    let start = *cursor;
    T::from_word(cursor.token()).map_err(|reason| start.parse_error(reason))
}

/// Makes a parse error of a problem with what stands here.
pub(super) fn checked(at: Cursor<'_>, result: Result<(), Problem>) -> Result<(), ParseError> {
    result.map_err(|problem| at.parse_error(problem.reason))
}
