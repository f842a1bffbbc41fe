//! `causal run --until` and `causal check --that`: whether something is so, and where first.

use causal_core::predicate::until::{Reached, first_stop};
use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::world::setting::Setting;

use super::run::printed;
use crate::args::Source;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::output;

/// So many things are looked at: minutes of work.
const N_LOOKS: u64 = 2_000_000_000;

/// Runs a scenario up to where a predicate is so, and prints the state there.
pub(crate) fn run(source: &Source, until: &str, json: bool) -> Result<(), Failure> {
    let mut outcome = Outcome::of(source)?;
    let predicate = read(until, outcome.setting())?;
    let says = predicate.in_words(outcome.setting());
    let last = outcome.run.stops().len() - 1;
    match first_stop(&outcome.run, 0, &predicate, N_LOOKS) {
        Reached::At(stop) => {
            outcome.run = outcome.run.until(stop);
            let head = format!("step {stop} of {last}: {says}\n");
            let state = printed(&outcome, json);
            output::print(&if json { state } else { head + &state })
        }
        Reached::Nowhere => {
            output::print(&format!("At none of {last} steps: {says}\n"))?;
            outcome.verdict()?;
            Err(Failure::NotSo)
        }
        Reached::TooMuch => Err(too_much()),
    }
}

/// Runs a scenario and says whether a predicate is so at the end.
pub(crate) fn check(source: &Source, that: &str) -> Result<(), Failure> {
    let outcome = Outcome::of(source)?;
    let predicate = read(that, outcome.setting())?;
    let says = predicate.in_words(outcome.setting());
    let mut watch = Watch::within(predicate, outcome.setting(), N_LOOKS);
    let verdict = watch.follow(&outcome.run, outcome.history().len());
    if watch.is_given_up() {
        return Err(too_much());
    }
    let head = match verdict {
        Verdict::Yes => "It is so",
        Verdict::NotYet => "It is not so",
        Verdict::Never => "It is not so, and cannot become so any more",
    };
    output::print(&format!("{head}: {says}\n"))?;
    outcome.verdict()?;
    if verdict == Verdict::Yes { Ok(()) } else { Err(Failure::NotSo) }
}

fn read(text: &str, setting: &Setting) -> Result<Predicate, Failure> {
    Predicate::parse(text, setting).map_err(|error| Failure::Misread(error.to_string()))
}

fn too_much() -> Failure {
    Failure::Stopped("there are too many things that the variables can stand for.".to_owned())
}
