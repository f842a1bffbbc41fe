//! What goes wrong between members: who is one, who is listened to, whose state is taken over.

use std::sync::Arc;

use crate::clock::{ReplicaId, VersionVector};
use crate::replica::buffer::{Admission, HoldBackBuffer};
use crate::replica::machine::Replica;
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Effect, Message, Write};
use crate::replica::rule::Receiver;
use crate::replica::store::Store;
use crate::replica::view::View;
use crate::replica::write_log::WriteLog;

impl Replica {
    /// Leaves a peer out of the view, and tells everybody else.
    pub(in crate::replica) fn evict_for_good(
        &mut self,
        peer: ReplicaId,
        effects: &mut Vec<Effect>,
    ) {
        let rest = self.view.members.iter().copied().filter(|member| *member != peer);
        let stamp = (self.view.stamp.0.saturating_add(1), self.me.replica);
        let view = Arc::new(View { stamp, members: rest.collect() });
        self.adopt(Arc::clone(&view), self.phase, effects);
        let report = self.report();
        for to in view.members.iter().copied().filter(|member| *member != self.me.replica) {
            let (view, report) = (Arc::clone(&view), Arc::clone(&report));
            effects.push(Effect::Send { to, message: Message::View { view, report } });
        }
    }

    /// Whether a sender has no entry here any more, so that what it sends fails.
    pub(in crate::replica) fn turns_away(&self, from: ReplicaId) -> bool {
        self.makes(Mistake::EvictsForGood) && !self.view.has(from)
    }

    /// What such a sender sends fails, except that it is told that somebody is there.
    pub(in crate::replica) fn turn_away(
        &mut self,
        from: ReplicaId,
        message: Message,
        effects: &mut Vec<Effect>,
    ) {
        match message {
            Message::Ping => effects.push(Effect::Send { to: from, message: Message::Pong }),
            message => {
                for write in message.writes() {
                    self.tick_on_receipt();
                    self.refuse(Arc::clone(write), effects);
                }
            }
        }
    }

    /// Whether a replica is not told of a view, because it is no member of it.
    pub(in crate::replica) fn keeps_from(&self, to: ReplicaId, view: &View) -> bool {
        self.makes(Mistake::DepartedStay) && !view.has(to)
    }

    /// What a peer has seen, as it looks where only members' entries are compared: the others are
    /// taken for equal.
    pub(in crate::replica) fn alike_outside_view(&self, theirs: &VersionVector) -> VersionVector {
        let mut alike = theirs.clone();
        let actors = theirs.iter().chain(self.seen.iter()).map(|entry| entry.0);
        for actor in actors.filter(|actor| !self.view.has(actor.replica)) {
            alike.set(actor, self.seen.get(actor));
        }
        alike
    }

    /// A replica that has written nothing yet forgets what it has, for the next state; what waited
    /// comes back.
    pub(in crate::replica) fn start_over(&mut self) -> Vec<Arc<Write>> {
        if self.n_made.max(self.seen.get(self.me)) > 0 || self.seen.is_empty() {
            return Vec::new();
        }
        self.err();
        self.seen = VersionVector::new();
        self.store = Store::new(self.protocol.conflicts);
        self.log = WriteLog::default();
        let at = Receiver { me: self.me, n_replicas: self.n_replicas };
        let empty = HoldBackBuffer::new(self.protocol.delivery, at);
        let buffer = std::mem::replace(&mut self.buffer, empty);
        buffer.waiting().cloned().collect()
    }

    /// What had waited arrives once more.
    pub(in crate::replica) fn readmit(
        &mut self,
        waiting: Vec<Arc<Write>>,
        effects: &mut Vec<Effect>,
    ) {
        for write in waiting {
            match self.buffer.admit(write, &self.seen) {
                Admission::Deliver(write) => self.deliver(write, effects),
                Admission::Discarded(write, why) => self.discard(write, why, effects),
                Admission::Waits(_) => {}
            }
        }
    }
}
