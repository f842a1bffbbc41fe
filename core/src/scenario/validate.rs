//! What is allowed in a scenario: the one place that all three spellings, and what people type
//! into the page, go through.

mod actions;
mod settings;

pub(super) use actions::check_action_in;
pub(super) use settings::{check_link_setting, check_members, check_names, check_times};

use super::error::{Place, ScenarioError};
use super::model::{Scenario, ScriptedAction, When};
use super::reason::Reason;
use super::{json, limits};
use crate::replica::protocol::Time;
use crate::steps::Steps;
use crate::world::action::Action;
use crate::world::setting::Setting;
use settings::check_setting_in;

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

/// The setting that something is checked against; what is looked at is counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub(super) setting: &'a Setting,
    pub(super) steps: &'a Steps,
}

/// Checks a whole scenario. What passes can be written in every spelling and read back.
///
/// # Errors
/// The first thing that is not allowed.
pub fn check(scenario: &Scenario, replicas_max: usize) -> Result<(), ScenarioError> {
    check_counting(scenario, replicas_max, &Steps::default())
}

/// Checks a setting: names, members, times, links.
///
/// # Errors
/// The first thing that is not allowed.
pub fn check_setting(setting: &Setting, replicas_max: usize) -> Result<(), Problem> {
    check_setting_in(Known { setting, steps: &Steps::default() }, replicas_max)
}

/// Checks an action against the limits and against the replicas that there are. Whether it can
/// happen at a certain moment only the world knows.
///
/// # Errors
/// The first thing that is not allowed.
pub fn check_action(setting: &Setting, action: &Action) -> Result<(), Problem> {
    check_action_in(Known { setting, steps: &Steps::default() }, action)
}

/// Checks a whole scenario, as [`check`].
pub(super) fn check_counting(
    scenario: &Scenario,
    replicas_max: usize,
    steps: &Steps,
) -> Result<(), ScenarioError> {
    let known = Known { setting: &scenario.setting, steps };
    let in_setting = |problem: Problem| {
        ScenarioError::new(Place::Setting { field: problem.field }, problem.reason)
    };
    check_title(&scenario.title, steps).map_err(in_setting)?;
    check_notes(&scenario.notes).map_err(in_setting)?;
    check_setting_in(known, replicas_max).map_err(in_setting)?;
    check_script(&scenario.script, known)?;
    check_size(scenario, steps)
}

fn check_script(script: &[ScriptedAction], known: Known<'_>) -> Result<(), ScenarioError> {
    check_count("actions", script.len(), limits::ACTIONS)
        .map_err(|reason| ScenarioError::new(Place::Setting { field: "actions" }, reason))?;
    let mut clock = 0;
    for (index, scripted) in script.iter().enumerate() {
        let place = |field| Place::Action { number: index + 1, field };
        check_when(scripted.when, &mut clock)
            .map_err(|reason| ScenarioError::new(place("at"), reason))?;
        check_action_in(known, &scripted.action)
            .map_err(|problem| ScenarioError::new(place(problem.field), problem.reason))?;
    }
    Ok(())
}

/// Checks that a scenario is small enough to be written.
fn check_size(scenario: &Scenario, steps: &Steps) -> Result<(), ScenarioError> {
    if json::fits(scenario, limits::SCENARIO_BYTES, steps) {
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

pub(super) fn check_title(title: &str, steps: &Steps) -> Result<(), Problem> {
    steps.count(title.len());
    let chars = title.chars().count();
    check_length("title", chars, limits::TITLE_CHARS, "characters")
        .and_then(|()| check_line("title", title, steps))
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
fn check_line(what: &'static str, text: &str, steps: &Steps) -> Result<(), Reason> {
    steps.count(text.len());
    match text.chars().find(|c| c.is_control()) {
        Some(found) => Err(Reason::ControlCharacter { what, found }),
        None => Ok(()),
    }
}

/// Checks what a replica or a client is called.
pub(super) fn check_name(what: &'static str, name: &str, steps: &Steps) -> Result<(), Reason> {
    steps.count(name.len());
    if name.is_empty() {
        return Err(Reason::Empty { what });
    }
    check_length(what, name.chars().count(), limits::NAME_CHARS, "characters")?;
    check_line(what, name, steps)?;
    if name.trim() == name { Ok(()) } else { Err(Reason::SpaceAtEdge { what }) }
}
