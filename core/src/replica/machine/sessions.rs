//! Sessions at a replica: requests that it covers are served, others are parked or turned down.
//!
//! The session guarantees of Terry et al., "Session Guarantees for Weakly Consistent Replicated
//! Data" (1994), by causal metadata: a request is served only where everything that its session has
//! seen has been delivered. That one vector stands for the read set and the write set of a session is
//! from the paper's section "Practical Implementation of the Guarantees".

use std::sync::Arc;

use super::Replica;
use super::write_path::{Accepting, new_value};
use crate::clock::ReplicaId;
use crate::replica::missing::{DotRange, missing_dots};
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{
    Answer, Effect, Occurrence, Op, Rejection, Request, RequestId, Sessions, Time, Timer, Write,
    Writes,
};
use crate::replica::view::Phase;

/// A client request that waits until the replica covers its metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedRequest {
    /// The request.
    pub request: Request,
    /// When it is turned down if it still waits, in virtual milliseconds.
    pub until: Time,
    /// What it waits for if it has been served: under `waits-for-peers` only.
    pub unacknowledged: Option<Unacknowledged>,
}

/// A put or delete that was accepted and is answered when all peers have it, under
/// `waits-for-peers`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unacknowledged {
    /// The write.
    pub write: Arc<Write>,
    /// The peers that have not said yet that it has come.
    pub awaited: Vec<ReplicaId>,
}

impl Replica {
    pub(super) fn on_request(&mut self, request: Request, now: Time, effects: &mut Vec<Effect>) {
        let is_served = self.may_serve(&request);
        if self.makes(Mistake::MergesMetadata) {
            self.merge_metadata(&request);
        }
        if self.phase == Phase::Outside {
            reject(&request, Rejection::NotAMember, effects);
        } else if is_served {
            self.serve(&request, now, effects);
            self.drain(effects);
            self.serve_parked_at(now, effects);
        } else if self.protocol.sessions == Sessions::Wait {
            self.park(request, now, effects);
        } else if self.phase == Phase::Joining {
            reject(&request, Rejection::Joining, effects);
        } else {
            if self.makes(Mistake::ActsBeforeChecking) {
                self.act_before_checking(&request, now, effects);
            }
            reject(&request, Rejection::NotCovered, effects);
        }
    }

    pub(super) fn on_timeout(&mut self, id: RequestId, effects: &mut Vec<Effect>) {
        if let Some(at) = self.parked.iter().position(|parked| parked.request.id == id) {
            let parked = self.parked.remove(at);
            reject(&parked.request, Rejection::TimedOut, effects);
        }
    }

    /// Turns all parked requests down.
    pub(super) fn reject_parked(&mut self, why: Rejection, effects: &mut Vec<Effect>) {
        self.parked.drain(..).for_each(|parked| reject(&parked.request, why, effects));
    }

    /// Serves the parked requests that have become covered, in the order they came.
    pub(super) fn serve_parked_at(&mut self, now: Time, effects: &mut Vec<Effect>) {
        let is_covered = |replica: &Self, parked: &ParkedRequest| {
            parked.unacknowledged.is_none() && replica.may_serve(&parked.request)
        };
        while let Some(at) = self.parked.iter().position(|parked| is_covered(self, parked)) {
            let parked = self.parked.remove(at);
            self.serve(&parked.request, now, effects);
            self.drain(effects);
        }
    }

    fn may_serve(&self, request: &Request) -> bool {
        let runs_ahead = self.protocol.writes == Writes::Accepted && !request.op.is_read();
        self.phase == Phase::Serving && (runs_ahead || self.covers(request))
    }

    fn covers(&self, request: &Request) -> bool {
        match (self.protocol.sessions, &request.metadata) {
            (Sessions::Off, _) | (_, None) => true,
            (Sessions::Wait | Sessions::Reject, Some(metadata)) => self
                .wrongly_covers(request, metadata)
                .unwrap_or_else(|| self.seen.includes(metadata)),
        }
    }

    fn park(&mut self, request: Request, now: Time, effects: &mut Vec<Effect>) {
        let missing = self.missing_of(&request);
        let until = now.saturating_add(self.protocol.session_timeout_ms);
        effects.push(Effect::Record(Occurrence::Parked { request: request.id, missing }));
        effects.push(Effect::SetTimer { at: until, timer: Timer::SessionTimeout(request.id) });
        self.parked.push(ParkedRequest { request, until, unacknowledged: None });
    }

    fn missing_of(&self, request: &Request) -> Vec<DotRange> {
        request.metadata.as_ref().map_or_else(Vec::new, |seen| missing_dots(&self.seen, seen))
    }

    fn serve(&mut self, request: &Request, now: Time, effects: &mut Vec<Effect>) {
        let shown = match request.op.key() {
            Some(key) => self.shown(key),
            None => self.all_shown(),
        };
        if let Some(wrong) = self.wrong_answer(request, &shown) {
            return reply(request, wrong, &[], effects);
        }
        let is_new = shown.is_empty() && !self.takes_tombstone_for_value(request);
        match &request.op {
            Op::Get { .. } if shown.is_empty() => {
                reply(request, Answer::NoSuchKey, &[], effects);
            }
            // Who has seen more than the replica may well know of a value that is not here.
            Op::Delete { .. } if is_new && self.covers(request) => {
                reply(request, Answer::NoSuchKey, &[], effects);
            }
            Op::Get { .. } | Op::List => {
                let learned = if self.makes(Mistake::EchoesMetadata) { &[][..] } else { &shown };
                reply(request, Answer::Values(shown.clone()), learned, effects);
            }
            Op::Put { key, .. } | Op::Delete { key } => {
                let value = new_value(&request.op);
                self.take(Accepting { request, key, value, is_new }, now, effects);
            }
        }
    }

    fn take(&mut self, accepting: Accepting<'_>, now: Time, effects: &mut Vec<Effect>) {
        let request = accepting.request;
        let write = self.accept(accepting, now, effects);
        if self.makes(Mistake::WaitsForPeers) {
            self.await_peers(request, write, now, effects);
        } else {
            reply(request, Answer::Accepted(write.dot), &[write], effects);
        }
    }
}

/// Answers a request; from now on its session has seen some writes more.
pub(super) fn reply(
    request: &Request,
    answer: Answer,
    learned: &[Arc<Write>],
    effects: &mut Vec<Effect>,
) {
    let mut metadata = request.metadata.clone().unwrap_or_default();
    let mut stamp = request.stamp;
    for write in learned {
        metadata.merge(&write.deps);
        metadata.include(write.dot);
        stamp = stamp.max(write.stamp);
    }
    effects.push(Effect::Reply { request: request.id, answer, metadata, stamp });
}

fn reject(request: &Request, why: Rejection, effects: &mut Vec<Effect>) {
    effects.push(Effect::Record(Occurrence::Rejected { request: request.id, why }));
    reply(request, Answer::Unavailable(why), &[], effects);
}
