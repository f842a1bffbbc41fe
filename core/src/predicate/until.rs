//! Running until something is so: the first stop of a run, from one on, at which it is.

use super::{Predicate, Watch};
use crate::check::Finding;
use crate::run::Run;

/// What comes of looking for a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It is so at this stop.
    At(usize),
    /// It is not so at any of them.
    Nowhere,
    /// There was too much to look at.
    TooMuch,
}

/// A predicate that is so where a write waits in some buffer.
pub const WAITS: &str = "exists r: waiting(r) >= 1";
/// A predicate that is so where no message is on its way or held.
pub const QUIET: &str = "quiet";

/// The first stop, from one on, at which a predicate is so. It is judged where steps end.
#[must_use]
pub fn first_stop(run: &Run, from: usize, predicate: &Predicate, n_looks: u64) -> Reached {
    let mut watch = Watch::within(predicate.clone(), run.setting(), n_looks);
    loop {
        if watch.is_given_up() {
            return Reached::TooMuch;
        }
        let n_steps = watch.n_steps();
        let stop = run.stops().partition_point(|stop| stop.n_steps <= n_steps) - 1;
        // Time that merely passes is no stop.
        let is_stop = run.stops()[stop].n_steps == n_steps && stop >= from;
        if is_stop && watch.verdict() == super::Verdict::Yes {
            return Reached::At(stop);
        }
        if watch.step(run).is_none() {
            return Reached::Nowhere;
        }
    }
}

/// The first stop, from one on, that comes right after something that was found.
pub fn first_finding<'a>(
    run: &Run,
    from: usize,
    findings: impl Iterator<Item = &'a Finding>,
) -> Option<usize> {
    let stop_of = |finding: &Finding| {
        run.stops().partition_point(|stop| stop.n_events <= finding.event.index())
    };
    findings.map(stop_of).filter(|stop| (from..run.stops().len()).contains(stop)).min()
}
