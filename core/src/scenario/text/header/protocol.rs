//! How replicas behave: `sessions wait`, `conflicts lww`, `gossip 500`, `evict on`, …

use crate::replica::mistakes::Mistakes;
use crate::replica::protocol::{Protocol, Time};
use crate::scenario::amounts::milliseconds;
use crate::scenario::cursor::{Cursor, ParseError};
use crate::scenario::text::parts::choice;
use crate::scenario::text::rules;
use crate::scenario::words::add_mistake;

/// What stands behind a word that is somebody's name: the beginning of an arrow.
pub(super) const ARROWS: [char; 6] = ['-', '>', '→', '<', '↔', '–'];

/// Whether what follows `gossip` is no replica: a number, `off` or `on`.
pub(super) fn is_gossip_setting(mut behind: Cursor<'_>) -> bool {
    behind.skip_blanks();
    let is_negative = behind.rest().starts_with('-') && !behind.rest().starts_with("->");
    let word = behind.word().to_ascii_lowercase();
    let digits = word.strip_suffix("ms").unwrap_or(&word);
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    behind.skip_blanks();
    let is_name = behind.rest().starts_with(ARROWS);
    is_negative || (!is_name && (is_number || word == "off" || word == "on"))
}

/// Reads what one word says of how replicas behave.
pub(super) fn read_protocol_field(
    protocol: &mut Protocol,
    word: &'static str,
    cursor: &mut Cursor<'_>,
) -> Result<(), ParseError> {
    match word {
        "rule" => protocol.delivery = rules::read(cursor)?,
        "sessions" => protocol.sessions = choice(cursor)?,
        "timeout" => {
            protocol.session_timeout_ms = milliseconds(cursor, "a time in milliseconds")?;
        }
        "dependencies" => protocol.dependencies = choice(cursor)?,
        "conflicts" => protocol.conflicts = choice(cursor)?,
        "writes" => protocol.writes = choice(cursor)?,
        "broadcast" => protocol.broadcast = choice(cursor)?,
        "gossip" => protocol.gossip_ms = interval(cursor)?,
        "health" => protocol.health_ms = interval(cursor)?,
        "evict" => protocol.evict = choice(cursor)?,
        "amnesia" => protocol.amnesia = choice(cursor)?,
        _ => protocol.mistakes = mistakes(cursor)?,
    }
    Ok(())
}

/// Reads how often something happens; never, if `off`.
fn interval(cursor: &mut Cursor<'_>) -> Result<Option<Time>, ParseError> {
    if cursor.word_ahead().eq_ignore_ascii_case("off") {
        cursor.word();
        return Ok(None);
    }
    milliseconds(cursor, "a time in milliseconds, or off").map(Some)
}

/// Reads the names of mistakes.
fn mistakes(cursor: &mut Cursor<'_>) -> Result<Mistakes, ParseError> {
    let mut mistakes = Mistakes::default();
    let start = *cursor;
    while !cursor.at_end() {
        cursor.skip_blanks();
        if cursor.eat(",") {
            continue;
        }
        let name = *cursor;
        let word = cursor.take_while(|c| !c.is_whitespace() && c != ',');
        add_mistake(&mut mistakes, word).map_err(|reason| name.parse_error(reason))?;
    }
    if mistakes.is_empty() { Err(start.expected("the name of a mistake")) } else { Ok(mistakes) }
}
