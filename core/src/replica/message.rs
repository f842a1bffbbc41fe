//! What travels between replicas.

use std::sync::Arc;

use super::report::Report;
use super::store::Store;
use super::view::View;
use super::write::Write;
use crate::clock::{Actor, Dot};

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
    Acknowledgement(Dot),
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

/// A member without a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stateless {
    /// Who it is.
    pub actor: Actor,
    /// Whether it asks for a state itself, as opposed to one that takes no part.
    pub joins: bool,
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
            | Self::Acknowledgement(_)
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
            | Self::Acknowledgement(_)
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
