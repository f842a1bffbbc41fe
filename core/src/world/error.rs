//! Why an action cannot happen. The world is unchanged when one of these comes back.

use std::fmt;

use super::action::{MessageRef, SessionName};
use super::network::{LinkId, MessageId};
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::{Time, Tombstones};

/// Names the action's obstacle in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionError {
    /// The run has no such replica.
    NoSuchReplica(ReplicaId),
    /// A replica has no link to itself.
    SelfLink(ReplicaId),
    /// The message is neither on its way nor held.
    NoSuchMessage(MessageRef),
    /// The message is held already.
    AlreadyHeld(MessageId),
    /// The client still waits for an answer.
    ClientWaits {
        /// The client that is asked for more.
        session: SessionName,
        /// Which replica keeps it waiting.
        on: ReplicaId,
    },
    /// The client claims to have seen a write that no run can get to.
    NobodySaw(Dot),
    /// Time cannot pass over something that is due.
    DueFirst {
        /// When that is due, in virtual milliseconds.
        at: Time,
    },
    /// No such timer is running.
    NoSuchTimer(ReplicaId),
    /// The least latency is above the greatest.
    LatencyReversed,
    /// A replica is in two groups of a partition.
    InTwoGroups(ReplicaId),
    /// The replica has crashed and has not started again.
    Down(ReplicaId),
    /// The replica runs, so it cannot start.
    Runs(ReplicaId),
    /// A member stands twice in a view.
    TwiceInView(ReplicaId),
    /// The replica is a member already.
    AlreadyAMember(ReplicaId),
    /// A replica cannot be brought up by its own state.
    JoinsItself(ReplicaId),
    /// A replica that is no member itself cannot take another one in.
    JoinsFromOutsider {
        /// Who was to be taken in.
        replica: ReplicaId,
        /// Who is no member.
        from: ReplicaId,
    },
    /// The replica is no member.
    NotAMember(ReplicaId),
    /// There is no member that could take another one in.
    NoMember,
    /// The replica has no tombstone to forget.
    NothingToCollect {
        /// Which replica.
        replica: ReplicaId,
        /// What was to be forgotten.
        tombstones: Tombstones,
    },
}

impl fmt::Display for ActionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchReplica(replica) => write!(f, "there is no replica {replica}"),
            Self::SelfLink(replica) => write!(f, "{replica} has no link to itself"),
            Self::NoSuchMessage(message) => no_such_message(*message, f),
            Self::AlreadyHeld(message) => write!(f, "message {message} is held already"),
            Self::ClientWaits { session, on } => {
                write!(f, "client {session} still waits for an answer from {on}")
            }
            Self::NobodySaw(dot) => write!(f, "nobody can have seen {dot}"),
            Self::DueFirst { at } => {
                write!(f, "something is due at {at} ms and has to happen first")
            }
            Self::NoSuchTimer(replica) => write!(f, "{replica} has no such timer running"),
            Self::LatencyReversed => {
                write!(f, "the least latency must not be above the greatest")
            }
            Self::InTwoGroups(replica) => {
                write!(f, "{replica} is in two groups of the partition")
            }
            Self::Down(replica) => write!(f, "{replica} is down; it has to be restarted first"),
            Self::Runs(replica) => {
                write!(f, "{replica} runs; only a replica that crashed can start")
            }
            Self::TwiceInView(replica) => write!(f, "{replica} stands twice in the view"),
            Self::AlreadyAMember(replica) => write!(f, "{replica} is a member already"),
            Self::JoinsItself(replica) => {
                write!(f, "{replica} cannot join from itself")
            }
            Self::JoinsFromOutsider { replica, from } => {
                write!(f, "{replica} cannot join from {from}, which is no member of its view")
            }
            Self::NotAMember(replica) => write!(f, "{replica} is no member of its view"),
            Self::NoMember => write!(f, "no member runs that could take another one in"),
            Self::NothingToCollect { replica, tombstones } => {
                let which = match tombstones {
                    Tombstones::Stable => " that is stable",
                    Tombstones::All => "",
                };
                write!(f, "{replica} has no tombstone{which}; nothing is forgotten")
            }
        }
    }
}

fn no_such_message(message: MessageRef, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let neither = "neither on its way nor held";
    match message {
        MessageRef::Id(id) => write!(f, "message {id} is {neither}"),
        MessageRef::Write { dot, to } => write!(f, "{dot} is {neither} on a link to {to}"),
        MessageRef::Next(LinkId { from, to }) => {
            write!(f, "nothing is on its way or held on link {from}→{to}")
        }
    }
}

impl std::error::Error for ActionError {}
