//! What the visitor points at: one thing, marked everywhere it shows.

use std::sync::Arc;

use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::History;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::Write;
use causal_core::world::event::{EventId, EventKind};
use causal_core::world::network::MessageId;

/// One thing on the page. A write is selected by its `Accepted` event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Something that happened, or will.
    Event(EventId),
    /// A message, wherever it is.
    Message(MessageId),
}

impl Selection {
    /// The selection of a write by its name, if it was ever made.
    #[must_use]
    pub fn of_write(history: &History, dot: Dot) -> Option<Self> {
        history.accepted(dot).map(|event| Self::Event(event.id))
    }

    /// The write that the selection is about.
    #[must_use]
    pub fn dot(self, history: &History) -> Option<Dot> {
        self.carried(history).map(|write| write.dot)
    }

    /// The very write that the selection is about: what its event carries, or its message.
    #[must_use]
    pub fn carried(self, history: &History) -> Option<&Arc<Write>> {
        let of_event = |event| history.get(event)?.kind.write();
        let own = self.event(history).and_then(of_event);
        let of_message = || of_event(Self::Message(self.message(history)?).event(history)?);
        own.or_else(of_message)
    }

    /// The write itself, if the selection is one.
    #[must_use]
    pub fn write(self, history: &History) -> Option<Dot> {
        let Self::Event(id) = self else { return None };
        match &history.get(id)?.kind {
            EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. } => Some(write.dot),
            _ => None,
        }
    }

    /// The message that the selection is about.
    #[must_use]
    pub fn message(self, history: &History) -> Option<MessageId> {
        match self {
            Self::Message(id) => Some(id),
            Self::Event(id) => history.get(id)?.kind.message(),
        }
    }

    /// The replica that the selection is about: where an event happened, where a message goes.
    #[must_use]
    pub fn replica(self, history: &History) -> Option<ReplicaId> {
        match self {
            Self::Event(id) => history.get(id)?.replica,
            Self::Message(id) => Some(id.link.to),
        }
    }

    /// The event itself; for a message, the one that put it on its link.
    #[must_use]
    pub fn event(self, history: &History) -> Option<EventId> {
        let id = match self {
            Self::Event(id) => return (id.index() < history.len()).then_some(id),
            Self::Message(id) => id,
        };
        let mut events = history.events().iter();
        events.find(|event| event.kind.message() == Some(id)).map(|event| event.id)
    }

    /// Whether there is such a thing in a history.
    #[must_use]
    pub fn exists_in(self, history: &History) -> bool {
        self.event(history).is_some()
    }
}
