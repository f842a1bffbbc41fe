//! What clients asked, and what they were answered.

use litemap::LiteMap;

use super::log::History;
use crate::clock::ReplicaId;
use crate::replica::protocol::{Answer, Op, RequestId, Time};
use crate::world::action::SessionName;
use crate::world::event::{Event, EventKind};

/// One request of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The number of the request in its run.
    pub request: RequestId,
    /// The client's session.
    pub session: &'a SessionName,
    /// The replica that was asked.
    pub on: ReplicaId,
    /// What the client asked for.
    pub op: &'a Op,
}

impl<'a> Asked<'a> {
    /// The request that was made at an event; `None` if none was.
    #[must_use]
    pub fn at(event: &'a Event) -> Option<Self> {
        let EventKind::Requested { request, session, op, .. } = &event.kind else { return None };
        Some(Self { request: *request, session, on: event.replica?, op })
    }

    /// The client's name; `None` for the one that each replica has of its own.
    #[must_use]
    pub fn client(&self) -> Option<&'a str> {
        (**self.session != *self.on.to_string()).then_some(&**self.session)
    }
}

/// One answer that a client got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered<'a> {
    /// The request that it answers.
    pub asked: Asked<'a>,
    /// When, in virtual milliseconds.
    pub at: Time,
    /// What the client was told.
    pub answer: &'a Answer,
}

/// All requests by their numbers.
#[must_use]
pub fn requests(history: &History) -> LiteMap<RequestId, Asked<'_>> {
    let mut requests = LiteMap::new();
    for asked in history.events().iter().filter_map(Asked::at) {
        requests.insert(asked.request, asked);
    }
    requests
}

/// All answers in the order in which they were given.
pub fn answers(history: &History) -> impl Iterator<Item = Answered<'_>> {
    history.events().iter().filter_map(|event| {
        let EventKind::Replied { answer, .. } = &event.kind else { return None };
        let asked = event.cause.and_then(|cause| history.get(cause)).and_then(Asked::at)?;
        Some(Answered { asked, at: event.at, answer })
    })
}
