//! The replica itself: `handle` dispatches, the `on_…` methods in this folder decide, a file for each
//! concern.

mod canonical;
mod gossip;
mod health;
mod joining;
mod membership;
mod mistaken;
mod sessions;
mod stability;
mod write_path;

use std::sync::Arc;

use litemap::LiteMap;

use self::health::Peers;
use self::joining::Rounds;
pub use self::sessions::ParkedRequest;
use self::stability::Reports;
use super::buffer::{Admission, Drained, HoldBackBuffer};
use super::mistakes::Mistake;
use super::protocol::{Effect, Input, Key, Message, Occurrence, Protocol, Time, Timer, Write};
use super::report::Known;
use super::rule::{DiscardReason, Receiver, VectorUpdate};
use super::store::Store;
use super::view::{Phase, View};
use super::write_log::WriteLog;
use crate::clock::{Actor, Counter, Dot, ReplicaId, VersionVector};

/// One copy of the store that accepts reads and writes: what it has delivered, what it shows, what
/// it holds back. A pure state machine; it cannot fail.
///
/// ```
/// use causal_core::clock::ReplicaId;
/// use causal_core::replica::Replica;
/// use causal_core::replica::protocol::{Effect, Input, Op, Protocol, Request, RequestId};
/// let mut replica = Replica::new(ReplicaId(0), 3, Protocol::default());
/// let op = Op::Put { key: "x".into(), value: "1".into() };
/// let request = Request { id: RequestId(0), op, metadata: None, stamp: 0 };
/// let effects = replica.handle(Input::Request(request), 0);
/// let sent = effects.iter().filter(|effect| matches!(effect, Effect::Send { .. })).count();
/// assert_eq!(sent, 2);
/// assert_eq!(replica.seen().to_string(), "⟨A:1⟩");
/// ```
#[derive(Clone, Debug)]
pub struct Replica {
    me: Actor,
    n_replicas: u16,
    protocol: Protocol,
    phase: Phase,
    view: Arc<View>,
    seen: VersionVector,
    store: Store,
    buffer: HoldBackBuffer<Arc<Write>>,
    /// Its own writes that are ahead of what it has delivered, in order.
    ahead: Vec<Arc<Write>>,
    /// How many writes it has made, those that are ahead included.
    n_made: Counter,
    /// What its last write depends on.
    last_deps: VersionVector,
    log: WriteLog,
    reports: Reports,
    /// Whom it knows: who may have made writes.
    known: Arc<Known>,
    /// How often it has come back after a farewell, and whether it has left since.
    n_returns: u16,
    has_left: bool,
    /// Whether it has lost its state, or has left, and nobody has brought it up since.
    needs_state: bool,
    /// Whom it has asked for a state in vain.
    rounds: Rounds,
    peers: Peers,
    parked: Vec<ParkedRequest>,
    /// The highest stamp that it knows of, under `lww`.
    stamp: u64,
    /// By how much its own clock is ahead of time, in milliseconds.
    skew_ms: i64,
    /// What it was the last to take, and when, under `two-locks`.
    last_put: Option<(Time, Arc<Write>)>,
    /// Whom it takes for the author of a key's value, under `forgets-winner`.
    winners: LiteMap<Key, ReplicaId>,
    /// Whether a mistake has just changed what it believes or shows behind everyone's back.
    has_erred: bool,
}

impl Replica {
    /// An empty replica in its first incarnation, in a view of `n_replicas` members.
    #[must_use]
    pub fn new(id: ReplicaId, n_replicas: u16, protocol: Protocol) -> Self {
        let members = (0..n_replicas).map(ReplicaId).collect();
        Self::empty(Actor::first(id), n_replicas, protocol, View::first(members))
    }

    /// An empty replica in a view that has all replicas of the run, or fewer.
    #[must_use]
    pub fn with_view(
        id: ReplicaId,
        n_replicas: u16,
        protocol: Protocol,
        members: Vec<ReplicaId>,
    ) -> Self {
        Self::empty(Actor::first(id), n_replicas, protocol, View::first(members))
    }

    fn empty(me: Actor, n_replicas: u16, protocol: Protocol, view: impl Into<Arc<View>>) -> Self {
        let view = view.into();
        let is_member = view.has(me.replica);
        Self {
            me,
            n_replicas,
            protocol,
            phase: if is_member { Phase::Serving } else { Phase::Outside },
            view,
            seen: VersionVector::new(),
            store: Store::new(protocol.conflicts),
            buffer: HoldBackBuffer::new(protocol.delivery, Receiver { me, n_replicas }),
            ahead: Vec::new(),
            n_made: 0,
            last_deps: VersionVector::new(),
            log: WriteLog::default(),
            reports: Reports::new(),
            known: Arc::default(),
            n_returns: 0,
            has_left: false,
            needs_state: false,
            rounds: Rounds::default(),
            peers: Peers::default(),
            parked: Vec::new(),
            stamp: 0,
            skew_ms: 0,
            last_put: None,
            winners: LiteMap::new(),
            has_erred: false,
        }
    }

    /// Something happens to the replica at a virtual time; what it wants done comes back in order.
    #[must_use]
    pub fn handle(&mut self, input: Input, now: Time) -> Vec<Effect> {
        let mut effects = Vec::new();
        let out = &mut effects;
        match input {
            Input::Request(request) => self.on_request(request, now, out),
            Input::Message { from, message } => self.on_message(from, message, now, out),
            Input::Timer(Timer::SessionTimeout(request)) => self.on_timeout(request, out),
            Input::Timer(Timer::Gossip) => self.on_gossip_timer(now, out),
            Input::Timer(Timer::Health) => self.on_health_timer(now, out),
            Input::Timer(Timer::Join) => self.ask_for_state(now, out),
            Input::Start => self.start_timers(now, out),
            Input::Crash => self.on_crash(out),
            Input::Restart(disk) => self.on_restart(disk, now, out),
            Input::SetView(members) => self.on_set_view(members, now, out),
            Input::Gossip(with) => self.gossip_now(with, out),
            Input::Transfer(to) => self.send_state(to, out),
            Input::Collect(tombstones) => self.collect(tombstones, out),
            Input::SetSkew(ms) => {
                self.skew_ms = ms;
                out.push(Effect::Record(Occurrence::SkewSet { ms }));
            }
        }
        if std::mem::take(&mut self.has_erred) {
            let (seen, store) = (self.seen.clone(), Arc::new(self.store.clone()));
            out.push(Effect::Record(Occurrence::Erred { seen, store }));
        }
        effects
    }

    fn on_message(
        &mut self,
        from: ReplicaId,
        message: Message,
        now: Time,
        effects: &mut Vec<Effect>,
    ) {
        self.merge_before_testing(&message);
        if let Some(report) = message.report() {
            self.hear_of(report);
        }
        match message {
            message if self.turns_away(from) => self.turn_away(from, message, effects),
            Message::Write(write) | Message::Repair(write) => {
                let dot = write.dot;
                self.on_write(write, effects);
                if self.makes(Mistake::WaitsForPeers) {
                    effects.push(Effect::Send { to: from, message: Message::Acknowledgement(dot) });
                }
            }
            Message::Acknowledgement(dot) => self.on_acknowledgement(from, dot, effects),
            Message::Vector { report, view, wants_answer } => {
                self.on_view(&view, now, effects);
                self.on_vector(from, &report, wants_answer, effects);
            }
            Message::StateRequest { view, round, .. } => {
                self.on_view(&view, now, effects);
                self.on_state_request(from, round, effects);
            }
            Message::NoState { of, view, round } => {
                self.on_view(&view, now, effects);
                self.on_no_state(from, of, round, effects);
            }
            Message::State(state) => {
                self.on_view(&state.view, now, effects);
                self.on_state(from, &state, effects);
            }
            Message::View { view, report } => {
                self.note_report(&report);
                self.on_view(&view, now, effects);
            }
            Message::Ping => effects.push(Effect::Send { to: from, message: Message::Pong }),
            Message::Pong => self.on_pong(from, effects),
        }
        self.serve_parked_at(now, effects);
    }

    /// The actor under whose name it makes writes.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.me
    }

    /// Whether it answers clients.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The members that it knows of and counts on: without those that it has evicted.
    #[must_use]
    pub fn members(&self) -> Vec<ReplicaId> {
        let members = self.view.members.iter().copied();
        members.filter(|peer| !(self.protocol.evict && self.peers.is_down(*peer))).collect()
    }

    /// Who it was told the members are.
    #[must_use]
    pub fn view(&self) -> &Arc<View> {
        &self.view
    }

    /// What this replica believes it has delivered.
    #[must_use]
    pub fn seen(&self) -> &VersionVector {
        &self.seen
    }

    /// What it has delivered.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What it shows to clients of a key: what it has delivered, and its own writes that are ahead.
    #[must_use]
    pub fn shown(&self, key: &str) -> Vec<Arc<Write>> {
        self.store.shown(key, &self.ahead)
    }

    /// What it shows to clients of all keys, in the order of the keys.
    #[must_use]
    pub fn all_shown(&self) -> Vec<Arc<Write>> {
        self.store.all_shown(&self.ahead)
    }

    /// Its own writes that are ahead, in order.
    #[must_use]
    pub fn ahead(&self) -> &[Arc<Write>] {
        &self.ahead
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

    /// A write arrives: it is delivered, kept in the buffer, or thrown away.
    fn on_write(&mut self, write: Arc<Write>, effects: &mut Vec<Effect>) {
        self.tick_on_receipt();
        if self.refuses_to_wait(&write) {
            self.refuse(write, effects);
            return self.drain(effects);
        }
        let arrived = Arc::clone(&write);
        match self.buffer.admit(write, &self.seen) {
            Admission::Deliver(write) => self.deliver(write, effects),
            Admission::Discarded(write, why) => self.discard(write, why, effects),
            Admission::Waits(blocker) => {
                let rule = self.protocol.delivery;
                let missing = rule.awaited(blocker, &self.seen, arrived.dot, &arrived.deps);
                effects.push(Effect::Record(Occurrence::Buffered { write: arrived, missing }));
            }
        }
        self.drain(effects);
    }

    /// Delivers what the buffer lets go, as far as the rule drains.
    fn drain(&mut self, effects: &mut Vec<Effect>) {
        self.buffer.begin_drain();
        while let Some(drained) = self.buffer.next_drained(&self.seen) {
            match drained {
                Drained::Deliver(write) => self.deliver(write, effects),
                Drained::Discarded(write, why) => self.discard(write, why, effects),
            }
        }
    }

    fn discard(&mut self, write: Arc<Write>, why: DiscardReason, effects: &mut Vec<Effect>) {
        if why == DiscardReason::AlreadyDelivered {
            self.ahead.retain(|ahead| ahead.dot != write.dot);
        }
        effects.push(Effect::Record(Occurrence::Discarded { write, why }));
    }

    fn deliver(&mut self, write: Arc<Write>, effects: &mut Vec<Effect>) {
        if self.refuses_conflict(&write) {
            return self.refuse(write, effects);
        }
        let rule = self.protocol.delivery;
        self.ahead.retain(|ahead| ahead.dot != write.dot);
        rule.update(&mut self.seen, write.dot, &write.deps);
        effects.push(Effect::Record(Occurrence::Delivered { write: Arc::clone(&write) }));
        self.stamp = self.stamp.max(write.stamp);
        self.show(&write, effects);
        self.log.push(&write);
        self.buffer.advance(write.dot.actor, &self.seen);
        if rule.update == VectorUpdate::Maximum {
            let others = write.deps.iter().map(|entry| entry.0);
            for actor in others.filter(|&actor| actor != write.dot.actor) {
                self.buffer.advance(actor, &self.seen);
            }
        }
    }

    fn show(&mut self, write: &Arc<Write>, effects: &mut Vec<Effect>) {
        let wrongly = self.errs_in_stores();
        let n = if wrongly { self.misapply(write) } else { self.store.apply(write).siblings_left };
        if n > 1 {
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
