//! Orphans: what waits for a write that nobody has any more, or that nobody ever made.

use litemap::LiteMap;

use super::finding::Violation;
use super::ground_truth::GroundTruth;
use crate::clock::{Dot, ReplicaId};
use crate::history::{Moment, ReplicaMoment};
use crate::replica::DotRange;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Disk, Message, RequestId, Write};
use crate::replica::rule::Verdict;
use crate::world::event::EventKind;
use crate::world::network::Envelope;

/// What waits: a write in the buffer, or a parked request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Waiter {
    Write(Dot),
    Request(RequestId),
}

/// The orphans that have been named; each is named once.
#[derive(Clone, Debug, Default)]
pub(super) struct OrphanWatch {
    named: LiteMap<(ReplicaId, Waiter, Dot), ()>,
}

impl OrphanWatch {
    /// What has become an orphan by an event, given the truth and the moment after it.
    pub(super) fn inspect(
        &mut self,
        truth: &GroundTruth,
        moment: &Moment,
        at: Option<ReplicaId>,
        kind: &EventKind,
        found: &mut Vec<(ReplicaId, Violation)>,
    ) {
        match (kind, at) {
            (
                EventKind::Recorded { what: Occurrence::Buffered { write, missing, .. }, .. },
                Some(at),
            ) => {
                self.name(truth, moment, at, Waiter::Write(write.dot), missing, found);
            }
            (
                EventKind::Recorded { what: Occurrence::Parked { request, missing }, .. },
                Some(at),
            ) => {
                self.name(truth, moment, at, Waiter::Request(*request), missing, found);
            }
            (EventKind::Lost { what, .. }, _) if carries_writes(what) => {
                self.look_around(truth, moment, found);
            }
            (
                EventKind::Recorded {
                    what: Occurrence::Restarted { disk: Disk::Lose, .. }, ..
                },
                _,
            ) => {
                self.look_around(truth, moment, found);
            }
            _ => {}
        }
    }

    /// Whether a write that waits at a replica has been named.
    pub(super) fn has_named(&self, at: ReplicaId, waiting: Dot) -> bool {
        let named = (at, Waiter::Write(waiting));
        self.named.keys().any(|(there, waiter, _)| (*there, *waiter) == named)
    }

    fn look_around(
        &mut self,
        truth: &GroundTruth,
        moment: &Moment,
        found: &mut Vec<(ReplicaId, Violation)>,
    ) {
        for replica in moment.replicas.iter().filter(|replica| replica.runs) {
            let at = replica.actor.replica;
            for entry in replica.inbox.iter() {
                let waiter = Waiter::Write(entry.write.dot);
                let missing = awaited(moment, replica, &entry.write);
                self.name(truth, moment, at, waiter, &missing, found);
            }
            for (request, missing) in &replica.parked {
                self.name(truth, moment, at, Waiter::Request(*request), missing, found);
            }
        }
    }

    fn name(
        &mut self,
        truth: &GroundTruth,
        moment: &Moment,
        at: ReplicaId,
        waiter: Waiter,
        missing: &[DotRange],
        found: &mut Vec<(ReplicaId, Violation)>,
    ) {
        let seen = &moment.replicas[at.index()].seen;
        for range in missing {
            let next = range.first.max(seen.get(range.actor).saturating_add(1));
            let missing = Dot::new(range.actor, next);
            let is_new = || !self.named.contains_key(&(at, waiter, missing));
            if range.contains(missing) && is_new() && !somebody_has(truth, moment, missing) {
                self.named.insert((at, waiter, missing), ());
                let waiting = match waiter {
                    Waiter::Write(dot) => Some(dot),
                    Waiter::Request(_) => None,
                };
                found.push((at, Violation::Orphaned { waiting, missing }));
            }
        }
    }
}

fn carries_writes(what: &Message) -> bool {
    matches!(what, Message::State(_)) || what.write().is_some()
}

/// What a write in a replica's inbox waits for.
fn awaited(moment: &Moment, replica: &ReplicaMoment, write: &Write) -> Vec<DotRange> {
    let rule = moment.setting().protocol.delivery;
    match moment.verdict(replica.actor.replica, write) {
        Verdict::Wait(blocker) => rule.awaited(blocker, &replica.seen, write.dot, &write.deps),
        Verdict::Deliver | Verdict::Discard(_) => Vec::new(),
    }
}

/// Whether a replica has a write, if only on the disk of one that is down, or a message carries it.
fn somebody_has(truth: &GroundTruth, moment: &Moment, dot: Dot) -> bool {
    let Some(made) = truth.judge.of_name(dot) else { return false };
    let has = |replica: &ReplicaMoment| {
        truth.effects(replica.actor.replica).has(made.id)
            || replica.inbox.iter().any(|entry| entry.write.dot == dot)
            || replica.ahead.iter().any(|ahead| ahead.dot == dot)
    };
    let brings = |envelope: &Envelope| envelope.carries(dot) || truth.brings(envelope.id, made);
    moment.replicas.iter().any(has) || moment.messages.values().any(brings)
}
