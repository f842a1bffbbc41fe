//! Which writes have taken effect at one replica, in truth.

use crate::history::{CausalPast, WriteId};
use crate::paged_map::PagedMap;

/// A set of writes that need not hold what happens before them.
#[derive(Clone, Debug, Default)]
pub(super) struct AppliedWrites {
    /// Of each incarnation the writes before the first that is not in.
    first: CausalPast,
    /// The others that are in.
    beyond: PagedMap<WriteId, ()>,
}

impl AppliedWrites {
    pub(super) fn has(&self, id: WriteId) -> bool {
        self.first.has(id) || self.beyond.contains_key(&id)
    }

    /// How many writes of an incarnation are in before the first that is not.
    pub(super) fn n_of_first(&self, incarnation: usize) -> u32 {
        self.first.n_of(incarnation)
    }

    /// Of each incarnation the last write before the first that is not in.
    pub(super) fn lasts(&self) -> impl Iterator<Item = WriteId> + '_ {
        self.first.lasts()
    }

    /// Whether a write is in whose author's earlier ones are not.
    pub(super) fn has_gaps(&self) -> bool {
        !self.beyond.is_empty()
    }

    /// Adds a write; says whether it is new.
    pub(super) fn insert(&mut self, id: WriteId) -> bool {
        if self.has(id) {
            return false;
        }
        let mut next = WriteId { number: self.first.n_of(id.incarnation) + 1, ..id };
        if id != next {
            self.beyond.insert(id, ());
            return true;
        }
        // What lay beyond the gap that is closed now comes along: each write once in all.
        loop {
            self.first.include(next);
            next.number += 1;
            if self.beyond.remove(&next).is_none() {
                return true;
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.first.merge(&other.first);
        for (id, ()) in std::mem::take(&mut self.beyond).into_entries() {
            self.insert(id);
        }
        for id in other.beyond.keys() {
            self.insert(*id);
        }
    }

    /// Of each incarnation the first write of `past` that is not in.
    pub(super) fn lacks<'a>(&'a self, past: &'a CausalPast) -> impl Iterator<Item = WriteId> + 'a {
        past.lasts().filter_map(|last| {
            let number = self.first.n_of(last.incarnation) + 1;
            (number <= last.number).then_some(WriteId { number, ..last })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn ids() -> impl Strategy<Value = Vec<WriteId>> {
        let id = (0..3_usize, 1..8_u32);
        vec(id.prop_map(|(incarnation, number)| WriteId { incarnation, number }), 0..20)
    }

    fn effects(of: &[WriteId]) -> AppliedWrites {
        let mut effects = AppliedWrites::default();
        for id in of {
            effects.insert(*id);
        }
        effects
    }

    proptest! {
        #[test]
        fn it_is_a_set(of in ids(), other in ids()) {
            let mut set = BTreeSet::new();
            let mut ours = AppliedWrites::default();
            for id in &of {
                prop_assert_eq!(ours.insert(*id), set.insert(*id));
            }
            ours.merge(&effects(&other));
            set.extend(&other);
            let mut past = CausalPast::default();
            for incarnation in 0..3 {
                for number in 1..9 {
                    let id = WriteId { incarnation, number };
                    prop_assert_eq!(ours.has(id), set.contains(&id));
                    past.include(id);
                }
            }
            let missing = |incarnation| {
                (1..9).map(|number| WriteId { incarnation, number }).find(|id| !set.contains(id))
            };
            prop_assert_eq!(ours.lacks(&past).collect::<Vec<_>>(),
                (0..3).filter_map(missing).collect::<Vec<_>>());
        }
    }
}
