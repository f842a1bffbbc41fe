//! Mistakes that a replica makes when a client asks, each beside what is right in `sessions` and
//! `write_path`.

use std::sync::Arc;

use crate::clock::{Actor, Dot, ReplicaId, VersionVector};
use crate::replica::machine::Replica;
use crate::replica::machine::sessions::{ParkedRequest, Unacknowledged, reply};
use crate::replica::machine::write_path::{Accepting, new_value};
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Answer, Effect, Occurrence, Op, Request, Time, Timer, Write};

impl Replica {
    /// `merges-metadata`: what the client has seen counts as delivered, except of the replica's own
    /// writes.
    pub(in crate::replica) fn merge_metadata(&mut self, request: &Request) {
        let Some(metadata) = &request.metadata else { return };
        for (actor, counter) in metadata.iter() {
            if counter > self.seen.get(actor) && actor != self.author() {
                self.seen.set(actor, counter);
                self.buffer.advance(actor, &self.seen);
                self.err();
            }
        }
    }

    /// `acts-before-checking`: a write that is about to be refused is named, counted and sent; only
    /// this replica does not store it. A request that waits is not refused yet, and does nothing.
    pub(in crate::replica) fn act_before_checking(
        &mut self,
        request: &Request,
        now: Time,
        effects: &mut Vec<Effect>,
    ) {
        let Some(key) = request.op.key().filter(|_| !request.op.is_read()) else { return };
        let (value, is_new) = (new_value(&request.op), self.shown(key).is_empty());
        let write = self.name(Accepting { request, key, value, is_new }, now);
        self.n_made = write.dot.counter;
        self.last_deps = write.deps.clone();
        self.seen.set(write.dot.actor, write.dot.counter);
        effects.push(Effect::Record(Occurrence::Accepted {
            request: request.id,
            write: Arc::clone(&write),
            ahead_of: Vec::new(),
            is_new,
        }));
        self.broadcast(&write, effects);
        self.buffer.advance(write.dot.actor, &self.seen);
        self.drain(effects);
        self.err();
    }

    /// `looks-before-waiting` and `wants-equal-metadata`: whether the request counts as covered, if
    /// one of them decides that.
    pub(in crate::replica) fn wrongly_covers(
        &self,
        request: &Request,
        metadata: &VersionVector,
    ) -> Option<bool> {
        if self.makes(Mistake::WantsEqualMetadata) {
            return Some(self.seen == *metadata);
        }
        let (Op::Get { key } | Op::Delete { key }) = &request.op else { return None };
        let looks = self.makes(Mistake::LooksBeforeWaiting) && self.shown(key).is_empty();
        looks.then_some(true)
    }

    /// `drops-stale-writes` and `answers-only-older`: what is answered instead of what is right.
    pub(in crate::replica) fn wrong_answer(
        &self,
        request: &Request,
        shown: &[Arc<Write>],
    ) -> Option<Answer> {
        let first = shown.first()?;
        let seen = request.metadata.as_ref();
        let is_behind = !shown.iter().all(|write| seen.is_some_and(|seen| seen.covers(write.dot)));
        match &request.op {
            Op::Put { .. } | Op::Delete { .. } => (is_behind
                && self.makes(Mistake::DropsStaleWrites))
            .then_some(Answer::Accepted(first.dot)),
            Op::Get { .. } => (!is_behind && self.makes(Mistake::AnswersOnlyOlder))
                .then_some(Answer::Values(Vec::new())),
            Op::List => None,
        }
    }

    /// `tombstones-count`: whether a key without a value counts as one that has some.
    pub(in crate::replica) fn takes_tombstone_for_value(&self, request: &Request) -> bool {
        self.makes(Mistake::TombstonesCount)
            && request.op.key().is_some_and(|key| self.store.remembers(key))
    }

    /// `shares-a-name`: whose writes those are that this replica takes.
    pub(in crate::replica) fn author(&self) -> Actor {
        if self.makes(Mistake::SharesAName) {
            Actor { replica: ReplicaId(0), ..self.me }
        } else {
            self.me
        }
    }

    /// `keeps-deletes`: whether nobody else hears of a write.
    pub(in crate::replica) fn keeps_to_itself(&self, write: &Write) -> bool {
        self.makes(Mistake::KeepsDeletes) && write.value.is_none()
    }

    /// `two-locks`: of two puts of one key at one instant the first one is stored last.
    pub(in crate::replica) fn store_late(
        &mut self,
        write: &Arc<Write>,
        now: Time,
        effects: &mut Vec<Effect>,
    ) {
        let before = self.last_put.replace((now, Arc::clone(write)));
        if let Some((_, late)) = before.filter(|(at, late)| *at == now && late.key == write.key) {
            self.show(&late, effects);
            self.err();
        }
    }

    /// `waits-for-peers`: the answer to a put or delete waits until every peer has it.
    pub(in crate::replica) fn await_peers(
        &mut self,
        request: &Request,
        write: Arc<Write>,
        now: Time,
        effects: &mut Vec<Effect>,
    ) {
        let awaited: Vec<ReplicaId> = self.others().collect();
        if awaited.is_empty() {
            return reply(request, Answer::Accepted(write.dot), &[write], effects);
        }
        let until = now.saturating_add(self.protocol.session_timeout_ms);
        let parked = Occurrence::Parked { request: request.id, missing: Vec::new() };
        effects.push(Effect::Record(parked));
        effects.push(Effect::SetTimer { at: until, timer: Timer::SessionTimeout(request.id) });
        let unacknowledged = Some(Unacknowledged { write, awaited });
        self.parked.push(ParkedRequest { request: request.clone(), until, unacknowledged });
    }

    /// A peer says that a write has come.
    pub(in crate::replica) fn on_acknowledgement(
        &mut self,
        from: ReplicaId,
        dot: Dot,
        effects: &mut Vec<Effect>,
    ) {
        let waits = |parked: &ParkedRequest| {
            parked.unacknowledged.as_ref().is_some_and(|waiting| waiting.write.dot == dot)
        };
        let Some(at) = self.parked.iter().position(waits) else { return };
        let Some(waiting) = &mut self.parked[at].unacknowledged else { return };
        waiting.awaited.retain(|peer| *peer != from);
        if waiting.awaited.is_empty() {
            let write = Arc::clone(&waiting.write);
            let parked = self.parked.remove(at);
            reply(&parked.request, Answer::Accepted(dot), &[write], effects);
        }
    }
}
