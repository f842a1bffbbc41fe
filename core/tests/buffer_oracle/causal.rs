//! The right rule: after every receipt, the same writes are delivered and the same wait; the order
//! of delivery is causal; nothing is delivered twice.
//!
//! The *set* is one and the same in whatever order a drain goes, because a deliverable write stays
//! deliverable until it is delivered: only the write itself can raise its author's entry.

use std::collections::BTreeSet;

use proptest::prelude::*;

use causal_core::replica::rule::{DeliveryRule, Duplicates};

use super::histories::{Happening, History, ME, cases, genuine, wild};
use super::naive::{Naive, Name};
use super::ours::Ours;
use crate::tally::Tally;

/// Plays a history to both and compares after every step.
pub(crate) fn agree(rule: DeliveryRule, history: &History) -> Result<(), TestCaseError> {
    let mut naive = Naive::new(rule, ME, history.n_replicas);
    let mut ours = Ours::new(rule, ME, history.n_replicas);
    for happening in &history.happenings {
        match happening {
            Happening::Receives(letter) => {
                naive.receive(letter.clone());
                ours.receive(letter);
            }
            Happening::Writes => {
                naive.write();
                ours.write();
            }
        }
        prop_assert_eq!(sorted(&ours.delivered), sorted(&naive.delivered), "delivered");
        prop_assert_eq!(ours.vector(), naive.seen.clone(), "seen");
        let [mut ours, mut theirs] = waiting(&ours, &naive);
        if rule.duplicates == Duplicates::LikeAnyOther {
            // Which of two copies of a write is delivered is nobody's business.
            ours.sort_unstable();
            theirs.sort_unstable();
        }
        prop_assert_eq!(ours, theirs, "buffered, in the order of arrival");
    }
    Ok(())
}

/// What waits by the buffer and by the oracle, without the writes that are covered where the rule
/// discards those: a scan throws one away when it comes across it, the buffer when what the write
/// waits for has come.
pub(crate) fn waiting(ours: &Ours, naive: &Naive) -> [Vec<(Name, u32)>; 2] {
    let seen = |name: &Name| naive.seen.get(name).copied().unwrap_or(0);
    let discards = naive.rule.duplicates == Duplicates::Discarded;
    let theirs = naive.list.iter().map(|letter| letter.dot()).collect();
    [ours.waiting(), theirs].map(|dots: Vec<(Name, u32)>| {
        dots.into_iter().filter(|(name, counter)| !discards || *counter > seen(name)).collect()
    })
}

fn sorted(dots: &[(Name, u32)]) -> Vec<(Name, u32)> {
    let mut dots = dots.to_vec();
    dots.sort_unstable();
    dots
}

/// Writes that were delivered.
static DELIVERED: Tally = Tally::new();
/// Times that something waited.
static HELD: Tally = Tally::new();

#[test]
fn deliveries_and_waits_are_looked_at_one_by_one() {
    delivery_follows_causality_and_happens_once();
    DELIVERED.at_least(4_000, "deliveries");
    HELD.at_least(8_000, "times that something waits");
}

proptest! {
    #![proptest_config(cases(700))]

    #[test]
    fn causal_delivery_agrees_with_a_re_scan(history in genuine()) {
        agree(DeliveryRule::default(), &history)?;
    }

    #[test]
    fn causal_delivery_of_impossible_messages_agrees_with_a_re_scan(history in wild()) {
        agree(DeliveryRule::default(), &history)?;
    }

    fn delivery_follows_causality_and_happens_once(history in genuine()) {
        let mut ours = Ours::new(DeliveryRule::default(), ME, history.n_replicas);
        let mut letters = std::collections::BTreeMap::new();
        let mut n_written = 0;
        let mut known: BTreeSet<(Name, u32)> = BTreeSet::new();
        for happening in &history.happenings {
            let from = ours.delivered.len();
            if let Happening::Receives(letter) = happening {
                letters.insert(letter.dot(), letter.clone());
                ours.receive(letter);
            } else {
                n_written += 1;
                known.insert((ME, n_written));
                ours.write();
            }
            for dot in &ours.delivered[from..] {
                for (name, last) in &letters[dot].deps {
                    prop_assert!((1..=*last).all(|n| known.contains(&(*name, n))), "{:?}", dot);
                }
                prop_assert!(known.insert(*dot), "delivered twice: {:?}", dot);
                DELIVERED.add(1);
            }
            let held: BTreeSet<_> = ours.waiting().into_iter().collect();
            prop_assert_eq!(held.len(), ours.buffer.len(), "buffered at most once");
            HELD.add(usize::from(!held.is_empty()));
            for letter in letters.values() {
                let holds = ours.buffer.holds(super::ours::dot(letter));
                prop_assert_eq!(holds, held.contains(&letter.dot()));
            }
        }
    }
}
