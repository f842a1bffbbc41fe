//! What each client has seen at one position of a history, and the requests that are open there.

use litemap::LiteMap;

use crate::clock::VersionVector;
use crate::paged_map::PagedMap;
use crate::replica::protocol::{Occurrence, RequestId};
use crate::world::action::SessionName;
use crate::world::event::{Event, EventId, EventKind};

/// The clients that have asked something, and what they wait for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clients {
    seen: PagedMap<SessionName, Option<VersionVector>>,
    open: LiteMap<RequestId, OpenRequest>,
}

/// A request without an answer yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRequest {
    /// The client's session.
    pub session: SessionName,
    /// The event at which it was made.
    pub requested: EventId,
    /// The event at which its replica parked it, if it did.
    pub parked: Option<EventId>,
}

impl Clients {
    /// The clients that have asked something, by name, each with what it has seen: `None` before its
    /// first reply.
    pub fn iter(&self) -> impl Iterator<Item = (&SessionName, Option<&VersionVector>)> + '_ {
        self.seen.iter().map(|(name, seen)| (name, seen.as_ref()))
    }

    /// What a client has seen; `None` before its first reply.
    #[must_use]
    pub fn seen(&self, name: &str) -> Option<&VersionVector> {
        self.seen.get(name)?.as_ref()
    }

    /// The request of this number, if it is open.
    #[must_use]
    pub fn open(&self, request: RequestId) -> Option<&OpenRequest> {
        self.open.get(&request)
    }

    /// The request that a client waits for, if it waits.
    #[must_use]
    pub fn open_of(&self, name: &str) -> Option<&OpenRequest> {
        self.open.values().find(|open| &*open.session == name)
    }

    /// Moves on by one event.
    pub(super) fn follow(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Requested { request, session, metadata, .. } => {
                self.seen.insert(session.clone(), metadata.clone());
                let (session, requested) = (session.clone(), event.id);
                self.open.insert(*request, OpenRequest { session, requested, parked: None });
            }
            EventKind::Recorded { what: Occurrence::Parked { request, .. }, .. } => {
                if let Some(open) = self.open.get_mut(request) {
                    open.parked = Some(event.id);
                }
            }
            EventKind::Replied { request, metadata, .. } => {
                if let Some(open) = self.open.remove(request) {
                    self.seen.insert(open.session, Some(metadata.clone()));
                }
            }
            _ => {}
        }
    }
}
