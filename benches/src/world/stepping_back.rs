//! What looking back costs: one event back, one stop back as the page goes, and acting there.

use std::time::Duration;

use causal_core::run::Run;
use causal_core::world::action::Action;

use super::clock::median;
use super::words::{Measured, row, time};
use super::workload::puts;

/// So many steps back are taken one after the other, and each costs the mean of them.
const N_BACK: usize = 200;
/// Events of a put with three replicas.
const EVENTS_EACH: usize = 9;

/// One step back, by events.
pub(crate) fn table(quick: bool) {
    let sizes: &[usize] = if quick { &[10_000, 100_000] } else { &[10_000, 100_000, 1_000_000] };
    println!("\n 3. One step back, 3 replicas, by events (the square root is 0.50)");
    row("", sizes.iter().map(ToString::to_string).chain(["growth".into()]));
    let runs: Vec<Run> = sizes.iter().map(|n| Run::new(puts(3, n / EVENTS_EACH, false))).collect();
    let ways: [Measured<&Run>; 3] = [
        ("one event back", event_back),
        ("one stop back, as the page", stop_back),
        ("acting one stop back", act_back),
    ];
    for (name, way) in ways {
        let times: Vec<Duration> = runs.iter().map(way).collect();
        let ends = (times[0].as_secs_f64(), times[times.len() - 1].as_secs_f64());
        let size = (sizes[sizes.len() - 1] / sizes[0]) as f64;
        let growth = format!("{:.2}", (ends.1 / ends.0).ln() / size.ln());
        row(name, times.into_iter().map(time).chain([growth]));
    }
}

fn event_back(run: &Run) -> Duration {
    let end = run.history().len();
    let back = |_| (1..=N_BACK).map(|back| run.moment(end - back).position).sum::<usize>();
    median(|| (), back) / N_BACK as u32
}

fn stop_back(run: &Run) -> Duration {
    let end = run.stops().len() - 1;
    let back = |_| (1..=N_BACK).map(|back| run.moment_at(end - back).position).sum::<usize>();
    median(|| (), back) / N_BACK as u32
}

fn act_back(run: &Run) -> Duration {
    let before_last = run.stops().len() - 2;
    let note = || Action::Note { text: "n".into() };
    median(note, |note| run.act(before_last, note))
}
