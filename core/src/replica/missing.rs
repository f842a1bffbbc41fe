//! The writes that stand between a replica and something that builds on more than it has seen.

use std::fmt;

use crate::clock::{Actor, Counter, Dot, VersionVector};

/// Consecutive writes of one actor, both ends included. Shown `A2` or `A2–A5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DotRange {
    /// The actor whose writes they are.
    pub actor: Actor,
    /// The counter of the first of them.
    pub first: Counter,
    /// The last counter; not below the first.
    pub last: Counter,
}

impl DotRange {
    /// Whether the dot lies in the range.
    #[must_use]
    pub fn contains(&self, dot: Dot) -> bool {
        dot.actor == self.actor && (self.first..=self.last).contains(&dot.counter)
    }

    /// The dots, in order.
    pub fn dots(&self) -> impl Iterator<Item = Dot> + use<> {
        let actor = self.actor;
        (self.first..=self.last).map(move |counter| Dot::new(actor, counter))
    }
}

impl fmt::Display for DotRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.actor, self.first)?;
        if self.last > self.first { write!(f, "–{}{}", self.actor, self.last) } else { Ok(()) }
    }
}

/// What `seen` lacks of `wanted`, one range per actor.
#[must_use]
pub fn missing_dots(seen: &VersionVector, wanted: &VersionVector) -> Vec<DotRange> {
    let lacking = wanted.iter().filter(|&(actor, counter)| counter > seen.get(actor));
    lacking.map(|(actor, last)| DotRange { actor, first: seen.get(actor) + 1, last }).collect()
}
