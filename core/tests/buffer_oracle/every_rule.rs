//! Every other rule, the named ones and any combination of a rule's parts.
//!
//! Where a rule is *confluent*, a drain delivers the same set in whatever order it goes, and the
//! buffer must agree with a re-scan after every step. That is so when a write that may be delivered
//! stays so until it is delivered, which holds in three families ([`is_confluent`] says which).
//! Outside them the order of the drain decides what becomes deliverable, list scan and buffer may
//! rightly differ, and what is checked is what any drain to a fixpoint owes: it delivers only what
//! the rule lets through, leaves only what the rule holds back, and loses nothing.

use proptest::prelude::*;

use causal_core::replica::rule::{
    DeliveryRule, Drain, Duplicates, EntryTest, SpecialEntry, VectorUpdate,
};
use causal_core::replica::rule_catalog::CATALOG;

use super::causal::agree;
use super::histories::{Happening, History, ME, cases, genuine, rules, wild};
use super::naive::{Letter, Naive};
use super::ours::Ours;

/// A test that, once passed, is passed whatever else is delivered: my entries only grow.
fn is_lasting(test: EntryTest) -> bool {
    matches!(test, EntryTest::Any | EntryTest::Less | EntryTest::AtMost)
}

/// Whether the order within a drain cannot matter.
fn is_confluent(rule: &DeliveryRule) -> bool {
    let covers_deps = matches!(rule.others, EntryTest::AtMost | EntryTest::Less);
    let special_lasts = rule.special == SpecialEntry::None || is_lasting(rule.sender);
    // Deliveries change nothing, so each write is judged by itself.
    let independent = rule.update == VectorUpdate::Stays;
    // Everything that is deliverable stays so, and nothing is thrown away.
    let lasting =
        is_lasting(rule.others) && special_lasts && rule.duplicates == Duplicates::LikeAnyOther;
    // The author's entry is raised by the write itself alone: by one, or to a maximum with
    // dependencies that are covered already.
    let next = rule.sender == EntryTest::Next
        && rule.special == SpecialEntry::Senders
        && is_lasting(rule.others)
        && (rule.update == VectorUpdate::AddOne || covers_deps);
    independent || lasting || next
}

/// What every drain to a fixpoint owes, whatever its order.
fn owes_what_it_must(rule: DeliveryRule, history: &History) -> Result<(), TestCaseError> {
    let mut ours = Ours::new(rule, ME, history.n_replicas);
    let mut received: Vec<Letter> = Vec::new();
    let mut judge = Naive::new(rule, ME, history.n_replicas);
    for happening in &history.happenings {
        match happening {
            Happening::Receives(letter) => {
                received.push(letter.clone());
                ours.receive(letter);
            }
            Happening::Writes => ours.write(),
        }
        judge.seen = ours.vector();
        let waiting = ours.waiting();
        let n_gone = ours.delivered.len() + ours.discarded.len();
        prop_assert_eq!(waiting.len() + n_gone, received.len(), "nothing is lost");
        for dot in waiting {
            let mut copies = received.iter().filter(|letter| letter.dot() == dot);
            let held_back = copies.any(|letter| {
                !judge.may_deliver(letter)
                    || (rule.duplicates == Duplicates::Discarded && judge.covers(letter))
            });
            prop_assert!(held_back, "{:?} may be delivered and is not", dot);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn every_named_rule_that_is_confluent_agrees_with_a_re_scan(history in genuine()) {
        for entry in CATALOG.iter().filter(|entry| entry.rule.drain == Drain::Fixpoint) {
            if is_confluent(&entry.rule) {
                agree(entry.rule, &history).map_err(|error| {
                    TestCaseError::fail(format!("{}: {error}", entry.name))
                })?;
            } else {
                owes_what_it_must(entry.rule, &history)?;
            }
        }
    }

    #[test]
    fn any_rule_that_is_confluent_agrees_with_a_re_scan(
        rule in rules(),
        genuine in genuine(),
        wild in wild(),
    ) {
        let rule = DeliveryRule { drain: Drain::Fixpoint, ..rule };
        for history in [genuine, wild] {
            if is_confluent(&rule) {
                agree(rule, &history)?;
            }
            owes_what_it_must(rule, &history)?;
        }
    }
}

/// A list that quietly became empty would prove nothing.
#[test]
fn the_named_rules_fall_on_both_sides() {
    let (confluent, other): (Vec<_>, Vec<_>) =
        CATALOG.iter().partition(|entry| is_confluent(&entry.rule));
    let names = |entries: Vec<&causal_core::replica::rule_catalog::NamedRule>| {
        entries.iter().map(|entry| entry.name).collect::<Vec<_>>()
    };
    assert_eq!(names(other), ["covers-all", "own-entry", "next-on-own", "newer"]);
    assert_eq!(confluent.len(), CATALOG.len() - 4);
}
