//! What there is to do in a run: goals as data, each a sentence and a condition. Whether a condition
//! holds is read off the history alone: by what was delivered before what, never by a vector.

use causal_core::clock::{Actor, Dot, ReplicaId};
use causal_core::history::History;
use causal_core::replica::protocol::Occurrence;
use causal_core::run::Run;
use causal_core::world::event::{Event, EventId};

/// Something to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Task {
    /// The title of the runs that it is about.
    pub title: &'static str,
    /// What has to come true, in the order in which it usually does.
    pub goals: &'static [Goal],
    /// What is said when all of it has come true.
    pub afterwards: &'static str,
}

/// One thing that has to come true.
#[derive(Debug, PartialEq, Eq)]
pub struct Goal {
    /// The goal in a few words, without a full stop.
    pub says: &'static str,
    /// When it has come true.
    pub condition: Condition,
}

/// What has to be so. A goal that has come true stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The author of a write had another one delivered, or had made it, before making this one.
    BuildsOn {
        /// The write.
        write: Dot,
        /// What its author knew.
        on: Dot,
    },
    /// A write arrives at a replica, and waits there for something.
    Waits {
        /// The write.
        write: Dot,
        /// Where it waits.
        at: ReplicaId,
    },
    /// A replica delivers two writes in this order.
    InOrder {
        /// The write that is delivered before.
        first: Dot,
        /// The write that is delivered after it.
        then: Dot,
        /// Where they are delivered.
        at: ReplicaId,
    },
}

/// How far a goal is after some events of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It has not come true so far.
    NotYet,
    /// It came true with this event.
    Reached(EventId),
    /// It can come true no more, because of this event.
    Impossible(EventId),
}

const A: ReplicaId = ReplicaId(0);
const B: ReplicaId = ReplicaId(1);
const C: ReplicaId = ReplicaId(2);

/// The first write of a replica.
const fn first_of(replica: ReplicaId) -> Dot {
    Dot::new(Actor::first(replica), 1)
}

/// The task of the run that the page starts with.
pub const MESSAGE_FROM_THE_FUTURE: Task = Task {
    title: "A message from the future",
    goals: &[
        Goal {
            says: "B1 builds on A1",
            condition: Condition::BuildsOn { write: first_of(B), on: first_of(A) },
        },
        Goal {
            says: "B1 waits at Carol",
            condition: Condition::Waits { write: first_of(B), at: C },
        },
        Goal {
            says: "A1, then B1 delivered at Carol",
            condition: Condition::InOrder { first: first_of(A), then: first_of(B), at: C },
        },
    ],
    afterwards: "No reply shows before what it answers. Now choose the rule fifo, and look again.",
};

impl Task {
    /// What there is to do in a run, if there is something.
    #[must_use]
    pub fn of(run: &Run) -> Option<&'static Self> {
        [&MESSAGE_FROM_THE_FUTURE].into_iter().find(|task| task.title == run.title())
    }
}

impl Condition {
    /// How far it is after the first `position` events.
    #[must_use]
    pub fn progress(&self, history: &History, position: usize) -> Progress {
        let find = |dot, at, is: fn(&Occurrence) -> bool| {
            let so_far = history.about(dot).take_while(|event| event.id.index() < position);
            let mut here = so_far.filter(|event| event.replica == Some(at));
            here.find(|event| event.kind.occurrence().is_some_and(is)).map(id)
        };
        let has = |dot: Dot, at| {
            find(dot, at, |what| {
                matches!(what, Occurrence::Accepted { .. } | Occurrence::Delivered { .. })
            })
        };
        let after = |first: Option<EventId>, then: Option<EventId>| match then {
            None => Progress::NotYet,
            Some(then) if first.is_some_and(|first| first < then) => Progress::Reached(then),
            Some(then) => Progress::Impossible(then),
        };
        match *self {
            Self::BuildsOn { write, on } => {
                let author = write.actor.replica;
                after(has(on, author), has(write, author))
            }
            Self::InOrder { first, then, at } => after(has(first, at), has(then, at)),
            Self::Waits { write, at } => {
                let waits = |what: &Occurrence| matches!(what, Occurrence::Buffered { missing, .. } if !missing.is_empty());
                match (find(write, at, waits), has(write, at)) {
                    (Some(event), _) => Progress::Reached(event),
                    (None, Some(event)) => Progress::Impossible(event),
                    (None, None) => Progress::NotYet,
                }
            }
        }
    }

    /// The write after which it can come true no more, if it has not by then, and where that is
    /// delivered or made.
    #[must_use]
    pub fn decided_by(&self) -> (Dot, ReplicaId) {
        match *self {
            Self::BuildsOn { write, .. } => (write, write.actor.replica),
            Self::Waits { write, at } => (write, at),
            Self::InOrder { then, at, .. } => (then, at),
        }
    }
}

fn id(event: &Event) -> EventId {
    event.id
}
