//! What waits in an inbox for nothing: a write whose causes have all taken effect there, or one that
//! has taken effect there itself. Where a rule keeps its promise both are dealt with at once.

use litemap::LiteMap;

use super::finding::{Finding, Violation};
use super::ground_truth::GroundTruth;
use super::orphans::OrphanWatch;
use crate::clock::{ByReplica, ReplicaId};
use crate::history::{Moment, WriteId};
use crate::paged_map::PagedMap;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Disk, Write};
use crate::world::event::{Event, EventId, EventKind};

/// What waits at each replica, by what it waits for in truth.
#[derive(Clone, Debug, Default)]
pub(super) struct WaitingWatch {
    at: ByReplica<Waiting>,
    /// What has taken effect while the present input is dealt with, and by which event.
    new: Vec<(ReplicaId, WriteId, EventId)>,
    /// What has nothing to wait for any more, and since which event.
    idle: LiteMap<(ReplicaId, WriteId), EventId>,
}

/// Each waiting write is under one cause that has not taken effect: it is looked at again when that
/// has, after everything that came of it has been dealt with.
#[derive(Clone, Debug, Default)]
struct Waiting {
    by_cause: PagedMap<WriteId, Vec<WriteId>>,
}

impl WaitingWatch {
    /// Takes in an event at a replica, with the truth after it.
    pub(super) fn observe(&mut self, truth: &GroundTruth, at: ReplicaId, event: &Event) {
        let waits = || self.at.get(at).is_some_and(|here| !here.by_cause.is_empty());
        match &event.kind {
            EventKind::Recorded { what: Occurrence::Buffered { write, .. }, .. } => {
                if let Some(id) = truth.judge.made(write).map(|made| made.id) {
                    self.look_at(truth, at, id, event.id);
                }
            }
            EventKind::Recorded { what: Occurrence::Accepted { write, ahead_of, .. }, .. }
                if waits() || !ahead_of.is_empty() =>
            {
                let Some(id) = truth.judge.made(write).map(|made| made.id) else { return };
                if ahead_of.is_empty() {
                    self.new.push((at, id, event.id));
                } else {
                    self.look_at(truth, at, id, event.id);
                }
            }
            EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. }
                if waits() || !self.idle.is_empty() =>
            {
                let Some(made) = truth.judge.made(write) else { return };
                self.idle.remove(&(at, made.id));
                if truth.effects(at).lacks(&made.past).next().is_some() {
                    self.at.get_mut(at).forget(made.id);
                }
                self.new.push((at, made.id, event.id));
            }
            EventKind::Recorded { what: Occurrence::Discarded { write, .. }, .. }
                if !self.idle.is_empty() =>
            {
                if let Some(made) = truth.judge.made(write)
                    && truth.effects(at).has(made.id)
                {
                    self.idle.remove(&(at, made.id));
                }
            }
            EventKind::Recorded { what: Occurrence::StateMerged { .. }, .. } => {
                let all = self.at.take(at).by_cause;
                for id in all.values().flatten() {
                    self.look_at(truth, at, *id, event.id);
                }
            }
            EventKind::Recorded {
                what: Occurrence::Restarted { disk: Disk::Lose, .. }, ..
            } => {
                self.at.take(at);
                self.idle.retain(|(there, _), _| *there != at);
            }
            _ => {}
        }
    }

    /// A write waits: for a cause that has not taken effect, or for nothing. The last ones of its
    /// past are asked first: where causes take effect in order, the others have by then, and nobody
    /// is looked at more often than there are incarnations.
    fn look_at(&mut self, truth: &GroundTruth, at: ReplicaId, id: WriteId, now: EventId) {
        let Some(made) = truth.judge.at(id) else { return };
        let effects = truth.effects(at);
        let last = made.past.lasts().find(|last| !effects.has(*last));
        let missing = last.or_else(|| effects.lacks(&made.past).next());
        let missing = missing.filter(|_| !effects.has(id));
        match missing {
            Some(cause) => self.at.get_mut(at).add(cause, id),
            None => drop(self.idle.insert((at, id), now)),
        }
    }

    /// Looks again at what waited for what has taken effect, and has not done so itself.
    fn wake(&mut self, truth: &GroundTruth) {
        let new = std::mem::take(&mut self.new);
        for (at, cause, _) in &new {
            let woken = self.at.get_mut(*at).by_cause.remove(cause).unwrap_or_default();
            for id in woken.into_iter().filter(|id| !truth.effects(*at).has(*id)) {
                // Since the last of its causes.
                let past = truth.judge.at(id).map(|made| &made.past);
                let is_cause = |(there, cause, _): &&(ReplicaId, WriteId, EventId)| {
                    there == at && past.is_some_and(|past| past.has(*cause))
                };
                let since = new.iter().rev().find(is_cause).map(|(_, _, event)| *event);
                self.look_at(truth, *at, id, since.unwrap_or(EventId(0)));
            }
        }
    }

    /// Looks around when everything has been dealt with. What waits for what nobody has is an orphan.
    pub(super) fn look(
        &mut self,
        truth: &GroundTruth,
        moment: &Moment,
        orphans: &OrphanWatch,
        found: &mut Vec<Finding>,
    ) {
        self.wake(truth);
        for ((at, id), event) in std::mem::take(&mut self.idle) {
            let Some(made) = truth.judge.at(id) else { continue };
            let write = made.write.dot;
            let violation = if truth.effects(at).has(id) {
                Violation::CopyKept { write }
            } else {
                Violation::HeldBack { write }
            };
            if waits(moment, at, &made.write) && !orphans.has_named(at, write) {
                found.push(Finding { event, at, what: violation });
            }
        }
    }
}

impl Waiting {
    /// A write waits for a cause.
    fn add(&mut self, cause: WriteId, id: WriteId) {
        match self.by_cause.get_mut(&cause) {
            Some(waiting) => waiting.push(id),
            None => drop(self.by_cause.insert(cause, vec![id])),
        }
    }

    /// A write has taken effect before its causes. That is wrong, and rare: all are asked.
    fn forget(&mut self, id: WriteId) {
        let causes = self.by_cause.iter().filter(|(_, waiting)| waiting.contains(&id));
        for cause in causes.map(|(cause, _)| *cause).collect::<Vec<_>>() {
            let mut others = self.by_cause.remove(&cause).unwrap_or_default();
            others.retain(|other| *other != id);
            if !others.is_empty() {
                self.by_cause.insert(cause, others);
            }
        }
    }
}

fn waits(moment: &Moment, at: ReplicaId, write: &Write) -> bool {
    let replica = &moment.replicas[at.index()];
    let inbox = replica.inbox.iter().map(|entry| &entry.write);
    inbox.chain(&replica.ahead).any(|waiting| **waiting == *write)
}
