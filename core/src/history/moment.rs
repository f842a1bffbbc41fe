//! Everything that shows at one position of a history, computed from the events before it.

use litemap::LiteMap;
use std::sync::Arc;

use crate::clock::{ReplicaId, VersionVector};
use crate::replica::protocol::{RequestId, Time, Write};
use crate::replica::rule::{DiscardReason, Receiver, Verdict};
use crate::replica::{DotRange, Store};
use crate::world::event::{Event, EventId, EventKind};
use crate::world::network::{Envelope, LinkId, LinkSetting, MessageId};
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
    pub links: LiteMap<LinkId, LinkSetting>,
    /// The messages on their way or held.
    pub messages: LiteMap<MessageId, Envelope>,
}

/// What one replica looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplicaMoment {
    /// What it believes it has delivered.
    pub seen: VersionVector,
    /// What it shows.
    pub store: Store,
    /// What has arrived and neither been delivered nor discarded, in the order of arrival.
    pub inbox: Vec<InboxEntry>,
    /// What it has thrown away, in order, with the event.
    pub discarded: Vec<(EventId, Arc<Write>, DiscardReason)>,
    /// The requests that wait here, with what is missing, in the order they came.
    pub parked: Vec<(RequestId, Vec<DotRange>)>,
}

/// A received write that has not taken effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxEntry {
    /// The message that brought it.
    pub message: MessageId,
    /// The write.
    pub write: Arc<Write>,
    /// The event of its arrival.
    pub received: EventId,
}

impl Moment {
    /// Before anything has happened.
    #[must_use]
    pub fn start(setting: Arc<Setting>) -> Self {
        let n_replicas = usize::from(setting.n_replicas());
        Self {
            position: 0,
            now: 0,
            replicas: vec![ReplicaMoment::default(); n_replicas],
            links: setting.all_links().map(|link| (link, setting.link(link))).collect(),
            messages: LiteMap::new(),
            setting,
        }
    }

    /// What the run started from.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// One replica.
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

    pub(super) fn receiver(&self, at: ReplicaId) -> Receiver {
        let me = crate::clock::Actor::first(at);
        Receiver { me, n_replicas: self.setting.n_replicas() }
    }

    /// Moves on by one event.
    pub fn apply(&mut self, event: &Event) {
        self.position = event.id.index() + 1;
        self.now = event.at;
        if let Some(at) = event.replica {
            self.apply_at_replica(at, event);
        }
        self.apply_to_network(event);
    }

    fn apply_at_replica(&mut self, at: ReplicaId, event: &Event) {
        let rule = self.setting.protocol.delivery;
        let me = self.receiver(at).me;
        let replica = &mut self.replicas[at.index()];
        match &event.kind {
            EventKind::Accepted { write, .. } => {
                replica.seen.include(write.dot);
                replica.store.apply(write);
            }
            EventKind::Received { message, write } => {
                if rule.ticks_on_receipt {
                    replica.seen.increment(me);
                }
                let write = Arc::clone(write);
                replica.inbox.push(InboxEntry { message: *message, write, received: event.id });
            }
            EventKind::Delivered { message, write } => {
                rule.update(&mut replica.seen, write.dot, &write.deps);
                replica.store.apply(write);
                replica.inbox.retain(|entry| entry.message != *message);
            }
            EventKind::Discarded { message, write, why } => {
                replica.inbox.retain(|entry| entry.message != *message);
                replica.discarded.push((event.id, Arc::clone(write), *why));
            }
            EventKind::Parked { request, missing } => {
                replica.parked.push((*request, missing.clone()));
            }
            EventKind::Replied { request, .. } => {
                replica.parked.retain(|parked| parked.0 != *request);
            }
            EventKind::Requested { .. }
            | EventKind::Rejected { .. }
            | EventKind::Sent { .. }
            | EventKind::Lost { .. }
            | EventKind::Duplicated { .. }
            | EventKind::Held { .. }
            | EventKind::Released { .. }
            | EventKind::Buffered { .. }
            | EventKind::Conflict { .. }
            | EventKind::LinkChanged { .. }
            | EventKind::TimePassed
            | EventKind::Noted { .. } => {}
        }
    }

    fn apply_to_network(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Sent { message, write, due, held }
            | EventKind::Duplicated { copy: message, write, due, held, .. } => {
                let write = Arc::clone(write);
                let envelope = Envelope { id: *message, write, due: *due, held: *held };
                self.messages.insert(*message, envelope);
            }
            EventKind::Lost { message, .. } | EventKind::Received { message, .. } => {
                self.messages.remove(message);
            }
            EventKind::Held { message } => {
                self.messages.entry(*message).and_modify(|envelope| envelope.held = true);
            }
            EventKind::Released { message, due } => {
                self.messages.entry(*message).and_modify(|envelope| {
                    envelope.held = false;
                    envelope.due = *due;
                });
            }
            EventKind::LinkChanged { link, setting } => {
                self.links.insert(*link, *setting);
            }
            EventKind::Requested { .. }
            | EventKind::Accepted { .. }
            | EventKind::Parked { .. }
            | EventKind::Rejected { .. }
            | EventKind::Replied { .. }
            | EventKind::Buffered { .. }
            | EventKind::Delivered { .. }
            | EventKind::Discarded { .. }
            | EventKind::Conflict { .. }
            | EventKind::TimePassed
            | EventKind::Noted { .. } => {}
        }
    }
}
