//! What travels between replicas.

use std::sync::Arc;

use super::joining::Stateless;
use super::membership::View;
use super::report::Report;
use super::store::Store;
use crate::clock::{Dot, VersionVector};

/// Virtual time in milliseconds since the start of the run.
pub type Time = u64;

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
    /// all that its author had delivered and its session had seen; Lamport 1978) and under
    /// `wall-clock` (milliseconds on the author's own clock); 0 elsewhere.
    pub stamp: u64,
    /// The key it is about.
    pub key: Key,
    /// The new value; `None` for a delete.
    pub value: Option<Value>,
}

/// What replicas send each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A write that its author broadcasts.
    Write(Arc<Write>),
    /// A write that the receiver had not seen when it last said what it has seen.
    Repair(Arc<Write>),
    /// Gossip: what the sender has seen.
    Vector {
        /// That, and what else it says of itself.
        report: Arc<Report>,
        /// Who the sender thinks the members are.
        view: Arc<View>,
        /// Whether the receiver should say the same if it lacks something.
        wants_answer: bool,
    },
    /// A joining replica asks for the whole state.
    StateRequest {
        /// Who it is, and what it has seen.
        report: Arc<Report>,
        /// Who it thinks the members are.
        view: Arc<View>,
        /// How often it has asked everybody.
        round: u32,
    },
    /// The answer of a replica that has no state to give.
    NoState {
        /// Who that is.
        of: Stateless,
        /// Who it thinks the members are.
        view: Arc<View>,
        /// The round of the request.
        round: u32,
    },
    /// The sender's whole state.
    State(Arc<State>),
    /// Who the members are from now on.
    View {
        /// They.
        view: Arc<View>,
        /// What the sender says of itself: its farewell, if it leaves.
        report: Arc<Report>,
    },
    /// The receiver's write has arrived, under `waits-for-peers`.
    Taken(Dot),
    /// Are you there?
    Ping,
    /// I am.
    Pong,
}

/// Everything that one replica has delivered, for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// What it has seen, and what else it says of itself.
    pub report: Arc<Report>,
    /// Whether it answers clients: others bring nobody up.
    pub serves: bool,
    /// What it shows of what it has seen.
    pub store: Store,
    /// The highest stamp that it knows of.
    pub stamp: u64,
    /// Its own writes that are ahead, in order.
    pub ahead: Vec<Arc<Write>>,
    /// Who it thinks the members are.
    pub view: Arc<View>,
}

impl Message {
    /// The writes that it brings to be delivered.
    #[must_use]
    pub fn writes(&self) -> &[Arc<Write>] {
        match self {
            Self::Write(write) | Self::Repair(write) => std::slice::from_ref(write),
            Self::State(state) => &state.ahead,
            Self::Vector { .. }
            | Self::StateRequest { .. }
            | Self::NoState { .. }
            | Self::View { .. }
            | Self::Taken(_)
            | Self::Ping
            | Self::Pong => &[],
        }
    }

    /// What its sender says of itself, if it says anything.
    #[must_use]
    pub fn report(&self) -> Option<&Arc<Report>> {
        match self {
            Self::Vector { report, .. }
            | Self::StateRequest { report, .. }
            | Self::View { report, .. } => Some(report),
            Self::State(state) => Some(&state.report),
            Self::Write(_)
            | Self::Repair(_)
            | Self::NoState { .. }
            | Self::Taken(_)
            | Self::Ping
            | Self::Pong => None,
        }
    }

    /// The one write that it is about, if it is about one.
    #[must_use]
    pub fn write(&self) -> Option<&Arc<Write>> {
        match self {
            Self::Write(write) | Self::Repair(write) => Some(write),
            _ => None,
        }
    }
}
