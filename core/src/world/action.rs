//! What people can do to a world. All of it is data: a script is a list of actions.

use std::fmt;
use std::sync::Arc;

use super::network::{LinkId, LinkState, MessageId};
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::{Op, Time};

/// A client's name. Operations under one name form one session.
pub type SessionName = Arc<str>;

/// One thing that a person, or a script, does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A client asks a replica.
    Request {
        /// Which replica.
        on: ReplicaId,
        /// Which client; without a name the replica's own one.
        session: Option<SessionName>,
        /// What it asks.
        op: Op,
    },
    /// Links change.
    Link {
        /// Which.
        links: LinkSelector,
        /// How.
        change: LinkChange,
    },
    /// A message is let go: it arrives next, whether it was held or on its way.
    Release(MessageRef),
    /// A message on its way is stopped until someone releases it.
    Hold(MessageRef),
    /// A message is lost.
    Drop(MessageRef),
    /// A message gets a copy on the same link.
    Duplicate(MessageRef),
    /// Every link between replicas of different groups is cut. A replica that is in no group is in
    /// a group of its own.
    Partition {
        /// The groups.
        groups: Vec<Vec<ReplicaId>>,
    },
    /// Every cut link carries messages again.
    Heal,
    /// Virtual time passes.
    Wait {
        /// How much, in milliseconds.
        ms: Time,
    },
    /// A remark for the history.
    Note {
        /// The remark.
        text: Arc<str>,
    },
}

/// Which links an action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkSelector {
    /// One direction.
    One(LinkId),
    /// Both directions between two replicas; the link named and its reverse.
    Both(LinkId),
    /// Every link.
    All,
}

/// What changes about a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkChange {
    /// Whether it carries messages. `Held` stops what is on its way too; `Up` lets go what is held;
    /// `Cut` touches only what is sent from now on.
    State(LinkState),
    /// How long messages sent from now on take, least and greatest, in milliseconds.
    Latency(Time, Time),
    /// How likely messages sent from now on are lost, in parts per thousand.
    Loss(u16),
    /// How likely messages sent from now on are sent twice, in parts per thousand.
    Duplicate(u16),
    /// Whether messages sent from now on keep their order.
    Fifo(bool),
}

/// How an action names a message that is on its way or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageRef {
    /// By its id.
    Id(MessageId),
    /// The oldest one that carries this write to this replica.
    Write {
        /// The write.
        dot: Dot,
        /// The receiver.
        to: ReplicaId,
    },
    /// The oldest one on this link.
    Next(LinkId),
}

impl fmt::Display for MessageRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(f, "{id}"),
            Self::Write { dot, to } => write!(f, "{dot}->{to}"),
            Self::Next(link) => write!(f, "next on {link}"),
        }
    }
}
