//! The history itself: events in order, and where each write is mentioned.

use std::sync::Arc;

use litemap::LiteMap;

use super::digest::RunningDigest;
use crate::clock::{Actor, Dot, ReplicaId};
use crate::paged_vec::PagedVec;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::Write;
use crate::world::event::{Event, EventId, EventKind};

/// Everything that happened in a run, in order.
#[derive(Clone, Debug, Default)]
pub struct History {
    events: PagedVec<Event>,
    /// By actor, and there by counter from 1 on.
    about: LiteMap<Actor, PagedVec<Vec<EventId>>>,
    digest: RunningDigest,
}

impl History {
    /// The history of a run in which nothing has happened.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes down what happened next.
    ///
    /// # Panics
    /// If an event's number is not its position: histories have no gaps.
    pub fn extend(&mut self, events: Vec<Event>) {
        for event in events {
            assert_eq!(event.id.index(), self.events.len(), "histories have no gaps");
            if let Some(write) = event.kind.write() {
                self.mentions(write.dot).push(event.id);
            }
            self.events.push(event);
        }
    }

    /// Goes back to the first `len` events: as much work as there are events after them.
    pub fn truncate(&mut self, len: usize) {
        for event in self.events.from(len).rev() {
            let Some(write) = event.kind.write() else { continue };
            let Some(writes) = self.about.get_mut(&write.dot.actor) else { continue };
            if let Some(mentions) = writes.get_mut(index(write.dot)) {
                mentions.pop();
            }
            while writes.last().is_some_and(Vec::is_empty) {
                writes.pop();
            }
            if writes.is_empty() {
                self.about.remove(&write.dot.actor);
            }
        }
        self.events.truncate(len);
        self.digest.truncate(len);
    }

    /// The events in order.
    #[must_use]
    pub fn events(&self) -> &PagedVec<Event> {
        &self.events
    }

    /// The event with this id; `None` if the history ends before it.
    #[must_use]
    pub fn get(&self, id: EventId) -> Option<&Event> {
        self.events.get(id.index())
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether nothing has happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The events that carry a write, in order.
    pub fn about(&self, dot: Dot) -> impl DoubleEndedIterator<Item = &Event> + '_ {
        let writes = self.about.get(&dot.actor);
        let mentions = writes.and_then(|writes| writes.get(index(dot))).map_or(&[][..], |all| all);
        mentions.iter().map(|id| &self.events[id.index()])
    }

    /// The writes accepted so far, in the order of their dots.
    pub fn dots(&self) -> impl Iterator<Item = Dot> + '_ {
        self.about.iter().flat_map(|(actor, writes)| {
            let mentioned = (1..).zip(writes.iter()).filter(|(_, mentions)| !mentions.is_empty());
            mentioned.map(|(counter, _)| Dot::new(*actor, counter))
        })
    }

    fn mentions(&mut self, dot: Dot) -> &mut Vec<EventId> {
        let writes = self.about.entry(dot.actor).or_default();
        while writes.len() <= index(dot) {
            writes.push(Vec::new());
        }
        writes.get_mut(index(dot)).expect("the list has just been made long enough")
    }

    /// The event at which a write was accepted.
    #[must_use]
    pub fn accepted(&self, dot: Dot) -> Option<&Event> {
        self.about(dot).find(|event| {
            matches!(event.kind, EventKind::Recorded { what: Occurrence::Accepted { .. }, .. })
        })
    }

    /// A write by its name, if it was ever made.
    #[must_use]
    pub fn write(&self, dot: Dot) -> Option<&Arc<Write>> {
        self.accepted(dot).and_then(|event| event.kind.write())
    }

    /// The truth about a delivery: the event at which a write first took effect at a replica,
    /// whether it was accepted or delivered there.
    #[must_use]
    pub fn took_effect(&self, dot: Dot, at: ReplicaId) -> Option<EventId> {
        let mut here = self.about(dot).filter(|event| event.replica == Some(at));
        let effect = here.find(|event| {
            matches!(
                event.kind,
                EventKind::Recorded { what: Occurrence::Accepted { .. }, .. }
                    | EventKind::Recorded { what: Occurrence::Delivered { .. }, .. }
            )
        });
        effect.map(|event| event.id)
    }

    /// A fingerprint of the whole history as text: equal histories have equal digests, on every
    /// machine. Asking again costs as much as has happened since.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.digest.of(&self.events)
    }

    /// The low 16 bits of the digest: what a link carries of it.
    #[must_use]
    pub fn short_digest(&self) -> u16 {
        let [.., high, low] = self.digest().to_be_bytes();
        u16::from_be_bytes([high, low])
    }
}

fn index(dot: Dot) -> usize {
    dot.counter as usize - 1
}
