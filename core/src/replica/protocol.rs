//! The contract of a replica on one page: what goes in, what comes out, what travels between.
//!
//! The same contract drives the simulator and the tests, and would serve a real transport.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use super::message::{Message, State, Stateless};
pub use super::report::{Known, Report};
pub use super::settings::{
    Amnesia, Conflicts, Dependencies, Disk, Protocol, Sessions, Time, Tombstones, Writes,
};
pub use super::view::{Phase, View};
pub use super::write::{Key, Value, Write};

use super::missing::DotRange;
use super::rule::DiscardReason;
use super::store::Store;
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};

/// Numbers the client requests of a run, from 0 in the order they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestId(pub u32);

/// What a client asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Store a value under a key.
    Put {
        /// The key.
        key: Key,
        /// The value.
        value: Value,
    },
    /// Read the values of a key.
    Get {
        /// The key.
        key: Key,
    },
    /// Remove the values of a key.
    Delete {
        /// The key.
        key: Key,
    },
    /// Read the values of all keys.
    List,
}

impl Op {
    /// The key that the operation is about; none if it is about all of them.
    #[must_use]
    pub fn key(&self) -> Option<&Key> {
        match self {
            Self::Put { key, .. } | Self::Get { key } | Self::Delete { key } => Some(key),
            Self::List => None,
        }
    }

    /// Whether it only looks.
    #[must_use]
    pub fn is_read(&self) -> bool {
        matches!(self, Self::Get { .. } | Self::List)
    }
}

/// A client request as it reaches a replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Which request this is; the reply names it again.
    pub id: RequestId,
    /// What is asked.
    pub op: Op,
    /// What the session has seen; `None` before its first reply.
    pub metadata: Option<VersionVector>,
    /// The highest stamp that the session has seen, under `lww`; 0 elsewhere.
    pub stamp: u64,
}

/// A deadline that a replica asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// A parked request has waited for as long as it may.
    SessionTimeout(RequestId),
    /// It is time to gossip.
    Gossip,
    /// It is time to ping.
    Health,
    /// A joining replica has waited long enough for an answer, and asks again.
    Join,
}

/// What can happen to a replica.
#[derive(Clone, Debug)]
pub enum Input {
    /// A client asks.
    Request(Request),
    /// A message arrives.
    Message {
        /// Who sent it.
        from: ReplicaId,
        /// What it carries.
        message: Message,
    },
    /// A timer that this replica set has run out.
    Timer(Timer),
    /// The run begins.
    Start,
    /// The replica stops. The next input is a restart.
    Crash,
    /// It starts again.
    Restart(Disk),
    /// An administrator says who the members are.
    SetView(Vec<ReplicaId>),
    /// An administrator wants gossip now: with a peer, or with the next in turn.
    Gossip(Option<ReplicaId>),
    /// An administrator wants the whole state sent to a peer.
    Transfer(ReplicaId),
    /// The replica's own clock is ahead of time by so many milliseconds from now on.
    SetSkew(i64),
    /// An administrator wants tombstones forgotten now.
    Collect(Tombstones),
}

/// What a replica wants done, in order.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Send a message.
    Send {
        /// To whom.
        to: ReplicaId,
        /// What.
        message: Message,
    },
    /// Answer a client.
    Reply {
        /// Which request is answered.
        request: RequestId,
        /// The answer.
        answer: Answer,
        /// What the session has seen from now on.
        metadata: VersionVector,
        /// The highest stamp that it has seen, under `lww`; 0 elsewhere.
        stamp: u64,
    },
    /// Hand back a [`Input::Timer`] at a time.
    SetTimer {
        /// When.
        at: Time,
        /// Which.
        timer: Timer,
    },
    /// Write down what happened.
    Record(Occurrence),
}

/// An answer to a client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The siblings of the key, in the order of their dots, and at least one; of a list those of
    /// all keys, in the order of the keys, or none.
    Values(Vec<Arc<Write>>),
    /// The put or delete was accepted under this name.
    Accepted(Dot),
    /// The key has no value here.
    NoSuchKey,
    /// The replica does not cover what the session has seen (503).
    Unavailable(Rejection),
}

/// Why a request was turned down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rejection {
    /// `sessions = reject`: at once.
    NotCovered,
    /// `sessions = wait`: parked until its time ran out.
    TimedOut,
    /// The replica has crashed while the request was parked.
    Crashed,
    /// The replica is joining and has no state to answer from yet.
    Joining,
    /// The replica is no member of its view.
    NotAMember,
}

/// What happened inside a replica, for the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// A put or delete was accepted and has its name.
    Accepted {
        /// The request that asked for it.
        request: RequestId,
        /// The write.
        write: Arc<Write>,
        /// What of its deps is not delivered here yet: if anything, it is ahead.
        ahead_of: Vec<DotRange>,
        /// Whether the key showed no value here before.
        is_new: bool,
    },
    /// A request waits until the replica covers its metadata.
    Parked {
        /// The request.
        request: RequestId,
        /// What is missing.
        missing: Vec<DotRange>,
    },
    /// A request was turned down.
    Rejected {
        /// The request.
        request: RequestId,
        /// Why.
        why: Rejection,
    },
    /// A received write went into the buffer.
    Buffered {
        /// The write.
        write: Arc<Write>,
        /// What the rule waits for, as dots; empty when no delivery can ever satisfy the rule.
        missing: Vec<DotRange>,
    },
    /// A write took effect in the store.
    Delivered {
        /// The write.
        write: Arc<Write>,
    },
    /// A received write was thrown away.
    Discarded {
        /// The write.
        write: Arc<Write>,
        /// Why.
        why: DiscardReason,
    },
    /// A delivery or an accepted write left more than one value for a key.
    Conflict {
        /// The key.
        key: Key,
        /// The siblings, in order.
        siblings: Vec<Dot>,
    },
    /// A state transfer took effect.
    StateMerged {
        /// Who sent it.
        from: ReplicaId,
        /// The state.
        state: Arc<State>,
    },
    /// A joining replica answers clients from now on.
    Joined {
        /// Whether it has been brought up by a state; otherwise no member has one any more.
        brought_up: bool,
    },
    /// The replica stopped.
    Crashed,
    /// It started again, as this actor.
    Restarted {
        /// Who it is now.
        actor: Actor,
        /// Whether it has its disk.
        disk: Disk,
        /// Whether it answers clients at once.
        phase: Phase,
    },
    /// The replica has another view of who the members are.
    ViewChanged {
        /// The view.
        view: Arc<View>,
        /// What it makes of the replica.
        phase: Phase,
    },
    /// A peer has not answered three pings, and counts as down.
    PeerDown {
        /// The peer.
        peer: ReplicaId,
    },
    /// A peer that was down has answered.
    PeerUp {
        /// The peer.
        peer: ReplicaId,
    },
    /// Writes that every member is known to have were dropped from the log, or tombstones that no
    /// write can lose to any more from the store.
    Pruned {
        /// What all members have reported.
        reported: VersionVector,
        /// What is stable, if tombstones went.
        stable: Option<VersionVector>,
    },
    /// An administrator made the replica forget every tombstone, stable or not.
    Collected {
        /// The deletes, in the order of their keys.
        tombstones: Vec<Dot>,
    },
    /// The replica's own clock is ahead of time by so many milliseconds from now on.
    SkewSet {
        /// Behind if negative.
        ms: i64,
    },
    /// A mistake has changed what the replica believes or shows, beside everything above.
    Erred {
        /// What it believes it has delivered, from now on.
        seen: VersionVector,
        /// What it shows.
        store: Arc<Store>,
    },
}

impl Occurrence {
    /// The write that it is about, if it is about one.
    #[must_use]
    pub fn write(&self) -> Option<&Arc<Write>> {
        match self {
            Self::Accepted { write, .. }
            | Self::Buffered { write, .. }
            | Self::Delivered { write }
            | Self::Discarded { write, .. } => Some(write),
            _ => None,
        }
    }
}
