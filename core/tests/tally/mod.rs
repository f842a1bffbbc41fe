//! What a test has really looked at, counted over all its cases: a generator that dries up, or a
//! filter that lets nothing through, fails a test instead of making it true.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// So many cases, always the same ones, so that counts do not fail by chance.
#[allow(dead_code, reason = "not every test binary has properties")]
pub(crate) fn fixed(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(41), ..ProptestConfig::default() }
}

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
