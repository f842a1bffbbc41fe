//! What can be seen at present.

use std::sync::Arc;

use crate::clock::{ReplicaId, VersionVector};
use crate::history::Moment;
use crate::replica::Store;
use crate::replica::protocol::{Phase, Time, Write};

/// The present, between two steps. A history's moments are one; whoever explores has another.
pub trait Sight {
    /// Whether a replica is up.
    fn runs(&self, at: ReplicaId) -> bool;
    /// Whether it answers clients when it is up.
    fn serves(&self, at: ReplicaId) -> bool;
    /// What has taken effect in its store.
    fn store(&self, at: ReplicaId) -> &Store;
    /// Its own writes that it shows ahead of what they build on, in order.
    fn ahead(&self, at: ReplicaId) -> &[Arc<Write>];
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
}

impl Sight for Moment {
    fn runs(&self, at: ReplicaId) -> bool {
        self.replicas[at.index()].runs
    }

    fn serves(&self, at: ReplicaId) -> bool {
        self.replicas[at.index()].phase == Phase::Serving
    }

    fn store(&self, at: ReplicaId) -> &Store {
        &self.replicas[at.index()].store
    }

    fn ahead(&self, at: ReplicaId) -> &[Arc<Write>] {
        &self.replicas[at.index()].ahead
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
