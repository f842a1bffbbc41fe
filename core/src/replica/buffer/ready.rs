//! Which of the woken writes is looked at next: the two ways of draining.

use litemap::LiteMap;

use super::slab::{Arrival, Slab, SlotId};
use crate::replica::rule::Drain;

/// Writes whose blocker is gone. Whether they may be delivered is decided when they are taken out:
/// under some wrong rules a write can become undeliverable again in between.
#[derive(Clone, Debug)]
pub(super) enum Ready {
    /// To a fixpoint: a chain through the slab, in the order in which they were woken.
    Fixpoint {
        /// The write to look at next.
        first: Option<SlotId>,
        /// The end of the chain, while there is one.
        last: Option<SlotId>,
    },
    /// One pass: in the order of arrival; what is woken behind the pass is left for the next one.
    OnePass {
        /// The writes that have been woken and not been looked at again.
        woken: LiteMap<(Arrival, SlotId), ()>,
        /// The last write that this pass has looked at.
        passed: Option<Arrival>,
    },
}

impl Ready {
    pub(super) fn new(drain: Drain) -> Self {
        match drain {
            Drain::Fixpoint => Self::Fixpoint { first: None, last: None },
            Drain::OnePass => Self::OnePass { woken: LiteMap::new(), passed: None },
        }
    }

    /// Starts a pass at the oldest write.
    #[inline]
    pub(super) fn begin(&mut self) {
        if let Self::OnePass { passed, .. } = self {
            *passed = None;
        }
    }

    /// Adds a woken write; those woken together come in the order of their arrival.
    #[inline]
    pub(super) fn push<T>(&mut self, slot: SlotId, slab: &mut Slab<T>) {
        match self {
            Self::Fixpoint { first, last } => {
                slab.link(slot, None);
                match last.filter(|_| first.is_some()) {
                    Some(last) => slab.link(last, Some(slot)),
                    None => *first = Some(slot),
                }
                *last = Some(slot);
            }
            Self::OnePass { woken, .. } => drop(woken.insert((slab.arrival(slot), slot), ())),
        }
    }

    /// Takes out the write to look at next.
    #[inline]
    pub(super) fn pop<T>(&mut self, slab: &Slab<T>) -> Option<SlotId> {
        match self {
            Self::Fixpoint { first, .. } => {
                let slot = (*first)?;
                *first = slab.next(slot);
                Some(slot)
            }
            Self::OnePass { woken, passed } => {
                let ahead = passed.map_or(Arrival::MIN, |passed| passed.saturating_add(1));
                let at = woken.find_index(&(ahead, SlotId::MIN)).unwrap_or_else(|at| at);
                let next = *woken.get_indexed(at)?.0;
                woken.remove(&next);
                *passed = Some(next.0);
                Some(next.1)
            }
        }
    }

    /// Arrival numbers have changed: for each waiting write in its order, the slot, the old number
    /// and the new one.
    pub(super) fn renumber(&mut self, moves: &[(SlotId, Arrival, Arrival)]) {
        let Self::OnePass { woken, passed } = self else {
            return;
        };
        let before = std::mem::take(woken);
        for (slot, _, new) in
            moves.iter().filter(|(slot, old, _)| before.contains_key(&(*old, *slot)))
        {
            woken.insert((*new, *slot), ());
        }
        let behind = moves.iter().take_while(|(_, old, _)| Some(*old) <= *passed);
        *passed = behind.last().map(|(_, _, new)| *new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_goes_on_where_it_was_when_arrivals_are_numbered_anew() {
        let mut slab = Slab::new();
        let ids = ["a", "b", "c", "d"].map(|write| slab.insert(write));
        let mut ready = Ready::new(Drain::OnePass);
        ids.into_iter().for_each(|id| ready.push(id, &mut slab));
        for id in &ids[..2] {
            assert_eq!(ready.pop(&slab), Some(*id));
        }
        slab.remove(ids[0]);
        ready.push(ids[1], &mut slab);
        ready.renumber(&slab.renumber());
        assert_eq!(
            [ready.pop(&slab), ready.pop(&slab), ready.pop(&slab)],
            [Some(ids[2]), Some(ids[3]), None]
        );
        ready.begin();
        assert_eq!(ready.pop(&slab), Some(ids[1]));
    }
}
