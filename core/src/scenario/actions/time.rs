//! Time, and remarks: `wait 5`, `note What will Carol see?`.

use super::fields::Fields;
use super::sentence::Sentence;
use crate::json::quoted;
use crate::replica::protocol::Time;
use crate::scenario::amounts::milliseconds;
use crate::scenario::checks::{Problem, check_length, check_time};
use crate::scenario::cursor::ParseError;
use crate::scenario::error::ScenarioError;
use crate::scenario::limits;
use crate::scenario::node::writing::Part;
use crate::scenario::quoting::text_or_quote;
use crate::world::action::Action;

/// Reads `5` or `5 ms`.
pub(super) fn wait_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    line.note("wait");
    line.cursor.skip_blanks();
    Ok(Action::Wait { ms: milliseconds(&mut line.cursor, "a time in milliseconds")? })
}

/// Reads `wait` with milliseconds.
pub(super) fn wait_from_json(fields: &Fields<'_, '_>) -> Result<Action, ScenarioError> {
    fields.only("wait", &[])?;
    Ok(Action::Wait { ms: fields.field("wait")?.number(u64::MAX)? })
}

/// Checks how long to wait.
pub(super) fn check_wait(ms: Time) -> Result<(), Problem> {
    check_time("wait", ms).map_err(|reason| Problem::new("wait", reason))
}

/// Reads a remark up to the end of the line.
pub(super) fn note_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    line.note("note");
    let text = line.text("a remark")?;
    Ok(Action::Note { text })
}

/// Writes what [`note_from_text`] reads.
pub(super) fn note_to_text(text: &str) -> String {
    format!("note {}", text_or_quote(text))
}

/// Reads `note` with its text.
pub(super) fn note_from_json(fields: &Fields<'_, '_>) -> Result<Action, ScenarioError> {
    fields.only("note", &[])?;
    Ok(Action::Note { text: fields.field("note")?.string()?.into() })
}

/// Writes what [`note_from_json`] reads.
pub(super) fn note_to_json(text: &str) -> Vec<Part> {
    vec![("note", quoted(text))]
}

/// Checks a remark.
pub(super) fn check_note(text: &str) -> Result<(), Problem> {
    check_length("note", text.len(), limits::VALUE_BYTES, "bytes")
        .map_err(|reason| Problem::new("note", reason))
}
