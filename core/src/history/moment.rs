//! Everything that shows at one position of a history, computed from the events before it.

use std::sync::Arc;

use super::clients::Clients;
use super::replica_moment::ReplicaMoment;
use crate::clock::{Actor, ReplicaId};
use crate::paged_map::PagedMap;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Time, View, Write};
use crate::replica::rule::{DiscardReason, Receiver, Verdict};
use crate::replica::{DotRange, StoreChange};
use crate::world::event::{Event, EventKind};
use crate::world::links::Links;
use crate::world::network::{Envelope, MessageId};
use crate::world::setting::Setting;

/// What every replica, link and message looks like after the first `position` events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    setting: Arc<Setting>,
    /// How many events lie before this moment.
    pub position: usize,
    /// Virtual time, in milliseconds.
    pub now: Time,
    /// The replicas in order.
    pub replicas: Vec<ReplicaMoment>,
    /// How the links behave.
    pub links: Links,
    /// The messages on their way or held.
    pub messages: PagedMap<MessageId, Envelope>,
    /// What the clients have seen, and wait for.
    pub clients: Clients,
}

impl Moment {
    /// Before anything has happened.
    #[must_use]
    pub fn start(setting: Arc<Setting>) -> Self {
        let view = Arc::new(View::first(setting.members()));
        let conflicts = setting.protocol.conflicts;
        let replica = |id| ReplicaMoment::empty(Actor::first(id), Arc::clone(&view), conflicts);
        Self {
            position: 0,
            now: 0,
            replicas: setting.replicas().map(replica).collect(),
            links: Links::of(&setting),
            messages: PagedMap::new(),
            clients: Clients::default(),
            setting,
        }
    }

    /// What the run started from.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// What one replica looks like; `None` if there is no such replica.
    #[must_use]
    pub fn replica(&self, id: ReplicaId) -> Option<&ReplicaMoment> {
        self.replicas.get(id.index())
    }

    /// What the rule says at this moment of a write in a replica's inbox.
    #[must_use]
    pub fn verdict(&self, at: ReplicaId, write: &Write) -> Verdict {
        let seen = &self.replicas[at.index()].seen;
        let rule = self.setting.protocol.delivery;
        rule.verdict(self.receiver(at), seen, write.dot, &write.deps)
    }

    /// What the rule says at this moment that a write waits for at a replica; nothing if nothing can
    /// help, or if it does not wait.
    #[must_use]
    pub fn waits_for(&self, at: ReplicaId, write: &Write) -> Vec<DotRange> {
        let rule = self.setting.protocol.delivery;
        match (self.verdict(at, write), self.replica(at)) {
            (Verdict::Wait(blocker), Some(here)) => {
                rule.awaited(blocker, &here.seen, write.dot, &write.deps)
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn receiver(&self, at: ReplicaId) -> Receiver {
        let me = self.replicas[at.index()].actor;
        Receiver { me, n_replicas: self.setting.n_replicas() }
    }

    /// Moves on by one event.
    pub fn apply(&mut self, event: &Event) {
        drop(self.apply_and_tell(event));
    }

    /// Moves on by one event; says what it changed in what a replica shows, if it is the effect of
    /// one write.
    pub(crate) fn apply_and_tell(&mut self, event: &Event) -> StoreChange {
        self.position = event.id.index() + 1;
        self.now = event.at;
        let change = event.replica.map(|at| self.apply_at_replica(at, event));
        self.apply_to_network(event);
        self.clients.follow(event);
        change.unwrap_or_default()
    }

    fn apply_at_replica(&mut self, at: ReplicaId, event: &Event) -> StoreChange {
        let protocol = self.setting.protocol;
        let replica = &mut self.replicas[at.index()];
        replica.answer(event);
        match &event.kind {
            EventKind::Received { message, what } => {
                replica.receive(protocol.delivery, *message, what, event.id);
            }
            EventKind::Recorded { message, what: Occurrence::Delivered { write } } => {
                protocol.delivery.update(&mut replica.seen, write.dot, &write.deps);
                replica.settle(message.and(event.cause), write, true);
                return replica.store.apply(write);
            }
            EventKind::Recorded { message, what: Occurrence::Discarded { write, why } } => {
                let counts = *why == DiscardReason::AlreadyDelivered;
                replica.settle(message.and(event.cause), write, counts);
                replica.discarded.push((event.id, Arc::clone(write), *why));
            }
            EventKind::Recorded { what: Occurrence::StateMerged { state, .. }, .. } => {
                replica.store.merge(&replica.seen, &state.store, &state.report.seen);
                replica.seen.merge(&state.report.seen);
            }
            EventKind::Recorded { what: Occurrence::Accepted { write, ahead_of, .. }, .. }
                if ahead_of.is_empty() =>
            {
                replica.seen.include(write.dot);
                return replica.store.apply(write);
            }
            kind => replica.change(kind, protocol.conflicts),
        }
        StoreChange::default()
    }

    fn apply_to_network(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Sent { message, what, due, held }
            | EventKind::Duplicated { copy: message, what, due, held, .. } => {
                let what = what.clone();
                let envelope = Envelope { id: *message, what, due: *due, held: *held };
                self.messages.insert(*message, envelope);
            }
            EventKind::Lost { message, .. } | EventKind::Received { message, .. } => {
                self.messages.remove(message);
            }
            EventKind::Held { message } => {
                if let Some(envelope) = self.messages.get_mut(message) {
                    envelope.held = true;
                }
            }
            EventKind::Released { message, due } => {
                if let Some(envelope) = self.messages.get_mut(message) {
                    envelope.held = false;
                    envelope.due = *due;
                }
            }
            kind => self.links.follow(kind),
        }
    }
}
