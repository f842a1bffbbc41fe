//! Exercise 14 by the explorer: 48 delivery rules, three writes by anybody, every schedule. Another
//! search, without any of its ideas, is `surviving_rules.rs`.

use causal_core::explore::{Asks, End, Question};
use causal_core::predicate::Predicate;
use causal_core::replica::protocol::Protocol;
use causal_core::replica::rule::{DeliveryRule, EntryTest, VectorUpdate};
use causal_core::scenario::Scenario;
use causal_core::world::setting::Setting;

use crate::found::shows;
use crate::support::answer;

/// An effect before its cause, a write thrown away or delivered twice, or one that waits for ever.
const BROKEN: &str = "violation.causal | violation.dropped | violation.twice | quiet & !idle";

/// What the three menus of the exercise make.
fn rules() -> Vec<DeliveryRule> {
    use EntryTest::{Any, AtMost, Equal, Less, Newer, Next};
    let mut rules = Vec::new();
    for sender in [Any, Equal, Next, Newer] {
        for others in [Any, Less, Equal, AtMost] {
            for update in [VectorUpdate::Stays, VectorUpdate::AddOne, VectorUpdate::Maximum] {
                rules.push(DeliveryRule { sender, others, update, ..DeliveryRule::default() });
            }
        }
    }
    rules
}

/// Every schedule of three writes under a rule: after how many steps it breaks, if it does, and how many
/// states there were.
fn tried(delivery: DeliveryRule) -> (Option<u32>, u64) {
    let protocol = Protocol { delivery, ..Protocol::default() };
    let setting = Setting { protocol, ..Setting::default() };
    let predicate = Predicate::parse(BROKEN, &setting).unwrap();
    let scenario = Scenario { setting, ..Scenario::default() };
    let asks = Asks::Never(predicate);
    let found = answer(&scenario, Question { asks, n_free_writes: 3, ..Question::default() });
    let n_steps = found.found.map(|schedule| {
        assert!(shows(&schedule, BROKEN), "{delivery:?}");
        schedule.n_steps
    });
    assert_eq!(found.end, if n_steps.is_some() { End::Found } else { End::All });
    (n_steps, found.counts.n_states)
}

#[test]
fn two_of_48_rules_survive_three_free_writes_and_the_others_break_within_six_steps() {
    let (mut survive, mut breaks_after) = (Vec::new(), [0; 7]);
    for rule in rules() {
        match tried(rule) {
            (Some(n_steps), _) => breaks_after[n_steps as usize] += 1,
            (None, n_states) => survive.push((rule, n_states)),
        }
    }
    let lecture = DeliveryRule::default();
    let birman = DeliveryRule { update: VectorUpdate::Maximum, ..lecture };
    assert_eq!(survive, [(lecture, 1871), (birman, 1994)]);
    assert_eq!(breaks_after, [0, 0, 0, 39, 5, 0, 2]);
}
