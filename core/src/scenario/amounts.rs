//! Times and parts per thousand in text: `500`, `500 ms`, `5..20`.

use super::cursor::{Cursor, ParseError};
use super::error::Reason;
use crate::replica::protocol::Time;

/// Reads a time, perhaps with its unit: `500` or `500 ms`.
pub(super) fn milliseconds(cursor: &mut Cursor<'_>, what: &str) -> Result<Time, ParseError> {
    let ms = cursor.number(what)?;
    eat_unit(cursor);
    Ok(ms)
}

/// Passes over `ms`, if it is the next thing.
pub(super) fn eat_unit(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    if ahead.word().eq_ignore_ascii_case("ms") {
        *cursor = ahead;
    }
}

/// Reads `5..20`, or `5` for both.
pub(super) fn range(cursor: &mut Cursor<'_>) -> Result<(Time, Time), ParseError> {
    cursor.skip_blanks();
    let least = cursor.number("milliseconds, as 5 or 5..20")?;
    let greatest = if cursor.eat("..") { cursor.number("milliseconds")? } else { least };
    Ok((least, greatest))
}

/// Writes what [`range`] reads.
pub(super) fn range_in_text(least: Time, greatest: Time) -> String {
    if least == greatest { least.to_string() } else { format!("{least}..{greatest}") }
}

/// Reads parts per thousand.
pub(super) fn permille(cursor: &mut Cursor<'_>) -> Result<u16, ParseError> {
    cursor.skip_blanks();
    let start = *cursor;
    let number = cursor.number("parts per thousand")?;
    u16::try_from(number).map_err(|_| {
        let what = "number of parts per thousand";
        start.parse_error(Reason::TooGreat { what, found: number, limit: 1000 })
    })
}
