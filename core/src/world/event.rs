//! What is written down: one event for everything that happens, in order.

use std::fmt;
use std::sync::Arc;

use super::action::SessionName;
use super::network::{LinkId, LinkSetting, MessageId};
use crate::clock::{Dot, ReplicaId, VersionVector};
use crate::replica::DotRange;
use crate::replica::protocol::{Answer, Key, Op, Rejection, RequestId, Time, Write};
use crate::replica::rule::DiscardReason;

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
    /// Its position.
    pub id: EventId,
    /// When it happened, in virtual milliseconds.
    pub at: Time,
    /// Where it happened; `None` for what happens to links.
    pub replica: Option<ReplicaId>,
    /// The event that it stems from: a receipt from its sending, a delivery from its receipt, a
    /// reply from its request.
    pub cause: Option<EventId>,
    /// What happened.
    pub kind: EventKind,
}

/// What happened. *Sent, received, delivered* are three different things, always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A client asked.
    Requested {
        /// The request.
        request: RequestId,
        /// Which client.
        session: SessionName,
        /// What it asked.
        op: Op,
        /// What it had seen.
        metadata: Option<VersionVector>,
    },
    /// A put or delete was accepted under a name; it shows at its replica from here on.
    Accepted {
        /// The request.
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
    /// A client got its answer.
    Replied {
        /// The request.
        request: RequestId,
        /// The answer.
        answer: Answer,
        /// What the session has seen from now on.
        metadata: VersionVector,
    },
    /// A message left its sender.
    Sent {
        /// The message.
        message: MessageId,
        /// What it carries.
        write: Arc<Write>,
        /// When it will arrive unless someone interferes.
        due: Time,
        /// Whether its link holds it.
        held: bool,
    },
    /// A message will never arrive.
    Lost {
        /// The message.
        message: MessageId,
        /// What it carried.
        write: Arc<Write>,
        /// Why.
        why: LossReason,
    },
    /// A message got a copy.
    Duplicated {
        /// The message.
        original: MessageId,
        /// Its copy.
        copy: MessageId,
        /// What both carry.
        write: Arc<Write>,
        /// When the copy will arrive unless someone interferes.
        due: Time,
        /// Whether the copy is held.
        held: bool,
    },
    /// A message was stopped on its way.
    Held {
        /// The message.
        message: MessageId,
    },
    /// A message was let go.
    Released {
        /// The message.
        message: MessageId,
        /// When it arrives now.
        due: Time,
    },
    /// A message arrived. Nothing has taken effect by that.
    Received {
        /// The message.
        message: MessageId,
        /// What it carries.
        write: Arc<Write>,
    },
    /// The write of a received message waits in the buffer.
    Buffered {
        /// The message.
        message: MessageId,
        /// The write.
        write: Arc<Write>,
        /// What it waits for; empty if nothing can ever help.
        missing: Vec<DotRange>,
    },
    /// A write took effect in the store.
    Delivered {
        /// The message that brought it.
        message: MessageId,
        /// The write.
        write: Arc<Write>,
    },
    /// A received write was thrown away.
    Discarded {
        /// The message that brought it.
        message: MessageId,
        /// The write.
        write: Arc<Write>,
        /// Why.
        why: DiscardReason,
    },
    /// A key has more than one value now.
    Conflict {
        /// The key.
        key: Key,
        /// The siblings.
        siblings: Vec<Dot>,
    },
    /// A link behaves differently from here on.
    LinkChanged {
        /// The link.
        link: LinkId,
        /// How it behaves now.
        setting: LinkSetting,
    },
    /// Virtual time passed without anything happening.
    TimePassed,
    /// A remark.
    Noted {
        /// The remark.
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
    /// Someone dropped it.
    Dropped,
}

impl EventKind {
    /// The message that this event is about, if it is about one.
    #[must_use]
    pub fn message(&self) -> Option<MessageId> {
        match self {
            Self::Sent { message, .. }
            | Self::Lost { message, .. }
            | Self::Held { message }
            | Self::Released { message, .. }
            | Self::Received { message, .. }
            | Self::Buffered { message, .. }
            | Self::Delivered { message, .. }
            | Self::Discarded { message, .. } => Some(*message),
            Self::Duplicated { copy, .. } => Some(*copy),
            Self::Requested { .. }
            | Self::Accepted { .. }
            | Self::Parked { .. }
            | Self::Rejected { .. }
            | Self::Replied { .. }
            | Self::Conflict { .. }
            | Self::LinkChanged { .. }
            | Self::TimePassed
            | Self::Noted { .. } => None,
        }
    }

    /// The write that this event is about, if it carries one.
    #[must_use]
    pub fn write(&self) -> Option<&Arc<Write>> {
        match self {
            Self::Accepted { write, .. }
            | Self::Sent { write, .. }
            | Self::Lost { write, .. }
            | Self::Duplicated { write, .. }
            | Self::Received { write, .. }
            | Self::Buffered { write, .. }
            | Self::Delivered { write, .. }
            | Self::Discarded { write, .. } => Some(write),
            Self::Requested { .. }
            | Self::Parked { .. }
            | Self::Rejected { .. }
            | Self::Replied { .. }
            | Self::Held { .. }
            | Self::Released { .. }
            | Self::Conflict { .. }
            | Self::LinkChanged { .. }
            | Self::TimePassed
            | Self::Noted { .. } => None,
        }
    }
}
