//! The delivered writes that a replica keeps, to send them to peers that lack them: the log of Wuu and
//! Bernstein (1984). When a part of it may go is decided in `machine/stability.rs`.

use std::sync::Arc;

use litemap::LiteMap;

use super::canonical::Listing;
use super::write::Write;
use crate::clock::{Actor, Counter, VersionVector};
use crate::paged_map::PagedMap;

/// Delivered writes, by actor and counter. What lies at or below `start` is gone: pruned, or taken
/// over as a whole by a state transfer.
#[derive(Clone, Debug, Default)]
pub(super) struct WriteLog {
    /// Whether nothing is kept, because nobody will ask for it.
    is_off: bool,
    start: VersionVector,
    /// Of each actor by counter, and by the how-manieth delivery it was.
    of_actor: LiteMap<Actor, PagedMap<(Counter, u64), Arc<Write>>>,
    n_delivered: u64,
}

impl WriteLog {
    /// A log that keeps nothing.
    pub(super) fn off() -> Self {
        Self { is_off: true, ..Self::default() }
    }

    /// Keeps a write that has just been delivered.
    pub(super) fn push(&mut self, write: &Arc<Write>) {
        if self.is_off {
            return;
        }
        let order = self.n_delivered;
        self.n_delivered += 1;
        let writes = self.of_actor.entry(write.dot.actor).or_default();
        writes.insert((write.dot.counter, order), Arc::clone(write));
    }

    /// The writes that a peer lacks, in the order in which they were delivered here, so that each
    /// comes after its deps. `None` if some of them are gone.
    pub(super) fn missing_at(&self, seen: &VersionVector) -> Option<Vec<Arc<Write>>> {
        if !seen.includes(&self.start) {
            return None;
        }
        let mut heads: Vec<_> = self
            .of_actor
            .iter()
            .map(|(actor, writes)| writes.iter_from(&after(seen.get(*actor))).peekable())
            .collect();
        let mut missing = Vec::new();
        loop {
            let next = heads.iter_mut().filter_map(|head| Some((head.peek()?.0.1, head)));
            let Some((_, head)) = next.min_by_key(|(order, _)| *order) else { break };
            missing.extend(head.next().map(|(_, write)| Arc::clone(write)));
        }
        Some(missing)
    }

    /// Drops what a vector covers; says whether anything was dropped.
    pub(super) fn prune(&mut self, stable: &VersionVector) -> bool {
        let mut is_pruned = false;
        for (actor, counter) in stable.iter() {
            if let Some(writes) = self.of_actor.get_mut(&actor) {
                is_pruned |= writes.remove_below(&after(counter));
            }
        }
        if is_pruned {
            self.start.merge(stable);
        }
        is_pruned
    }

    /// Writes down what is kept, in an order that does not tell that of the deliveries.
    pub(super) fn describe(&self, listing: &mut Listing<'_>) {
        listing.vector(&self.start);
        for write in self.of_actor.values().flat_map(PagedMap::values) {
            listing.whole(write);
        }
        listing.number(u32::MAX);
    }

    /// A state transfer has raised the vector without single writes.
    pub(super) fn skip_to(&mut self, before: &VersionVector, now: &VersionVector) {
        for (actor, counter) in now.iter().filter(|&(actor, n)| n > before.get(actor)) {
            self.start.set(actor, counter);
            self.of_actor.remove(&actor);
        }
    }
}

/// What is greater than all deliveries of a counter.
fn after(counter: Counter) -> (Counter, u64) {
    (counter, u64::MAX)
}
