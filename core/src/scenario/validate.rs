//! What is allowed in a scenario: the one place that all three spellings, and what people type
//! into the page, go through.

pub use super::checks::Problem;

use super::checks::{Known, check_count, check_notes, check_setting_in, check_title, check_when};
use super::error::{Place, Reason, ScenarioError};
use super::model::{Scenario, ScriptedAction};
use super::writing::json::fits;
use super::{actions, limits};
use crate::steps::Steps;
use crate::world::action::Action;
use crate::world::setting::Setting;

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

/// Checks the names of a setting's replicas: what is wrong comes with the index of the name at fault.
///
/// # Errors
/// The first name that is not allowed.
pub fn check_names(names: &[String], replicas_max: usize) -> Result<(), (usize, Reason)> {
    super::checks::check_names(names, replicas_max, &Steps::default())
}

/// Checks an action against the limits and against the replicas that there are. Whether it can
/// happen at a certain moment only the world knows.
///
/// # Errors
/// The first thing that is not allowed.
pub fn check_action(setting: &Setting, action: &Action) -> Result<(), Problem> {
    actions::check(Known { setting, steps: &Steps::default() }, action)
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
        actions::check(known, &scripted.action)
            .map_err(|problem| ScenarioError::new(place(problem.field), problem.reason))?;
    }
    Ok(())
}

/// Checks that a scenario is small enough to be written.
fn check_size(scenario: &Scenario, steps: &Steps) -> Result<(), ScenarioError> {
    if fits(scenario, limits::SCENARIO_BYTES, steps) {
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
