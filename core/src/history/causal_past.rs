//! Sets of writes that hold with each write everything that happens before it: the causal histories of
//! Schwarz and Mattern, "Detecting Causal Relationships in Distributed Computations: In Search of the
//! Holy Grail" (1994), of writes instead of events.

use crate::clock::ReplicaId;
use litemap::LiteMap;

/// Which write it really is: the how-manieth of which incarnation. An incarnation of a replica lasts
/// from its start, or from a loss of its disk, to the next loss. Unlike a dot this is never given
/// twice, also where an actor is by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WriteId {
    /// The replica's incarnation; all replicas' are numbered in the order of their first writes.
    pub incarnation: usize,
    /// The write's sequence number in it, from 1.
    pub number: u32,
}

/// A set of writes closed under happens-before. An author's earlier write happens before its later
/// ones, so one number for each incarnation says which writes are in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CausalPast(Vec<u32>);

impl CausalPast {
    /// Whether a write is in it.
    #[must_use]
    pub fn has(&self, id: WriteId) -> bool {
        self.n_of(id.incarnation) >= id.number
    }

    /// How many writes of an incarnation are in it: the first so many.
    #[must_use]
    pub fn n_of(&self, incarnation: usize) -> u32 {
        self.0.get(incarnation).copied().unwrap_or(0)
    }

    /// Adds a write; those of the same incarnation before it come along.
    pub fn include(&mut self, id: WriteId) {
        if self.0.len() <= id.incarnation {
            self.0.resize(id.incarnation + 1, 0);
        }
        self.0[id.incarnation] = self.0[id.incarnation].max(id.number);
    }

    /// Adds the writes of another set.
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

    /// The last write of each incarnation that is in it.
    pub fn lasts(&self) -> impl Iterator<Item = WriteId> + '_ {
        let lasts = self.0.iter().enumerate().filter(|(_, number)| **number > 0);
        lasts.map(|(incarnation, &number)| WriteId { incarnation, number })
    }
}

/// The incarnations so far, and the writes of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Incarnations {
    /// By incarnation, and there by number: the how-manieth write of the run it is.
    writes: Vec<Vec<usize>>,
    current: LiteMap<ReplicaId, usize>,
}

impl Incarnations {
    /// A replica makes the next write of the run, of this position.
    pub(super) fn next(&mut self, at: ReplicaId, position: usize) -> WriteId {
        let incarnation = *self.current.entry(at).or_insert(self.writes.len());
        if incarnation == self.writes.len() {
            self.writes.push(Vec::new());
        }
        self.writes[incarnation].push(position);
        let number = u32::try_from(self.writes[incarnation].len()).expect("fewer than 2^32 writes");
        WriteId { incarnation, number }
    }

    /// A replica loses its disk.
    pub(super) fn end(&mut self, at: ReplicaId) {
        self.current.remove(&at);
    }

    /// The how-manieth write of the run it is.
    pub(super) fn position(&self, id: WriteId) -> Option<usize> {
        self.writes.get(id.incarnation)?.get(id.number.checked_sub(1)? as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_of_the_disk_begins_another_life() {
        let mut incarnations = Incarnations::default();
        let (a, b) = (ReplicaId(0), ReplicaId(1));
        let id = |incarnation, number| WriteId { incarnation, number };
        assert_eq!(incarnations.next(b, 0), id(0, 1));
        assert_eq!(incarnations.next(a, 1), id(1, 1));
        incarnations.end(b);
        assert_eq!(incarnations.next(b, 2), id(2, 1));
        assert_eq!(incarnations.next(a, 3), id(1, 2));
        assert_eq!(incarnations.position(id(1, 2)), Some(3));
        assert_eq!(incarnations.position(id(1, 3)), None);
        assert_eq!(incarnations.position(id(1, 0)), None);
    }

    #[test]
    fn a_past_holds_what_comes_before() {
        let id = |incarnation, number| WriteId { incarnation, number };
        let mut past = CausalPast::default();
        past.include(id(1, 3));
        past.include(id(1, 2));
        let mut other = CausalPast::default();
        other.include(id(2, 1));
        past.merge(&other);
        assert!(past.has(id(1, 1)) && past.has(id(1, 3)) && past.has(id(2, 1)));
        assert!(!past.has(id(1, 4)) && !past.has(id(0, 1)) && !past.has(id(3, 1)));
        assert!(past.includes(&other) && !other.includes(&past) && past.includes(&past));
        assert_eq!(past.lasts().collect::<Vec<_>>(), [id(1, 3), id(2, 1)]);
    }
}
