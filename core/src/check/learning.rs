//! How a session came to know what it knows: at which event it first knew of a write, and at which it
//! was last shown one.

use crate::history::{CausalPast, WriteId};
use crate::paged_map::PagedMap;
use crate::world::event::EventId;

/// What one session has learned, and when.
#[derive(Clone, Debug, Default)]
pub(super) struct Learning {
    /// The writes that the session knows by now.
    known: CausalPast,
    /// By incarnation: from which event on it knew so many of its writes.
    of_incarnation: Vec<Vec<(u32, EventId)>>,
    /// What it was shown itself, and when for the last time.
    shown: PagedMap<WriteId, EventId>,
}

impl Learning {
    /// The session knows so much after an event.
    pub(super) fn learn(&mut self, known: Option<&CausalPast>, at: EventId) {
        let Some(known) = known else { return };
        for new in known.lasts().filter(|id| !self.known.has(*id)) {
            if self.of_incarnation.len() <= new.incarnation {
                self.of_incarnation.resize_with(new.incarnation + 1, Vec::new);
            }
            self.of_incarnation[new.incarnation].push((new.number, at));
        }
        self.known.merge(known);
    }

    /// It is shown a write.
    pub(super) fn see(&mut self, id: WriteId, at: EventId) {
        self.shown.insert(id, at);
    }

    /// The event at which it first knew of a write.
    pub(super) fn since(&self, id: WriteId) -> Option<EventId> {
        let steps = self.of_incarnation.get(id.incarnation)?;
        let first = steps.partition_point(|(number, _)| *number < id.number);
        steps.get(first).map(|(_, at)| *at)
    }

    /// The event at which it was last shown a write, if it was.
    pub(super) fn when_shown(&self, id: WriteId) -> Option<EventId> {
        self.shown.get(&id).copied()
    }
}
