//! What can be found, each with its witness, and how it reads.

use std::fmt;

use crate::clock::{Dot, ReplicaId};
use crate::world::event::EventId;

/// Something that should not have happened, or that should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The event at which it happened, or came to light.
    pub event: EventId,
    /// Where.
    pub at: ReplicaId,
    /// What.
    pub what: Violation,
}

/// What is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Violation {
    /// A write took effect before one that happens before it.
    BeforeItsCause {
        /// The write.
        effect: Dot,
        /// The first of its causes that had not taken effect there.
        cause: Dot,
    },
    /// A write took effect twice.
    Twice {
        /// The write.
        write: Dot,
    },
    /// Two writes have one name.
    SameName {
        /// The name.
        write: Dot,
    },
    /// A write was thrown away, though it never took effect here.
    WronglyDiscarded {
        /// The write.
        write: Dot,
    },
    /// A client was answered without something that it knows of.
    StaleRead {
        /// Which guarantee that breaks.
        guarantee: Guarantee,
        /// The write that the answer lacks.
        missing: Dot,
    },
    /// A client's write took effect before one that the client had made or read by then.
    OutOfSession {
        /// Which guarantee that breaks.
        guarantee: Guarantee,
        /// The write.
        effect: Dot,
        /// The one that it should have followed.
        missing: Dot,
    },
    /// Two replicas have seen the same and show different values while nothing is on its way.
    Diverged {
        /// The other one.
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

impl fmt::Display for Guarantee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ReadYourWrites => "read your writes",
            Self::MonotonicReads => "monotonic reads",
            Self::MonotonicWrites => "monotonic writes",
            Self::WritesFollowReads => "writes follow reads",
        })
    }
}

impl Violation {
    /// Whether it breaks what a delivery rule promises: causes first, everything once.
    #[must_use]
    pub fn is_of_delivery(&self) -> bool {
        !matches!(
            self,
            Self::StaleRead { .. }
                | Self::OutOfSession { .. }
                | Self::Diverged { .. }
                | Self::Orphaned { .. }
        )
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
            | Self::Diverged { write, .. } => [Some(write), None],
            Self::StaleRead { missing, .. } => [None, Some(missing)],
            Self::Orphaned { waiting, missing } => [waiting, Some(missing)],
        }
    }
}

impl Finding {
    /// One sentence without its full stop, with replicas called as `name` says.
    #[must_use]
    pub fn in_words(&self, name: impl Fn(ReplicaId) -> String) -> String {
        let at = name(self.at);
        match &self.what {
            Violation::BeforeItsCause { effect, cause } => {
                format!("{at} delivered {effect} before its cause {cause}")
            }
            Violation::Twice { write } => format!("{at} delivered {write} twice"),
            Violation::SameName { write } => format!("two writes are called {write}"),
            Violation::WronglyDiscarded { write } => {
                format!("{at} threw {write} away, though it never took effect there")
            }
            Violation::StaleRead { guarantee, missing } => {
                format!("{at} answered a client without {missing}, which it knew of ({guarantee})")
            }
            Violation::OutOfSession { guarantee, effect, missing } => format!(
                "{effect} counts at {at} before {missing}, which its client knew of ({guarantee})"
            ),
            Violation::Diverged { from, write } => format!(
                "{at} and {} have seen the same, and only one of them shows {write}",
                name(*from)
            ),
            Violation::Orphaned { waiting, missing } => {
                let waiting = waiting.map_or("a request".to_owned(), |dot| dot.to_string());
                format!("{waiting} waits at {at} for {missing}, which nobody has")
            }
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(|replica| replica.to_string()))
    }
}
