//! A put or delete that was accepted, as it is stored and as it travels.

use std::sync::Arc;

use crate::clock::{Dot, VersionVector};

/// A key of the store.
pub type Key = Arc<str>;

/// A value of the store.
pub type Value = Arc<str>;

/// An accepted put or delete, as it is stored and as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Write {
    /// Its unique name.
    pub dot: Dot,
    /// What must be delivered before it.
    pub deps: VersionVector,
    /// What its author had read: the siblings that it replaces.
    pub context: VersionVector,
    /// What decides between concurrent writes under `lww` (a Lamport stamp: greater than those of
    /// all that its author had delivered and its session had seen; equal ones are told apart by
    /// their actors, as in Lamport 1978, section "Ordering the Events Totally") and under
    /// `wall-clock` (milliseconds on the author's own clock); 0 elsewhere.
    pub stamp: u64,
    /// The key it is about.
    pub key: Key,
    /// The new value; `None` for a delete.
    pub value: Option<Value>,
}
