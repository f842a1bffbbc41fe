//! Which writes have taken effect at one replica, in truth.

use crate::history::{CausalPast, Place};
use crate::paged_map::PagedMap;

/// A set of writes that need not hold what happens before them.
#[derive(Clone, Debug, Default)]
pub(super) struct AppliedWrites {
    /// Of each life the writes before the first that is not in.
    first: CausalPast,
    /// The others that are in.
    beyond: PagedMap<Place, ()>,
}

impl AppliedWrites {
    pub(super) fn has(&self, place: Place) -> bool {
        self.first.has(place) || self.beyond.contains_key(&place)
    }

    /// How many writes of a life are in before the first that is not.
    pub(super) fn n_of_first(&self, life: usize) -> u32 {
        self.first.n_of(life)
    }

    /// Of each life the last write before the first that is not in.
    pub(super) fn lasts(&self) -> impl Iterator<Item = Place> + '_ {
        self.first.lasts()
    }

    /// Whether a write is in whose author's earlier ones are not.
    pub(super) fn has_gaps(&self) -> bool {
        !self.beyond.is_empty()
    }

    /// Adds a write; says whether it is new.
    pub(super) fn insert(&mut self, place: Place) -> bool {
        if self.has(place) {
            return false;
        }
        let mut next = Place { number: self.first.n_of(place.life) + 1, ..place };
        if place != next {
            self.beyond.insert(place, ());
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
        for (place, ()) in std::mem::take(&mut self.beyond).into_entries() {
            self.insert(place);
        }
        for place in other.beyond.keys() {
            self.insert(*place);
        }
    }

    /// Of each life the first write of `past` that is not in.
    pub(super) fn lacks<'a>(&'a self, past: &'a CausalPast) -> impl Iterator<Item = Place> + 'a {
        past.lasts().filter_map(|last| {
            let number = self.first.n_of(last.life) + 1;
            (number <= last.number).then_some(Place { number, ..last })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn places() -> impl Strategy<Value = Vec<Place>> {
        vec((0..3_usize, 1..8_u32).prop_map(|(life, number)| Place { life, number }), 0..20)
    }

    fn effects(of: &[Place]) -> AppliedWrites {
        let mut effects = AppliedWrites::default();
        for place in of {
            effects.insert(*place);
        }
        effects
    }

    proptest! {
        #[test]
        fn it_is_a_set(of in places(), other in places()) {
            let mut set = BTreeSet::new();
            let mut ours = AppliedWrites::default();
            for place in &of {
                prop_assert_eq!(ours.insert(*place), set.insert(*place));
            }
            ours.merge(&effects(&other));
            set.extend(&other);
            let mut past = CausalPast::default();
            for life in 0..3 {
                for number in 1..9 {
                    let place = Place { life, number };
                    prop_assert_eq!(ours.has(place), set.contains(&place));
                    past.include(place);
                }
            }
            let missing = |life| {
                (1..9).map(|number| Place { life, number }).find(|place| !set.contains(place))
            };
            prop_assert_eq!(ours.lacks(&past).collect::<Vec<_>>(),
                (0..3).filter_map(missing).collect::<Vec<_>>());
        }
    }
}
