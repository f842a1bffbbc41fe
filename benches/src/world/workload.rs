//! The work of table E, as scenarios, and how to carry it out on a bare world.

use std::sync::Arc;

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::{Op, Time};
use causal_core::scenario::{Scenario, ScriptedAction, When};
use causal_core::world::action::Action;
use causal_core::world::event::Event;
use causal_core::world::network::LinkSetting;
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// How many keys the puts are spread over.
const N_KEYS: u32 = 128;
/// How much time lies between two puts: several are under way at once.
const PAUSE_MS: Time = 3;
/// How long messages take, least and most: they overtake each other.
pub(crate) const LATENCY_MS: (Time, Time) = (10, 30);

/// Replicas under the causal rule, on links that all behave alike.
pub(crate) fn setting(n_replicas: u16) -> Setting {
    Setting {
        seed: 7,
        names: (0..n_replicas).map(|id| ReplicaId(id).to_string()).collect(),
        default_link: LinkSetting { latency_ms: LATENCY_MS, ..LinkSetting::default() },
        ..Setting::default()
    }
}

/// Random replicas put to a few keys, and now and then somebody reads if `reads`.
pub(crate) fn puts(n_replicas: u16, n_writes: usize, reads: bool) -> Scenario {
    let mut rng = Pcg64Mcg::seed_from_u64(11);
    let mut below = |limit: u32| rng.next_u32() % limit;
    let keys: Vec<Arc<str>> = (0..N_KEYS).map(|key| format!("k{key}").into()).collect();
    let mut script = Vec::new();
    for number in 0..n_writes as Time {
        let mut key = || Arc::clone(&keys[below(N_KEYS) as usize]);
        let (put, get) = (Op::Put { key: key(), value: "v".into() }, Op::Get { key: key() });
        for op in std::iter::once(put).chain(reads.then_some(get)) {
            let on = ReplicaId(below(n_replicas.into()) as u16);
            let action = Action::Request { on, session: None, op, seen: None };
            script.push(ScriptedAction { when: When::At(number * PAUSE_MS), action });
        }
    }
    Scenario { setting: setting(n_replicas), script, ..Scenario::default() }
}

/// A put at one replica.
pub(crate) fn put(on: ReplicaId, key: &Arc<str>) -> Choice {
    let op = Op::Put { key: Arc::clone(key), value: "v".into() };
    Choice::Act(Action::Request { on, session: None, op, seen: None })
}

/// Carries out actions at their times, and lets everything settle; how many steps that took.
pub(crate) fn carry_out(
    world: &mut World,
    script: &[ScriptedAction],
    mut record: impl FnMut(Vec<Event>),
) -> usize {
    let mut n_steps = 0;
    let mut step = |world: &mut World, choice| {
        record(world.step(choice).expect("what is due can happen, and everybody runs"));
        n_steps += 1;
    };
    for item in script {
        let When::At(until) = item.when else { unreachable!("every put has its time") };
        while let Some((_, choice)) = world.next_due().filter(|(due, _)| *due < until) {
            step(world, choice);
        }
        step(world, Choice::Pass(until));
        step(world, Choice::Act(item.action.clone()));
    }
    settle(world, |events| {
        record(events);
        n_steps += 1;
    });
    n_steps
}

/// Lets everything arrive that is on its way.
pub(crate) fn settle(world: &mut World, mut record: impl FnMut(Vec<Event>)) {
    while world.has_message_on_its_way() {
        let (_, choice) = world.next_due().expect("a message on its way is due");
        record(world.step(choice).expect("what is due can happen"));
    }
}
