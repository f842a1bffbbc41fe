//! What goes wrong when a write takes effect, or when two stores become one.

use std::sync::Arc;

use crate::clock::{Causality, Dot};
use crate::replica::machine::Replica;
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Conflicts, Effect, Key, State, Write};
use crate::sorted::sorted_by_key;

impl Replica {
    /// Whether a store here may come out otherwise than it should.
    pub(in crate::replica) fn errs_in_stores(&self) -> bool {
        const IN_STORES: [Mistake; 4] = [
            Mistake::NoTombstones,
            Mistake::ClockBreaksTies,
            Mistake::ForgetsWinner,
            Mistake::OneClockForAll,
        ];
        IN_STORES.into_iter().any(|mistake| self.makes(mistake))
    }

    /// A write takes effect wrongly; says how many values its key has now.
    pub(in crate::replica) fn misapply(&mut self, write: &Arc<Write>) -> usize {
        let mut right = self.store.clone();
        right.apply(write);
        self.replace(write);
        if self.store != right {
            self.err();
        }
        self.store.siblings(&write.key).len()
    }

    /// A whole store arrives, and is taken over wrongly.
    pub(in crate::replica) fn mismerge(&mut self, state: &State) {
        let mut right = self.store.clone();
        right.merge(&self.seen, &state.store, &state.report.seen);
        let keys = self.store.keys().chain(state.store.keys()).cloned();
        let mut keys = sorted_by_key(keys, Key::clone);
        keys.dedup();
        keys.iter().for_each(|key| self.mismerge_key(key, state));
        if self.store != right {
            self.err();
        }
    }

    fn mismerge_key(&mut self, key: &Key, state: &State) {
        let (mine, theirs) = (self.store.held(key).to_vec(), state.store.held(key));
        if self.makes(Mistake::OneClockForAll) && !mine.is_empty() && !theirs.is_empty() {
            if self.seen.compare(&state.report.seen) == Causality::Before {
                self.store.hold(key, theirs.to_vec());
            }
            return;
        }
        // What was deleted leaves no trace: whatever is on one side only counts as new.
        let forgets = self.makes(Mistake::NoTombstones);
        let has = |writes: &[Arc<Write>], dot: Dot| writes.iter().any(|write| write.dot == dot);
        let is_old = |dot: Dot| mine.iter().any(|write| write.context.covers(dot));
        let stays = |write: &&Arc<Write>| {
            forgets || has(theirs, write.dot) || !state.report.seen.covers(write.dot)
        };
        let kept = mine.iter().filter(stays).cloned().collect();
        let is_new = |write: &&Arc<Write>| {
            let is_known = if forgets { is_old(write.dot) } else { self.seen.covers(write.dot) };
            !has(&mine, write.dot) && !is_known
        };
        let new: Vec<_> = theirs.iter().filter(is_new).cloned().collect();
        self.store.hold(key, kept);
        new.iter().for_each(|write| self.replace(write));
    }

    /// A write meets what its key holds.
    fn replace(&mut self, write: &Arc<Write>) {
        let key = &write.key;
        let is_tie_broken = match self.protocol.conflicts {
            Conflicts::WallClock => self.makes(Mistake::ClockBreaksTies),
            Conflicts::Lww => self.makes(Mistake::ForgetsWinner),
            Conflicts::Siblings | Conflicts::Arrival => false,
        };
        if write.value.is_none() && self.makes(Mistake::NoTombstones) {
            self.store.hold(key, Vec::new());
        } else if !is_tie_broken {
            self.store.apply(write);
        } else if self.wins(write) {
            self.store.hold(key, vec![Arc::clone(write)]);
        }
    }

    /// Causally later wins; else the later reading of a clock, or the higher author as far as it is
    /// remembered who that was.
    fn wins(&mut self, write: &Write) -> bool {
        let author = write.dot.actor.replica;
        let old = self.store.held(&write.key).first();
        let (is_later, is_earlier, is_higher) = old.map_or((false, false, true), |old| {
            let is_higher = match self.winners.get(&write.key) {
                Some(winner) => author > *winner,
                None => (write.stamp, write.dot) > (old.stamp, old.dot),
            };
            (write.deps.covers(old.dot), old.deps.covers(write.dot), is_higher)
        });
        let wins = is_later || (!is_earlier && is_higher);
        // Only who breaks a tie, or writes here, is remembered.
        let is_noted = !is_later || write.dot.actor == self.me;
        if wins && is_noted && self.protocol.conflicts == Conflicts::Lww {
            self.winners.insert(Arc::clone(&write.key), author);
        }
        wins
    }

    /// What gossip has brought is written once more, as a write of this replica: of each key one
    /// value, over everything that is here.
    pub(in crate::replica) fn restamp(&mut self, state: &State, effects: &mut Vec<Effect>) {
        for (_, brought) in state.store.iter() {
            let Some(old) = brought.last().filter(|old| self.is_held(old)) else { continue };
            let last = self.n_made.max(self.seen.get(self.me));
            // Not while a write of its own is ahead: the numbers in between would be lost.
            let next = last.checked_add(1).filter(|_| last == self.seen.get(self.me));
            let Some(counter) = next else { return };
            let is_lww = self.protocol.conflicts == Conflicts::Lww;
            let new = Write {
                dot: Dot::new(self.me, counter),
                deps: self.seen.clone(),
                context: self.seen.clone(),
                stamp: if is_lww { self.stamp.saturating_add(1) } else { old.stamp },
                key: Arc::clone(&old.key),
                value: old.value.clone(),
            };
            self.n_made = counter;
            self.last_deps = new.deps.clone();
            self.deliver(Arc::new(new), effects);
        }
    }

    fn is_held(&self, write: &Write) -> bool {
        self.store.held(&write.key).iter().any(|held| held.dot == write.dot)
    }
}
