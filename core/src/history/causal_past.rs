//! Sets of writes that hold with each write everything that happens before it: the causal histories of
//! Schwarz and Mattern, "Detecting Causal Relationships in Distributed Computations: In Search of the
//! Holy Grail" (1994), of writes instead of events.

use crate::clock::ReplicaId;
use litemap::LiteMap;

/// Which write it really is: the how-manieth of which life. A life is a replica from its start, or
/// from a loss of its disk, to the next loss. Unlike a name it is never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The life, numbered in the order in which lives made their first writes.
    pub life: usize,
    /// The number of the write in it, from 1.
    pub number: u32,
}

/// A set of writes closed under happens-before. An author's earlier write happens before its later
/// ones, so one number for each life says which writes are in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CausalPast(Vec<u32>);

impl CausalPast {
    /// Whether a write is in it.
    #[must_use]
    pub fn has(&self, place: Place) -> bool {
        self.n_of(place.life) >= place.number
    }

    /// How many writes of a life are in it: the first so many.
    #[must_use]
    pub fn n_of(&self, life: usize) -> u32 {
        self.0.get(life).copied().unwrap_or(0)
    }

    /// Adds a write; those of the same life before it come along.
    pub fn include(&mut self, place: Place) {
        if self.0.len() <= place.life {
            self.0.resize(place.life + 1, 0);
        }
        self.0[place.life] = self.0[place.life].max(place.number);
    }

    /// Adds another set.
    pub fn merge(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine = (*mine).max(*theirs));
    }

    /// Whether all of another set is in it.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        let in_both = self.0.iter().zip(&other.0).all(|(mine, theirs)| mine >= theirs);
        in_both && other.0.iter().skip(self.0.len()).all(|theirs| *theirs == 0)
    }

    /// The last write of each life that is in it.
    pub fn lasts(&self) -> impl Iterator<Item = Place> + '_ {
        let lasts = self.0.iter().enumerate().filter(|(_, number)| **number > 0);
        lasts.map(|(life, &number)| Place { life, number })
    }
}

/// The lives so far, and the writes of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Lives {
    /// By life, and there by number: the how-manieth write of the run it is.
    writes: Vec<Vec<usize>>,
    current: LiteMap<ReplicaId, usize>,
}

impl Lives {
    /// A replica makes the next write of the run, of this position.
    pub(super) fn next(&mut self, at: ReplicaId, position: usize) -> Place {
        let life = *self.current.entry(at).or_insert(self.writes.len());
        if life == self.writes.len() {
            self.writes.push(Vec::new());
        }
        self.writes[life].push(position);
        let number = u32::try_from(self.writes[life].len()).expect("fewer than 2^32 writes");
        Place { life, number }
    }

    /// A replica loses its disk.
    pub(super) fn end(&mut self, at: ReplicaId) {
        self.current.remove(&at);
    }

    /// The how-manieth write of the run it is.
    pub(super) fn position(&self, place: Place) -> Option<usize> {
        self.writes.get(place.life)?.get(place.number.checked_sub(1)? as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_of_the_disk_begins_another_life() {
        let mut lives = Lives::default();
        let (a, b) = (ReplicaId(0), ReplicaId(1));
        let place = |life, number| Place { life, number };
        assert_eq!(lives.next(b, 0), place(0, 1));
        assert_eq!(lives.next(a, 1), place(1, 1));
        lives.end(b);
        assert_eq!(lives.next(b, 2), place(2, 1));
        assert_eq!(lives.next(a, 3), place(1, 2));
        assert_eq!(lives.position(place(1, 2)), Some(3));
        assert_eq!(lives.position(place(1, 3)), None);
        assert_eq!(lives.position(place(1, 0)), None);
    }

    #[test]
    fn a_past_holds_what_comes_before() {
        let place = |life, number| Place { life, number };
        let mut past = CausalPast::default();
        past.include(place(1, 3));
        past.include(place(1, 2));
        let mut other = CausalPast::default();
        other.include(place(2, 1));
        past.merge(&other);
        assert!(past.has(place(1, 1)) && past.has(place(1, 3)) && past.has(place(2, 1)));
        assert!(!past.has(place(1, 4)) && !past.has(place(0, 1)) && !past.has(place(3, 1)));
        assert!(past.includes(&other) && !other.includes(&past) && past.includes(&past));
        assert_eq!(past.lasts().collect::<Vec<_>>(), [place(1, 3), place(2, 1)]);
    }
}
