//! The messages between leaving and arriving, by link and number.

use super::event::EventId;
use super::event_queue::ScheduledEvent;
use super::network::{Envelope, LinkId, MessageId};
use crate::paged_map::PagedMap;

/// A message on its way, with its place in the event queue; none while it is held.
#[derive(Clone, Debug)]
pub(super) struct InFlight {
    pub(super) envelope: Envelope,
    pub(super) sent: EventId,
    /// Whether it stems from a timer: a run does not wait for such messages to settle.
    pub(super) in_background: bool,
    pub(super) scheduled: Option<ScheduledEvent>,
}

/// All messages on their way or held, by link and there in the order in which they left.
#[derive(Clone, Debug, Default)]
pub(super) struct MessagesInFlight(PagedMap<MessageId, InFlight>);

impl MessagesInFlight {
    /// A message leaves: it is the newest of its link.
    pub(super) fn push(&mut self, in_flight: InFlight) {
        self.0.insert(in_flight.envelope.id, in_flight);
    }

    /// A message.
    pub(super) fn get(&self, id: MessageId) -> Option<&InFlight> {
        self.0.get(&id)
    }

    /// A message.
    pub(super) fn get_mut(&mut self, id: MessageId) -> Option<&mut InFlight> {
        self.0.get_mut(&id)
    }

    /// Takes a message out.
    pub(super) fn remove(&mut self, id: MessageId) -> Option<InFlight> {
        self.0.remove(&id)
    }

    /// The messages on one link, in the order in which they left.
    pub(super) fn on(&self, link: LinkId) -> impl Iterator<Item = &InFlight> + '_ {
        let from = self.0.iter_from(&MessageId { link, number: 0 });
        from.take_while(move |(id, _)| id.link == link).map(|(_, in_flight)| in_flight)
    }

    /// All messages, by link and number.
    pub(super) fn iter(&self) -> impl Iterator<Item = &InFlight> + '_ {
        self.0.values()
    }
}
