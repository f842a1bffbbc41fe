//! `causal explore`: what may happen at all.

mod as_json;
mod every;
mod in_words;
mod seeds;

use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::run::Run;
use causal_core::scenario::{Scenario, link};
use causal_core::world::setting::Setting;

use crate::args::Explore;
use crate::failure::Failure;
use crate::input;

/// Looks at random schedules of a scenario, or at every one, and prints what there is to know of them.
pub(crate) fn explore(asked: &Explore) -> Result<(), Failure> {
    let input = input::read(&asked.name)?;
    let sought = sought(asked, &input.scenario.setting)?;
    match asked.seeds {
        Some(range) => seeds::explore(&input, asked, range, sought),
        None => every::explore(&input, asked, sought),
    }
}

/// What is looked for, if anything is. What no schedule can show is said before any is tried.
fn sought(asked: &Explore, setting: &Setting) -> Result<Option<Predicate>, Failure> {
    let named = [("--find", &asked.find), ("--never", &asked.never)];
    let Some((option, text)) = named.into_iter().find_map(|(it, text)| Some((it, text.as_ref()?)))
    else {
        return Ok(None);
    };
    let misread = |says: &str| Failure::Misread(format!("{option}: {says}"));
    let predicate = Predicate::parse(text, setting).map_err(|error| misread(&error.to_string()))?;
    if predicate.uses().time {
        return Err(misread("It asks for time, and schedules are tried without."));
    }
    match Watch::new(predicate.clone(), setting).verdict() {
        Verdict::Never => Err(misread("This can never be so, whatever happens.")),
        Verdict::Yes | Verdict::NotYet => Ok(Some(predicate)),
    }
}

/// The link of a schedule, with its digest.
fn link_of(schedule: &Scenario) -> String {
    let digest = Run::new(schedule.clone()).history().short_digest();
    format!("#{}", link::encode(schedule, digest))
}
