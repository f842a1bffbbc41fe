//! The buffer, driven as a replica drives it.

use causal_core::clock::{Actor, Dot, ReplicaId, VersionVector};
use causal_core::replica::rule::{DeliveryRule, Receiver};
use causal_core::replica::{Admission, Drained, HoldBackBuffer, Stamped};

use super::naive::{Letter, Name, Vector};

/// A write with the vectors that the buffer reads.
#[derive(Clone, Debug)]
pub(crate) struct Sealed {
    dot: Dot,
    deps: VersionVector,
}

impl Stamped for Sealed {
    fn dot(&self) -> Dot {
        self.dot
    }

    fn deps(&self) -> &VersionVector {
        &self.deps
    }
}

/// A replica around the buffer.
#[derive(Clone, Debug)]
pub(crate) struct Ours {
    rule: DeliveryRule,
    me: Actor,
    pub(crate) seen: VersionVector,
    pub(crate) buffer: HoldBackBuffer<Sealed>,
    pub(crate) delivered: Vec<(Name, u32)>,
    pub(crate) discarded: Vec<(Name, u32)>,
}

impl Ours {
    pub(crate) fn new(rule: DeliveryRule, me: Name, n_replicas: u16) -> Self {
        let me = actor(me);
        Self {
            rule,
            me,
            seen: VersionVector::new(),
            buffer: HoldBackBuffer::new(rule, Receiver { me, n_replicas }),
            delivered: Vec::new(),
            discarded: Vec::new(),
        }
    }

    pub(crate) fn receive(&mut self, letter: &Letter) {
        if self.rule.ticks_on_receipt {
            self.tick();
        }
        match self.buffer.admit(sealed(letter), &self.seen) {
            Admission::Deliver(write) => self.deliver(&write),
            Admission::Discarded(write, _) => self.discarded.push(named(write.dot)),
            Admission::Waits(_) => {}
        }
        self.drain();
    }

    pub(crate) fn write(&mut self) {
        self.tick();
        self.drain();
    }

    /// The dots that wait, in the order of their arrival.
    pub(crate) fn waiting(&self) -> Vec<(Name, u32)> {
        self.buffer.waiting().map(|write| named(write.dot)).collect()
    }

    /// The replica's vector as the oracle writes it.
    pub(crate) fn vector(&self) -> Vector {
        self.seen.iter().map(|(actor, counter)| (name(actor), counter)).collect()
    }

    fn tick(&mut self) {
        self.seen.increment(self.me);
        self.buffer.advance(self.me, &self.seen);
    }

    fn drain(&mut self) {
        self.buffer.begin_drain();
        while let Some(drained) = self.buffer.next_drained(&self.seen) {
            match drained {
                Drained::Deliver(write) => self.deliver(&write),
                Drained::Discarded(write, _) => self.discarded.push(named(write.dot)),
            }
        }
    }

    fn deliver(&mut self, write: &Sealed) {
        self.delivered.push(named(write.dot));
        let before = self.seen.clone();
        self.rule.update(&mut self.seen, write.dot, &write.deps);
        let grown = self.seen.iter().filter(|(actor, counter)| before.get(*actor) < *counter);
        grown.for_each(|(actor, _)| self.buffer.advance(actor, &self.seen));
    }
}

pub(crate) fn actor((replica, incarnation): Name) -> Actor {
    Actor { replica: ReplicaId(replica), incarnation }
}

pub(crate) fn dot(letter: &Letter) -> Dot {
    Dot::new(actor(letter.author), letter.counter)
}

pub(crate) fn vector(vector: &Vector) -> VersionVector {
    vector.iter().map(|(name, counter)| Dot::new(actor(*name), *counter)).collect()
}

fn name(actor: Actor) -> Name {
    (actor.replica.0, actor.incarnation)
}

fn named(dot: Dot) -> (Name, u32) {
    (name(dot.actor), dot.counter)
}

fn sealed(letter: &Letter) -> Sealed {
    Sealed { dot: dot(letter), deps: vector(&letter.deps) }
}
