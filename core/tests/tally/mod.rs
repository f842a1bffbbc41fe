//! What a test has really looked at, counted over all its cases: a generator that dries up, or a
//! filter that lets nothing through, fails a test instead of making it true.

use std::sync::atomic::{AtomicUsize, Ordering};

/// A count that all cases of a test share.
pub(crate) struct Tally(AtomicUsize);

impl Tally {
    pub(crate) const fn new() -> Self {
        Self(AtomicUsize::new(0))
    }

    /// So many more were looked at.
    pub(crate) fn add(&self, n: usize) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    /// Fails if fewer than so many were looked at since this was asked last.
    pub(crate) fn at_least(&self, n: usize, what: &str) {
        let found = self.0.swap(0, Ordering::Relaxed);
        assert!(found >= n, "{found} {what} are too few to prove anything; {n} are the least");
    }
}
