//! What is allowed of texts, counts and times.

use super::known::Problem;
use crate::replica::protocol::Time;
use crate::scenario::error::{Place, Reason, ScenarioError};
use crate::scenario::limits;
use crate::scenario::model::When;
use crate::steps::Steps;

/// Checks how much there is to read, before it is read.
pub(in crate::scenario) fn check_input(input: &str, limit: usize) -> Result<(), ScenarioError> {
    if input.len() <= limit {
        return Ok(());
    }
    let reason = Reason::TooLong { what: "scenario", found: input.len(), limit, unit: "bytes" };
    Err(ScenarioError::new(Place::Whole, reason))
}

/// Checks the moment of an action and remembers it; `clock` is the latest time named so far.
pub(in crate::scenario) fn check_when(when: When, clock: &mut Time) -> Result<(), Reason> {
    let When::At(at) = when else {
        return Ok(());
    };
    check_time("time", at)?;
    if at < *clock {
        return Err(Reason::TimeGoesBack { at, before: *clock });
    }
    *clock = at;
    Ok(())
}

/// Checks the title.
pub(in crate::scenario) fn check_title(title: &str, steps: &Steps) -> Result<(), Problem> {
    steps.count(title.len());
    let chars = title.chars().count();
    check_length("title", chars, limits::TITLE_CHARS, "characters")
        .and_then(|()| check_line("title", title, steps))
        .map_err(|reason| Problem::new("title", reason))
}

/// Checks the notes.
pub(in crate::scenario) fn check_notes(notes: &str) -> Result<(), Problem> {
    check_length("text of the notes", notes.len(), limits::NOTES_BYTES, "bytes")
        .map_err(|reason| Problem::new("notes", reason))
}

/// Checks how many there are of something.
pub(in crate::scenario) fn check_count(
    what: &'static str,
    found: usize,
    limit: usize,
) -> Result<(), Reason> {
    if found > limit { Err(Reason::TooMany { what, found, limit }) } else { Ok(()) }
}

/// Checks how long a text is.
pub(in crate::scenario) fn check_length(
    what: &'static str,
    found: usize,
    limit: usize,
    unit: &'static str,
) -> Result<(), Reason> {
    if found > limit { Err(Reason::TooLong { what, found, limit, unit }) } else { Ok(()) }
}

/// Checks that a time can be named.
pub(in crate::scenario) fn check_time(what: &'static str, found: Time) -> Result<(), Reason> {
    let limit = limits::TIME_MS;
    if found > limit { Err(Reason::TooGreat { what, found, limit }) } else { Ok(()) }
}

/// Checks that a text can stand in one line.
pub(in crate::scenario) fn check_line(
    what: &'static str,
    text: &str,
    steps: &Steps,
) -> Result<(), Reason> {
    steps.count(text.len());
    match text.chars().find(|c| c.is_control()) {
        Some(found) => Err(Reason::ControlCharacter { what, found }),
        None => Ok(()),
    }
}

/// Checks what a replica or a client is called.
pub(in crate::scenario) fn check_name(
    what: &'static str,
    name: &str,
    steps: &Steps,
) -> Result<(), Reason> {
    steps.count(name.len());
    if name.is_empty() {
        return Err(Reason::Empty { what });
    }
    check_length(what, name.chars().count(), limits::NAME_CHARS, "characters")?;
    check_line(what, name, steps)?;
    if name.trim() == name { Ok(()) } else { Err(Reason::SpaceAtEdge { what }) }
}
