//! How much work the reading of a log is, counted, so that it can be bounded without a clock.

use std::cell::Cell;

use super::error::ImportError;

/// Steps that every log may take, however small it is.
const STEPS_AT_LEAST: u64 = 1 << 24;
/// Steps that a log may take for each of its bytes; a header in common use takes less than five.
const STEPS_PER_BYTE: u64 = 64;

/// The steps so far: bytes looked at, entries of clocks compared, states of a pattern passed.
#[derive(Debug)]
pub(super) struct Steps {
    taken: Cell<u64>,
    /// How many a pattern may take.
    limit: u64,
}

impl Steps {
    /// For a log of so many bytes.
    pub(super) fn new(n_bytes: usize) -> Self {
        let limit = STEPS_AT_LEAST + STEPS_PER_BYTE * n_bytes as u64;
        Self { taken: Cell::new(0), limit }
    }

    /// Counts work that is bounded by what the log holds.
    pub(super) fn count(&self, n: usize) {
        self.taken.set(self.taken.get() + n as u64);
    }

    /// Counts the work of a pattern, which nothing else bounds.
    pub(super) fn spend(&self, n: u64) -> Result<(), TooMuchWork> {
        self.taken.set(self.taken.get() + n);
        if self.taken.get() > self.limit { Err(TooMuchWork) } else { Ok(()) }
    }

    /// How many there were.
    pub(super) fn taken(&self) -> u64 {
        self.taken.get()
    }
}

/// A pattern looks around too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuchWork;

impl TooMuchWork {
    /// The error, for a pattern on a line.
    pub(super) fn at(self, line: usize) -> ImportError {
        let says = "it goes through this log again and again; that is too much work, and nothing \
                    is read";
        ImportError::Pattern { line, says: says.to_owned() }
    }
}
