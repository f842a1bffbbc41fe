//! The floor: no buffer. Flat vectors, a fast hash; every write is checked and delivered at once.

use super::{Implementation, Outcome, Run, payload};
use crate::store::{Payload, Store};
use crate::trace::{Made, Order};

/// The least that delivery in order can cost.
pub(crate) struct Floor;

/// A message with a flat vector.
pub(crate) struct Flat {
    pub(crate) author: usize,
    pub(crate) counter: u32,
    pub(crate) deps: Vector,
    pub(crate) payload: Payload,
}

/// Room for the authors of the largest run.
pub(crate) type Vector = [u32; 16];

impl Implementation for Floor {
    fn name(&self) -> &'static str {
        "floor: no buffer"
    }

    fn note(&self) -> &'static str {
        "checks that each write may be delivered and counts it; can do nothing but deliver in order"
    }

    fn can(&self, order: Order) -> bool {
        order == Order::AsMade
    }

    fn prepare(&self, n_authors: u16, trace: &[Made], arrival: &[usize]) -> Run {
        let (n, messages) = (usize::from(n_authors), flat(trace, arrival));
        Box::new(move || {
            let (mut seen, mut store) = ([0; 16], Store::default());
            for message in messages {
                if !may_deliver(&seen[..n], &message) {
                    continue;
                }
                seen[message.author] += 1;
                store.deliver(message.payload);
            }
            Outcome { store, checks: None, leftovers: Box::new(()) }
        })
    }
}

/// Whether a message is the next of its author, and all that it builds on is here.
#[inline]
pub(crate) fn may_deliver(seen: &[u32], message: &Flat) -> bool {
    message.counter == seen[message.author] + 1
        && seen.iter().zip(&message.deps).all(|(mine, theirs)| theirs <= mine)
}

/// Messages with flat vectors, in the order of their arrival.
pub(crate) fn flat(trace: &[Made], arrival: &[usize]) -> Vec<Flat> {
    let message = |position: usize| {
        let made = &trace[position];
        let mut deps = [0; 16];
        for (actor, counter) in made.deps.iter() {
            deps[actor.replica.index()] = counter;
        }
        let author = made.dot.actor.replica.index();
        Flat { author, counter: made.dot.counter, deps, payload: payload(made, position) }
    };
    arrival.iter().map(|position| message(*position)).collect()
}
