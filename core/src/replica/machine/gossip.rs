//! Anti-entropy (Demers et al., "Epidemic Algorithms for Replicated Database Maintenance", 1987,
//! section 1.3): replicas tell each other what they have seen, and send each other what is missing;
//! the whole state where the log does not reach back that far, or to a replica that joins. The peer
//! is the next member in turn instead of one at random, and what is compared is one vector.

use std::sync::Arc;

use super::Replica;
use crate::clock::{ReplicaId, VersionVector};
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Effect, Message, Occurrence, State, Time, Timer};
use crate::replica::report::Report;
use crate::replica::view::Phase;

impl Replica {
    pub(super) fn on_gossip_timer(&mut self, now: Time, effects: &mut Vec<Effect>) {
        if let Some(every) = self.protocol.gossip_ms {
            if self.phase == Phase::Serving
                && let Some(peer) = self.next_peer()
            {
                self.tell(peer, false, effects);
            }
            let at = now.saturating_add(every);
            effects.push(Effect::SetTimer { at, timer: Timer::Gossip });
        }
    }

    /// Gossip by hand.
    pub(super) fn gossip_now(&mut self, with: Option<ReplicaId>, effects: &mut Vec<Effect>) {
        if let Some(peer) = with.or_else(|| self.next_peer()) {
            self.tell(peer, true, effects);
        }
    }

    /// Says what has been seen here.
    pub(super) fn tell(&self, to: ReplicaId, wants_answer: bool, effects: &mut Vec<Effect>) {
        if self.makes(Mistake::RestampsGossip) {
            return self.send_state(to, effects);
        }
        let (report, view) = (self.report(), Arc::clone(&self.view));
        effects.push(Effect::Send { to, message: Message::Vector { report, view, wants_answer } });
    }

    pub(super) fn on_vector(
        &mut self,
        from: ReplicaId,
        report: &Report,
        wants_answer: bool,
        effects: &mut Vec<Effect>,
    ) {
        let is_heard = self.view.has(from) || self.makes(Mistake::DepartedStay);
        if self.phase != Phase::Serving || !is_heard {
            return;
        }
        let alike =
            self.makes(Mistake::ComparesInView).then(|| self.alike_outside_view(&report.seen));
        let seen = alike.as_ref().unwrap_or(&report.seen);
        self.note_report(report);
        self.repair(from, seen, effects);
        if wants_answer && !self.seen.includes(seen) {
            self.tell(from, false, effects);
        }
        self.prune(effects);
    }

    /// Sends a peer what it lacks.
    fn repair(&mut self, to: ReplicaId, seen: &VersionVector, effects: &mut Vec<Effect>) {
        let Some(missing) = self.log.missing_at(seen) else {
            return self.send_state(to, effects);
        };
        let ahead = self.ahead.iter().filter(|write| !seen.covers(write.dot)).cloned();
        for write in missing.into_iter().chain(ahead) {
            effects.push(Effect::Send { to, message: Message::Repair(write) });
        }
    }

    /// Sends a peer everything.
    pub(super) fn send_state(&self, to: ReplicaId, effects: &mut Vec<Effect>) {
        let state = State {
            report: self.report(),
            serves: self.phase == Phase::Serving,
            store: self.store.clone(),
            stamp: self.stamp,
            ahead: self.ahead.clone(),
            view: Arc::clone(&self.view),
        };
        effects.push(Effect::Send { to, message: Message::State(Arc::new(state)) });
    }

    /// The whole state of a peer arrives.
    pub(super) fn on_state(
        &mut self,
        from: ReplicaId,
        state: &Arc<State>,
        effects: &mut Vec<Effect>,
    ) {
        if self.phase != Phase::Outside {
            self.merge(from, state, effects);
            self.come_up_by(from, state, effects);
        }
        for write in &state.ahead {
            self.on_write(Arc::clone(write), effects);
        }
    }

    fn merge(&mut self, from: ReplicaId, state: &Arc<State>, effects: &mut Vec<Effect>) {
        let waiting = self.makes(Mistake::LastStateWins).then(|| self.start_over());
        let before = self.seen.clone();
        if self.errs_in_stores() {
            self.mismerge(state);
        } else {
            self.store.merge(&before, &state.store, &state.report.seen);
        }
        self.seen.merge(&state.report.seen);
        self.stamp = self.stamp.max(state.stamp);
        self.log.skip_to(&before, &self.seen);
        self.note_report(&state.report);
        let merged = Occurrence::StateMerged { from, state: Arc::clone(state) };
        effects.push(Effect::Record(merged));
        self.readmit(waiting.unwrap_or_default(), effects);
        self.advance_from(&before);
        self.drain(effects);
    }

    /// What follows from a state that has been taken over: a joining replica serves if it has been
    /// brought up, and asks otherwise.
    fn come_up_by(&mut self, from: ReplicaId, state: &State, effects: &mut Vec<Effect>) {
        if self.phase != Phase::Joining {
            if self.makes(Mistake::RestampsGossip) {
                self.restamp(state, effects);
            }
        } else if state.serves && self.is_brought_up_by(&state.report) {
            self.phase = Phase::Serving;
            self.needs_state = false;
            effects.push(Effect::Record(Occurrence::Joined { brought_up: true }));
        } else if state.serves {
            self.ask(from, effects);
        }
    }

    /// Tells the buffer which entries have grown.
    pub(super) fn advance_from(&mut self, before: &VersionVector) {
        let grown = self.seen.iter().map(|entry| entry.0);
        let grown: Vec<_> =
            grown.filter(|actor| self.seen.get(*actor) > before.get(*actor)).collect();
        for actor in grown {
            self.buffer.advance(actor, &self.seen);
        }
    }
}
