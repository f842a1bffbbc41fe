//! What goes wrong when a write arrives: it is refused where it should wait, or believed before it
//! is tested.

use std::sync::Arc;

use crate::clock::VersionVector;
use crate::replica::machine::Replica;
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Effect, Message, Occurrence, Write};
use crate::replica::rule::{DiscardReason, Receiver, Verdict};

impl Replica {
    /// The sender's vector is taken over first, so the test that follows cannot fail.
    pub(in crate::replica) fn merge_before_testing(&mut self, message: &Message) {
        if self.makes(Mistake::MergesBeforeTesting)
            && let Some(write) = message.write()
        {
            self.believe_past_of(write);
        }
    }

    /// Whether a write that has to wait is sent back instead.
    pub(in crate::replica) fn refuses_to_wait(&self, write: &Write) -> bool {
        let at = Receiver { me: self.me, n_replicas: self.n_replicas };
        let verdict = || self.protocol.delivery.verdict(at, &self.seen, write.dot, &write.deps);
        self.makes(Mistake::MergesRefused) && matches!(verdict(), Verdict::Wait(_))
    }

    /// Whether a write of another is sent back because the key holds a concurrent one.
    pub(in crate::replica) fn refuses_conflict(&self, write: &Write) -> bool {
        let is_concurrent =
            |old: &Arc<Write>| !write.deps.covers(old.dot) && !old.deps.covers(write.dot);
        self.makes(Mistake::RefusesConflicts)
            && write.dot.actor != self.me
            && self.store.held(&write.key).iter().any(is_concurrent)
    }

    /// Sends a write back; nobody will bring it again by itself.
    pub(in crate::replica) fn refuse(&mut self, write: Arc<Write>, effects: &mut Vec<Effect>) {
        if self.makes(Mistake::MergesRefused) {
            self.believe_past_of(&write);
        }
        let why = DiscardReason::Refused;
        effects.push(Effect::Record(Occurrence::Discarded { write, why }));
    }

    /// Takes everything that comes before a write for delivered, but nothing of its own.
    fn believe_past_of(&mut self, write: &Write) {
        let mut past: VersionVector = write.dot.predecessor().into_iter().collect();
        past.merge(&write.deps);
        let before = self.seen.clone();
        for (actor, counter) in past.iter().filter(|(actor, _)| *actor != self.me) {
            self.seen.set(actor, counter.max(before.get(actor)));
        }
        if self.seen != before {
            self.err();
            self.advance_from(&before);
        }
    }
}
