//! Why a received write waits: the four lines of a waiting card, as data.

use std::sync::Arc;

use super::log::History;
use super::moment::Moment;
use super::whereabouts::Whereabouts;
use crate::clock::{Dot, ReplicaId, VersionVector};
use crate::replica::DotRange;
use crate::replica::protocol::Write;
use crate::replica::rule::{Blocker, EntryCheck, Verdict};

/// How many missing writes an explanation names; the rest is counted.
const NAMED_AT_MOST: usize = 12;

/// Why a write in a replica's inbox is not delivered, and what it would take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The write that waits.
    pub write: Arc<Write>,
    /// The replica in whose inbox it waits.
    pub at: ReplicaId,
    /// Whether it may go.
    pub readiness: Readiness,
    /// The missing writes that the replica waits for, the author's own first, each with where it
    /// is; at most twelve.
    pub missing: Vec<MissingWrite>,
    /// How many missing writes there are beyond those named.
    pub n_more: u64,
    /// The rule's comparison, entry by entry: the author's first.
    pub checks: Vec<EntryCheck>,
    /// What would be delivered, in order, if the first missing write were delivered now.
    pub cascade: Vec<Dot>,
}

/// A write that something waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingWrite {
    /// The name of the write that is missing.
    pub dot: Dot,
    /// Where that write is at this moment.
    pub whereabouts: Whereabouts,
}

/// Whether a received write may be delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It may: it is ready, and goes with the next delivery.
    Ready,
    /// It waits for the missing writes.
    Waits,
    /// No delivery can ever help: the rule cannot be satisfied any more.
    WaitsForEver,
    /// It would be thrown away: the replica believes it has it.
    Superfluous,
}

impl Moment {
    /// Explains why a write does not take effect at a replica at this moment of its history.
    #[must_use]
    pub fn explain(&self, at: ReplicaId, write: &Arc<Write>, history: &History) -> Explanation {
        let rule = self.setting().protocol.delivery;
        let seen = &self.replicas[at.index()].seen;
        let (readiness, ranges) = match self.verdict(at, write) {
            Verdict::Deliver => (Readiness::Ready, Vec::new()),
            Verdict::Discard(_) => (Readiness::Superfluous, Vec::new()),
            Verdict::Wait(Blocker::Never) => (Readiness::WaitsForEver, Vec::new()),
            Verdict::Wait(blocker) => {
                (Readiness::Waits, rule.awaited(blocker, seen, write.dot, &write.deps))
            }
        };
        let (mut own_first, others): (Vec<_>, Vec<_>) =
            ranges.into_iter().partition(|range| range.actor == write.dot.actor);
        own_first.extend(others);
        let (missing, n_more) = self.missing(at, &own_first, history);
        let checks = rule.checks(self.receiver(at), seen, write.dot, &write.deps).collect();
        Explanation {
            write: Arc::clone(write),
            at,
            readiness,
            n_more,
            cascade: missing
                .first()
                .map_or_else(Vec::new, |first| self.cascade(at, first.dot, history)),
            missing,
            checks,
        }
    }

    /// The first of some missing writes, each with where it is, and how many more there are.
    pub(super) fn missing(
        &self,
        at: ReplicaId,
        ranges: &[DotRange],
        history: &History,
    ) -> (Vec<MissingWrite>, u64) {
        let n: u64 = ranges.iter().map(|range| u64::from(range.last - range.first) + 1).sum();
        let dots = ranges.iter().flat_map(DotRange::dots).take(NAMED_AT_MOST);
        let missing: Vec<MissingWrite> = dots
            .map(|dot| MissingWrite { dot, whereabouts: Whereabouts::of(dot, at, self, history) })
            .collect();
        let n_more = n - missing.len() as u64;
        (missing, n_more)
    }

    /// What would be delivered at a replica, in order, if a write arrived there now: nothing if it
    /// would itself have to wait.
    #[must_use]
    pub fn cascade(&self, at: ReplicaId, dot: Dot, history: &History) -> Vec<Dot> {
        self.cascade_to(at, dot, history).0
    }

    /// The same, and the vector that the replica would have then.
    pub(super) fn cascade_to(
        &self,
        at: ReplicaId,
        dot: Dot,
        history: &History,
    ) -> (Vec<Dot>, VersionVector) {
        let mut seen = self.replicas[at.index()].seen.clone();
        let Some(first) = history.write(dot) else {
            return (Vec::new(), seen);
        };
        let inbox = self.replicas[at.index()].inbox.iter().map(|entry| &entry.write);
        let mut rest: Vec<&Arc<Write>> = std::iter::once(first).chain(inbox).collect();
        let mut delivered = Vec::new();
        while let Some(next) = rest.iter().position(|write| self.would_go(at, &seen, write)) {
            let write = rest.remove(next);
            self.setting().protocol.delivery.update(&mut seen, write.dot, &write.deps);
            delivered.push(write.dot);
        }
        if delivered.first() != Some(&dot) {
            delivered.clear();
        }
        (delivered, seen)
    }

    fn would_go(&self, at: ReplicaId, seen: &VersionVector, write: &Write) -> bool {
        let rule = self.setting().protocol.delivery;
        rule.verdict(self.receiver(at), seen, write.dot, &write.deps) == Verdict::Deliver
    }
}
