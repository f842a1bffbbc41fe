//! Parts of the setting's lines: one word of a few, and several parts in one line, as
//! `latency=5..20 loss=0`.

use crate::scenario::checks::Problem;
use crate::scenario::cursor::{Cursor, Stumble};
use crate::scenario::error::Reason;
use crate::scenario::words::Words;

/// Reads `name=value name=value …` to the end of the line, each name once, in any order. `known`
/// says which part a name means, and `set` reads its value.
pub(super) fn each_part(
    cursor: &mut Cursor<'_>,
    known: impl Fn(&str) -> Result<&'static str, Reason>,
    set: &mut dyn FnMut(&'static str, &mut Cursor<'_>) -> Result<(), Stumble>,
) -> Result<(), Stumble> {
    let mut given = Vec::new();
    while !cursor.at_end() {
        cursor.skip_blanks();
        let start = *cursor;
        let part = known(cursor.token()).map_err(|reason| start.stumble(reason))?;
        if given.contains(&part) {
            return Err(start.stumble(Reason::twice(part)));
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
pub(super) fn choice<T: Words>(cursor: &mut Cursor<'_>) -> Result<T, Stumble> {
    let start = *cursor;
    T::from_word(cursor.token()).map_err(|reason| start.stumble(reason))
}

/// Makes a problem of what stands here a stumble.
pub(super) fn checked(at: Cursor<'_>, result: Result<(), Problem>) -> Result<(), Stumble> {
    result.map_err(|problem| at.stumble(problem.reason))
}
