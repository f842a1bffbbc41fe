//! Which writes a replica, a session or a write's author had seen, as one counter per actor.

use std::collections::BinaryHeap;
use std::fmt;

use smallvec::SmallVec;

use super::{Actor, Causality, Counter, Dot, ReplicaId};

/// One counter per actor: "the first n writes of this actor have been seen" (Parker et al.,
/// "Detection of Mutual Inconsistency in Distributed Systems", 1983). Fields of this type are named
/// by role: `seen`, `deps`, `context`, `metadata`.
///
/// Kept in canonical form, so that an absent entry and a zero entry are the same vector: first
/// incarnations in a flat array without trailing zeros, later incarnations (rare: a replica that
/// lost its disk) in a sorted list without zeros.
///
/// ```
/// use causal_core::clock::{Actor, Causality, Dot, ReplicaId, VersionVector};
/// let a = Actor::first(ReplicaId(0));
/// let b = Actor::first(ReplicaId(1));
/// let left = VersionVector::from_iter([Dot::new(a, 2)]);
/// let right = VersionVector::from_iter([Dot::new(a, 1), Dot::new(b, 1)]);
/// assert_eq!(left.compare(&right), Causality::Concurrent);
/// assert_eq!(right.to_string(), "⟨A:1 B:1⟩");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionVector {
    firsts: SmallVec<[Counter; 4]>,
    #[expect(
        clippy::box_collection,
        reason = "one word where there is none, which is nearly always"
    )]
    later: Option<Box<Vec<(Actor, Counter)>>>,
}

impl VersionVector {
    /// The vector that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The least vector that covers all of so many dots: in order, so that each comes behind those
    /// that are there, in whatever order they are given.
    #[must_use]
    pub fn covering(dots: Vec<Dot>) -> Self {
        BinaryHeap::from(dots).into_sorted_vec().into_iter().collect()
    }

    /// How many writes of `actor` this vector has seen.
    #[must_use]
    #[inline]
    pub fn get(&self, actor: Actor) -> Counter {
        if actor.incarnation == 0 {
            self.firsts.get(actor.replica.index()).copied().unwrap_or(0)
        } else {
            self.get_later(actor)
        }
    }

    /// Whether the write named `dot` is among those seen.
    #[must_use]
    #[inline]
    pub fn covers(&self, dot: Dot) -> bool {
        dot.counter <= self.get(dot.actor)
    }

    /// Sets the entry of one actor, up or down.
    #[inline]
    pub fn set(&mut self, actor: Actor, counter: Counter) {
        if actor.incarnation == 0 {
            self.set_first(actor.replica.index(), counter);
        } else {
            self.set_later(actor, counter);
        }
    }

    /// Counts one more write of `actor` and names it.
    ///
    /// # Panics
    /// When the actor has made 2³² − 1 writes; no run is that long.
    #[inline]
    pub fn increment(&mut self, actor: Actor) -> Dot {
        let counter = self.get(actor).checked_add(1).expect("fewer than 2^32 writes per actor");
        self.set(actor, counter);
        Dot::new(actor, counter)
    }

    /// Raises the entry of the dot's actor to at least the dot's counter.
    pub fn include(&mut self, dot: Dot) {
        if !self.covers(dot) {
            self.set(dot.actor, dot.counter);
        }
    }

    /// Takes the entrywise maximum: afterwards everything that either had seen is seen.
    pub fn merge(&mut self, other: &Self) {
        if self.firsts.len() < other.firsts.len() {
            self.firsts.resize(other.firsts.len(), 0);
        }
        for (mine, theirs) in self.firsts.iter_mut().zip(&other.firsts) {
            *mine = (*mine).max(*theirs);
        }
        for &(actor, counter) in other.later_entries() {
            self.include(Dot::new(actor, counter));
        }
    }

    /// Whether everything that `other` has seen is seen here too.
    #[must_use]
    #[inline]
    pub fn includes(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.first_counters(), other.first_counters());
        // The last entry of a vector is not zero, so a longer vector cannot be included.
        theirs.len() <= mine.len()
            && theirs.iter().zip(mine).all(|(theirs, mine)| theirs <= mine)
            && (other.later.is_none() || self.includes_later(other))
    }

    /// How this vector relates to another one.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Causality {
        Causality::from_excess(!other.includes(self), !self.includes(other))
    }

    /// The entries that are not zero, first incarnations in replica order, then later ones.
    pub fn iter(&self) -> impl Iterator<Item = (Actor, Counter)> + '_ {
        let firsts = self.firsts.iter().enumerate().map(|(index, &counter)| {
            let replica = ReplicaId::from_index(index).expect("set by a replica id");
            (Actor::first(replica), counter)
        });
        firsts.filter(|entry| entry.1 > 0).chain(self.later_entries().iter().copied())
    }

    /// For how many entries it keeps room.
    pub(crate) fn n_slots(&self) -> usize {
        self.firsts.len() + self.later_entries().len()
    }

    /// Whether nothing has been seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.firsts.is_empty() && self.later.is_none()
    }

    /// The counters of the first incarnations, without trailing zeros, by replica index. The fast
    /// path of the buffer reads these directly.
    #[must_use]
    #[inline]
    pub fn first_counters(&self) -> &[Counter] {
        &self.firsts
    }

    /// The non-zero entries of later incarnations, sorted by actor.
    #[must_use]
    #[inline]
    pub fn later_entries(&self) -> &[(Actor, Counter)] {
        self.later.as_deref().map_or(&[], Vec::as_slice)
    }

    #[inline]
    fn set_first(&mut self, index: usize, counter: Counter) {
        match self.firsts.get_mut(index) {
            Some(entry) if counter > 0 => *entry = counter,
            _ => self.set_end(index, counter),
        }
    }

    /// Sets an entry that is zero, or becomes zero: the length may change.
    #[cold]
    fn set_end(&mut self, index: usize, counter: Counter) {
        if self.firsts.len() <= index {
            self.firsts.resize(index + 1, 0);
        }
        self.firsts[index] = counter;
        self.trim();
    }

    #[cold]
    fn includes_later(&self, other: &Self) -> bool {
        let mut later = other.later_entries().iter();
        later.all(|&(actor, counter)| counter <= self.get(actor))
    }

    #[cold]
    fn get_later(&self, actor: Actor) -> Counter {
        let later = self.later_entries();
        later.binary_search_by_key(&actor, |entry| entry.0).map_or(0, |at| later[at].1)
    }

    fn trim(&mut self) {
        while self.firsts.last() == Some(&0) {
            self.firsts.pop();
        }
    }

    fn set_later(&mut self, actor: Actor, counter: Counter) {
        let mut later = self.later.take().unwrap_or_default();
        match later.binary_search_by_key(&actor, |entry| entry.0) {
            Ok(at) if counter == 0 => drop(later.remove(at)),
            Ok(at) => later[at].1 = counter,
            Err(_) if counter == 0 => {}
            Err(at) => later.insert(at, (actor, counter)),
        }
        self.later = (!later.is_empty()).then_some(later);
    }
}

impl FromIterator<Dot> for VersionVector {
    /// The least vector that covers all the dots.
    fn from_iter<I: IntoIterator<Item = Dot>>(dots: I) -> Self {
        let mut vector = Self::new();
        dots.into_iter().for_each(|dot| vector.include(dot));
        vector
    }
}

impl fmt::Display for VersionVector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("⟨")?;
        for (position, (actor, counter)) in self.iter().enumerate() {
            let gap = if position == 0 { "" } else { " " };
            write!(f, "{gap}{actor}:{counter}")?;
        }
        f.write_str("⟩")
    }
}

impl fmt::Debug for VersionVector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
