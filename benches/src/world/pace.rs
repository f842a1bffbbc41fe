//! What an event costs: of a bare world, with its history, in a run that keeps copies, and for the
//! monitors that look on; as replicas and as writes grow more.

use std::sync::Arc;
use std::time::Duration;

use causal_core::check::Monitor;
use causal_core::history::History;
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::World;

use super::clock::{median, nanos_each};
use super::words::{count, growth, nanos, row};
use super::workload::{carry_out, puts};

/// Who does something for each event.
#[derive(Clone, Copy)]
enum Way {
    World,
    Recorded,
    Run,
    Watched,
}

const WAYS: [(Way, &str); 4] = [
    (Way::World, "world alone"),
    (Way::Recorded, "world and history"),
    (Way::Run, "run: kept copies and stops too"),
    (Way::Watched, "monitors looking on"),
];

/// The growth with the replicas, at about as many events.
pub(crate) fn replicas(quick: bool) {
    let n_events = if quick { 10_000 } else { 100_000 };
    let sizes = [3_u16, 16, 64, 256];
    let work: Vec<Scenario> =
        sizes.iter().map(|&n| puts(n, n_events / (3 * usize::from(n)), false)).collect();
    println!("\n 1. Time per event, by replicas (about {n_events} events each)");
    row("", sizes.iter().map(|n| count((*n).into())));
    let steps = work.iter().map(|scenario| {
        let n_steps = played(scenario).1;
        let time = time(Way::World, scenario);
        format!("{:.0}k", n_steps as f64 / time.as_secs_f64() / 1e3)
    });
    row("steps per second, world alone", steps.collect::<Vec<_>>());
    for (way, name) in WAYS {
        row(name, work.iter().map(|scenario| nanos(per_event(way, scenario))).collect::<Vec<_>>());
    }
}

/// The growth with the writes.
pub(crate) fn lengths(quick: bool) {
    let sizes: &[usize] = if quick { &[1000, 10_000] } else { &[1000, 10_000, 100_000] };
    println!("\n    Time per event, 3 replicas, by writes");
    row("", sizes.iter().map(|n| count(*n)).chain(["growth".into()]));
    for reads in [false, true] {
        let work: Vec<Scenario> = sizes.iter().map(|n| puts(3, *n, reads)).collect();
        for (way, name) in WAYS {
            let each: Vec<f64> = work.iter().map(|scenario| per_event(way, scenario)).collect();
            let name = if reads { format!("{name}, reads") } else { name.into() };
            let growth = growth(&each, sizes);
            row(&name, each.into_iter().map(nanos).chain([growth]));
        }
    }
}

fn per_event(way: Way, scenario: &Scenario) -> f64 {
    nanos_each(time(way, scenario), played(scenario).0.len())
}

/// What happens, and in how many steps.
fn played(scenario: &Scenario) -> (History, usize) {
    let mut history = History::new();
    let mut world = World::new(scenario.setting.clone());
    let n_steps = carry_out(&mut world, &scenario.script, |events| history.extend(events));
    (history, n_steps)
}

fn time(way: Way, scenario: &Scenario) -> Duration {
    let world = || World::new(scenario.setting.clone());
    match way {
        Way::World => median(world, |mut world| {
            carry_out(&mut world, &scenario.script, drop);
            world
        }),
        Way::Recorded => median(world, |mut world| {
            let mut history = History::new();
            carry_out(&mut world, &scenario.script, |events| history.extend(events));
            (world, history)
        }),
        Way::Run => median(|| scenario.clone(), Run::new),
        Way::Watched => {
            let history = played(scenario).0;
            let monitor = || Monitor::new(Arc::new(scenario.setting.clone()));
            median(monitor, |mut monitor| {
                history.events().iter().for_each(|event| monitor.observe(event));
                assert!(monitor.findings().is_empty(), "the causal rule keeps its promise");
                monitor
            })
        }
    }
}
