//! Chance, the same for the same seed.

use rand_core::Rng;
use rand_pcg::Pcg32;

/// Draws that anybody can draw again.
#[derive(Debug)]
pub struct Luck(Pcg32);

impl Luck {
    /// The draws of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Pcg32::new(seed, 10))
    }

    /// A number below a limit; 0 if the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let drawn = self.0.next_u64() % (limit.max(1) as u64);
        usize::try_from(drawn).expect("it is below a limit that is one")
    }

    /// One of several things.
    ///
    /// # Panics
    /// If there is none.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
