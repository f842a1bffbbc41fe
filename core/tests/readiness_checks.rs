//! What the buffer costs, counted without a clock: how often a write's readiness is decided.
//!
//! A scan of the list decides about M/2 times per write. One decision when a write arrives and one
//! when it leaves are the least that is possible for a write that must wait at all; the rest is how
//! often it was woken too early. The bound holds for every order of arrival and every length.

#[path = "buffer_support/trace.rs"]
mod trace;

use causal_core::clock::{Actor, Dot, ReplicaId, VersionVector};
use causal_core::replica::rule::{DeliveryRule, Receiver};
use causal_core::replica::{Admission, Drained, HoldBackBuffer, Stamped};

use trace::{Made, N_KEYS, Order, trace};

/// Decisions per write, in hundredths. Measured: at most 229.
const MOST_CHECKS_PERCENT: u64 = 260;

#[derive(Clone)]
struct Arriving<'a>(&'a Made);

impl Stamped for Arriving<'_> {
    fn dot(&self) -> Dot {
        self.0.dot
    }

    fn deps(&self) -> &VersionVector {
        &self.0.deps
    }
}

/// A fresh replica that receives a trace.
struct Replica<'a> {
    buffer: HoldBackBuffer<Arriving<'a>>,
    seen: VersionVector,
    n_delivered: usize,
}

impl<'a> Replica<'a> {
    fn new(n_authors: u16) -> Self {
        let me = Actor::first(ReplicaId(n_authors));
        let at = Receiver { me, n_replicas: n_authors + 1 };
        let buffer = HoldBackBuffer::new(DeliveryRule::default(), at);
        Self { buffer, seen: VersionVector::new(), n_delivered: 0 }
    }

    fn receive(&mut self, write: &'a Made) {
        if let Admission::Deliver(write) = self.buffer.admit(Arriving(write), &self.seen) {
            self.deliver(&write);
        }
        self.buffer.begin_drain();
        while let Some(Drained::Deliver(write)) = self.buffer.next_drained(&self.seen) {
            self.deliver(&write);
        }
    }

    fn deliver(&mut self, write: &Arriving<'a>) {
        let dot = write.dot();
        assert!(self.seen.includes(write.deps()), "{dot} before what it depends on");
        assert_eq!(self.seen.increment(dot.actor), dot, "the next of its author");
        self.buffer.advance(dot.actor, &self.seen);
        self.n_delivered += 1;
    }
}

fn check(n_authors: u16, n_writes: usize) {
    let trace = trace(n_authors, n_writes, 7);
    for order in Order::ALL {
        let mut replica = Replica::new(n_authors);
        order.arrange(&trace, 3).into_iter().for_each(|at| replica.receive(&trace[at]));
        let what = format!("{}, n = {n_authors}, M = {n_writes}", order.name());
        assert_eq!(replica.n_delivered, n_writes, "{what}: everything is delivered");
        assert!(replica.buffer.is_empty(), "{what}: nothing waits");
        let percent = 100 * replica.buffer.readiness_checks() / n_writes as u64;
        assert!(percent <= MOST_CHECKS_PERCENT, "{what}: {percent} % checks per write");
        if order == Order::AsMade {
            assert_eq!(percent, 100, "{what}: one decision each");
        }
    }
}

#[test]
fn three_authors_need_few_checks_in_every_order() {
    [1000, 10_000, 100_000].into_iter().for_each(|n_writes| check(3, n_writes));
}

#[test]
fn sixteen_authors_need_few_checks_in_every_order() {
    [1000, 10_000, 100_000].into_iter().for_each(|n_writes| check(16, n_writes));
}

/// The work is what it claims to be, also the part of it that only peers need.
#[test]
fn the_trace_names_direct_predecessors_and_ranks_follow_causality() {
    let trace = trace(5, 2000, 11);
    let find = |dot: Dot| trace.iter().find(|made| made.dot == dot).expect("made before");
    for made in &trace {
        let mut closure = VersionVector::new();
        for direct in &made.direct {
            closure.merge(&find(*direct).deps);
            closure.include(*direct);
            assert!(find(*direct).rank < made.rank);
            let mut others = made.direct.iter().map(|other| find(*other));
            assert!(others.all(|other| !other.deps.covers(*direct)), "none follows from another");
        }
        assert_eq!(closure, made.deps, "{}", made.dot);
        assert!(made.key < N_KEYS && !made.deps.covers(made.dot));
    }
}
