//! Where waiting writes are kept: one flat array whose freed places are used again.
//!
//! Every waiting write has its arrival number, and one link, so that writes which wait for the same
//! thing form a chain through the array and need no memory of their own.

use std::collections::BinaryHeap;
use std::num::NonZeroU32;

/// A place in the slab, from 1, so that "no place" costs nothing.
pub(super) type SlotId = NonZeroU32;

/// Counts arrivals from 1: of two waiting writes, the one with the smaller number came first.
pub(super) type Arrival = NonZeroU32;

/// Below this many slots the array doubles when it is full; above, it grows by a quarter, so that
/// slack stays a small part of what a long queue costs.
const DOUBLES_BELOW: usize = 1024;

#[derive(Clone, Debug)]
enum Slot<T> {
    Free { next: Option<SlotId> },
    Held { write: T, next: Option<SlotId>, arrival: Arrival },
}

/// The waiting writes, each at a place that stays its own until it leaves.
#[derive(Clone, Debug)]
pub(super) struct Slab<T> {
    slots: Vec<Slot<T>>,
    free: Option<SlotId>,
    held: usize,
    arrivals: u32,
}

impl<T> Slab<T> {
    pub(super) fn new() -> Self {
        Self { slots: Vec::new(), free: None, held: 0, arrivals: 0 }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.held
    }

    /// Whether arrival numbers have run out, so that [`Slab::renumber`] is due.
    #[inline]
    pub(super) fn is_out_of_numbers(&self) -> bool {
        self.arrivals == u32::MAX
    }

    /// Keeps a write that has just arrived.
    #[inline]
    pub(super) fn insert(&mut self, write: T) -> SlotId {
        self.held += 1;
        self.arrivals += 1;
        let arrival = NonZeroU32::new(self.arrivals).expect("just counted up");
        let slot = Slot::Held { write, next: None, arrival };
        let Some(id) = self.free else {
            return self.push(slot);
        };
        let place = &mut self.slots[index(id)];
        match place {
            Slot::Free { next } => self.free = *next,
            Slot::Held { .. } => unreachable!("the free list names free slots only"),
        }
        *place = slot;
        id
    }

    /// Takes a write out; its place is free from now on.
    #[inline]
    pub(super) fn remove(&mut self, id: SlotId) -> T {
        let freed = Slot::Free { next: self.free };
        match std::mem::replace(&mut self.slots[index(id)], freed) {
            Slot::Held { write, .. } => {
                self.held -= 1;
                self.free = Some(id);
                write
            }
            Slot::Free { .. } => unreachable!("a write leaves once"),
        }
    }

    /// Starts anew after the last write has left; memory of more than `keeps` writes is given back,
    /// and whether there was any to give is returned.
    #[inline]
    pub(super) fn restart(&mut self, keeps: usize) -> bool {
        debug_assert_eq!(self.held, 0, "nothing is forgotten");
        let was_long = self.slots.len() > keeps;
        if was_long {
            self.slots = Vec::new();
        }
        self.slots.clear();
        self.free = None;
        was_long
    }

    #[inline]
    pub(super) fn write(&self, id: SlotId) -> &T {
        match &self.slots[index(id)] {
            Slot::Held { write, .. } => write,
            Slot::Free { .. } => unreachable!("only held slots are named"),
        }
    }

    #[inline]
    pub(super) fn arrival(&self, id: SlotId) -> Arrival {
        match &self.slots[index(id)] {
            Slot::Held { arrival, .. } => *arrival,
            Slot::Free { .. } => unreachable!("only held slots are named"),
        }
    }

    /// The write after this one in its chain.
    #[inline]
    pub(super) fn next(&self, id: SlotId) -> Option<SlotId> {
        match &self.slots[index(id)] {
            Slot::Held { next, .. } => *next,
            Slot::Free { .. } => unreachable!("only held slots are named"),
        }
    }

    /// Puts a write in front of the chain that `next` begins.
    #[inline]
    pub(super) fn link(&mut self, id: SlotId, next: Option<SlotId>) {
        match &mut self.slots[index(id)] {
            Slot::Held { next: link, .. } => *link = next,
            Slot::Free { .. } => unreachable!("only held slots are named"),
        }
    }

    /// The waiting writes in the order of their arrival.
    pub(super) fn in_order(&self) -> Vec<(Arrival, &T)> {
        let mut slots: Vec<SlotId> = self.held().collect();
        self.order(&mut slots);
        slots.into_iter().map(|slot| (self.arrival(slot), self.write(slot))).collect()
    }

    /// Puts slots into the order of their writes' arrival: they can be many, and a heap weighs a
    /// tenth of a general sort in the page.
    pub(super) fn order(&self, slots: &mut [SlotId]) {
        if slots.is_sorted_by_key(|slot| self.arrival(*slot)) {
            return;
        }
        let heap: BinaryHeap<(Arrival, SlotId)> =
            slots.iter().map(|slot| (self.arrival(*slot), *slot)).collect();
        for (place, (_, slot)) in slots.iter_mut().zip(heap.into_sorted_vec()) {
            *place = slot;
        }
    }

    /// Numbers the waiting writes anew from 1, in their order. Returns the slot, the old and the new
    /// number of each. Due once in four thousand million arrivals.
    pub(super) fn renumber(&mut self) -> Vec<(SlotId, Arrival, Arrival)> {
        let mut slots: Vec<SlotId> = self.held().collect();
        self.order(&mut slots);
        self.arrivals = 0;
        let moves = slots.into_iter().map(|id| {
            self.arrivals += 1;
            let new = NonZeroU32::new(self.arrivals).expect("just counted up");
            let old = self.arrival(id);
            if let Slot::Held { arrival, .. } = &mut self.slots[index(id)] {
                *arrival = new;
            }
            (id, old, new)
        });
        moves.collect()
    }

    fn held(&self) -> impl Iterator<Item = SlotId> + '_ {
        let slots = self.slots.iter().enumerate();
        slots.filter(|(_, slot)| matches!(slot, Slot::Held { .. })).map(|(index, _)| id_of(index))
    }

    fn push(&mut self, slot: Slot<T>) -> SlotId {
        let len = self.slots.len();
        if len == self.slots.capacity() && len >= DOUBLES_BELOW {
            self.slots.reserve_exact(len / 4);
        }
        self.slots.push(slot);
        id_of(len)
    }
}

#[inline]
fn index(id: SlotId) -> usize {
    id.get() as usize - 1
}

/// The slot at an index. Two thousand million writes fit: the lanes keep one bit for themselves.
#[inline]
fn id_of(index: usize) -> SlotId {
    let number = u32::try_from(index + 1).ok().filter(|number| *number <= u32::MAX >> 1);
    number.and_then(NonZeroU32::new).expect("fewer than 2^31 writes wait")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_used_again_and_order_is_kept() {
        let mut slab = Slab::new();
        let [a, b, c] = ["a", "b", "c"].map(|write| slab.insert(write));
        assert_eq!(slab.remove(b), "b");
        let d = slab.insert("d");
        assert_eq!((d, slab.slots.len(), slab.len()), (b, 3, 3));
        let order: Vec<_> = slab.in_order().into_iter().map(|(_, write)| *write).collect();
        assert_eq!(order, ["a", "c", "d"]);
        for id in [a, c, d] {
            slab.remove(id);
        }
        assert!(!slab.restart(3) && slab.slots.capacity() >= 3);
        assert_eq!((slab.insert("e"), slab.remove(a)), (a, "e"));
        assert!(slab.restart(0) && slab.slots.capacity() == 0);
    }

    #[test]
    fn numbers_that_run_out_start_anew_in_the_same_order() {
        let mut slab = Slab::new();
        slab.arrivals = u32::MAX - 3;
        let ids = ["a", "b", "c"].map(|write| slab.insert(write));
        assert!(slab.is_out_of_numbers());
        slab.remove(ids[1]);
        assert!(slab.renumber().into_iter().all(|(_, old, new)| new < old));
        slab.insert("d");
        let order: Vec<_> = slab.in_order();
        let numbers: Vec<_> =
            order.iter().map(|(arrival, write)| (arrival.get(), **write)).collect();
        assert_eq!(numbers, [(1, "a"), (2, "c"), (3, "d")]);
    }

    #[test]
    fn the_bookkeeping_of_a_slot_is_eight_bytes() {
        assert_eq!(size_of::<Slot<u64>>(), 16);
        assert_eq!(size_of::<Slot<[u64; 7]>>(), 64);
    }
}
