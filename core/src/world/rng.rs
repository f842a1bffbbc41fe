//! The world's one generator: all randomness of a run comes from here, and so from the seed.

use rand_core::Rng as _;
use rand_pcg::Pcg32;

/// A seeded generator whose rolls are the same on every machine.
#[derive(Clone, Debug)]
pub(crate) struct Rng(Pcg32);

impl Rng {
    /// The generator of a seed. `stream` keeps the rolls of different purposes apart.
    pub(crate) fn from_seed(seed: u64, stream: u64) -> Self {
        Self(Pcg32::new(seed, stream))
    }

    /// A number from 0 to `limit` − 1, each equally likely, without floats: numbers from the
    /// incomplete last round of the 64-bit range are rolled again.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        assert!(limit > 0, "a roll needs at least one side");
        let whole_rounds = u64::MAX - u64::MAX % limit;
        loop {
            let roll = self.0.next_u64();
            if roll < whole_rounds {
                return roll % limit;
            }
        }
    }

    /// Whether something happens that happens this often in a thousand. Rolls only when it is open.
    pub(crate) fn happens(&mut self, permille: u16) -> bool {
        permille > 0 && self.below(1000) < u64::from(permille)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_rolls_the_same_on_every_machine() {
        let mut rng = Rng::from_seed(7, 0);
        let rolls: Vec<u64> = (0..8).map(|_| rng.below(100)).collect();
        assert_eq!(rolls, ROLLS_OF_SEED_7);
    }

    #[test]
    fn every_side_of_a_small_die_comes_up_about_as_often() {
        let mut rng = Rng::from_seed(1, 0);
        let mut counts = [0_u32; 6];
        for _ in 0..6000 {
            counts[usize::try_from(rng.below(6)).expect("below six")] += 1;
        }
        assert!(counts.iter().all(|count| (850..=1150).contains(count)), "{counts:?}");
    }

    /// Written down once; a change here changes every published link with a random latency.
    const ROLLS_OF_SEED_7: [u64; 8] = [41, 7, 76, 17, 23, 71, 23, 67];
}
