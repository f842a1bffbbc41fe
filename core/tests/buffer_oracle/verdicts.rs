//! The verdict itself against the oracle's reading of the table, for every rule and any vectors:
//! the fast path of the right rule means the same as the long way.

use proptest::collection::vec;
use proptest::prelude::*;

use causal_core::clock::Counter;
use causal_core::replica::rule::{
    Blocker, DeliveryRule, DiscardReason, Duplicates, Receiver, Verdict,
};

use super::histories::{ME, cases, rules};
use super::naive::{Letter, Naive, Vector};
use super::ours::{actor, dot, vector};
use crate::tally::Tally;

const N_REPLICAS: u16 = 4;

fn vectors() -> impl Strategy<Value = Vector> {
    let counter: BoxedStrategy<Counter> =
        prop_oneof![9 => 1..5_u32, 1 => Just(Counter::MAX)].boxed();
    vec(((0..6_u16, 0..2_u16), counter), 0..6).prop_map(|entries| entries.into_iter().collect())
}

fn judge(
    rule: DeliveryRule,
    seen: Vector,
    author: (u16, u16),
    counter: Counter,
    deps: Vector,
) -> Result<usize, TestCaseError> {
    let letter = Letter { author, counter, deps };
    let at = Receiver { me: actor(ME), n_replicas: N_REPLICAS };
    let verdict =
        |seen: &Vector| rule.verdict(at, &vector(seen), dot(&letter), &vector(&letter.deps));
    let mut naive = Naive::new(rule, ME, N_REPLICAS);
    naive.seen = seen;
    let discards = rule.duplicates == Duplicates::Discarded && naive.covers(&letter);
    let said = match verdict(&naive.seen) {
        Verdict::Discard(why) => {
            prop_assert!(discards);
            prop_assert_eq!(why, DiscardReason::AlreadyDelivered);
            0
        }
        Verdict::Deliver => {
            prop_assert!(!discards && naive.may_deliver(&letter));
            1
        }
        Verdict::Wait(Blocker::Until(until)) => {
            prop_assert!(!discards && !naive.may_deliver(&letter));
            let name = (until.actor.replica.0, until.actor.incarnation);
            let mine = naive.seen.get(&name).copied().unwrap_or(0);
            prop_assert!(mine < until.counter, "it waits for a growth");
            naive.seen.insert(name, until.counter - 1);
            prop_assert!(!naive.may_deliver(&letter), "the growth is needed");
            2
        }
        Verdict::Wait(Blocker::Never) => {
            prop_assert!(!discards && !naive.may_deliver(&letter));
            for name in (0..6).flat_map(|replica| [(replica, 0), (replica, 1)]) {
                let mine = naive.seen.entry(name).or_default();
                *mine = mine.saturating_add(1);
                prop_assert!(!naive.may_deliver(&letter), "no growth helps");
            }
            3
        }
    };
    Ok(said)
}

/// How often any rule said: discard, deliver, wait until, wait for ever.
static VERDICTS: [Tally; 4] = [const { Tally::new() }; 4];

#[test]
fn every_verdict_is_among_those_that_are_compared() {
    every_rule_means_what_the_table_says();
    for (verdict, what) in VERDICTS.iter().zip(["discards", "deliveries", "waits", "endless waits"])
    {
        verdict.at_least(300, what);
    }
}

proptest! {
    #![proptest_config(cases(5000))]

    #[test]
    fn the_right_rule_means_what_the_table_says(
        seen in vectors(),
        author in (0..6_u16, 0..2_u16),
        counter in 1..5_u32,
        deps in vectors(),
    ) {
        judge(DeliveryRule::default(), seen, author, counter, deps)?;
    }

    fn every_rule_means_what_the_table_says(
        rule in rules(),
        seen in vectors(),
        author in (0..6_u16, 0..2_u16),
        counter in 1..5_u32,
        deps in vectors(),
    ) {
        VERDICTS[judge(rule, seen, author, counter, deps)?].add(1);
    }
}
