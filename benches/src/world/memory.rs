//! What an event leaves in memory: in the history, and in the copies that a run keeps.

use causal_core::history::History;
use causal_core::run::Run;
use causal_core::world::World;

use super::words::{count, growth, row};
use super::workload::{carry_out, puts};
use crate::alloc::bytes_kept_by;

/// Bytes per event, by writes and by replicas.
pub(crate) fn table(quick: bool) {
    println!("\n 2. Bytes per event");
    let lengths: &[usize] = if quick { &[1000, 10_000] } else { &[1000, 10_000, 100_000] };
    row("3 replicas, by writes", lengths.iter().map(|n| count(*n)).chain(["growth".into()]));
    let measured: Vec<[f64; 3]> = lengths.iter().map(|n| bytes_per_event(3, *n)).collect();
    for (at, name) in PARTS.into_iter().enumerate() {
        let each: Vec<f64> = measured.iter().map(|parts| parts[at]).collect();
        let growth = growth(&each, lengths);
        row(name, each.into_iter().map(in_bytes).chain([growth]));
    }
    let n_events = if quick { 10_000 } else { 100_000 };
    let replicas = [3_u16, 16, 64, 256];
    row("by replicas", replicas.iter().map(|n| count((*n).into())));
    let measured = replicas.map(|n| bytes_per_event(n, n_events / (3 * usize::from(n))));
    for (at, name) in PARTS.into_iter().enumerate() {
        row(name, measured.map(|parts| in_bytes(parts[at])));
    }
}

const PARTS: [&str; 3] = ["history", "world at the end", "kept copies and stops"];

fn in_bytes(bytes: f64) -> String {
    format!("{bytes:.0} B")
}

/// The history with its writes, what the world holds beside it, and what a run keeps beside both.
fn bytes_per_event(n_replicas: u16, n_writes: usize) -> [f64; 3] {
    let scenario = puts(n_replicas, n_writes, false);
    let played = || {
        let mut history = History::new();
        let mut world = World::new(scenario.setting.clone());
        carry_out(&mut world, &scenario.script, |events| history.extend(events));
        (history, world)
    };
    let (history, of_history) = bytes_kept_by(|| played().0);
    let (both, of_both) = bytes_kept_by(played);
    drop(both);
    let scenario = scenario.clone();
    let (run, of_run) = bytes_kept_by(|| Run::new(scenario));
    drop(run);
    let each = |bytes: usize| bytes as f64 / history.len() as f64;
    eprint!(".");
    let of_world = of_both.saturating_sub(of_history);
    [each(of_history), each(of_world), each(of_run.saturating_sub(of_both))]
}
