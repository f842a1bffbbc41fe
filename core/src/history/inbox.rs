//! What has arrived at a replica and neither been delivered nor discarded.

use std::sync::Arc;

use crate::paged_map::PagedMap;
use crate::replica::protocol::Write;
use crate::world::event::EventId;
use crate::world::network::MessageId;

/// The writes in the order of arrival; to take one out costs the same however many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inbox {
    /// By the event of their arrival, and by their place in the message.
    entries: PagedMap<(EventId, usize), InboxEntry>,
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

impl Inbox {
    /// The writes in the order of arrival.
    pub fn iter(&self) -> impl Iterator<Item = &InboxEntry> + Clone + '_ {
        self.entries.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The writes of a message arrive.
    pub(super) fn receive<'a>(
        &mut self,
        message: MessageId,
        writes: impl Iterator<Item = &'a Arc<Write>>,
        received: EventId,
    ) {
        for (place, write) in writes.enumerate() {
            let entry = InboxEntry { message, write: Arc::clone(write), received };
            self.entries.insert((received, place), entry);
        }
    }

    /// The first write of a name that arrived by an event leaves, if it is still there.
    pub(super) fn settle(&mut self, receipt: EventId, write: &Write) {
        let key = {
            let from_there = self.entries.iter_from(&(receipt, 0));
            let mut of_receipt = from_there.take_while(|((event, _), _)| *event == receipt);
            of_receipt.find(|(_, entry)| entry.write.dot == write.dot).map(|(key, _)| *key)
        };
        if let Some(key) = key {
            self.entries.remove(&key);
        }
    }
}
