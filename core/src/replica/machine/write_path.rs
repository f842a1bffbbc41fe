//! Puts and deletes that a replica accepts: their names, what they depend on, who hears of them.

use std::sync::Arc;

use super::Replica;
use crate::clock::{Dot, VersionVector};
use crate::replica::buffer::Admission;
use crate::replica::missing::missing_dots;
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{
    Conflicts, Dependencies, Effect, Key, Message, Occurrence, Op, Protocol, Request, Sessions,
    Time, Value, Write, Writes,
};

/// A put or delete that is taken.
pub(super) struct Accepting<'r> {
    /// The request that asks for the write.
    pub(super) request: &'r Request,
    /// The key that is written.
    pub(super) key: &'r Key,
    /// The new value; `None` for a delete.
    pub(super) value: Option<Value>,
    /// Whether the key shows no value here.
    pub(super) is_new: bool,
}

impl Replica {
    /// Takes a put or delete: names it, shows it here, sends it to the others.
    pub(super) fn accept(
        &mut self,
        accepting: Accepting<'_>,
        now: Time,
        effects: &mut Vec<Effect>,
    ) -> Arc<Write> {
        let (request, is_new) = (accepting.request, accepting.is_new);
        let write = self.name(accepting, now);
        let is_ahead = self.protocol.writes == Writes::Accepted && !self.may_count(&write);
        self.n_made = write.dot.counter;
        self.last_deps = write.deps.clone();
        let ahead_of = if is_ahead { missing_dots(&self.seen, &write.deps) } else { Vec::new() };
        effects.push(Effect::Record(Occurrence::Accepted {
            request: request.id,
            write: Arc::clone(&write),
            ahead_of,
            is_new,
        }));
        if is_ahead {
            self.run_ahead(&write, effects);
        } else {
            self.count(&write, effects);
            if self.makes(Mistake::TwoLocks) {
                self.store_late(&write, now, effects);
            }
        }
        self.broadcast(&write, effects);
        if !is_ahead {
            self.buffer.advance(self.author(), &self.seen);
        }
        write
    }

    /// Names a put or delete, and says what it depends on and replaces.
    pub(super) fn name(&mut self, accepting: Accepting<'_>, now: Time) -> Arc<Write> {
        let Accepting { request, key, value, .. } = accepting;
        let (deps, context) = self.deps_and_context(request);
        let counter = self.n_known().checked_add(1);
        let dot = Dot::new(self.author(), counter.expect("fewer than 2^32 writes per actor"));
        let stamp = self.next_stamp(request, now);
        Arc::new(Write { dot, deps, context, stamp, key: Arc::clone(key), value })
    }

    /// Whether everything that the write depends on has been delivered here, its actor's earlier
    /// writes included.
    fn may_count(&self, write: &Write) -> bool {
        self.seen.get(self.author()) >= self.n_made && self.seen.includes(&write.deps)
    }

    /// The write takes effect here at once.
    fn count(&mut self, write: &Arc<Write>, effects: &mut Vec<Effect>) {
        self.seen.set(write.dot.actor, write.dot.counter);
        self.show(write, effects);
        if !self.keeps_to_itself(write) {
            self.log.push(write);
        }
    }

    /// The write waits in the buffer like anyone's, and shows meanwhile. A rule that does not wait for
    /// what it builds on lets it take effect at once.
    fn run_ahead(&mut self, write: &Arc<Write>, effects: &mut Vec<Effect>) {
        match self.buffer.admit(Arc::clone(write), &self.seen) {
            Admission::Waits(_) => self.ahead.push(Arc::clone(write)),
            Admission::Deliver(write) => {
                self.deliver(write, effects);
                self.drain(effects);
            }
            Admission::Discarded(write, why) => self.discard(write, why, effects),
        }
    }

    pub(super) fn broadcast(&self, write: &Arc<Write>, effects: &mut Vec<Effect>) {
        if !self.protocol.broadcast || self.keeps_to_itself(write) {
            return;
        }
        for to in self.peers_up() {
            effects.push(Effect::Send { to, message: Message::Write(Arc::clone(write)) });
        }
    }

    /// How many writes this actor is known to have made: after a loss of its disk others may know
    /// of more than it does.
    fn n_known(&self) -> u32 {
        self.n_made.max(self.seen.get(self.author()))
    }

    fn deps_and_context(&self, request: &Request) -> (VersionVector, VersionVector) {
        let me = self.author();
        let Protocol { sessions, dependencies, .. } = self.protocol;
        let context = match sessions {
            Sessions::Off => self.seen.clone(),
            Sessions::Wait | Sessions::Reject => request.metadata.clone().unwrap_or_default(),
        };
        let mut deps = context.clone();
        match (dependencies, sessions) {
            (Dependencies::Replica, _) | (Dependencies::Session, Sessions::Off) => {
                deps.merge(&self.seen);
            }
            (Dependencies::Session, Sessions::Wait | Sessions::Reject) => {
                // What the write before depends on has to be here before that one, and so before
                // this: naming it delays nothing, and makes deps whole.
                deps.merge(&self.last_deps);
                deps.set(me, self.seen.get(me));
            }
        }
        let named = deps.get(me);
        if named < self.n_made {
            deps.merge(&self.last_deps);
        }
        // A client may claim to have seen writes that this actor is only going to make.
        deps.set(me, named.clamp(self.n_made, self.n_known()));
        (deps, context)
    }

    /// What decides between this write and concurrent ones.
    fn next_stamp(&mut self, request: &Request, now: Time) -> u64 {
        match self.protocol.conflicts {
            Conflicts::Siblings | Conflicts::Arrival => 0,
            Conflicts::Lww => {
                // With sessions off nothing that a session has seen counts.
                let off = self.protocol.sessions == Sessions::Off;
                let brought = if off { 0 } else { request.stamp };
                self.stamp = self.stamp.max(brought).saturating_add(1);
                self.stamp
            }
            Conflicts::WallClock => now.saturating_add_signed(self.skew_ms),
        }
    }
}

/// What an operation leaves under its key.
pub(super) fn new_value(op: &Op) -> Option<Value> {
    match op {
        Op::Put { value, .. } => Some(Arc::clone(value)),
        Op::Delete { .. } | Op::Get { .. } | Op::List => None,
    }
}
