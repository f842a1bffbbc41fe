//! What can be seen at present.

use std::sync::Arc;

use crate::clock::{ReplicaId, VersionVector};
use crate::history::Moment;
use crate::replica::protocol::{Phase, Time, Write};

/// The present, between two steps. A history's moments are one; whoever explores has another.
pub trait Sight {
    /// Whether a replica is up.
    fn runs(&self, at: ReplicaId) -> bool;
    /// Whether it answers clients when it is up.
    fn serves(&self, at: ReplicaId) -> bool;
    /// What it shows of a key, in the order of the dots.
    fn shown(&self, at: ReplicaId, key: &str) -> Vec<Arc<Write>>;
    /// What it shows of all keys, in their order.
    fn all_shown(&self, at: ReplicaId) -> Vec<Arc<Write>>;
    /// How many tombstones it keeps.
    fn n_tombstones(&self, at: ReplicaId) -> usize;
    /// What it believes it has delivered.
    fn seen(&self, at: ReplicaId) -> &VersionVector;
    /// The writes that have arrived at it and wait.
    fn waiting(&self, at: ReplicaId) -> Vec<&Arc<Write>>;
    /// Whether no message is on its way or held.
    fn is_quiet(&self) -> bool;
    /// Virtual time, in milliseconds; nought where there is none.
    fn now(&self) -> Time {
        0
    }
    /// What somebody has answered to a question of this name, as it would be written in a
    /// predicate; `None` if nobody has.
    fn answer(&self, _name: &str) -> Option<String> {
        None
    }
}

impl Sight for Moment {
    fn runs(&self, at: ReplicaId) -> bool {
        self.replicas[at.index()].runs
    }

    fn serves(&self, at: ReplicaId) -> bool {
        self.replicas[at.index()].phase == Phase::Serving
    }

    fn shown(&self, at: ReplicaId, key: &str) -> Vec<Arc<Write>> {
        let replica = &self.replicas[at.index()];
        replica.store.shown(key, &replica.ahead)
    }

    fn all_shown(&self, at: ReplicaId) -> Vec<Arc<Write>> {
        let replica = &self.replicas[at.index()];
        replica.store.all_shown(&replica.ahead)
    }

    fn n_tombstones(&self, at: ReplicaId) -> usize {
        self.replicas[at.index()].store.tombstones().count()
    }

    fn seen(&self, at: ReplicaId) -> &VersionVector {
        &self.replicas[at.index()].seen
    }

    fn waiting(&self, at: ReplicaId) -> Vec<&Arc<Write>> {
        self.replicas[at.index()].inbox.iter().map(|entry| &entry.write).collect()
    }

    fn is_quiet(&self) -> bool {
        self.messages.is_empty()
    }

    fn now(&self) -> Time {
        self.now
    }
}
