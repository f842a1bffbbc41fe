//! Exercise 14 with free writes: of the 48 delivery rules that three menus make two survive every
//! schedule of three writes by anybody, and each other one breaks within six steps.

use causal_core::explore::{Asks, End, Question};
use causal_core::predicate::Predicate;
use causal_core::replica::rule::{DeliveryRule, EntryTest, VectorUpdate};
use causal_core::scenario::Scenario;

use crate::found::shows;
use crate::support::answer;

const SENDER: [EntryTest; 4] =
    [EntryTest::Any, EntryTest::Equal, EntryTest::Next, EntryTest::Newer];
const OTHERS: [EntryTest; 4] =
    [EntryTest::Any, EntryTest::Less, EntryTest::Equal, EntryTest::AtMost];
const UPDATE: [VectorUpdate; 3] =
    [VectorUpdate::Stays, VectorUpdate::AddOne, VectorUpdate::Maximum];

/// What no rule may do: deliver wrongly, lose, or let a write wait for nothing.
const BROKEN: &str = "violation.causal | violation.twice | violation.dropped | violation.diverged \
    | violation.names | quiet & (waiting(A) > 0 | waiting(B) > 0 | waiting(C) > 0)";

#[test]
fn two_of_48_rules_survive_every_schedule_of_three_free_writes() {
    let mut survivors = Vec::new();
    for sender in SENDER {
        for others in OTHERS {
            for update in UPDATE {
                let rule = DeliveryRule { sender, others, update, ..DeliveryRule::default() };
                let mut scenario = Scenario::default();
                scenario.setting.protocol.delivery = rule;
                let broken = Predicate::parse(BROKEN, &scenario.setting).unwrap();
                let asks = Asks::Never(broken);
                let found =
                    answer(&scenario, Question { asks, n_free_writes: 3, ..Question::default() });
                match found.found {
                    None => survivors.push(rule),
                    Some(schedule) => {
                        assert!(schedule.n_steps <= 6, "{rule:?}: {}", schedule.n_steps);
                        assert!(shows(&schedule, BROKEN), "{rule:?}");
                    }
                }
                assert_ne!(found.end, End::Working);
            }
        }
    }
    let lecture = DeliveryRule::default();
    let birman = DeliveryRule { update: VectorUpdate::Maximum, ..lecture };
    assert_eq!(survivors, [lecture, birman]);
}
