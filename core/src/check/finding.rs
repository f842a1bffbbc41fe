//! What can be found, each with its witness. How it reads is in `words`.

use crate::clock::{Dot, ReplicaId};
use crate::world::event::EventId;

/// Something that should not have happened, or that should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The event at which it happened, or came to light.
    pub event: EventId,
    /// The replica at which it happened.
    pub at: ReplicaId,
    /// What is wrong.
    pub what: Violation,
}

/// What can be wrong, each kind with the writes and replicas that show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Violation {
    /// A write took effect before one that happens before it.
    BeforeItsCause {
        /// The write that took effect too early.
        effect: Dot,
        /// The first of its causes that had not taken effect there.
        cause: Dot,
    },
    /// A write took effect twice.
    Twice {
        /// The write that took effect a second time.
        write: Dot,
    },
    /// Two writes have one name.
    SameName {
        /// The name that both bear.
        write: Dot,
    },
    /// A write was thrown away, though it never took effect here.
    WronglyDiscarded {
        /// The write that was thrown away.
        write: Dot,
    },
    /// A client was not shown something that it knows of, and that nothing has replaced.
    StaleRead {
        /// Which guarantee that breaks.
        guarantee: Guarantee,
        /// The write that the answer lacks.
        missing: Dot,
        /// What the answer has instead, if that is older.
        shown: Option<Dot>,
        /// The event at which the client wrote it, was shown it, or learned what comes after it.
        since: EventId,
    },
    /// A client's write took effect before one that the client had made or read by then.
    OutOfSession {
        /// Which guarantee that breaks.
        guarantee: Guarantee,
        /// The write that took effect too early.
        effect: Dot,
        /// The one that it should have followed.
        missing: Dot,
    },
    /// Two replicas have equal vectors, by what they believe, and show different values.
    Diverged {
        /// The replica that shows something else than this one.
        from: ReplicaId,
        /// A write that only one of them shows.
        write: Dot,
    },
    /// Something waits here for a write that no replica has and no message carries.
    Orphaned {
        /// What waits; a client's request, if it is no write.
        waiting: Option<Dot>,
        /// What it waits for.
        missing: Dot,
    },
    /// A write waits here, though all that comes before it has taken effect.
    HeldBack {
        /// The write that waits for nothing.
        write: Dot,
    },
    /// A write waits here, though it has taken effect itself.
    CopyKept {
        /// The write whose copy waits.
        write: Dot,
    },
    /// A write took effect that no client has asked for.
    MadeUp {
        /// The write that nobody asked for.
        write: Dot,
    },
    /// A client was told that its write was taken, and none was made.
    NotDone {
        /// The name that it was given.
        write: Dot,
    },
    /// A client was told that its write failed, and yet it was made.
    DoneAllTheSame {
        /// The write that was made after all.
        write: Dot,
    },
    /// A client was turned away, or kept waiting, though all that it knows of has taken effect here.
    TurnedAway,
    /// A peer said what it has seen, and was not sent what it lacks.
    NotPassedOn {
        /// The peer that goes without.
        to: ReplicaId,
        /// The first write that it lacks.
        write: Dot,
    },
    /// A member was left out of a view, and nobody told it.
    NotTold {
        /// The member that was not told.
        member: ReplicaId,
    },
    /// A replica believes from here on that a write has taken effect that has not.
    CountedUnseen {
        /// The write that is believed to have taken effect.
        write: Dot,
    },
    /// A replica believes from here on that a write has not taken effect that has.
    Forgotten {
        /// The write that is believed not to have taken effect.
        write: Dot,
    },
}

/// The session guarantees of Terry et al., "Session Guarantees for Weakly Consistent Replicated
/// Data" (1994).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guarantee {
    /// A client sees what it has written.
    ReadYourWrites,
    /// A client sees what it has seen before.
    MonotonicReads,
    /// A client's writes take effect everywhere in the order in which it made them.
    MonotonicWrites,
    /// A client's writes take effect everywhere after what it had read before them, and who reads
    /// them finds that too.
    WritesFollowReads,
}

impl Guarantee {
    /// Its name, as the kind of what breaks it.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::ReadYourWrites => "read-your-writes",
            Self::MonotonicReads => "monotonic-reads",
            Self::MonotonicWrites => "monotonic-writes",
            Self::WritesFollowReads => "writes-follow-reads",
        }
    }
}

impl Violation {
    /// Whether it breaks what a delivery rule promises: causes first, everything once.
    #[must_use]
    pub fn is_of_delivery(&self) -> bool {
        matches!(
            self,
            Self::BeforeItsCause { .. }
                | Self::Twice { .. }
                | Self::SameName { .. }
                | Self::WronglyDiscarded { .. }
        )
    }

    /// What kind of thing is wrong, in one word: the same for whoever it concerns.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BeforeItsCause { .. } => "before-its-cause",
            Self::Twice { .. } => "twice",
            Self::SameName { .. } => "same-name",
            Self::WronglyDiscarded { .. } => "wrongly-discarded",
            Self::StaleRead { guarantee, .. } | Self::OutOfSession { guarantee, .. } => {
                guarantee.kind()
            }
            Self::Diverged { .. } => "diverged",
            Self::Orphaned { .. } => "orphaned",
            Self::HeldBack { .. } => "held-back",
            Self::CopyKept { .. } => "copy-kept",
            Self::MadeUp { .. } => "made-up",
            Self::NotDone { .. } => "not-done",
            Self::DoneAllTheSame { .. } => "done-all-the-same",
            Self::TurnedAway => "turned-away",
            Self::NotPassedOn { .. } => "not-passed-on",
            Self::NotTold { .. } => "not-told",
            Self::CountedUnseen { .. } => "counted-unseen",
            Self::Forgotten { .. } => "forgotten",
        }
    }

    /// The writes that it is about: the one in question, and the one that it should have had to do
    /// with.
    #[must_use]
    pub fn writes(&self) -> [Option<Dot>; 2] {
        match *self {
            Self::BeforeItsCause { effect, cause: missing }
            | Self::OutOfSession { effect, missing, .. } => [Some(effect), Some(missing)],
            Self::Twice { write }
            | Self::SameName { write }
            | Self::WronglyDiscarded { write }
            | Self::Diverged { write, .. }
            | Self::HeldBack { write }
            | Self::CopyKept { write }
            | Self::MadeUp { write }
            | Self::NotDone { write }
            | Self::DoneAllTheSame { write }
            | Self::NotPassedOn { write, .. }
            | Self::CountedUnseen { write }
            | Self::Forgotten { write } => [Some(write), None],
            Self::StaleRead { missing, shown, .. } => [shown, Some(missing)],
            Self::Orphaned { waiting, missing } => [waiting, Some(missing)],
            Self::TurnedAway | Self::NotTold { .. } => [None, None],
        }
    }
}
