//! The clients of a run: what each session has seen, and which request it still waits for.

use litemap::LiteMap;

use super::action::{Metadata, SessionName};
use super::error::ActionError;
use super::event::EventId;
use super::event_queue::ScheduledEvent;
use crate::clock::{ReplicaId, VersionVector};
use crate::replica::protocol::RequestId;

/// One client: the sequence of its operations is a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// What it has seen; `None` before its first reply.
    pub metadata: Option<VersionVector>,
    /// The highest stamp that it has seen, under `lww`.
    pub stamp: u64,
    /// The request it waits for, and where.
    pub waits_for: Option<(RequestId, ReplicaId)>,
}

/// A request without an answer yet.
#[derive(Clone, Debug)]
struct OpenRequest {
    session: SessionName,
    requested: EventId,
    /// When it is turned down, if it is parked.
    timeout: Option<ScheduledEvent>,
}

/// All clients, and the requests that are open.
#[derive(Clone, Debug, Default)]
pub(super) struct Clients {
    by_name: LiteMap<SessionName, Client>,
    open: LiteMap<RequestId, OpenRequest>,
    n_requests: u32,
}

impl Clients {
    /// Begins a request, unless its client still waits for an answer. What the client brings along
    /// takes the place of what it had seen.
    pub(super) fn begin(
        &mut self,
        session: &SessionName,
        on: ReplicaId,
        requested: EventId,
        brought: Option<Metadata>,
    ) -> Result<(RequestId, Option<VersionVector>, u64), ActionError> {
        let client = self.by_name.entry(session.clone()).or_default();
        if let Some((_, on)) = client.waits_for {
            return Err(ActionError::ClientWaits { session: session.clone(), on });
        }
        if let Some(Metadata { vector, stamp }) = brought {
            client.metadata = Some(vector);
            client.stamp = stamp;
        }
        let id = RequestId(self.n_requests);
        self.n_requests += 1;
        client.waits_for = Some((id, on));
        let (metadata, stamp) = (client.metadata.clone(), client.stamp);
        self.open.insert(id, OpenRequest { session: session.clone(), requested, timeout: None });
        Ok((id, metadata, stamp))
    }

    /// The event at which an open request was made.
    pub(super) fn requested(&self, id: RequestId) -> Option<EventId> {
        self.open.get(&id).map(|open| open.requested)
    }

    /// A request is parked until then.
    pub(super) fn set_timeout(&mut self, id: RequestId, timeout: ScheduledEvent) {
        self.open.entry(id).and_modify(|open| open.timeout = Some(timeout));
    }

    /// A reply reaches its client; the request's timeout, if it has one, comes back.
    pub(super) fn end(
        &mut self,
        id: RequestId,
        metadata: &VersionVector,
        stamp: u64,
    ) -> Option<ScheduledEvent> {
        let open = self.open.remove(&id).expect("replies answer open requests");
        let client = self.by_name.entry(open.session).or_default();
        client.metadata = Some(metadata.clone());
        client.stamp = stamp;
        client.waits_for = None;
        open.timeout
    }

    /// The clients that have asked something, by name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&SessionName, &Client)> + '_ {
        self.by_name.iter()
    }
}
