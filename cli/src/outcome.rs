//! A scenario carried out: what happened, and what everything looks like afterwards.

use causal_core::history::{History, Moment};
use causal_core::run::Run;
use causal_core::world::setting::Setting;

use crate::args::Source;
use crate::failure::Failure;
use crate::input::{self, Input};

/// A run and how it ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    name: String,
    pub(crate) run: Run,
    pub(crate) history: History,
    pub(crate) moment: Moment,
    problem: Option<String>,
}

impl Outcome {
    /// Reads a scenario and carries it out until everything has settled.
    pub(crate) fn of(source: &Source) -> Result<Self, Failure> {
        let Input { name, scenario } = input::read(&source.name)?;
        let run = Run::with_limit(scenario, source.steps);
        let history = run.history().clone();
        let moment = run.moment(history.len());
        let problem = run.problem().map(ToString::to_string);
        Ok(Self { name, run, history, moment, problem })
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
            self.problem = Some(format!("After {steps} more steps something is still due."));
        }
    }

    /// Whether it went to its end: to be asked when everything is printed.
    pub(crate) fn verdict(&self) -> Result<(), Failure> {
        match &self.problem {
            Some(problem) => Err(Failure::Stopped(format!("{}: {problem}", self.name))),
            None => Ok(()),
        }
    }
}
