//! What a replica says of itself to others: what it has delivered, what it has made, whom it knows.

use std::sync::Arc;

use litemap::LiteMap;

use crate::clock::{Actor, Counter, VersionVector};

/// Who may have made writes: every replica's first incarnation, each further actor that a replica
/// has heard of or been asked for a state by, and how often each has come back after a farewell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Those that are not there from the start, and those that have come back.
    later: LiteMap<Actor, u16>,
}

impl Known {
    /// How often an actor has come back; `None` if nobody here knows of it.
    #[must_use]
    pub fn returns_of(&self, actor: Actor) -> Option<u16> {
        let is_first = actor.incarnation == 0;
        self.later.get(&actor).copied().or(is_first.then_some(0))
    }

    /// Whether an actor is known in this stay or a later one.
    #[must_use]
    pub fn has(&self, actor: Actor, n_returns: u16) -> bool {
        self.returns_of(actor).is_some_and(|known| known >= n_returns)
    }

    /// Hears of an actor.
    pub fn note(&mut self, actor: Actor, n_returns: u16) {
        if !self.has(actor, n_returns) {
            self.later.insert(actor, n_returns);
        }
    }

    /// Hears of everybody whom another knows.
    pub fn merge(&mut self, other: &Self) {
        other.later.iter().for_each(|(actor, n_returns)| self.note(*actor, *n_returns));
    }

    /// Whether everybody whom another knows is known here.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        other.later.iter().all(|(actor, n_returns)| self.has(*actor, *n_returns))
    }

    /// Those that are not there from the start and those that have come back, and how often they have.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Actor, u16)> + '_ {
        self.later.iter().map(|(actor, n_returns)| (*actor, *n_returns))
    }

    /// The actors that are not there from the start.
    pub fn later(&self) -> impl Iterator<Item = Actor> + '_ {
        self.later.keys().copied().filter(|actor| actor.incarnation > 0)
    }
}

/// What one actor says of itself at one time. Of two reports of one actor the later one says at
/// least as much in every part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The actor that reports.
    pub of: Actor,
    /// How often it has come back after a farewell.
    pub n_returns: u16,
    /// What it has delivered.
    pub seen: VersionVector,
    /// How many writes it has made, those that are ahead included.
    pub made: Counter,
    /// Who may have made writes, as far as it knows.
    pub known: Arc<Known>,
    /// Whether it leaves by that, and makes no more writes before it comes back.
    pub is_farewell: bool,
}

impl Report {
    /// Takes in another report of the same actor, in whichever order they come.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.n_returns > self.n_returns {
            self.is_farewell = false;
            self.n_returns = other.n_returns;
        }
        self.is_farewell |= other.is_farewell && other.n_returns == self.n_returns;
        self.seen.merge(&other.seen);
        self.made = self.made.max(other.made);
    }
}
