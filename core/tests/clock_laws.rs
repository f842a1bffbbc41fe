//! Laws of version vectors, against a model that shares nothing with them: plain sets of dots.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use causal_core::clock::{Actor, Causality, Counter, Dot, EventClock, ReplicaId, VersionVector};
use proptest::collection::btree_map;
use proptest::prelude::*;

/// A vector as the set of all dots that it covers.
type Dots = BTreeSet<(u16, u16, Counter)>;

fn entries() -> impl Strategy<Value = BTreeMap<(u16, u16), Counter>> {
    btree_map((0_u16..6, prop_oneof![4 => Just(0_u16), 1 => 1_u16..3]), 0_u32..5, 0..7)
}

fn actor((replica, incarnation): (u16, u16)) -> Actor {
    Actor { replica: ReplicaId(replica), incarnation }
}

fn vector(entries: &BTreeMap<(u16, u16), Counter>) -> VersionVector {
    let mut vector = VersionVector::new();
    entries.iter().for_each(|(&of, &counter)| vector.set(actor(of), counter));
    vector
}

fn dots(entries: &BTreeMap<(u16, u16), Counter>) -> Dots {
    let of_entry = |(&(replica, incarnation), &counter): (&(u16, u16), &Counter)| {
        (1..=counter).map(move |n| (replica, incarnation, n)).collect::<Vec<_>>()
    };
    entries.iter().flat_map(of_entry).collect()
}

fn covered(vector: &VersionVector) -> Dots {
    let of_entry = |(actor, counter): (Actor, Counter)| {
        (1..=counter).map(move |n| (actor.replica.0, actor.incarnation, n)).collect::<Vec<_>>()
    };
    vector.iter().flat_map(of_entry).collect()
}

proptest! {
    #[test]
    fn a_vector_covers_exactly_the_dots_it_was_made_of(entries in entries()) {
        let vector = vector(&entries);
        prop_assert_eq!(covered(&vector), dots(&entries));
        for (&of, &counter) in &entries {
            prop_assert!(counter == 0 || vector.covers(Dot::new(actor(of), counter)));
            prop_assert!(!vector.covers(Dot::new(actor(of), counter + 1)));
        }
    }

    #[test]
    fn comparing_vectors_is_comparing_sets(left in entries(), right in entries()) {
        let (l, r) = (dots(&left), dots(&right));
        let expected = match (l.is_subset(&r), r.is_subset(&l)) {
            (true, true) => Causality::Equal,
            (true, false) => Causality::Before,
            (false, true) => Causality::After,
            (false, false) => Causality::Concurrent,
        };
        let (left, right) = (vector(&left), vector(&right));
        prop_assert_eq!(left.compare(&right), expected);
        let reversed = match expected {
            Causality::Before => Causality::After,
            Causality::After => Causality::Before,
            same => same,
        };
        prop_assert_eq!(right.compare(&left), reversed);
        prop_assert_eq!(left.includes(&right), r.is_subset(&l));
        prop_assert_eq!(left == right, expected == Causality::Equal);
    }

    #[test]
    fn merging_vectors_is_joining_sets(left in entries(), right in entries(), more in entries()) {
        let union: Dots = dots(&left).union(&dots(&right)).copied().collect();
        let merge = |first: &VersionVector, second: &VersionVector| {
            let mut merged = first.clone();
            merged.merge(second);
            merged
        };
        let (left, right, more) = (vector(&left), vector(&right), vector(&more));
        let merged = merge(&left, &right);
        prop_assert_eq!(covered(&merged), union);
        prop_assert_eq!(&merged, &merge(&right, &left));
        prop_assert_eq!(merge(&merged, &more), merge(&left, &merge(&right, &more)));
        prop_assert_eq!(merge(&merged, &left), merged);
    }

    #[test]
    fn an_entry_set_to_zero_is_an_absent_entry(
        entries in entries(),
        gone in (0_u16..6, 0_u16..3),
    ) {
        let mut without = entries.clone();
        without.remove(&gone);
        let mut set_to_zero = vector(&entries);
        set_to_zero.set(actor(gone), 0);
        prop_assert_eq!(&set_to_zero, &vector(&without));
        prop_assert_eq!(set_to_zero.to_string(), vector(&without).to_string());
        prop_assert_eq!(set_to_zero.is_empty(), dots(&without).is_empty());
    }

    #[test]
    fn incrementing_names_the_first_dot_not_covered(entries in entries(), of in (0_u16..6, 0_u16..3)) {
        let before = vector(&entries);
        let mut after = before.clone();
        let dot = after.increment(actor(of));
        prop_assert!(!before.covers(dot) && after.covers(dot));
        prop_assert!(dot.predecessor().is_none_or(|dot| before.covers(dot)));
        prop_assert_eq!(before.compare(&after), Causality::Before);
    }

    #[test]
    fn event_clocks_order_a_message_and_leave_strangers_concurrent(
        ticks in proptest::collection::vec((0_u16..4, proptest::option::of(0_usize..20)), 1..40),
    ) {
        // Each event may learn from an earlier one; the model is the explicit set of ancestors.
        let mut clocks: Vec<EventClock> = Vec::new();
        let mut ancestors: Vec<BTreeSet<usize>> = Vec::new();
        let mut last: BTreeMap<u16, usize> = BTreeMap::new();
        for (index, (replica, learns_from)) in ticks.iter().copied().enumerate() {
            let sources = last.get(&replica).copied().into_iter();
            let sources: Vec<usize> = sources.chain(learns_from.filter(|&at| at < index)).collect();
            let mut clock = EventClock::new();
            let mut past = BTreeSet::from([index]);
            for source in sources {
                clock.merge(&clocks[source]);
                past.extend(&ancestors[source]);
            }
            clock.tick(ReplicaId(replica));
            clocks.push(clock);
            ancestors.push(past);
            last.insert(replica, index);
        }
        for left in 0..clocks.len() {
            for right in 0..clocks.len() {
                let before = ancestors[right].contains(&left);
                let after = ancestors[left].contains(&right);
                let expected = Causality::from_excess(!before, !after);
                prop_assert_eq!(clocks[left].compare(&clocks[right]), expected);
            }
        }
    }
}
