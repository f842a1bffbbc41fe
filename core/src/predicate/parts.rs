//! Facts in parts that change apart: what has been made, what has happened at each replica, and all
//! the rest. Who keeps many pasts keeps each part once.
//!
//! What happens at a replica is judged by what has been made, by that replica's own part and by the
//! rest alone, so the other parts need not be there.

use std::sync::Arc;

use litemap::LiteMap;

use super::facts::{Facts, Happened};
use super::truth::{Place, Writes};
use super::value::Value;
use crate::clock::ReplicaId;

/// Which writes have been made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Made(Writes);

/// What has happened at one replica.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AtReplica {
    truth: Arc<Place>,
    happened: Happened,
}

impl Facts {
    /// Takes out which writes have been made.
    pub(crate) fn take_made(&mut self) -> Made {
        Made(std::mem::take(&mut self.truth.made))
    }

    /// Puts in which writes have been made.
    pub(crate) fn put_made(&mut self, made: Made) {
        self.truth.made = made.0;
    }

    /// Takes out what has happened at a replica.
    pub(crate) fn take_at(&mut self, at: ReplicaId) -> AtReplica {
        let truth = std::mem::take(&mut self.truth.places[at.index()]);
        AtReplica { truth, happened: std::mem::take(&mut self.happened[at.index()]) }
    }

    /// Puts in what has happened at a replica.
    pub(crate) fn put_at(&mut self, at: ReplicaId, part: AtReplica) {
        self.truth.places[at.index()] = part.truth;
        self.happened[at.index()] = part.happened;
    }

    /// A step is over: what it left to be merged is not.
    pub(crate) fn rest(&mut self) {
        self.truth.rest();
    }

    /// The memory that the answers at moments take, in bytes: they are most of what is large.
    pub(crate) fn n_bytes_of_moments(&self) -> usize {
        let entries = self.moments.iter().flat_map(LiteMap::iter);
        let of_entry = |(key, seen): (&Vec<Value>, &Vec<u64>)| {
            64 + size_of::<Value>() * key.capacity() + 8 * seen.capacity()
        };
        entries.map(of_entry).sum()
    }
}
