//! The replica itself: `handle` dispatches, the `on_…` methods decide.

use std::sync::Arc;

use super::buffer::{Admission, Drained, HoldBackBuffer};
use super::protocol::{
    Dependencies, Effect, Input, Message, Occurrence, Op, Protocol, Request, Sessions, Time, Timer,
    Value, Write,
};
use super::rule::{DiscardReason, Receiver, VectorUpdate};
use super::sessions::ParkedRequest;
use super::store::Store;
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};

/// One copy of the store that accepts reads and writes: what it has delivered, what it shows, what
/// it holds back. A pure state machine; it cannot fail.
///
/// ```
/// use causal_core::clock::ReplicaId;
/// use causal_core::replica::Replica;
/// use causal_core::replica::protocol::{Effect, Input, Op, Protocol, Request, RequestId};
/// let mut replica = Replica::new(ReplicaId(0), 3, Protocol::default());
/// let op = Op::Put { key: "x".into(), value: "1".into() };
/// let request = Request { id: RequestId(0), op, metadata: None };
/// let effects = replica.handle(Input::Request(request), 0);
/// let sent = effects.iter().filter(|effect| matches!(effect, Effect::Send { .. })).count();
/// assert_eq!(sent, 2);
/// assert_eq!(replica.seen().to_string(), "⟨A:1⟩");
/// ```
#[derive(Clone, Debug)]
pub struct Replica {
    pub(super) me: Actor,
    pub(super) n_replicas: u16,
    pub(super) protocol: Protocol,
    pub(super) seen: VersionVector,
    pub(super) store: Store,
    pub(super) buffer: HoldBackBuffer<Arc<Write>>,
    pub(super) parked: Vec<ParkedRequest>,
}

impl Replica {
    /// An empty replica among `n_replicas`, in its first incarnation.
    #[must_use]
    pub fn new(id: ReplicaId, n_replicas: u16, protocol: Protocol) -> Self {
        let me = Actor::first(id);
        Self {
            me,
            n_replicas,
            protocol,
            seen: VersionVector::new(),
            store: Store::default(),
            buffer: HoldBackBuffer::new(protocol.delivery, Receiver { me, n_replicas }),
            parked: Vec::new(),
        }
    }

    /// Something happens to the replica at a virtual time; what it wants done comes back in order.
    #[must_use]
    pub fn handle(&mut self, input: Input, now: Time) -> Vec<Effect> {
        let mut effects = Vec::new();
        match input {
            Input::Request(request) => self.on_request(request, now, &mut effects),
            Input::Message { message: Message::Write(write), .. } => {
                self.on_write(write, &mut effects);
            }
            Input::Timer(Timer::SessionTimeout(request)) => self.on_timeout(request, &mut effects),
        }
        effects
    }

    /// What this replica believes it has delivered.
    #[must_use]
    pub fn seen(&self) -> &VersionVector {
        &self.seen
    }

    /// What it shows.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What it holds back.
    #[must_use]
    pub fn buffer(&self) -> &HoldBackBuffer<Arc<Write>> {
        &self.buffer
    }

    /// The requests that wait here, in the order they came.
    #[must_use]
    pub fn parked(&self) -> &[ParkedRequest] {
        &self.parked
    }

    fn on_write(&mut self, write: Arc<Write>, effects: &mut Vec<Effect>) {
        self.tick_on_receipt();
        let arrived = Arc::clone(&write);
        match self.buffer.admit(write, &self.seen) {
            Admission::Deliver(write) => self.deliver(write, effects),
            Admission::Discarded(write, why) => record_discarded(write, why, effects),
            Admission::Waits(blocker) => {
                let rule = self.protocol.delivery;
                let missing = rule.awaited(blocker, &self.seen, arrived.dot, &arrived.deps);
                effects.push(Effect::Record(Occurrence::Buffered { write: arrived, missing }));
            }
        }
        self.drain(effects);
        self.serve_parked(effects);
    }

    /// Takes a put or delete: names it, shows it here, sends it to the others.
    pub(super) fn accept(
        &mut self,
        request: &Request,
        value: Option<Value>,
        effects: &mut Vec<Effect>,
    ) -> Arc<Write> {
        let (deps, context) = self.deps_and_context(request);
        let dot = self.seen.increment(self.me);
        let key = Arc::clone(request.op.key());
        let write = Arc::new(Write { dot, deps, context, key, value });
        let accepted = Occurrence::Accepted { request: request.id, write: Arc::clone(&write) };
        effects.push(Effect::Record(accepted));
        self.show(&write, effects);
        for to in (0..self.n_replicas).map(ReplicaId).filter(|&to| to != self.me.replica) {
            effects.push(Effect::Send { to, message: Message::Write(Arc::clone(&write)) });
        }
        self.buffer.advance(self.me, &self.seen);
        write
    }

    fn deps_and_context(&self, request: &Request) -> (VersionVector, VersionVector) {
        let session = || request.metadata.clone().unwrap_or_default();
        let context = match self.protocol.sessions {
            Sessions::Off => self.seen.clone(),
            Sessions::Wait | Sessions::Reject => session(),
        };
        let deps = match (self.protocol.dependencies, self.protocol.sessions) {
            (Dependencies::Replica, _) | (Dependencies::Session, Sessions::Off) => {
                self.seen.clone()
            }
            (Dependencies::Session, Sessions::Wait | Sessions::Reject) => {
                let mut deps = session();
                deps.set(self.me, self.seen.get(self.me));
                deps
            }
        };
        (deps, context)
    }

    /// Delivers what the buffer lets go, as far as the rule drains.
    pub(super) fn drain(&mut self, effects: &mut Vec<Effect>) {
        self.buffer.begin_drain();
        while let Some(drained) = self.buffer.next_drained(&self.seen) {
            match drained {
                Drained::Deliver(write) => self.deliver(write, effects),
                Drained::Discarded(write, why) => record_discarded(write, why, effects),
            }
        }
    }

    fn deliver(&mut self, write: Arc<Write>, effects: &mut Vec<Effect>) {
        let rule = self.protocol.delivery;
        rule.update(&mut self.seen, write.dot, &write.deps);
        effects.push(Effect::Record(Occurrence::Delivered { write: Arc::clone(&write) }));
        self.show(&write, effects);
        self.buffer.advance(write.dot.actor, &self.seen);
        if rule.update == VectorUpdate::Maximum {
            let others = write.deps.iter().map(|entry| entry.0);
            for actor in others.filter(|&actor| actor != write.dot.actor) {
                self.buffer.advance(actor, &self.seen);
            }
        }
    }

    fn show(&mut self, write: &Arc<Write>, effects: &mut Vec<Effect>) {
        if self.store.apply(write).siblings_left > 1 {
            let siblings = self.store.siblings(&write.key).iter().map(|sibling| sibling.dot);
            let key = Arc::clone(&write.key);
            let conflict = Occurrence::Conflict { key, siblings: siblings.collect() };
            effects.push(Effect::Record(conflict));
        }
    }

    fn tick_on_receipt(&mut self) {
        if self.protocol.delivery.ticks_on_receipt {
            let _: Dot = self.seen.increment(self.me);
            self.buffer.advance(self.me, &self.seen);
        }
    }
}

/// Whether an operation changes the store, and to what.
pub(super) fn new_value(op: &Op) -> Option<Option<Value>> {
    match op {
        Op::Put { value, .. } => Some(Some(Arc::clone(value))),
        Op::Delete { .. } => Some(None),
        Op::Get { .. } => None,
    }
}

fn record_discarded(write: Arc<Write>, why: DiscardReason, effects: &mut Vec<Effect>) {
    effects.push(Effect::Record(Occurrence::Discarded { write, why }));
}
