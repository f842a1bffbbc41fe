//! How a session came to know what it knows: at which event it first knew of a write, and at which it
//! was last shown one.

use crate::history::{CausalPast, Place};
use crate::paged_map::PagedMap;
use crate::world::event::EventId;

/// What one session has learned, and when.
#[derive(Clone, Debug, Default)]
pub(super) struct Learning {
    /// The writes that the session knows by now.
    known: CausalPast,
    /// By life: from which event on it knew so many of its writes.
    of_life: Vec<Vec<(u32, EventId)>>,
    /// What it was shown itself, and when for the last time.
    shown: PagedMap<Place, EventId>,
}

impl Learning {
    /// The session knows so much after an event.
    pub(super) fn learn(&mut self, known: Option<&CausalPast>, at: EventId) {
        let Some(known) = known else { return };
        for new in known.lasts().filter(|place| !self.known.has(*place)) {
            if self.of_life.len() <= new.life {
                self.of_life.resize_with(new.life + 1, Vec::new);
            }
            self.of_life[new.life].push((new.number, at));
        }
        self.known.merge(known);
    }

    /// It is shown a write.
    pub(super) fn see(&mut self, place: Place, at: EventId) {
        self.shown.insert(place, at);
    }

    /// The event at which it first knew of a write.
    pub(super) fn since(&self, place: Place) -> Option<EventId> {
        let steps = self.of_life.get(place.life)?;
        let first = steps.partition_point(|(number, _)| *number < place.number);
        steps.get(first).map(|(_, at)| *at)
    }

    /// The event at which it was last shown a write, if it was.
    pub(super) fn when_shown(&self, place: Place) -> Option<EventId> {
        self.shown.get(&place).copied()
    }
}
