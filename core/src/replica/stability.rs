//! What is known to be everywhere: only that may be forgotten.

use super::machine::Replica;
use super::mistakes::Mistake;
use super::protocol::{Effect, Occurrence};
use crate::clock::{Counter, ReplicaId, VersionVector};

/// What a member has said that it has seen.
///
/// A report counts only when all of the member's own writes that it names have been delivered here.
/// Without that a put that the member made before it saw a delete can still be on its way, find the
/// tombstone gone, and come back to life here alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    newest: VersionVector,
    counted: VersionVector,
}

impl Report {
    fn recount(&mut self, of: ReplicaId, seen: &VersionVector, early: bool) {
        let mut own = self.newest.iter().filter(|(actor, _)| actor.replica == of);
        if early || own.all(|(actor, counter)| counter <= seen.get(actor)) {
            self.counted = self.newest.clone();
        }
    }
}

impl Replica {
    /// A member has said what it has seen.
    pub(super) fn note_report(&mut self, of: ReplicaId, seen: &VersionVector) {
        self.reports.entry(of).or_default().newest.merge(seen);
    }

    /// What every member is known to have delivered. A member that is down or evicted counts; one
    /// that left for good does not.
    fn stable(&mut self) -> VersionVector {
        let early = self.makes(Mistake::ForgetsEarly);
        for (of, report) in self.reports.iter_mut() {
            report.recount(*of, &self.seen, early);
        }
        let others = self.view.members.iter().filter(|member| **member != self.me.replica);
        let counted: Option<Vec<&VersionVector>> =
            others.map(|member| self.reports.get(member).map(|report| &report.counted)).collect();
        let mut stable = VersionVector::new();
        let Some(counted) = counted else { return stable };
        for (actor, mine) in self.seen.iter() {
            let least: Counter =
                counted.iter().map(|seen| seen.get(actor)).fold(mine, Counter::min);
            stable.set(actor, least);
        }
        stable
    }

    /// Forgets what is everywhere.
    pub(super) fn prune(&mut self, effects: &mut Vec<Effect>) {
        let stable = self.stable();
        let has_tombstones = self.store.has_prunable(&stable);
        if self.log.prune(&stable) || has_tombstones {
            self.store.prune(&stable);
            effects.push(Effect::Record(Occurrence::Pruned { stable }));
        }
    }
}
