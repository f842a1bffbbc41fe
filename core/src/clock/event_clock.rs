//! The clock of the diagram and of the exports: it ticks on every event of a replica.

use std::fmt;

use super::{Actor, Causality, Dot, ReplicaId, VersionVector};

/// A vector clock over *events* (Fidge, "Timestamps in Message-Passing Systems That Preserve the
/// Partial Ordering", 1988; Mattern, "Virtual Time and Global States of Distributed Systems", 1989,
/// section "Vector Time"): entry r counts the events of replica r that this event knows of, itself
/// included. Never used to gate delivery: a replica that ticks its
/// version vector on receipts leaves gaps that no write fills.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct EventClock(VersionVector);

impl EventClock {
    /// The clock before any event.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts one event of `replica`.
    pub fn tick(&mut self, replica: ReplicaId) {
        self.0.increment(Actor::first(replica));
    }

    /// Learns what another event knew: the entrywise maximum.
    pub fn merge(&mut self, other: &Self) {
        self.0.merge(&other.0);
    }

    /// How many events of `replica` are known.
    #[must_use]
    pub fn get(&self, replica: ReplicaId) -> u32 {
        self.0.get(Actor::first(replica))
    }

    /// How the event of this clock relates to the event of another.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Causality {
        self.0.compare(&other.0)
    }

    /// The entries that are not zero, in replica order.
    pub fn iter(&self) -> impl Iterator<Item = (ReplicaId, u32)> + '_ {
        self.0.iter().map(|(actor, count)| (actor.replica, count))
    }
}

impl FromIterator<(ReplicaId, u32)> for EventClock {
    fn from_iter<I: IntoIterator<Item = (ReplicaId, u32)>>(entries: I) -> Self {
        let dots = entries.into_iter().map(|(replica, n)| Dot::new(Actor::first(replica), n));
        Self(dots.collect())
    }
}

impl fmt::Display for EventClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for EventClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
