//! What is allowed in a scenario: the one place that all three spellings, and what people type
//! into the page, go through.

mod actions;
mod settings;

pub use actions::check_action;
pub use settings::check_setting;

pub(super) use settings::{check_link_setting, check_members, check_names, check_times};

use super::error::{Place, ScenarioError};
use super::model::{Scenario, When};
use super::reason::Reason;
use super::{json, limits};
use crate::replica::protocol::Time;

/// What is wrong with one part of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which part: a field of the setting as JSON names it, or of an action one of `on`, `as`,
    /// `seen`, `key`, `value`, `link`, `latency`, `loss`, `duplicate`, `message`, `partition`, `wait`,
    /// `note`, `crash`, `restart`, `view`, `join`, `from`, `leave`, `gossip`, `with`,
    /// `transfer`, `skew`, `ms`.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: Reason,
}

impl Problem {
    pub(super) fn new(field: &'static str, reason: Reason) -> Self {
        Self { field, reason }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.reason.fmt(f)
    }
}

impl std::error::Error for Problem {}

/// Checks a whole scenario. What passes can be written in every spelling and read back.
///
/// # Errors
/// The first thing that is not allowed.
pub fn check(scenario: &Scenario, replicas_max: usize) -> Result<(), ScenarioError> {
    let in_setting = |problem: Problem| {
        ScenarioError::new(Place::Setting { field: problem.field }, problem.reason)
    };
    check_title(&scenario.title).map_err(in_setting)?;
    check_notes(&scenario.notes).map_err(in_setting)?;
    check_setting(&scenario.setting, replicas_max).map_err(in_setting)?;
    check_script(scenario)?;
    check_size(scenario)
}

fn check_script(scenario: &Scenario) -> Result<(), ScenarioError> {
    check_count("actions", scenario.script.len(), limits::ACTIONS)
        .map_err(|reason| ScenarioError::new(Place::Setting { field: "actions" }, reason))?;
    let mut clock = 0;
    for (index, scripted) in scenario.script.iter().enumerate() {
        let place = |field| Place::Action { number: index + 1, field };
        check_when(scripted.when, &mut clock)
            .map_err(|reason| ScenarioError::new(place("at"), reason))?;
        check_action(&scenario.setting, &scripted.action)
            .map_err(|problem| ScenarioError::new(place(problem.field), problem.reason))?;
    }
    Ok(())
}

/// Checks that a scenario is small enough to be written.
fn check_size(scenario: &Scenario) -> Result<(), ScenarioError> {
    if json::fits(scenario, limits::SCENARIO_BYTES) {
        return Ok(());
    }
    let reason = Reason::TooLong {
        what: "scenario as JSON",
        found: limits::SCENARIO_BYTES + 1,
        limit: limits::SCENARIO_BYTES,
        unit: "bytes or more",
    };
    Err(ScenarioError::new(Place::Whole, reason))
}

/// Checks the moment of an action and remembers it; `clock` is the latest time named so far.
pub(super) fn check_when(when: When, clock: &mut Time) -> Result<(), Reason> {
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

pub(super) fn check_title(title: &str) -> Result<(), Problem> {
    let chars = title.chars().count();
    check_length("title", chars, limits::TITLE_CHARS, "characters")
        .and_then(|()| check_line("title", title))
        .map_err(|reason| Problem::new("title", reason))
}

pub(super) fn check_notes(notes: &str) -> Result<(), Problem> {
    check_length("text of the notes", notes.len(), limits::NOTES_BYTES, "bytes")
        .map_err(|reason| Problem::new("notes", reason))
}

pub(super) fn check_count(what: &'static str, found: usize, limit: usize) -> Result<(), Reason> {
    if found > limit { Err(Reason::TooMany { what, found, limit }) } else { Ok(()) }
}

fn check_length(
    what: &'static str,
    found: usize,
    limit: usize,
    unit: &'static str,
) -> Result<(), Reason> {
    if found > limit { Err(Reason::TooLong { what, found, limit, unit }) } else { Ok(()) }
}

fn check_time(what: &'static str, found: Time) -> Result<(), Reason> {
    let limit = limits::TIME_MS;
    if found > limit { Err(Reason::TooGreat { what, found, limit }) } else { Ok(()) }
}

/// Checks that a text can stand in one line.
fn check_line(what: &'static str, text: &str) -> Result<(), Reason> {
    match text.chars().find(|c| c.is_control()) {
        Some(found) => Err(Reason::ControlCharacter { what, found }),
        None => Ok(()),
    }
}

/// Checks what a replica or a client is called.
fn check_name(what: &'static str, name: &str) -> Result<(), Reason> {
    if name.is_empty() {
        return Err(Reason::Empty { what });
    }
    check_length(what, name.chars().count(), limits::NAME_CHARS, "characters")?;
    check_line(what, name)?;
    if name.trim() == name { Ok(()) } else { Err(Reason::SpaceAtEdge { what }) }
}
