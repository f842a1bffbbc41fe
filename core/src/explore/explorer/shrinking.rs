//! A schedule that was found needs what its programs do before the thing itself: here actions are left
//! out one by one, as DSLabs does (Michael et al., "Teaching Rigorous Distributed Systems With Efficient
//! Model Checking", 2019), as long as it can still be found, and no later.

use super::Explorer;
use crate::explore::answer::Schedule;
use crate::explore::question::{Budget, Question};
use crate::scenario::Scenario;
use crate::world::action::Action;

/// All searches together may visit so many times what the first one has visited.
const PATIENCE: u64 = 8;

/// What was found, while it is found with fewer and fewer actions.
#[derive(Debug)]
pub(super) struct Shrinking {
    best: Schedule,
    /// The scenario in which the best was found.
    scenario: Scenario,
    /// How many of its actions have not been left out yet to see what comes of it: those before.
    n_untried: usize,
    /// How many states the first search has visited.
    n_states: u64,
    /// How many states may still be visited.
    left: u64,
    /// The scenario without one of its actions, and the search through that.
    trial: Option<(Scenario, Box<Explorer>)>,
}

impl Shrinking {
    /// What was found after so many states, with all actions of its scenario.
    pub(super) fn new(scenario: Scenario, found: Schedule, n_states: u64) -> Self {
        let n_untried = scenario.script.len();
        let left = n_states.saturating_mul(PATIENCE);
        Self { best: found, scenario, n_untried, n_states, left, trial: None }
    }

    /// The schedule with the fewest actions so far.
    pub(super) fn best(&self) -> &Schedule {
        &self.best
    }

    /// Whether it is found with as few actions as it can be, or as can be waited for.
    pub(super) fn is_over(&self) -> bool {
        self.trial.is_none() && (self.n_untried == 0 || self.left == 0)
    }

    /// Goes on from so many states more of the search without the next action.
    pub(super) fn go_on(&mut self, question: &Question, n_steps: u64) {
        if self.is_over() {
            return;
        }
        if self.trial.is_none() {
            self.trial = self.next_trial(question);
        }
        let Some((_, explorer)) = &mut self.trial else { return };
        if !explorer.search_on(n_steps) {
            return;
        }
        self.left = self.left.saturating_sub(explorer.counts().n_states);
        let again = explorer.found().filter(|again| again.n_steps <= self.best.n_steps);
        if let (Some(again), Some((less, _))) = (again, self.trial.take()) {
            (self.best, self.scenario) = (again, less);
        }
    }

    /// The search without the last action that has not been left out yet; nothing if that is a note, or
    /// if without it nothing can be searched.
    fn next_trial(&mut self, question: &Question) -> Option<(Scenario, Box<Explorer>)> {
        self.n_untried = self.n_untried.checked_sub(1)?;
        if matches!(self.scenario.script[self.n_untried].action, Action::Note { .. }) {
            return None;
        }
        let mut less = self.scenario.clone();
        less.script.remove(self.n_untried);
        let n_looks = question.budget.n_looks / PATIENCE;
        let n_states = self.left.min(self.n_states);
        let budget = Budget { n_states, n_looks, ..question.budget };
        let explorer = Explorer::new(&less, Question { budget, ..question.clone() }).ok()?;
        Some((less, Box::new(explorer)))
    }
}
