//! Exercise 14: of the 48 delivery rules that three menus make, exactly two survive every schedule
//! of three writes at three replicas, the lecture's form and Birman's. The checker reads histories,
//! not vectors.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use causal_core::check::violations;
use causal_core::clock::ReplicaId;
use causal_core::history::History;
use causal_core::replica::protocol::{Op, Protocol};
use causal_core::replica::rule::{DeliveryRule, EntryTest, VectorUpdate};
use causal_core::world::action::Action;
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};

const SENDER: [EntryTest; 4] =
    [EntryTest::Any, EntryTest::Equal, EntryTest::Next, EntryTest::Newer];
const OTHERS: [EntryTest; 4] =
    [EntryTest::Any, EntryTest::Less, EntryTest::Equal, EntryTest::AtMost];
const UPDATE: [VectorUpdate; 3] =
    [VectorUpdate::Stays, VectorUpdate::AddOne, VectorUpdate::Maximum];

fn rules() -> impl Iterator<Item = DeliveryRule> {
    let pairs = SENDER.into_iter().flat_map(|sender| OTHERS.map(move |others| (sender, others)));
    pairs.flat_map(|(sender, others)| {
        UPDATE.map(move |update| DeliveryRule { sender, others, update, ..DeliveryRule::default() })
    })
}

fn write(at: u16) -> Choice {
    let op = Op::Put { key: "x".into(), value: "v".into() };
    Choice::Act(Action::Request { on: ReplicaId(at), session: None, op, seen: None })
}

/// Looks for a schedule that breaks the rule in at most `steps` steps, with at most three writes by
/// anyone: at every point any replica may write and any message may arrive.
fn broken_within(world: &World, history: &History, writes_left: u32, steps: usize) -> bool {
    if !violations(history, world.setting()).is_empty() {
        return true;
    }
    if world.choices().is_empty() && world.replicas().iter().any(|r| !r.buffer().is_empty()) {
        return true;
    }
    if steps == 0 {
        return false;
    }
    let writes = (0..3).map(write).take(if writes_left == 0 { 0 } else { 3 });
    world.choices().into_iter().map(|choice| (choice, 0)).chain(writes.map(|w| (w, 1))).any(
        |(choice, n_writes)| {
            let (mut world, mut history) = (world.clone(), history.clone());
            history.extend(world.step(choice).unwrap());
            broken_within(&world, &history, writes_left - n_writes, steps - 1)
        },
    )
}

fn is_broken(rule: DeliveryRule, steps: usize) -> bool {
    let protocol = Protocol { delivery: rule, ..Protocol::default() };
    let world = World::new(Setting { protocol, ..Setting::default() });
    broken_within(&world, &History::new(), 3, steps)
}

#[test]
fn exactly_two_of_48_rules_survive_every_schedule_of_three_writes() {
    assert_eq!(rules().count(), 48);
    let mut candidates: Vec<DeliveryRule> = rules().collect();
    // Most rules break early: look a little further each time, so that the search stays small.
    for steps in [3, 4, 5, 6] {
        candidates.retain(|rule| !is_broken(*rule, steps));
    }
    let lecture = DeliveryRule::default();
    let birman = DeliveryRule { update: VectorUpdate::Maximum, ..lecture };
    assert_eq!(candidates, [lecture, birman], "46 have a counterexample of at most six steps");
    // Three writes and their six arrivals: nine steps are every schedule to its end.
    candidates.retain(|rule| !is_broken(*rule, 9));
    assert_eq!(candidates, [lecture, birman]);
}
