//! A run step by step, for those who follow it.

use super::Run;
use crate::world::Choice;

impl Run {
    /// The same run as it was at a stop, with what had happened by then; in the midst of a step,
    /// after that step.
    #[must_use]
    pub fn until(&self, stop: usize) -> Self {
        self.cut_after(self.stops[stop.min(self.stops.len() - 1)].n_steps)
    }

    /// The choice of a step, from 0, and how many events lie before the step's end.
    #[must_use]
    pub fn step_at(&self, n: usize) -> Option<(&Choice, usize)> {
        self.steps.get(n).map(|step| (&step.choice, step.n_events))
    }
}
