//! How we name writes and compare what replicas have seen.
//!
//! Two structures of the same shape live here, and they are never mixed (Baquero, "Version vectors
//! are not vector clocks"): a [`VersionVector`] says which *writes* a replica or a session has
//! seen, an [`EventClock`] orders *events*. Both compare by [`Causality`], an exhaustive enum, so
//! that "concurrent" cannot be forgotten.

mod by_replica;
mod causality;
mod dot;
mod event_clock;
mod version_vector;

pub use by_replica::ByReplica;
pub use causality::Causality;
pub use dot::{Actor, Counter, Dot, ReplicaId};
pub use event_clock::EventClock;
pub use version_vector::VersionVector;
