//! A scenario carried out: what happened, and what everything looks like afterwards.

use causal_core::history::History;
use causal_core::run::{Problem, Run};
use causal_core::world::setting::Setting;

use crate::args::Source;
use crate::failure::Failure;
use crate::input;

/// A run and how it ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    name: String,
    pub(crate) run: Run,
    /// Why it stopped early, and where that is written.
    problem: Option<String>,
}

impl Outcome {
    /// Reads a scenario and carries it out until everything has settled.
    pub(crate) fn of(source: &Source) -> Result<Self, Failure> {
        let input = input::read(&source.name)?;
        let run = Run::with_limit(input.scenario.clone(), source.steps);
        let problem = run.problem().map(|problem| {
            let place = match problem {
                Problem::Action { index, .. } => input.place_of_action(*index),
                Problem::TooLong { .. } | Problem::TooLarge { .. } => input.name.clone(),
            };
            format!("{place}: {problem}")
        });
        Ok(Self { name: input.name, run, problem })
    }

    pub(crate) fn history(&self) -> &History {
        self.run.history()
    }

    pub(crate) fn setting(&self) -> &Setting {
        self.run.setting()
    }

    /// Goes on until nothing is due, timers included, or for so many steps.
    pub(crate) fn go_on_until_idle(&mut self, steps: usize) {
        if self.problem.is_some() {
            return;
        }
        self.problem = self.run.go_on_until_idle(steps).err().map(|problem| match problem {
            Problem::TooLong { limit } => {
                format!("{}: After {limit} more steps something is still due.", self.name)
            }
            problem => format!("{}: {problem}", self.name),
        });
    }

    /// Whether it went to its end: to be asked when everything is printed.
    pub(crate) fn verdict(&self) -> Result<(), Failure> {
        match &self.problem {
            Some(problem) => Err(Failure::Stopped(problem.clone())),
            None => Ok(()),
        }
    }
}
