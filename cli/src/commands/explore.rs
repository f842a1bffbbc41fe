//! `causal explore`: what may happen at all.

mod as_json;
mod every;
mod in_words;
mod seeds;

use causal_core::run::Run;
use causal_core::scenario::{Scenario, link};

use crate::args::Explore;
use crate::failure::Failure;
use crate::input;

/// Looks at random schedules of a scenario, or at every one, and prints what there is to know of them.
pub(crate) fn explore(asked: &Explore) -> Result<(), Failure> {
    let input = input::read(&asked.name)?;
    match asked.seeds {
        Some(range) => seeds::explore(&input, asked, range),
        None => every::explore(&input, asked),
    }
}

/// The link of a schedule, with its digest.
fn link_of(schedule: &Scenario) -> String {
    let digest = Run::new(schedule.clone()).history().short_digest();
    format!("#{}", link::encode(schedule, digest))
}
