//! The delivered writes that a replica keeps, to send them to peers that lack them.

use std::sync::Arc;

use litemap::LiteMap;

use super::message::Write;
use crate::clock::{Actor, Counter, VersionVector};

/// A write, and the how-manieth delivery it was.
#[derive(Clone, Debug)]
struct Entry {
    counter: Counter,
    order: u64,
    write: Arc<Write>,
}

/// Delivered writes, by actor and counter. What lies at or below `start` is gone: pruned, or taken
/// over as a whole by a state transfer.
#[derive(Clone, Debug, Default)]
pub(super) struct WriteLog {
    start: VersionVector,
    of_actor: LiteMap<Actor, Vec<Entry>>,
    n_delivered: u64,
}

impl WriteLog {
    /// Keeps a write that has just been delivered.
    pub(super) fn push(&mut self, write: &Arc<Write>) {
        let order = self.n_delivered;
        self.n_delivered += 1;
        let counter = write.dot.counter;
        let entries = self.of_actor.entry(write.dot.actor).or_default();
        let at = entries.partition_point(|entry| entry.counter <= counter);
        entries.insert(at, Entry { counter, order, write: Arc::clone(write) });
    }

    /// The writes that a peer lacks, in the order in which they were delivered here, so that each
    /// comes after its deps. `None` if some of them are gone.
    pub(super) fn missing_at(&self, seen: &VersionVector) -> Option<Vec<Arc<Write>>> {
        if !seen.includes(&self.start) {
            return None;
        }
        let lacking = |(actor, entries): (&Actor, &'_ Vec<Entry>)| {
            let from = entries.partition_point(|entry| entry.counter <= seen.get(*actor));
            (*actor, from)
        };
        let mut heads: Vec<(Actor, usize)> = self.of_actor.iter().map(lacking).collect();
        let mut missing = Vec::new();
        let entry = |(actor, at): &(Actor, usize)| self.of_actor.get(actor)?.get(*at);
        loop {
            let next = heads.iter_mut().filter_map(|head| Some((entry(head)?.order, head)));
            let Some((_, head)) = next.min_by_key(|(order, _)| *order) else { break };
            missing.extend(entry(head).map(|entry| Arc::clone(&entry.write)));
            head.1 += 1;
        }
        Some(missing)
    }

    /// Drops what a vector covers; says whether anything was dropped.
    pub(super) fn prune(&mut self, stable: &VersionVector) -> bool {
        let mut is_pruned = false;
        for (actor, counter) in stable.iter() {
            if let Some(entries) = self.of_actor.get_mut(&actor) {
                let n = entries.partition_point(|entry| entry.counter <= counter);
                is_pruned |= n > 0;
                entries.drain(..n);
            }
        }
        if is_pruned {
            self.start.merge(stable);
        }
        is_pruned
    }

    /// A state transfer has raised the vector without single writes.
    pub(super) fn skip_to(&mut self, before: &VersionVector, now: &VersionVector) {
        for (actor, counter) in now.iter().filter(|&(actor, n)| n > before.get(actor)) {
            self.start.set(actor, counter);
            self.of_actor.remove(&actor);
        }
    }
}
