//! The contract of a replica on one page: what goes in, what comes out, what travels between.
//!
//! The same contract drives the simulator, the schedule explorer and any future real transport.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::missing::DotRange;
use super::rule::{DeliveryRule, DiscardReason};
use crate::clock::{Dot, ReplicaId, VersionVector};

/// Virtual time in milliseconds since the start of the run.
pub type Time = u64;

/// A key of the store.
pub type Key = Arc<str>;

/// A value of the store.
pub type Value = Arc<str>;

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
}

impl Op {
    /// The key that the operation is about.
    #[must_use]
    pub fn key(&self) -> &Key {
        match self {
            Self::Put { key, .. } | Self::Get { key } | Self::Delete { key } => key,
        }
    }
}

/// An accepted put or delete, as it is stored and as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Write {
    /// Its unique name.
    pub dot: Dot,
    /// What must be delivered before it.
    pub deps: VersionVector,
    /// What its author had read: the siblings that it replaces.
    pub context: VersionVector,
    /// The key it is about.
    pub key: Key,
    /// The new value; `None` for a delete.
    pub value: Option<Value>,
}

/// What replicas send each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Message {
    /// A write that its author broadcasts.
    Write(Arc<Write>),
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
}

/// A deadline that a replica asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// A parked request has waited for as long as it may.
    SessionTimeout(RequestId),
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
    /// The siblings of the key, in the order of their dots; never empty.
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
}

/// What a replica does with a request whose metadata it does not cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sessions {
    /// Metadata is ignored.
    #[default]
    Off,
    /// The request is parked until it is covered, or its time runs out.
    Wait,
    /// The request is turned down at once.
    Reject,
}

/// What an accepted write depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dependencies {
    /// Everything its replica has delivered.
    #[default]
    Replica,
    /// What its session has seen, and the actor's previous write: true dependencies, fewer waits.
    Session,
}

/// What happens to concurrent writes of one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conflicts {
    /// All values stay whose dot no later context covers.
    #[default]
    Siblings,
}

/// How the replicas of a run behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Protocol {
    /// When a received write is delivered.
    pub delivery: DeliveryRule,
    /// What happens to concurrent writes of one key.
    pub conflicts: Conflicts,
    /// What happens to requests whose metadata is not covered.
    pub sessions: Sessions,
    /// What an accepted write depends on.
    pub dependencies: Dependencies,
    /// How long a request may be parked, in milliseconds.
    pub session_timeout_ms: Time,
}

impl Default for Protocol {
    fn default() -> Self {
        Self {
            delivery: DeliveryRule::default(),
            conflicts: Conflicts::default(),
            sessions: Sessions::default(),
            dependencies: Dependencies::default(),
            session_timeout_ms: 20_000,
        }
    }
}
