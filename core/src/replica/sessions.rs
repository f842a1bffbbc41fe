//! Sessions at a replica: requests that it covers are served, others are parked or turned down.
//!
//! The session guarantees of Terry et al., "Session Guarantees for Weakly Consistent Replicated
//! Data" (1994), by causal metadata: a request is served only where everything that its session has
//! seen has been delivered.

use super::machine::{Replica, new_value};
use super::missing::{DotRange, missing_dots};
use super::protocol::{
    Answer, Effect, Occurrence, Op, Rejection, Request, RequestId, Sessions, Time, Timer,
};
use crate::clock::VersionVector;

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
        if self.covers(&request) {
            self.serve(&request, effects);
            self.drain(effects);
            self.serve_parked(effects);
            return;
        }
        match self.protocol.sessions {
            Sessions::Off => unreachable!("without sessions every request is covered"),
            Sessions::Reject => reject(&request, Rejection::NotCovered, effects),
            Sessions::Wait => self.park(request, now, effects),
        }
    }

    pub(super) fn on_timeout(&mut self, id: RequestId, effects: &mut Vec<Effect>) {
        if let Some(at) = self.parked.iter().position(|parked| parked.request.id == id) {
            let parked = self.parked.remove(at);
            reject(&parked.request, Rejection::TimedOut, effects);
        }
    }

    /// Serves the parked requests that have become covered, in the order they came.
    pub(super) fn serve_parked(&mut self, effects: &mut Vec<Effect>) {
        while let Some(at) = self.parked.iter().position(|parked| self.covers(&parked.request)) {
            let parked = self.parked.remove(at);
            self.serve(&parked.request, effects);
            self.drain(effects);
        }
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

    fn serve(&mut self, request: &Request, effects: &mut Vec<Effect>) {
        let mut metadata = request.metadata.clone().unwrap_or_default();
        let exists = !self.store.siblings(request.op.key()).is_empty();
        let answer = match &request.op {
            Op::Get { .. } | Op::Delete { .. } if !exists => Answer::NoSuchKey,
            Op::Get { key } => self.read(key, &mut metadata),
            Op::Put { .. } | Op::Delete { .. } => {
                let value = new_value(&request.op).expect("a put or a delete");
                let write = self.accept(request, value, effects);
                learn(&mut metadata, &write);
                Answer::Accepted(write.dot)
            }
        };
        effects.push(Effect::Reply { request: request.id, answer, metadata });
    }

    fn read(&self, key: &str, metadata: &mut VersionVector) -> Answer {
        let siblings = self.store.siblings(key);
        siblings.iter().for_each(|write| learn(metadata, write));
        Answer::Values(siblings.to_vec())
    }
}

fn learn(metadata: &mut VersionVector, write: &super::protocol::Write) {
    metadata.merge(&write.deps);
    metadata.include(write.dot);
}

fn reject(request: &Request, why: Rejection, effects: &mut Vec<Effect>) {
    effects.push(Effect::Record(Occurrence::Rejected { request: request.id, why }));
    let metadata = request.metadata.clone().unwrap_or_default();
    let answer = Answer::Unavailable(why);
    effects.push(Effect::Reply { request: request.id, answer, metadata });
}
