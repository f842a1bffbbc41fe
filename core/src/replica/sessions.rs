//! Sessions at a replica: requests that it covers are served, others are parked or turned down.
//!
//! The session guarantees of Terry et al., "Session Guarantees for Weakly Consistent Replicated
//! Data" (1994), by causal metadata: a request is served only where everything that its session has
//! seen has been delivered.

use super::accepting::{Accepting, new_value};
use super::machine::Replica;
use super::membership::Phase;
use super::missing::{DotRange, missing_dots};
use super::protocol::{
    Answer, Effect, Occurrence, Op, Rejection, Request, RequestId, Sessions, Time, Timer, Write,
    Writes,
};

/// A client request that waits until the replica covers its metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedRequest {
    /// The request.
    pub request: Request,
    /// When it is turned down if it still waits, in virtual milliseconds.
    pub until: Time,
}

impl Replica {
    pub(super) fn on_request(&mut self, request: Request, now: Time, effects: &mut Vec<Effect>) {
        if self.phase == Phase::Outside {
            reject(&request, Rejection::NotAMember, effects);
        } else if self.may_serve(&request) {
            self.serve(&request, now, effects);
            self.drain(effects);
            self.serve_parked_at(now, effects);
        } else if self.protocol.sessions == Sessions::Wait {
            self.park(request, now, effects);
        } else if self.phase == Phase::Joining {
            reject(&request, Rejection::Joining, effects);
        } else {
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
        while let Some(at) = self.parked.iter().position(|parked| self.may_serve(&parked.request)) {
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
            (Sessions::Wait | Sessions::Reject, Some(metadata)) => self.seen.includes(metadata),
        }
    }

    fn park(&mut self, request: Request, now: Time, effects: &mut Vec<Effect>) {
        let missing = self.missing_of(&request);
        let until = now.saturating_add(self.protocol.session_timeout_ms);
        effects.push(Effect::Record(Occurrence::Parked { request: request.id, missing }));
        effects.push(Effect::SetTimer { at: until, timer: Timer::SessionTimeout(request.id) });
        self.parked.push(ParkedRequest { request, until });
    }

    fn missing_of(&self, request: &Request) -> Vec<DotRange> {
        request.metadata.as_ref().map_or_else(Vec::new, |seen| missing_dots(&self.seen, seen))
    }

    fn serve(&mut self, request: &Request, now: Time, effects: &mut Vec<Effect>) {
        let mut metadata = request.metadata.clone().unwrap_or_default();
        let mut stamp = request.stamp;
        let mut learn = |write: &Write| {
            metadata.merge(&write.deps);
            metadata.include(write.dot);
            stamp = stamp.max(write.stamp);
        };
        let shown = match request.op.key() {
            Some(key) => self.shown(key),
            None => self.all_shown(),
        };
        let answer = match &request.op {
            Op::Get { .. } if shown.is_empty() => Answer::NoSuchKey,
            // Who has seen more than the replica may well know of a value that is not here.
            Op::Delete { .. } if shown.is_empty() && self.covers(request) => Answer::NoSuchKey,
            Op::Get { .. } | Op::List => {
                shown.iter().for_each(|write| learn(write));
                Answer::Values(shown)
            }
            Op::Put { key, .. } | Op::Delete { key } => {
                let value = new_value(&request.op);
                let accepted = Accepting { request, key, value, is_new: shown.is_empty() };
                let write = self.accept(accepted, now, effects);
                learn(&write);
                Answer::Accepted(write.dot)
            }
        };
        effects.push(Effect::Reply { request: request.id, answer, metadata, stamp });
    }
}

fn reject(request: &Request, why: Rejection, effects: &mut Vec<Effect>) {
    effects.push(Effect::Record(Occurrence::Rejected { request: request.id, why }));
    let metadata = request.metadata.clone().unwrap_or_default();
    let answer = Answer::Unavailable(why);
    let stamp = request.stamp;
    effects.push(Effect::Reply { request: request.id, answer, metadata, stamp });
}
