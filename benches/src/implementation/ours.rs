//! Ours: the product's own buffer and version vector, driven as a replica drives them.

use std::sync::Arc;

use causal_core::clock::{Actor, Dot, ReplicaId, VersionVector};
use causal_core::replica::protocol::Write;
use causal_core::replica::rule::{DeliveryRule, Receiver};
use causal_core::replica::{Admission, Drained, HoldBackBuffer, Stamped};

use super::{Implementation, Outcome, Run, payload};
use crate::store::{Payload, Store};
use crate::trace::Made;

/// The buffer, with the write itself in it.
pub(crate) struct Ours;

/// The buffer as the product uses it: with a pointer to the write, which carries a key, a value and
/// a context too.
pub(crate) struct Product;

/// A write that is as small as the peers' messages: key and value are numbers.
pub(crate) struct Small {
    dot: Dot,
    deps: VersionVector,
    payload: Payload,
}

impl Stamped for Small {
    #[inline]
    fn dot(&self) -> Dot {
        self.dot
    }

    #[inline]
    fn deps(&self) -> &VersionVector {
        &self.deps
    }
}

/// What a write takes to the map.
trait Loaded: Stamped {
    fn payload(&self) -> Payload;
}

impl Loaded for Small {
    #[inline]
    fn payload(&self) -> Payload {
        self.payload
    }
}

/// The payload travels beside the write, at the position that its value names.
struct Shared(Arc<Write>, Payload);

impl Stamped for Shared {
    #[inline]
    fn dot(&self) -> Dot {
        self.0.dot()
    }

    #[inline]
    fn deps(&self) -> &VersionVector {
        self.0.deps()
    }
}

impl Loaded for Shared {
    #[inline]
    fn payload(&self) -> Payload {
        self.1
    }
}

impl Implementation for Ours {
    fn name(&self) -> &'static str {
        "ours"
    }

    fn note(&self) -> &'static str {
        "the product's buffer, any of its delivery rules, duplicates recognised"
    }

    fn prepare(&self, n_authors: u16, trace: &[Made], arrival: &[usize]) -> Run {
        let small = |position: &usize| {
            let made = &trace[*position];
            Small { dot: made.dot, deps: made.deps.clone(), payload: payload(made, *position) }
        };
        let messages: Vec<Small> = arrival.iter().map(small).collect();
        Box::new(move || deliver_all(n_authors, messages))
    }
}

impl Implementation for Product {
    fn name(&self) -> &'static str {
        "ours, Arc<Write>"
    }

    fn note(&self) -> &'static str {
        "the same with the product's own writes behind pointers, as the simulator shares them"
    }

    fn prepare(&self, n_authors: u16, trace: &[Made], arrival: &[usize]) -> Run {
        let shared = |position: &usize| {
            let made = &trace[*position];
            let (dot, deps, context) = (made.dot, made.deps.clone(), made.deps.clone());
            let (key, value) = (format!("k{}", made.key).into(), Some("v".into()));
            Shared(
                Arc::new(Write { dot, deps, context, stamp: 0, key, value }),
                payload(made, *position),
            )
        };
        let messages: Vec<Shared> = arrival.iter().map(shared).collect();
        // The history keeps every write, so a delivery takes none down.
        let history: Vec<Arc<Write>> = messages.iter().map(|shared| shared.0.clone()).collect();
        Box::new(move || {
            let outcome = deliver_all(n_authors, messages);
            Outcome { leftovers: Box::new((outcome.leftovers, history)), ..outcome }
        })
    }
}

fn deliver_all<T: Loaded + 'static>(n_authors: u16, messages: Vec<T>) -> Outcome {
    let at = Receiver { me: Actor::first(ReplicaId(n_authors)), n_replicas: n_authors + 1 };
    let mut replica = Replica {
        buffer: HoldBackBuffer::new(DeliveryRule::default(), at),
        seen: VersionVector::new(),
        store: Store::default(),
    };
    messages.into_iter().for_each(|message| replica.receive(message));
    let Replica { buffer, store, .. } = replica;
    Outcome { store, checks: Some(buffer.readiness_checks()), leftovers: Box::new(buffer) }
}

struct Replica<T> {
    buffer: HoldBackBuffer<T>,
    seen: VersionVector,
    store: Store,
}

impl<T: Loaded> Replica<T> {
    #[inline]
    fn receive(&mut self, message: T) {
        if let Admission::Deliver(message) = self.buffer.admit(message, &self.seen) {
            self.deliver(&message);
            self.buffer.begin_drain();
            while let Some(drained) = self.buffer.next_drained(&self.seen) {
                if let Drained::Deliver(message) = drained {
                    self.deliver(&message);
                }
            }
        }
    }

    #[inline]
    fn deliver(&mut self, message: &T) {
        let actor = message.dot().actor;
        self.seen.increment(actor);
        self.buffer.advance(actor, &self.seen);
        self.store.deliver(message.payload());
    }
}

/// Bytes per waiting write when all but the one that everything waits for have arrived: the write
/// itself, its place, and its share of the rings.
pub(crate) fn bytes_per_waiting_write(n_authors: u16, trace: &[Made], arrival: &[usize]) -> f64 {
    let at = Receiver { me: Actor::first(ReplicaId(n_authors)), n_replicas: n_authors + 1 };
    let (buffer, bytes) = crate::alloc::bytes_kept_by(|| {
        let (mut buffer, seen) =
            (HoldBackBuffer::new(DeliveryRule::default(), at), VersionVector::new());
        for position in arrival {
            let made = &trace[*position];
            let (dot, deps) = (made.dot, made.deps.clone());
            drop(buffer.admit(Small { dot, deps, payload: payload(made, *position) }, &seen));
        }
        buffer
    });
    bytes as f64 / buffer.len() as f64
}
