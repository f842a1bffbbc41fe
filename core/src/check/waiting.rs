//! What waits in an inbox for nothing: a write whose causes have all taken effect there, or one that
//! has taken effect there itself. Where a rule keeps its promise both are dealt with at once.

use litemap::LiteMap;

use super::finding::{Finding, Violation};
use super::orphans::OrphanWatch;
use super::truth::Truth;
use crate::clock::ReplicaId;
use crate::history::{Moment, Place};
use crate::paged_map::PagedMap;
use crate::replica::protocol::{Disk, Write};
use crate::world::event::{Event, EventId, EventKind};

/// What waits at each replica, by what it waits for in truth.
#[derive(Clone, Debug, Default)]
pub(super) struct WaitingWatch {
    at: LiteMap<ReplicaId, Waiting>,
    /// What has nothing to wait for any more, and since which event.
    idle: LiteMap<(ReplicaId, Place), EventId>,
}

/// Each waiting write is under one cause that has not taken effect: it is looked at again when that
/// has.
#[derive(Clone, Debug, Default)]
struct Waiting {
    by_cause: PagedMap<(Place, Place), ()>,
    cause_of: PagedMap<Place, Place>,
}

impl WaitingWatch {
    /// Takes in an event at a replica, with the truth after it.
    pub(super) fn observe(&mut self, truth: &Truth, at: ReplicaId, event: &Event) {
        let waits = || self.at.contains_key(&at) || !self.idle.is_empty();
        match &event.kind {
            EventKind::Buffered { write, .. } => {
                if let Some(place) = truth.judge.made(write).map(|made| made.place) {
                    self.look_at(truth, at, place, event.id);
                }
            }
            EventKind::Accepted { write, ahead_of, .. } if waits() || !ahead_of.is_empty() => {
                let Some(place) = truth.judge.made(write).map(|made| made.place) else { return };
                if ahead_of.is_empty() {
                    self.wake(truth, at, place, event.id);
                } else {
                    self.look_at(truth, at, place, event.id);
                }
            }
            EventKind::Delivered { write, .. } if waits() => {
                let Some(place) = truth.judge.made(write).map(|made| made.place) else { return };
                self.end(at, place);
                self.wake(truth, at, place, event.id);
            }
            EventKind::Discarded { write, .. } => {
                if let Some(made) = truth.judge.made(write)
                    && truth.effects(at).has(made.place)
                {
                    self.end(at, made.place);
                }
            }
            EventKind::StateMerged { .. } => {
                let all = self.at.get(&at).map(|waiting| waiting.cause_of.clone());
                for (place, _) in all.iter().flat_map(PagedMap::iter) {
                    self.end(at, *place);
                    self.look_at(truth, at, *place, event.id);
                }
            }
            EventKind::Restarted { disk: Disk::Lose, .. } => {
                self.at.remove(&at);
                self.idle.retain(|(there, _), _| *there != at);
            }
            _ => {}
        }
    }

    /// A write waits: for a cause that has not taken effect, or for nothing. The last ones of its
    /// past are asked first: where causes take effect in order, the others have by then, and nobody
    /// is looked at more often than there are lives.
    fn look_at(&mut self, truth: &Truth, at: ReplicaId, place: Place, now: EventId) {
        let Some(made) = truth.judge.at(place) else { return };
        let effects = truth.effects(at);
        let last = made.past.lasts().find(|last| !effects.has(*last));
        let missing = last.or_else(|| effects.lacks(&made.past).next());
        let missing = missing.filter(|_| !effects.has(place));
        let Some(cause) = missing else {
            self.idle.insert((at, place), now);
            return;
        };
        let waiting = self.at.entry(at).or_default();
        waiting.by_cause.insert((cause, place), ());
        waiting.cause_of.insert(place, cause);
    }

    /// A cause has taken effect.
    fn wake(&mut self, truth: &Truth, at: ReplicaId, cause: Place, now: EventId) {
        let Some(waiting) = self.at.get_mut(&at) else { return };
        let from = (cause, Place { life: 0, number: 0 });
        let all = waiting.by_cause.iter_from(&from).map(|(key, ())| *key);
        let woken: Vec<_> = all.take_while(|(of, _)| *of == cause).collect();
        for (_, place) in woken {
            self.end(at, place);
            self.look_at(truth, at, place, now);
        }
    }

    /// A write waits no more.
    fn end(&mut self, at: ReplicaId, place: Place) {
        self.idle.remove(&(at, place));
        if let Some(waiting) = self.at.get_mut(&at)
            && let Some(cause) = waiting.cause_of.remove(&place)
        {
            waiting.by_cause.remove(&(cause, place));
        }
    }

    /// Looks around when everything has been dealt with. What waits for what nobody has is an orphan.
    pub(super) fn look(
        &mut self,
        truth: &Truth,
        moment: &Moment,
        orphans: &OrphanWatch,
        found: &mut Vec<Finding>,
    ) {
        for ((at, place), event) in std::mem::take(&mut self.idle) {
            let Some(made) = truth.judge.at(place) else { continue };
            let write = made.write.dot;
            let violation = if truth.effects(at).has(place) {
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

fn waits(moment: &Moment, at: ReplicaId, write: &Write) -> bool {
    let replica = &moment.replicas[at.index()];
    let inbox = replica.inbox.iter().map(|entry| &entry.write);
    inbox.chain(&replica.ahead).any(|waiting| **waiting == *write)
}
