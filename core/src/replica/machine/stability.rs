//! What may be forgotten: tombstones when no write that would lose to them can still arrive, and
//! the log of writes when every member has them.
//!
//! Why a delete has to leave something behind, and why it is hard to know when that may go, is in
//! Demers et al. (1987), section 2, "Deletion and Death Certificates". The log is pruned as in Wuu and
//! Bernstein, "Efficient Solutions to the Replicated Log and Dictionary Problems" (1984): a record goes
//! when everybody is known to have it. For tombstones that is not enough, because what loses to one
//! may still be on its way from somebody who has it; the rule here is this project's own.

use std::sync::Arc;

use litemap::LiteMap;

use super::Replica;
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};
use crate::replica::canonical::Listing;
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Conflicts, Effect, Occurrence, Tombstones};
use crate::replica::report::Report;

/// What an actor has said of itself.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    newest: Report,
    /// What it had delivered by the last report all of whose own writes are delivered here. A write
    /// that it made before that has arrived; what it made since wins against all that it had
    /// delivered.
    counted: VersionVector,
}

impl Heard {
    /// Writes down what was said, and what counts of it where tombstones go by that.
    pub(super) fn describe(&self, conflicts: Conflicts, listing: &mut Listing<'_>) {
        listing.report(&self.newest);
        if conflicts == Conflicts::Lww {
            listing.vector(&self.counted);
        }
    }

    fn recount(&mut self, seen: &VersionVector) {
        if self.counts(seen) {
            self.counted = self.newest.seen.clone();
        }
    }

    /// Whether all its writes up to its last report are delivered here.
    fn counts(&self, seen: &VersionVector) -> bool {
        self.newest.made <= seen.get(self.newest.of)
    }

    /// What it had delivered by the last report that counts.
    fn counted(&self, seen: &VersionVector) -> &VersionVector {
        if self.counts(seen) { &self.newest.seen } else { &self.counted }
    }
}

/// Everything that was reported, by actor.
pub(super) type Reports = LiteMap<Actor, Heard>;

impl Replica {
    /// What there is to say of this replica.
    pub(super) fn report(&self) -> Arc<Report> {
        Arc::new(Report {
            of: self.me,
            n_returns: self.n_returns,
            seen: self.seen.clone(),
            made: self.n_made.max(self.seen.get(self.me)),
            known: Arc::clone(&self.known),
            is_farewell: self.has_left,
        })
    }

    /// Somebody is there: whoever sends something has made writes, or may.
    pub(super) fn hear_of(&mut self, report: &Report) {
        let is_old = self.known.has(report.of, report.n_returns);
        if !is_old || !self.known.includes(&report.known) {
            let known = Arc::make_mut(&mut self.known);
            known.merge(&report.known);
            known.note(report.of, report.n_returns);
        }
    }

    /// Somebody has said what it has delivered and made.
    pub(super) fn note_report(&mut self, report: &Report) {
        if let Some(heard) = self.reports.get_mut(&report.of) {
            heard.newest.merge(report);
        } else {
            let counted = VersionVector::new();
            self.reports.insert(report.of, Heard { newest: report.clone(), counted });
        }
    }

    /// What all members of the present view have reported: nobody of them needs it sent again.
    fn reported(&self) -> VersionVector {
        let mut reported = self.seen.clone();
        for member in self.others() {
            let of_member = |actor: &Actor| actor.replica == member;
            let last = self.reports.iter().rev().find(|(actor, _)| of_member(actor));
            let Some((_, heard)) = last else { return VersionVector::new() };
            reported = least(&reported, &heard.newest.seen);
        }
        reported
    }

    /// What no write can lose to any more that is not delivered here. Everybody who may have made
    /// one has delivered it, and has told all its writes from before that; or has left, and all its
    /// writes are here. Who is down, evicted or removed counts; who lost its disk before it could
    /// say so keeps a dot from being stable for ever.
    fn stable(&self) -> VersionVector {
        let first = (0..self.n_replicas).map(|id| Actor::first(ReplicaId(id)));
        let everybody: Vec<Actor> = first.chain(self.known.later()).collect();
        let mut stable = self.seen.clone();
        for actor in everybody {
            if actor == self.me {
                if self.n_made > self.seen.get(self.me) {
                    return VersionVector::new();
                }
            } else if let Some(heard) = self.reports.get(&actor) {
                if !self.is_gone(&heard.newest) {
                    stable = least(&stable, heard.counted(&self.seen));
                }
            } else {
                return VersionVector::new();
            }
        }
        stable
    }

    /// Whether an actor has left, has not come back as far as anybody here knows, and every write
    /// that it made is delivered here.
    fn is_gone(&self, last: &Report) -> bool {
        let has_not_returned = self.known.returns_of(last.of) == Some(last.n_returns);
        last.is_farewell && has_not_returned && last.made <= self.seen.get(last.of)
    }

    /// Forgets what is not needed any more.
    pub(super) fn prune(&mut self, effects: &mut Vec<Effect>) {
        let reported = self.reported();
        let is_pruned = self.log.prune(&reported);
        let stable = self.prune_tombstones(&reported);
        if is_pruned || stable.is_some() {
            effects.push(Effect::Record(Occurrence::Pruned { reported, stable }));
        }
    }

    /// Forgets tombstones; what was stable comes back if there were any to forget.
    fn prune_tombstones(&mut self, reported: &VersionVector) -> Option<VersionVector> {
        if self.protocol.conflicts != Conflicts::Lww {
            return None;
        }
        let seen = &self.seen;
        self.reports.iter_mut().for_each(|(_, heard)| heard.recount(seen));
        let stable = self.believed_stable(reported);
        let has_any = self.store.has_prunable(&stable);
        if has_any {
            self.store.prune(&stable);
        }
        has_any.then_some(stable)
    }

    /// What it takes for stable.
    fn believed_stable(&self, reported: &VersionVector) -> VersionVector {
        if self.makes(Mistake::ForgetsEarly) { reported.clone() } else { self.stable() }
    }

    /// Whether it has such tombstones: only then is there anything to collect.
    #[must_use]
    pub fn has_tombstones(&self, which: Tombstones) -> bool {
        match which {
            Tombstones::Stable => self.store.has_prunable(&self.believed_stable(&self.reported())),
            Tombstones::All => self.store.tombstones().next().is_some(),
        }
    }

    /// Forgets tombstones because an administrator wants it.
    pub(super) fn collect(&mut self, which: Tombstones, effects: &mut Vec<Effect>) {
        match which {
            Tombstones::Stable => self.prune(effects),
            Tombstones::All => {
                let tombstones: Vec<Dot> = self.store.tombstones().map(|one| one.dot).collect();
                self.store.forget_tombstones();
                effects.push(Effect::Record(Occurrence::Collected { tombstones }));
            }
        }
    }
}

/// What two vectors both cover.
fn least(one: &VersionVector, other: &VersionVector) -> VersionVector {
    let mut least = VersionVector::new();
    for (actor, counter) in one.iter() {
        least.set(actor, counter.min(other.get(actor)));
    }
    least
}
