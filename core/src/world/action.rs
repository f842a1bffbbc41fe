//! What people can do to a world. All of it is data: a script is a list of actions.

use std::fmt;
use std::sync::Arc;

use super::network::{LinkId, LinkSetting, LinkState, MessageId};
use crate::clock::{Counter, Dot, ReplicaId, VersionVector};
use crate::replica::protocol::{Disk, Op, Time, Tombstones};

/// A client's name. Operations under one name form one session.
pub type SessionName = Arc<str>;

/// What a client that keeps its metadata itself has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The writes; an empty vector stands for none.
    pub vector: VersionVector,
    /// The highest stamp, under `lww`; 0 elsewhere.
    pub stamp: u64,
}

impl Metadata {
    /// More writes of one actor than these nobody can have seen: no script is as long, and what is
    /// kept by number has room for so many.
    pub const COUNTER_MAX: Counter = 1_000_000;

    /// A write that nobody can have seen, if it names one.
    #[must_use]
    pub fn impossible(&self) -> Option<Dot> {
        let mut seen = self.vector.iter().map(|(actor, counter)| Dot::new(actor, counter));
        seen.find(|dot| dot.counter > Self::COUNTER_MAX)
    }
}

/// One thing that a person, or a script, does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A client asks a replica.
    Request {
        /// The replica that is asked.
        on: ReplicaId,
        /// Which client; without a name the replica's own one.
        session: Option<SessionName>,
        /// What the client wants done.
        op: Op,
        /// What it has seen by then, if it brings that along; otherwise what it had seen after its
        /// last reply.
        seen: Option<Metadata>,
    },
    /// Some links behave differently from now on.
    Link {
        /// The links that change.
        links: LinkSelector,
        /// What changes about them.
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
        /// The groups, each with its replicas.
        groups: Vec<Vec<ReplicaId>>,
    },
    /// Every cut link carries messages again.
    Heal,
    /// A replica stops; its memory is gone, and so is what arrives while it is down.
    Crash(ReplicaId),
    /// A replica that has crashed starts again.
    Restart {
        /// The replica that starts again.
        replica: ReplicaId,
        /// With or without its disk.
        disk: Disk,
    },
    /// An administrator tells a replica who the members are.
    View {
        /// Which replica is told.
        on: ReplicaId,
        /// The members; none makes the replica forget that it ever was one.
        members: Vec<ReplicaId>,
    },
    /// A replica becomes a member, brought up by a state transfer.
    Join {
        /// The replica that becomes a member.
        replica: ReplicaId,
        /// The member that is told; the first one that runs if none is named.
        from: Option<ReplicaId>,
    },
    /// A member leaves for good, and tells the others.
    Leave(ReplicaId),
    /// A replica tells another, or its next one in turn, what it has seen; both get what they lack.
    Gossip {
        /// The replica that begins.
        from: ReplicaId,
        /// The replica that it tells; the next in turn if none is named.
        with: Option<ReplicaId>,
    },
    /// A replica sends another its whole state.
    Transfer {
        /// From whom to whom.
        link: LinkId,
    },
    /// A replica's own clock goes wrong.
    Skew {
        /// The replica whose clock it is.
        replica: ReplicaId,
        /// By how much it is ahead, in milliseconds; behind if negative.
        ms: i64,
    },
    /// A replica forgets tombstones, without waiting for gossip.
    Collect {
        /// Which replica.
        replica: ReplicaId,
        /// Which tombstones.
        tombstones: Tombstones,
    },
    /// Virtual time passes, and what is due by then happens.
    Wait {
        /// How much, in milliseconds.
        ms: Time,
    },
    /// A remark for the history.
    Note {
        /// What the remark says.
        text: Arc<str>,
    },
}

/// Which links an action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkSelector {
    /// One link, in one direction.
    One(LinkId),
    /// Both directions between two replicas; the link named and its reverse.
    Both(LinkId),
    /// Every link between any two replicas.
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

impl LinkChange {
    /// How a link behaves by this that behaved so before.
    #[must_use]
    pub fn applied_to(self, setting: LinkSetting) -> LinkSetting {
        match self {
            Self::State(state) => LinkSetting { state, ..setting },
            Self::Latency(least, most) => LinkSetting { latency_ms: (least, most), ..setting },
            Self::Loss(permille) => LinkSetting { loss_permille: permille, ..setting },
            Self::Duplicate(permille) => LinkSetting { duplicate_permille: permille, ..setting },
            Self::Fifo(fifo) => LinkSetting { fifo, ..setting },
        }
    }
}

/// How an action names a message that is on its way or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageRef {
    /// By its link and number.
    Id(MessageId),
    /// The oldest one that carries this write to this replica.
    Write {
        /// The write that it carries.
        dot: Dot,
        /// The replica that it goes to.
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
