//! `causal explore`: what may happen at all.

mod seeds;

use crate::args::Explore;
use crate::failure::Failure;
use crate::input;

/// Looks at random schedules of a scenario and prints what is wrong in them.
pub(crate) fn explore(asked: &Explore) -> Result<(), Failure> {
    let input = input::read(&asked.name)?;
    match asked.seeds {
        Some(range) => seeds::explore(&input, asked, range),
        None => Ok(()),
    }
}
