//! Who looks on while a run goes on finds what who looks at its end finds: no finding depends on
//! when somebody asks, and findings come in the order of their events.

use causal_core::check::{Monitor, findings};
use causal_core::run::Run;

use crate::tally::Tally;

/// Findings that were found step by step.
static FOUND: Tally = Tally::new();

/// Fails if less than usual was found in so many runs.
pub(crate) fn enough(n_runs: u64) {
    FOUND.at_least(usize::try_from(n_runs).expect("few runs"), "findings");
}

/// Asks after each step of a run; says where the answers differ from those at the end.
pub(crate) fn check(run: &Run) -> Result<(), String> {
    let at_the_end = findings(run.history(), run.setting());
    if !at_the_end.is_sorted_by_key(|finding| finding.event) {
        return Err(format!("findings out of order: {at_the_end:?}"));
    }
    let mut monitor = Monitor::new(run.setting().clone().into());
    let mut n_seen = 0;
    let stops = run.stops();
    for (at, stop) in stops.iter().enumerate() {
        let is_end_of_step = stops.get(at + 1).is_none_or(|next| next.n_steps > stop.n_steps);
        if !is_end_of_step {
            continue;
        }
        let events = run.history().events().range(n_seen..stop.n_events);
        events.for_each(|event| monitor.observe(event));
        n_seen = stop.n_events;
        let so_far = monitor.findings();
        if at_the_end.get(..so_far.len()) != Some(so_far) {
            let n = so_far.iter().zip(&at_the_end).take_while(|(one, other)| one == other).count();
            return Err(format!(
                "at stop {at} {:?} was found, at the end {:?}",
                so_far.get(n),
                at_the_end.get(n)
            ));
        }
        let next = at_the_end.get(so_far.len());
        if let Some(late) = next.filter(|finding| finding.event.index() < n_seen) {
            return Err(format!("at stop {at} {late:?} was not found yet"));
        }
    }
    FOUND.add(at_the_end.len());
    Ok(())
}
