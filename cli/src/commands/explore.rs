//! `causal explore`: what may happen at all.

mod as_json;
mod every;
mod in_words;
mod seeds;

use causal_core::explore::Refusal;
use causal_core::predicate::Predicate;
use causal_core::run::Run;
use causal_core::scenario::{Scenario, link};
use causal_core::world::setting::Setting;

use crate::args::Explore;
use crate::failure::Failure;
use crate::input::{self, Input};

/// Looks at random schedules of a scenario, or at every one, and prints what there is to know of them.
pub(crate) fn explore(asked: &Explore) -> Result<(), Failure> {
    let input = input::read(&asked.name)?;
    let sought = sought(asked, &input.scenario.setting)?;
    match asked.seeds {
        Some(range) => seeds::explore(&input, asked, range, sought),
        None => every::explore(&input, asked, sought),
    }
}

/// What is looked for, if anything is.
fn sought(asked: &Explore, setting: &Setting) -> Result<Option<Predicate>, Failure> {
    let Some((option, text)) = asked.sought() else { return Ok(None) };
    let read = Predicate::parse(text, setting);
    read.map(Some).map_err(|error| Failure::Misread(format!("{option}: {error}")))
}

/// What stands in the way: with line and column where it is an action or a setting, with the column
/// where it is the condition.
fn refused(input: &Input, asked: &Explore, refusal: &Refusal) -> Failure {
    if let Some((option, text)) = asked.sought()
        && let Some(column) = refusal.column(text)
    {
        return Failure::Misread(format!("{option}: Column {column}: {refusal}"));
    }
    let place = match (refusal.action(), refusal.setting()) {
        (Some(index), _) => input.place_of_action(index),
        (None, Some((begins, has))) => input.place_of_setting(begins, has),
        (None, None) => input.name.clone(),
    };
    Failure::unreadable(&place, refusal)
}

/// The link of a schedule, with its digest.
fn link_of(schedule: &Scenario) -> String {
    let digest = Run::new(schedule.clone()).history().short_digest();
    format!("#{}", link::encode(schedule, digest))
}
