//! Mistakes that real systems make, each by name beside what is right: a run can have any of them.
//!
//! Those that are only about when a write is delivered are delivery rules (`rule_catalog`), those
//! that are one value of a choice stand there: `amnesia naive`, `conflicts arrival`, no gossip.
//! Most mistakes are one policy each; B24 (sent once, never again) is no gossip where a hole shows, and
//! the rule `newer` where it does not, and B34 is three policies. `scenarios/mistakes` has a schedule
//! for each. Where each was seen, a public system and the line in it, stands beside its name in
//! [`CATALOG`]: [`NamedMistake::seen_in`].

mod catalog;

use std::fmt;

pub use catalog::{CATALOG, NamedMistake};

/// One mistake; [`Mistake::named`] gives its name, its sentence and the system that it was seen in.
/// Its number, from 0 in the order below, is its bit in links: only ever added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Mistake {
    /// B7: a client's metadata counts as delivered.
    MergesMetadata,
    /// B8: so does the vector of a write that has to wait, and that is then refused.
    MergesRefused,
    /// B9: the write is named and sent before the request is checked.
    ActsBeforeChecking,
    /// B10: the sender's vector is taken over before readiness is tested against it.
    MergesBeforeTesting,
    /// B11: a read gives the caller's metadata back unchanged.
    EchoesMetadata,
    /// B12: a key that is not here is not found, whatever the session has seen.
    LooksBeforeWaiting,
    /// B13: a delete removes the entry and leaves nothing that says so.
    NoTombstones,
    /// B14: a delete is counted, and nobody else hears of it.
    KeepsDeletes,
    /// B15: what gossip brings is written anew under the receiver's name.
    RestampsGossip,
    /// B16: two replicas share one name.
    SharesAName,
    /// B17: a write whose client is behind is answered as done, and is not done.
    DropsStaleWrites,
    /// B18: a value is given only to a client that is behind.
    AnswersOnlyOlder,
    /// B19: a concurrent write that arrives is refused.
    RefusesConflicts,
    /// B21: where vectors do not decide, the wall clock does.
    ClockBreaksTies,
    /// B22: a newer version is taken, and the winner of the last tie is still believed its author.
    ForgetsWinner,
    /// B23: vectors are compared only in the entries of the current view.
    ComparesInView,
    /// B25: the vectors of whole stores decide which value of a key is newer.
    OneClockForAll,
    /// B26: a peer that does not answer once is forgotten for good.
    EvictsForGood,
    /// B27: a put is answered when every peer has taken it.
    WaitsForPeers,
    /// B28: a request is served only where the vector equals its metadata.
    WantsEqualMetadata,
    /// B31: the counter and the store are not changed under one lock.
    TwoLocks,
    /// B32: who is removed is not told, and is listened to.
    DepartedStay,
    /// B33: a joiner takes over each state that it gets, the last one for good.
    LastStateWins,
    /// B34: `0`, `""` and `false` count as no value.
    FalsyIsMissing,
    /// B34: a key of fifty characters counts as too long.
    FiftyIsTooLong,
    /// B34: a deleted key counts as one that is there.
    TombstonesCount,
    /// B35: a tombstone goes as soon as all members have said that they have seen the delete.
    ForgetsEarly,
}

/// Any number of mistakes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mistakes(u64);

impl Mistakes {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this one is made.
    #[must_use]
    pub fn has(self, mistake: Mistake) -> bool {
        self.0 >> mistake as u8 & 1 == 1
    }

    /// Makes a mistake from now on, or no more.
    pub fn set(&mut self, mistake: Mistake, is_made: bool) {
        let bit = 1 << mistake as u8;
        self.0 = if is_made { self.0 | bit } else { self.0 & !bit };
    }

    /// Those that are made, with their names, in their order.
    pub fn iter(self) -> impl Iterator<Item = &'static NamedMistake> {
        CATALOG.iter().filter(move |named| self.has(named.mistake))
    }

    /// One bit for each, as links carry them.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The same, back; `None` if a bit means nothing.
    #[must_use]
    pub fn from_bits(bits: u64) -> Option<Self> {
        (bits >> CATALOG.len() == 0).then_some(Self(bits))
    }
}

impl FromIterator<Mistake> for Mistakes {
    fn from_iter<I: IntoIterator<Item = Mistake>>(mistakes: I) -> Self {
        let mut all = Self::default();
        mistakes.into_iter().for_each(|mistake| all.set(mistake, true));
        all
    }
}

/// Their names, as in scenarios.
impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, named) in self.iter().enumerate() {
            write!(f, "{}{}", if position == 0 { "" } else { " " }, named.name)?;
        }
        Ok(())
    }
}

impl Mistake {
    /// The mistake of a name, in any case.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let named = CATALOG.iter().find(|named| named.name.eq_ignore_ascii_case(name));
        named.map(|named| named.mistake)
    }

    /// Its name, and what it does.
    #[must_use]
    pub fn named(self) -> &'static NamedMistake {
        &CATALOG[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_has_its_place_and_one_name() {
        for (number, named) in CATALOG.iter().enumerate() {
            assert_eq!(named.mistake as usize, number, "{}", named.name);
            assert_eq!(Mistake::of_name(&named.name.to_uppercase()), Some(named.mistake));
            let alone: Mistakes = [named.mistake].into_iter().collect();
            assert_eq!(alone.to_string(), named.name);
            assert_eq!(Mistakes::from_bits(alone.bits()), Some(alone));
        }
        assert_eq!(Mistake::of_name("none"), None);
        assert_eq!(Mistakes::from_bits(1 << CATALOG.len()), None);
    }

    #[test]
    fn a_mistake_can_be_made_and_unmade() {
        let mut mistakes = Mistakes::default();
        mistakes.set(Mistake::KeepsDeletes, true);
        mistakes.set(Mistake::MergesMetadata, true);
        assert_eq!(mistakes.to_string(), "merges-metadata keeps-deletes");
        mistakes.set(Mistake::MergesMetadata, false);
        assert!(mistakes.has(Mistake::KeepsDeletes) && !mistakes.has(Mistake::MergesMetadata));
        mistakes.set(Mistake::KeepsDeletes, false);
        assert!(mistakes.is_empty());
    }
}
