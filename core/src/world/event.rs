//! What is written down: one event for everything that happens, in order.

use std::fmt;
use std::sync::Arc;

use super::action::{LinkChange, SessionName};
use super::network::{LinkId, LinkSetting, MessageId};
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};
use crate::replica::protocol::{
    Answer, Disk, Key, Message, Op, Phase, Rejection, RequestId, State, Time, View, Write,
};
use crate::replica::rule::DiscardReason;
use crate::replica::{DotRange, Store};

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
        /// Whether it brought that along, instead of going on from its last reply.
        is_brought: bool,
    },
    /// A put or delete was accepted under a name; it shows at its replica from here on.
    Accepted {
        /// The request.
        request: RequestId,
        /// The write.
        write: Arc<Write>,
        /// What of its deps is not delivered there yet: if anything, it is ahead.
        ahead_of: Vec<DotRange>,
        /// Whether the key showed no value there before.
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
    /// A client got its answer.
    Replied {
        /// The request.
        request: RequestId,
        /// The answer.
        answer: Answer,
        /// What the session has seen from now on.
        metadata: VersionVector,
        /// The highest stamp that it has seen, under `lww`; 0 elsewhere.
        stamp: u64,
    },
    /// A message left its sender.
    Sent {
        /// The message.
        message: MessageId,
        /// What it carries.
        what: Message,
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
        what: Message,
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
        what: Message,
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
        what: Message,
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
        /// The message that brought it; none for a replica's own write that was ahead.
        message: Option<MessageId>,
        /// The write.
        write: Arc<Write>,
    },
    /// A received write was thrown away.
    Discarded {
        /// The message that brought it; none for a replica's own write that was ahead.
        message: Option<MessageId>,
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
    /// A state transfer took effect: everything that its sender had delivered has, all at once.
    StateMerged {
        /// The message that brought it.
        message: MessageId,
        /// The state.
        state: Arc<State>,
    },
    /// A joining replica answers clients from here on.
    Joined {
        /// Whether it has been brought up by a state; otherwise no member has one any more.
        brought_up: bool,
    },
    /// The replica stopped.
    Crashed,
    /// It started again.
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
    /// A peer has not answered for so long that it counts as down.
    PeerDown {
        /// The peer.
        peer: ReplicaId,
    },
    /// A peer that was down has answered.
    PeerUp {
        /// The peer.
        peer: ReplicaId,
    },
    /// The replica forgot what is not needed any more.
    Pruned {
        /// What all members have reported: its log does not reach back that far any more.
        reported: VersionVector,
        /// What is stable, if tombstones went.
        stable: Option<VersionVector>,
    },
    /// The replica's own clock is ahead of time by so much from here on.
    SkewSet {
        /// In milliseconds; behind if negative.
        ms: i64,
    },
    /// A mistake has changed what the replica believes or shows, beside everything above.
    Erred {
        /// What it believes it has delivered, from here on.
        seen: VersionVector,
        /// What it shows.
        store: Arc<Store>,
    },
    /// Every link behaves so from here on. One deed is one event, also where it changes nothing.
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
    /// Its receiver was down.
    ReceiverDown,
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
            | Self::StateMerged { message, .. } => Some(*message),
            Self::Delivered { message, .. } | Self::Discarded { message, .. } => *message,
            Self::Duplicated { copy, .. } => Some(*copy),
            _ => None,
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
            Self::Accepted { write, .. }
            | Self::Buffered { write, .. }
            | Self::Delivered { write, .. }
            | Self::Discarded { write, .. } => Some(write),
            _ => self.travels().and_then(Message::write),
        }
    }
}
