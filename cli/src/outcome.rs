//! A scenario carried out: what happened, and what everything looks like afterwards.

use causal_core::history::{History, Moment};
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
    pub(crate) history: History,
    pub(crate) moment: Moment,
    /// Why it stopped early, and where that is written.
    problem: Option<String>,
}

impl Outcome {
    /// Reads a scenario and carries it out until everything has settled.
    pub(crate) fn of(source: &Source) -> Result<Self, Failure> {
        let input = input::read(&source.name)?;
        let run = Run::with_limit(input.scenario.clone(), source.steps);
        let history = run.history().clone();
        let moment = run.moment(history.len());
        let problem = run.problem().map(|problem| {
            let place = match problem {
                Problem::Action { index, .. } => input.place_of_action(*index),
                Problem::TooLong { .. } => input.name.clone(),
            };
            format!("{place}: {problem}")
        });
        Ok(Self { name: input.name, run, history, moment, problem })
    }

    pub(crate) fn setting(&self) -> &Setting {
        &self.run.scenario().setting
    }

    /// Goes on until nothing is due, timers included, or for so many steps.
    pub(crate) fn go_on_until_idle(&mut self, steps: usize) {
        let mut world = self.run.world().clone();
        for _ in 0..steps {
            let Some((_, choice)) = world.next_due().filter(|_| self.problem.is_none()) else {
                return;
            };
            let events = world.step(choice).expect("what is due can happen");
            events.iter().for_each(|event| self.moment.apply(event));
            self.history.extend(events);
        }
        if self.problem.is_none() && world.next_due().is_some() {
            let says = format!("{}: After {steps} more steps something is still due.", self.name);
            self.problem = Some(says);
        }
    }

    /// Whether it went to its end: to be asked when everything is printed.
    pub(crate) fn verdict(&self) -> Result<(), Failure> {
        match &self.problem {
            Some(problem) => Err(Failure::Stopped(problem.clone())),
            None => Ok(()),
        }
    }
}
