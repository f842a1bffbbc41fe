//! What is known about the writes of one actor that are still to come: who waits for each of them,
//! and which of them wait here themselves.
//!
//! A lane is a ring of cells, one per counter above what has been seen, so that finding a cell is
//! one mask and advancing moves nothing. A counter far ahead must not cost a huge ring: cells
//! beyond the ring live in an ordered map until the ring reaches them.

use litemap::LiteMap;

use super::slab::SlotId;
use crate::clock::Counter;

/// A ring may always have this many cells (4 kB): reordering within a real network stays inside.
const ALWAYS_NEAR: usize = 1024;

/// Beyond that, a ring may have this many cells per waiting write: room for a long queue that
/// arrives backwards, and a bound on what one far counter can cost.
const NEAR_PER_WRITE: usize = 16;

/// What is known about one dot: the chain of writes that wait for it, and in the top bit whether
/// the write of this dot waits itself. Packed, because the rings are what a queue costs beside its
/// writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell(u32);

impl Cell {
    const HELD: u32 = 1 << 31;

    /// Whether the write of this dot waits.
    #[inline]
    pub(super) fn is_held(self) -> bool {
        self.0 & Self::HELD != 0
    }

    /// The first of the chain of writes that wait for this dot.
    #[inline]
    pub(super) fn waiters(self) -> Option<SlotId> {
        SlotId::new(self.0 & !Self::HELD)
    }

    #[inline]
    fn set_waiters(&mut self, first: SlotId) {
        self.0 = (self.0 & Self::HELD) | first.get();
    }
}

/// The cells of one actor, from the counter after `seen` on.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    /// Up to where the lane has advanced; the ring stands for the counters just above.
    seen: Counter,
    /// None, or a power of two; the cell of a counter is at the counter modulo the length.
    ring: Vec<Cell>,
    /// The cells above the ring, without empty ones.
    far: LiteMap<Counter, Cell>,
}

impl Lane {
    /// An empty lane of an actor of whom so much has been seen.
    pub(super) fn new(seen: Counter) -> Self {
        Self { seen, ring: Vec::new(), far: LiteMap::new() }
    }

    /// Moves an empty lane on.
    #[inline]
    pub(super) fn settle(&mut self, seen: Counter) {
        debug_assert!(self.is_empty(), "nothing is forgotten");
        self.seen = seen;
    }

    /// Whether the write of this counter waits.
    #[inline]
    pub(super) fn is_held(&self, counter: Counter) -> bool {
        if counter <= self.seen {
            return false;
        }
        let cell = self.place(counter).map_or_else(
            || self.far.get(&counter).copied().unwrap_or_default(),
            |place| self.ring[place],
        );
        cell.is_held()
    }

    /// Remembers that the write of this counter waits; `false` if it was known already, or cannot
    /// be remembered because the counter has been passed. `n_waiting` bounds the ring.
    #[inline]
    pub(super) fn hold(&mut self, counter: Counter, n_waiting: usize) -> bool {
        let mut is_new = false;
        if counter > self.seen {
            self.update(counter, n_waiting, |cell| {
                is_new = !cell.is_held();
                cell.0 |= Cell::HELD;
            });
        }
        is_new
    }

    /// Forgets that the write of this counter waits.
    #[inline]
    pub(super) fn let_go(&mut self, counter: Counter) {
        debug_assert!(self.is_held(counter), "let go of what was held");
        self.update(counter, 0, |cell| cell.0 &= !Cell::HELD);
    }

    /// Puts a write in front of those that wait for a counter; returns the one it now precedes.
    #[inline]
    pub(super) fn wait(
        &mut self,
        counter: Counter,
        slot: SlotId,
        n_waiting: usize,
    ) -> Option<SlotId> {
        let mut next = None;
        self.update(counter, n_waiting, |cell| {
            next = cell.waiters();
            cell.set_waiters(slot);
        });
        next
    }

    /// Moves on by one to what is seen now, and returns what was known about that counter; `None`
    /// if it is not as simple as that, and [`advance`](Self::advance) is due.
    #[inline]
    pub(super) fn step(&mut self, seen: Counter) -> Option<Cell> {
        if self.seen.checked_add(1) != Some(seen) || !self.far.is_empty() {
            return None;
        }
        let mask = self.ring.len().wrapping_sub(1);
        let cell = std::mem::take(self.ring.get_mut(seen as usize & mask)?);
        self.seen = seen;
        Some(cell)
    }

    /// Moves on to what is seen now, by any distance, and calls `passed` with each counter on the
    /// way about which something was known.
    pub(super) fn advance(&mut self, seen: Counter, mut passed: impl FnMut(Counter, Cell)) {
        let before = self.seen;
        self.seen = before.max(seen);
        let n_cells = Counter::try_from(self.ring.len()).unwrap_or(Counter::MAX);
        for counter in before..before + (self.seen - before).min(n_cells) {
            let mask = self.ring.len() - 1;
            let cell = std::mem::take(&mut self.ring[(counter + 1) as usize & mask]);
            if cell != Cell::default() {
                passed(counter + 1, cell);
            }
        }
        self.fetch_far(&mut passed);
    }

    /// Gives back the memory of a long queue.
    pub(super) fn release(&mut self) {
        debug_assert!(self.is_empty(), "nothing is forgotten");
        self.ring = Vec::new();
    }

    fn is_empty(&self) -> bool {
        self.far.is_empty() && self.ring.iter().all(|cell| *cell == Cell::default())
    }

    /// Takes from the map what the lane has passed or the ring has reached.
    fn fetch_far(&mut self, passed: &mut impl FnMut(Counter, Cell)) {
        let reach = Counter::try_from(self.ring.len()).unwrap_or(Counter::MAX);
        let reached = self.seen.saturating_add(reach);
        if self.far.first().is_none_or(|(counter, _)| *counter > reached) {
            return;
        }
        for (counter, cell) in std::mem::take(&mut self.far).into_tuple_vec() {
            if counter <= self.seen {
                passed(counter, cell);
            } else if counter <= reached {
                let mask = self.ring.len() - 1;
                self.ring[counter as usize & mask] = cell;
            } else {
                self.far.insert(counter, cell);
            }
        }
    }

    #[inline]
    fn update(&mut self, counter: Counter, n_waiting: usize, change: impl FnOnce(&mut Cell)) {
        match self.place(counter).or_else(|| self.grow(counter, n_waiting)) {
            Some(place) => change(&mut self.ring[place]),
            None => self.update_far(counter, change),
        }
    }

    #[cold]
    fn update_far(&mut self, counter: Counter, change: impl FnOnce(&mut Cell)) {
        let cell = self.far.entry(counter).or_default();
        change(cell);
        if *cell == Cell::default() {
            self.far.remove(&counter);
        }
    }

    /// Where in the ring the cell of a counter is, if the ring reaches it.
    #[inline]
    fn place(&self, counter: Counter) -> Option<usize> {
        debug_assert!(counter > self.seen, "the ring begins above what has been seen");
        let distance = counter.wrapping_sub(self.seen) as usize;
        let mask = self.ring.len().wrapping_sub(1);
        (distance <= self.ring.len()).then_some(counter as usize & mask)
    }

    /// Makes the ring reach a counter, if so many waiting writes may have so large a ring.
    #[cold]
    fn grow(&mut self, counter: Counter, n_waiting: usize) -> Option<usize> {
        let distance = (counter - self.seen) as usize;
        if distance > ALWAYS_NEAR.max(n_waiting.saturating_mul(NEAR_PER_WRITE)) {
            return None;
        }
        let len = distance.next_power_of_two().max(8);
        let old = std::mem::replace(&mut self.ring, vec![Cell::default(); len]);
        let first = self.seen as usize + 1;
        for counter in first..first + old.len() {
            self.ring[counter & (len - 1)] = old[counter & (old.len() - 1)];
        }
        self.fetch_far(&mut |_, _| unreachable!("nothing is passed by growing"));
        self.place(counter)
    }
}
