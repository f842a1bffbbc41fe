//! One thing for each replica, found at once.

use super::ReplicaId;

/// What belongs to each replica; to one of which nothing is known, the default.
///
/// ```
/// use causal_core::clock::{ByReplica, ReplicaId};
/// let mut counts = ByReplica::<u32>::new();
/// *counts.get_mut(ReplicaId(2)) += 1;
/// assert_eq!(counts.get(ReplicaId(2)), Some(&1));
/// assert_eq!(counts.get(ReplicaId(7)), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByReplica<T>(Vec<T>);

impl<T> ByReplica<T> {
    /// A map that holds nothing for any replica.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// What belongs to a replica, if anything was ever given to it or to a later one.
    #[must_use]
    pub fn get(&self, replica: ReplicaId) -> Option<&T> {
        self.0.get(replica.index())
    }
}

impl<T: Default> ByReplica<T> {
    /// What belongs to a replica, to be changed.
    pub fn get_mut(&mut self, replica: ReplicaId) -> &mut T {
        if self.0.len() <= replica.index() {
            self.0.resize_with(replica.index() + 1, T::default);
        }
        &mut self.0[replica.index()]
    }

    /// Takes away what belongs to a replica.
    pub fn take(&mut self, replica: ReplicaId) -> T {
        self.0.get_mut(replica.index()).map(std::mem::take).unwrap_or_default()
    }
}
