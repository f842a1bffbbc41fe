//! Why a parked request waits: the four lines of its card, as data.

use super::explain::MissingWrite;
use super::log::History;
use super::moment::Moment;
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Occurrence, Op, Phase, RequestId, Time};
use crate::replica::rule::{EntryCheck, EntryTest};
use crate::replica::{DotRange, missing_dots};
use crate::world::action::SessionName;
use crate::world::event::{EventId, EventKind};

/// Why a request is parked at a replica, and what it would take to answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestExplanation {
    /// The client's session.
    pub session: SessionName,
    /// What the client asks for.
    pub op: Op,
    /// The event at which the replica parked it.
    pub parked: EventId,
    /// When it is turned down if it still waits, in virtual milliseconds.
    pub until: Time,
    /// What it waits for.
    pub awaits: Awaits,
    /// The writes that the client has seen and the replica has not delivered, at most twelve; first
    /// one that would be delivered if it came now, if there is one.
    pub missing: Vec<MissingWrite>,
    /// How many missing writes there are beyond those named.
    pub n_more: u64,
    /// What the client has seen against what the replica has, entry by entry.
    pub checks: Vec<EntryCheck>,
    /// What would be delivered, in order, if the first missing write were delivered now.
    pub cascade: Vec<Dot>,
    /// Whether the request would be answered then.
    pub is_answered_then: bool,
}

/// What a parked request waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaits {
    /// That the missing writes are delivered here.
    Writes,
    /// That the replica, which joins, has a state to answer from.
    State,
    /// That all peers say that the write which it made has come, under `waits-for-peers`.
    Peers(Dot),
    /// Nothing that can come: only its time runs out.
    Nothing,
}

impl Moment {
    /// Explains why a request waits at a replica at this moment of its history; `None` if it is not
    /// parked there.
    #[must_use]
    pub fn explain_request(
        &self,
        at: ReplicaId,
        request: RequestId,
        history: &History,
    ) -> Option<RequestExplanation> {
        let replica = self.replica(at)?;
        replica.parked.iter().find(|parked| parked.0 == request)?;
        let open = self.clients.open(request)?;
        let parked = history.get(open.parked?)?;
        let EventKind::Requested { op, metadata, .. } = &history.get(open.requested)?.kind else {
            return None;
        };
        let wanted = metadata.clone().unwrap_or_default();
        let protocol = &self.setting().protocol;
        let (missing, n_more) = self.lacking(at, &wanted, history);
        let (cascade, then) = match missing.first() {
            Some(first) => self.cascade_to(at, first.dot, history),
            None => (Vec::new(), replica.seen.clone()),
        };
        // Only who waits for peers has made its write before it is answered.
        let waits_for_peers = protocol.mistakes.has(Mistake::WaitsForPeers);
        let made = waits_for_peers.then(|| made_by(request, parked.id, history)).flatten();
        Some(RequestExplanation {
            session: open.session.clone(),
            op: op.clone(),
            parked: parked.id,
            until: parked.at.saturating_add(protocol.session_timeout_ms),
            awaits: match made {
                Some(dot) => Awaits::Peers(dot),
                None if replica.phase == Phase::Joining => Awaits::State,
                None if !missing.is_empty() => Awaits::Writes,
                None => Awaits::Nothing,
            },
            is_answered_then: !cascade.is_empty()
                && replica.phase == Phase::Serving
                && self.covers(&then, &wanted),
            missing,
            n_more,
            checks: self.request_checks(&replica.seen, &wanted),
            cascade,
        })
    }

    /// What a replica lacks of what a client has seen, and how much more it lacks than is named.
    fn lacking(
        &self,
        at: ReplicaId,
        wanted: &VersionVector,
        history: &History,
    ) -> (Vec<MissingWrite>, u64) {
        let mut ranges = missing_dots(&self.replicas[at.index()].seen, wanted);
        let goes_next = |range: &DotRange| {
            range.dots().next().is_some_and(|dot| !self.cascade(at, dot, history).is_empty())
        };
        if let Some(first) = ranges.iter().position(goes_next) {
            ranges[..=first].rotate_right(1);
        }
        self.missing(at, &ranges, history)
    }

    fn covers(&self, seen: &VersionVector, wanted: &VersionVector) -> bool {
        match self.test_of_requests() {
            EntryTest::Equal => seen == wanted,
            _ => seen.includes(wanted),
        }
    }

    fn test_of_requests(&self) -> EntryTest {
        let is_equal = self.setting().protocol.mistakes.has(Mistake::WantsEqualMetadata);
        if is_equal { EntryTest::Equal } else { EntryTest::AtMost }
    }

    /// One entry for each replica, then those of later incarnations.
    fn request_checks(&self, seen: &VersionVector, wanted: &VersionVector) -> Vec<EntryCheck> {
        let test = self.test_of_requests();
        let firsts = self.setting().replicas().map(Actor::first);
        let later = wanted.later_entries().iter().map(|entry| entry.0);
        firsts
            .chain(later)
            .map(|actor| EntryCheck {
                actor,
                test,
                theirs: wanted.get(actor),
                mine: seen.get(actor),
            })
            .collect()
    }
}

/// The write that a request has made already though it is parked, if it has made one.
fn made_by(request: RequestId, until: EventId, history: &History) -> Option<Dot> {
    let before = history.events().range(0..until.index()).rev();
    before.filter_map(|event| event.kind.occurrence()).find_map(|what| match what {
        Occurrence::Accepted { request: of, write, .. } if *of == request => Some(write.dot),
        _ => None,
    })
}
