//! The students' algorithm, as kindly as it can be written in Rust: a list of what waits, scanned
//! from its start after every delivery, as long as a scan delivers anything.

use super::floor::{Flat, Vector, flat, may_deliver};
use super::{Implementation, Outcome, Run};
use crate::store::Store;
use crate::trace::Made;

/// Receive, then scan the list again and again.
pub(crate) struct Rescan;

impl Implementation for Rescan {
    fn name(&self) -> &'static str {
        "students' re-scan"
    }

    fn note(&self) -> &'static str {
        "flat vectors of fixed size, no other rule, no duplicates recognised"
    }

    fn is_quadratic(&self) -> bool {
        true
    }

    fn prepare(&self, n_authors: u16, trace: &[Made], arrival: &[usize]) -> Run {
        let messages = flat(trace, arrival);
        Box::new(move || {
            let mut replica = Replica {
                n: usize::from(n_authors),
                seen: [0; 16],
                store: Store::default(),
                list: Vec::new(),
                checks: 0,
            };
            messages.into_iter().for_each(|message| replica.receive(message));
            let Replica { list, store, checks, .. } = replica;
            Outcome { store, checks: Some(checks), leftovers: Box::new(list) }
        })
    }
}

struct Replica {
    n: usize,
    seen: Vector,
    store: Store,
    list: Vec<Flat>,
    checks: u64,
}

impl Replica {
    fn receive(&mut self, message: Flat) {
        self.checks += 1;
        if !may_deliver(&self.seen[..self.n], &message) {
            self.list.push(message);
            return;
        }
        self.deliver(&message);
        while self.scan() {}
    }

    /// One scan; whether it delivered anything.
    fn scan(&mut self) -> bool {
        let mut list = std::mem::take(&mut self.list);
        let before = list.len();
        self.checks += before as u64;
        list.retain(|message| {
            let goes = may_deliver(&self.seen[..self.n], message);
            if goes {
                self.deliver(message);
            }
            !goes
        });
        self.list = list;
        self.list.len() < before
    }

    fn deliver(&mut self, message: &Flat) {
        self.seen[message.author] += 1;
        self.store.deliver(message.payload);
    }
}
