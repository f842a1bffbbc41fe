//! How much work the reading of an input is, counted, so that it can be bounded without a clock.
//!
//! Who walks counts: bytes passed, names compared, entries looked at, each where its loop is. What
//! takes the same time for every input is not counted.

use std::cell::Cell;
use std::collections::BinaryHeap;

/// The steps so far.
#[derive(Debug)]
pub(crate) struct Steps {
    taken: Cell<u64>,
    /// How many there may be, for those who ask.
    limit: u64,
}

impl Default for Steps {
    /// None yet, and no limit.
    fn default() -> Self {
        Self::up_to(u64::MAX)
    }
}

impl Steps {
    /// None yet, and at most so many.
    pub(crate) fn up_to(limit: u64) -> Self {
        Self { taken: Cell::new(0), limit }
    }

    /// Counts work that is bounded by what there is to read.
    pub(crate) fn count(&self, n: usize) {
        self.taken.set(self.taken.get() + n as u64);
    }

    /// Counts the comparisons of sorting so many entries.
    pub(crate) fn count_sorting(&self, n: usize) {
        self.count(n * (n.max(1).ilog2() as usize + 1));
    }

    /// Puts names in order, the same ones by their numbers, and counts the comparisons. Not generic:
    /// every type that is sorted is one more piece of code in the page.
    pub(crate) fn sorted(&self, names: Vec<(String, usize)>) -> Vec<(String, usize)> {
        self.count_sorting(names.len());
        BinaryHeap::from(names).into_sorted_vec()
    }

    /// Counts work that nothing else bounds.
    pub(crate) fn spend(&self, n: u64) -> Result<(), TooMuchWork> {
        self.taken.set(self.taken.get() + n);
        if self.taken.get() > self.limit { Err(TooMuchWork) } else { Ok(()) }
    }

    /// How many there were.
    pub(crate) fn taken(&self) -> u64 {
        self.taken.get()
    }
}

/// There were more steps than there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMuchWork;

/// What some work gives, and how many steps it took.
pub(crate) fn counted<T>(work: impl FnOnce(&Steps) -> T) -> (T, u64) {
    let steps = Steps::default();
    let given = work(&steps);
    (given, steps.taken())
}
