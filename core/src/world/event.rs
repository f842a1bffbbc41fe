//! What is written down: one event for everything that happens, in order.

use std::fmt;
use std::sync::Arc;

use super::action::{LinkChange, SessionName};
use super::network::{LinkId, LinkSetting, MessageId};
use crate::clock::{ReplicaId, VersionVector};
use crate::replica::protocol::{Answer, Message, Occurrence, Op, RequestId, Time, Write};

/// The position of an event in its history, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

impl EventId {
    /// The position as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// One entry of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its position in the history, from 0.
    pub id: EventId,
    /// When it happened, in virtual milliseconds.
    pub at: Time,
    /// Where it happened; `None` for what happens to links.
    pub replica: Option<ReplicaId>,
    /// The event that it stems from: a receipt from its sending, a delivery from its receipt, a
    /// reply from its request.
    pub cause: Option<EventId>,
    /// What happened, with its data.
    pub kind: EventKind,
}

/// What happened. *Sent, received, delivered* are three different things, always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A client sent a request to a replica.
    Requested {
        /// The number of the request in the run.
        request: RequestId,
        /// The session of the client that asked.
        session: SessionName,
        /// What the client asked for.
        op: Op,
        /// What it had seen.
        metadata: Option<VersionVector>,
        /// Whether it brought that along, instead of going on from its last reply.
        is_brought: bool,
    },
    /// Something happened in a replica, as it recorded it.
    Recorded {
        /// The message that it is about: the one that brought the write or the state. None for what
        /// no message brought.
        message: Option<MessageId>,
        /// What the replica recorded.
        what: Occurrence,
    },
    /// A client got its answer.
    Replied {
        /// The request that is answered.
        request: RequestId,
        /// What the client was told.
        answer: Answer,
        /// What the session has seen from now on.
        metadata: VersionVector,
        /// The highest stamp that it has seen, under `lww`; 0 elsewhere.
        stamp: u64,
    },
    /// A message left its sender.
    Sent {
        /// The message that was sent.
        message: MessageId,
        /// What the message carries.
        what: Message,
        /// When it will arrive unless someone interferes.
        due: Time,
        /// Whether its link holds it.
        held: bool,
    },
    /// A message will never arrive.
    Lost {
        /// The message that was lost.
        message: MessageId,
        /// What the message carried.
        what: Message,
        /// Why it was lost.
        why: LossReason,
    },
    /// A message got a copy.
    Duplicated {
        /// The message that was copied.
        original: MessageId,
        /// The message that is its copy.
        copy: MessageId,
        /// What both messages carry.
        what: Message,
        /// When the copy will arrive unless someone interferes.
        due: Time,
        /// Whether the copy is held.
        held: bool,
    },
    /// A message was stopped on its way.
    Held {
        /// The message that was stopped.
        message: MessageId,
    },
    /// A message was let go.
    Released {
        /// The message that was let go.
        message: MessageId,
        /// When it arrives now.
        due: Time,
    },
    /// A message arrived. Nothing has taken effect by that.
    Received {
        /// The message that arrived.
        message: MessageId,
        /// What the message carried.
        what: Message,
    },
    /// Every link behaves so from here on. One action is one event, also where it changes nothing.
    LinksChanged {
        /// What is the same of all links now.
        change: LinkChange,
    },
    /// Every link between replicas of different groups is cut from here on.
    Partitioned {
        /// The groups, each with its replicas.
        groups: Arc<[Vec<ReplicaId>]>,
        /// How many replicas are in none of them, each of which is alone.
        n_alone: u16,
    },
    /// Every link that was cut carries messages again.
    Healed,
    /// A link behaves differently from here on.
    LinkChanged {
        /// The link that changed, in its one direction.
        link: LinkId,
        /// How it behaves now.
        setting: LinkSetting,
    },
    /// Virtual time passed without anything happening.
    TimePassed,
    /// Somebody has remarked something.
    Noted {
        /// What the remark says.
        text: Arc<str>,
    },
}

/// Why a message is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LossReason {
    /// It was sent while its link was cut.
    Cut,
    /// The link loses some messages, and this was one.
    Chance,
    /// Somebody dropped the message by hand.
    Dropped,
    /// Its receiver was down.
    ReceiverDown,
}

impl EventKind {
    /// What happened in a replica, if this event is of that.
    #[must_use]
    pub fn occurrence(&self) -> Option<&Occurrence> {
        match self {
            Self::Recorded { what, .. } => Some(what),
            _ => None,
        }
    }

    /// The message that this event is about, if it is about one.
    #[must_use]
    pub fn message(&self) -> Option<MessageId> {
        match self {
            Self::Sent { message, .. }
            | Self::Lost { message, .. }
            | Self::Held { message }
            | Self::Released { message, .. }
            | Self::Received { message, .. } => Some(*message),
            Self::Recorded { message, .. } => *message,
            Self::Duplicated { copy, .. } => Some(*copy),
            Self::Requested { .. }
            | Self::Replied { .. }
            | Self::LinksChanged { .. }
            | Self::Partitioned { .. }
            | Self::Healed
            | Self::LinkChanged { .. }
            | Self::TimePassed
            | Self::Noted { .. } => None,
        }
    }

    /// What travels, if this event is about something on its way.
    #[must_use]
    pub fn travels(&self) -> Option<&Message> {
        match self {
            Self::Sent { what, .. }
            | Self::Lost { what, .. }
            | Self::Duplicated { what, .. }
            | Self::Received { what, .. } => Some(what),
            _ => None,
        }
    }

    /// The write that this event is about, if it is about one.
    #[must_use]
    pub fn write(&self) -> Option<&Arc<Write>> {
        match self {
            Self::Recorded { what, .. } => what.write(),
            _ => self.travels().and_then(Message::write),
        }
    }
}
