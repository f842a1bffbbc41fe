//! Rolls from a seed.

use rand_core::Rng;
use rand_pcg::Pcg32;

/// Rolls.
pub(crate) struct Luck(Pcg32);

impl Luck {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg32::new(seed, 4242))
    }

    /// A number below a limit; 0 if the limit is.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).expect("small");
        usize::try_from(self.0.next_u64() % limit).expect("below the limit")
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub(crate) fn word<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}
