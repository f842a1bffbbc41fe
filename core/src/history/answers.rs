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
    history.events().iter().filter_map(asked).map(|asked| (asked.request, asked)).collect()
}

/// All answers in the order in which they were given.
pub fn answers(history: &History) -> impl Iterator<Item = Answered<'_>> {
    history.events().iter().filter_map(|event| {
        let EventKind::Replied { answer, .. } = &event.kind else { return None };
        let asked = event.cause.and_then(|cause| history.get(cause)).and_then(asked)?;
        Some(Answered { asked, at: event.at, answer })
    })
}

fn asked(event: &Event) -> Option<Asked<'_>> {
    let EventKind::Requested { request, session, op, .. } = &event.kind else { return None };
    Some(Asked { request: *request, session, on: event.replica?, op })
}
