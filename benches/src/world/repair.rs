//! What it costs to bring a replica up to date that has missed many writes: gossip after a cut.

use std::sync::Arc;
use std::time::Duration;

use causal_core::check::Monitor;
use causal_core::clock::ReplicaId;
use causal_core::history::History;
use causal_core::scenario::ScriptedAction;
use causal_core::world::action::Action;
use causal_core::world::network::LinkSetting;
use causal_core::world::{Choice, World};

use super::clock::{median, nanos_each};
use super::words::{Measured, growth, nanos, row, time};
use super::workload::{LATENCY_MS, carry_out, puts, settle};

/// A replica that has been cut off, and what happened so far.
struct Behind {
    world: World,
    history: History,
    monitor: Monitor,
}

/// Repair of so many missing writes: all of it, and for each.
pub(crate) fn table(quick: bool) {
    let sizes: &[usize] = if quick { &[100, 1000] } else { &[1000, 10_000] };
    println!("\n 4. Gossip repairs a replica that was cut off, by missing writes");
    row("", sizes.iter().map(ToString::to_string).chain(["growth".into(), "in all".into()]));
    let in_order = (20, 20);
    for (name, latency_ms) in [("in order", in_order), ("overtaking each other", LATENCY_MS)] {
        let behind: Vec<Behind> = sizes.iter().map(|n| cut_off(*n, latency_ms)).collect();
        let ways: [Measured<&Behind>; 2] =
            [("world alone", repaired), ("history and monitors", watched)];
        for (way, measure) in ways {
            let times: Vec<Duration> = behind.iter().map(measure).collect();
            let each: Vec<f64> =
                times.iter().zip(sizes).map(|(time, n)| nanos_each(*time, *n)).collect();
            let (growth, last) = (growth(&each, sizes), times[times.len() - 1]);
            row(&format!("{name}, {way}"), each.into_iter().map(nanos).chain([growth, time(last)]));
        }
    }
}

/// A and B write while C hears nothing; then the cut is healed.
fn cut_off(n_writes: usize, latency_ms: (u64, u64)) -> Behind {
    let mut scenario = puts(2, n_writes, false);
    scenario.setting.names.push("C".into());
    scenario.setting.default_link = LinkSetting { latency_ms, ..LinkSetting::default() };
    let setting = scenario.setting;
    let mut behind = Behind {
        world: World::new(setting.clone()),
        history: History::new(),
        monitor: Monitor::new(Arc::new(setting)),
    };
    let groups = vec![vec![ReplicaId(0), ReplicaId(1)], vec![ReplicaId(2)]];
    behind.act(Action::Partition { groups });
    behind.carry_out(&scenario.script);
    behind.act(Action::Heal);
    behind
}

impl Behind {
    fn act(&mut self, action: Action) {
        let events = self.world.step(Choice::Act(action)).expect("everybody runs");
        events.iter().for_each(|event| self.monitor.observe(event));
        self.history.extend(events);
    }

    fn carry_out(&mut self, script: &[ScriptedAction]) {
        carry_out(&mut self.world, script, |events| {
            events.iter().for_each(|event| self.monitor.observe(event));
            self.history.extend(events);
        });
    }
}

/// C tells A what it has seen, and gets what it lacks.
fn gossip() -> Choice {
    Choice::Act(Action::Gossip { from: ReplicaId(2), with: Some(ReplicaId(0)) })
}

fn repaired(behind: &Behind) -> Duration {
    median(
        || behind.world.clone(),
        |mut world| {
            drop(world.step(gossip()).expect("everybody runs"));
            settle(&mut world, drop);
            assert_eq!(world.replicas()[2].seen(), world.replicas()[0].seen());
            world
        },
    )
}

fn watched(behind: &Behind) -> Duration {
    let copy = || (behind.world.clone(), behind.history.clone(), behind.monitor.clone());
    median(copy, |(mut world, mut history, mut monitor)| {
        let mut record = |events: Vec<_>| {
            events.iter().for_each(|event| monitor.observe(event));
            history.extend(events);
        };
        record(world.step(gossip()).expect("everybody runs"));
        settle(&mut world, record);
        (world, history, monitor)
    })
}
