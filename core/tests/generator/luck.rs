//! Rolls.

use causal_core::clock::ReplicaId;
use causal_core::world::network::LinkId;
use rand_core::Rng;
use rand_pcg::Pcg32;

/// Rolls, the same for the same seed.
pub(crate) struct Luck(Pcg32);

impl Luck {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg32::new(seed, 77))
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0.next_u64() % limit.max(1)
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).expect("small")]
    }

    pub(crate) fn replica(&mut self, n: u16) -> ReplicaId {
        ReplicaId(u16::try_from(self.below(n.into())).expect("small"))
    }

    /// A link between two different replicas.
    pub(crate) fn link(&mut self, n: u16) -> LinkId {
        let from = self.replica(n);
        LinkId { from, to: self.other_than(n, from) }
    }

    pub(crate) fn other_than(&mut self, n: u16, one: ReplicaId) -> ReplicaId {
        let further = 1 + self.below(u64::from(n) - 1);
        let other = (u64::from(one.0) + further) % u64::from(n);
        ReplicaId(u16::try_from(other).expect("small"))
    }

    /// Some of the replicas, each with the same chance, in a random order.
    pub(crate) fn some(&mut self, n: u16) -> Vec<ReplicaId> {
        let mut some: Vec<ReplicaId> = (0..n).map(ReplicaId).collect();
        some.retain(|_| !self.one_in(3));
        for at in (1..some.len()).rev() {
            some.swap(at, usize::try_from(self.below(at as u64 + 1)).expect("small"));
        }
        some
    }
}
