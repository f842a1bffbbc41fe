//! What has arrived at a replica and neither been delivered nor discarded.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::replica::protocol::Write;
use crate::world::event::EventId;
use crate::world::network::MessageId;

/// The writes in the order of arrival.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inbox {
    /// Whoever leaves moves the entries on its shorter side only: thousands may wait.
    entries: VecDeque<InboxEntry>,
}

/// A received write that has not taken effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxEntry {
    /// The message that brought it.
    pub message: MessageId,
    /// The write that waits.
    pub write: Arc<Write>,
    /// The event of its arrival.
    pub received: EventId,
}

impl Inbox {
    /// The writes in the order of arrival.
    pub fn iter(&self) -> impl Iterator<Item = &InboxEntry> + Clone + '_ {
        self.entries.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The writes of a message arrive.
    pub(super) fn receive(&mut self, message: MessageId, writes: &[Arc<Write>], received: EventId) {
        let entry = |write| InboxEntry { message, write: Arc::clone(write), received };
        self.entries.extend(writes.iter().map(entry));
    }

    /// The first write of a name that arrived by an event leaves, if it is still there.
    pub(super) fn settle(&mut self, receipt: EventId, write: &Write) {
        let from = self.entries.partition_point(|entry| entry.received < receipt);
        // Few writes come in one message.
        let mut of_receipt =
            self.entries.range(from..).take_while(|entry| entry.received == receipt);
        let place = of_receipt.position(|entry| entry.write.dot == write.dot);
        if let Some(place) = place {
            self.entries.remove(from + place);
        }
    }
}
