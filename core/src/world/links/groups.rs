//! Replicas in groups, each replica in one of them.

use std::sync::Arc;

use crate::clock::ReplicaId;
use crate::paged_map::PagedMap;
use crate::world::network::LinkId;

/// The number of each replica's group; copies share them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Groups(Option<Arc<[u16]>>);

impl Groups {
    /// Everybody is in one group.
    pub(super) const ONE: Self = Self(None);

    /// These groups, with a group of its own for each replica that is in none.
    pub(super) fn new(groups: &[Vec<ReplicaId>], n_replicas: u16) -> Self {
        // Groups are numbered by a replica in them, so that who is in none has a number too.
        let mut of: Vec<u16> = (0..n_replicas).collect();
        for group in groups {
            for replica in group {
                of[replica.index()] = group[0].0;
            }
        }
        Self(Some(of.into()))
    }

    /// Whether a link is between two groups.
    pub(super) fn separate(&self, link: LinkId) -> bool {
        self.0.as_ref().is_some_and(|of| of[link.from.index()] != of[link.to.index()])
    }

    /// From here on who is apart in either is apart.
    pub(super) fn refine(&mut self, other: &Self) {
        let (Some(mine), Some(others)) = (&self.0, &other.0) else {
            if self.0.is_none() {
                self.clone_from(other);
            }
            return;
        };
        // A group of both is numbered by its first replica.
        let mut first_of = PagedMap::new();
        let number = |(replica, pair): (u16, (u16, u16))| match first_of.get(&pair) {
            Some(first) => *first,
            None => {
                first_of.insert(pair, replica);
                replica
            }
        };
        let pairs = mine.iter().copied().zip(others.iter().copied());
        self.0 = Some((0..).zip(pairs).map(number).collect());
    }
}
