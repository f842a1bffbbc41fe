//! The words that exports have for what is one of several. They are published: scripts compare them,
//! so each stands here in full, and a variant that is new has none until it is given one.

use crate::replica::protocol::{Disk, Message, Occurrence, Phase, Rejection, Timer};
use crate::replica::rule::DiscardReason;
use crate::world::event::{EventKind, LossReason};
use crate::world::network::LinkState;

/// What has a word in exports.
pub(super) trait WireWord {
    /// Small letters and hyphens.
    fn word(&self) -> &'static str;
}

impl WireWord for EventKind {
    fn word(&self) -> &'static str {
        match self {
            Self::Requested { .. } => "requested",
            Self::Recorded { what, .. } => what.word(),
            Self::Replied { .. } => "replied",
            Self::Sent { .. } => "sent",
            Self::Lost { .. } => "lost",
            Self::Duplicated { .. } => "duplicated",
            Self::Held { .. } => "held",
            Self::Released { .. } => "released",
            Self::Received { .. } => "received",
            Self::LinksChanged { .. } => "links-changed",
            Self::Partitioned { .. } => "partitioned",
            Self::Healed => "healed",
            Self::LinkChanged { .. } => "link-changed",
            Self::TimePassed => "time-passed",
            Self::Noted { .. } => "noted",
        }
    }
}

impl WireWord for Occurrence {
    fn word(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Parked { .. } => "parked",
            Self::Rejected { .. } => "rejected",
            Self::Buffered { .. } => "buffered",
            Self::Delivered { .. } => "delivered",
            Self::Discarded { .. } => "discarded",
            Self::Conflict { .. } => "conflict",
            Self::StateMerged { .. } => "state-merged",
            Self::Joined { .. } => "joined",
            Self::Crashed => "crashed",
            Self::Restarted { .. } => "restarted",
            Self::ViewChanged { .. } => "view-changed",
            Self::PeerDown { .. } => "peer-down",
            Self::PeerUp { .. } => "peer-up",
            Self::Pruned { .. } => "pruned",
            Self::Collected { .. } => "collected",
            Self::SkewSet { .. } => "skew-set",
            Self::Erred { .. } => "erred",
        }
    }
}

impl WireWord for Message {
    fn word(&self) -> &'static str {
        match self {
            Self::Write(_) => "write",
            Self::Repair(_) => "repair",
            Self::Vector { .. } => "vector",
            Self::StateRequest { .. } => "state-request",
            Self::NoState { .. } => "no-state",
            Self::State(_) => "state",
            Self::View { .. } => "view",
            Self::Acknowledgement(_) => "acknowledgement",
            Self::Ping => "ping",
            Self::Pong => "pong",
        }
    }
}

impl WireWord for LossReason {
    fn word(&self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::Chance => "chance",
            Self::Dropped => "dropped",
            Self::ReceiverDown => "receiver-down",
        }
    }
}

impl WireWord for DiscardReason {
    fn word(&self) -> &'static str {
        match self {
            Self::AlreadyDelivered => "already-delivered",
            Self::AlreadyWaiting => "already-waiting",
            Self::Refused => "refused",
        }
    }
}

impl WireWord for Rejection {
    fn word(&self) -> &'static str {
        match self {
            Self::NotCovered => "not-covered",
            Self::TimedOut => "timed-out",
            Self::Crashed => "crashed",
            Self::Joining => "joining",
            Self::NotAMember => "not-a-member",
        }
    }
}

impl WireWord for Timer {
    fn word(&self) -> &'static str {
        match self {
            Self::SessionTimeout(_) => "session-timeout",
            Self::Gossip => "gossip",
            Self::Health => "health",
            Self::Join => "join",
        }
    }
}

impl WireWord for Phase {
    fn word(&self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Joining => "joining",
            Self::Serving => "serving",
        }
    }
}

impl WireWord for Disk {
    fn word(&self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Lose => "lose",
        }
    }
}

impl WireWord for LinkState {
    fn word(&self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Held => "held",
            Self::Cut => "cut",
        }
    }
}
