//! One replica at one position of a history.

use std::sync::Arc;

use super::inbox::Inbox;
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Conflicts, Disk, Message, Phase, RequestId, View, Write};
use crate::replica::rule::{DeliveryRule, DiscardReason};
use crate::replica::{DotRange, Store};
use crate::world::event::{Event, EventId, EventKind};
use crate::world::network::MessageId;

/// What one replica looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaMoment {
    /// Who it is: the replica in its present incarnation.
    pub actor: Actor,
    /// Whether it is up; a crashed replica is down.
    pub runs: bool,
    /// What part it takes.
    pub phase: Phase,
    /// Who it was told the members are.
    pub view: Arc<View>,
    /// The peers that it takes for down.
    pub down: Vec<ReplicaId>,
    /// By how much its own clock is ahead of time, in milliseconds.
    pub skew_ms: i64,
    /// Its own writes that are ahead of what it has delivered, in order.
    pub ahead: Vec<Arc<Write>>,
    /// What it believes it has delivered.
    pub seen: VersionVector,
    /// The values that it shows to clients.
    pub store: Store,
    /// What has arrived and neither been delivered nor discarded, in the order of arrival.
    pub inbox: Inbox,
    /// What it has thrown away, in order, with the event.
    pub discarded: Vec<(EventId, Arc<Write>, DiscardReason)>,
    /// The requests that wait here, with what is missing, in the order they came.
    pub parked: Vec<(RequestId, Vec<DotRange>)>,
    /// Its answers to clients since somebody asked it last, or it crashed.
    pub answers: Vec<EventId>,
}

impl ReplicaMoment {
    /// Whether it shows a write of its own before what that builds on is delivered.
    #[must_use]
    pub fn is_ahead(&self, dot: Dot) -> bool {
        self.ahead.iter().any(|write| write.dot == dot)
    }

    /// A replica to which nothing has happened.
    pub(super) fn empty(actor: Actor, view: Arc<View>, conflicts: Conflicts) -> Self {
        Self {
            actor,
            runs: true,
            phase: if view.has(actor.replica) { Phase::Serving } else { Phase::Outside },
            view,
            down: Vec::new(),
            skew_ms: 0,
            ahead: Vec::new(),
            seen: VersionVector::new(),
            store: Store::new(conflicts),
            inbox: Inbox::default(),
            discarded: Vec::new(),
            parked: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// A client asks, or is answered.
    pub(super) fn answer(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Replied { .. } => self.answers.push(event.id),
            EventKind::Requested { .. } | EventKind::Recorded { what: Occurrence::Crashed, .. } => {
                self.answers.clear()
            }
            _ => {}
        }
    }

    /// A message arrives; each write that it brings is in the inbox until it is dealt with.
    pub(super) fn receive(
        &mut self,
        rule: DeliveryRule,
        message: MessageId,
        what: &Message,
        received: EventId,
    ) {
        if rule.ticks_on_receipt {
            for _ in what.writes() {
                self.seen.increment(self.actor);
            }
        }
        self.inbox.receive(message, what.writes(), received);
    }

    /// A write that waited, or would have, is dealt with, of the receipt that brought it if it came
    /// in a message; for good if it counts as delivered.
    pub(super) fn settle(&mut self, receipt: Option<EventId>, write: &Write, counts: bool) {
        if let Some(receipt) = receipt {
            self.inbox.settle(receipt, write);
        }
        if counts {
            self.ahead.retain(|ahead| ahead.dot != write.dot);
        }
    }

    /// Something else happens to it.
    pub(super) fn change(&mut self, kind: &EventKind, conflicts: Conflicts) {
        match kind {
            EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. } => {
                self.ahead.push(Arc::clone(write))
            }
            EventKind::Recorded { what: Occurrence::Parked { request, missing }, .. } => {
                self.parked.retain(|parked| parked.0 != *request);
                self.parked.push((*request, missing.clone()));
            }
            EventKind::Replied { request, .. } => {
                self.parked.retain(|parked| parked.0 != *request);
            }
            EventKind::Recorded {
                what: Occurrence::Pruned { stable: Some(stable), .. }, ..
            } => self.store.prune(stable),
            EventKind::Recorded { what: Occurrence::Collected { .. }, .. } => {
                self.store.forget_tombstones()
            }
            EventKind::Recorded { what: Occurrence::Joined { .. }, .. } => {
                self.phase = Phase::Serving
            }
            EventKind::Recorded { what: Occurrence::Crashed, .. } => {
                self.runs = false;
                self.down.clear();
            }
            EventKind::Recorded { what: Occurrence::Restarted { actor, disk, phase }, .. } => {
                if *disk == Disk::Lose {
                    let skew_ms = self.skew_ms;
                    *self = Self::empty(*actor, Arc::clone(&self.view), conflicts);
                    self.skew_ms = skew_ms;
                }
                self.runs = true;
                self.phase = *phase;
            }
            EventKind::Recorded { what: Occurrence::ViewChanged { view, phase }, .. } => {
                self.view = Arc::clone(view);
                self.phase = *phase;
                self.down.retain(|peer| view.has(*peer));
            }
            EventKind::Recorded { what: Occurrence::PeerDown { peer }, .. } => {
                self.down.push(*peer)
            }
            EventKind::Recorded { what: Occurrence::PeerUp { peer }, .. } => {
                self.down.retain(|down| down != peer)
            }
            EventKind::Recorded { what: Occurrence::SkewSet { ms }, .. } => self.skew_ms = *ms,
            EventKind::Recorded { what: Occurrence::Erred { seen, store }, .. } => {
                self.seen = seen.clone();
                self.store = Store::clone(store);
            }
            _ => {}
        }
    }
}
