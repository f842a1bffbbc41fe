//! Where a write is, seen from a replica that lacks it.

use super::log::History;
use super::moment::Moment;
use super::replica_moment::ReplicaMoment;
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::Time;
use crate::world::event::{EventId, EventKind, LossReason};
use crate::world::network::MessageId;

/// Where a missing write is right now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Held on a link to the replica.
    Held {
        /// The message that carries it.
        message: MessageId,
    },
    /// On its way to the replica.
    OnItsWay {
        /// The message that carries it.
        message: MessageId,
        /// When it arrives, in virtual milliseconds.
        due: Time,
    },
    /// In the replica's own inbox, waiting for something else.
    InInbox {
        /// The message that brought it.
        message: MessageId,
    },
    /// Delivered here in truth; only the replica's vector does not say so.
    Delivered {
        /// The event at which it took effect.
        event: EventId,
    },
    /// Thrown away here, though it never took effect.
    Discarded {
        /// The event at which it took effect.
        event: EventId,
    },
    /// Lost on its way to the replica.
    Lost {
        /// The message that carried it.
        message: MessageId,
        /// The event at which it was lost.
        event: EventId,
        /// Why it was lost.
        why: LossReason,
    },
    /// The replica's own, and ahead of what it builds on.
    Ahead,
    /// It was never sent to the replica; another one that runs has delivered it.
    Elsewhere {
        /// The replica that has it.
        replica: ReplicaId,
    },
    /// Only a replica that is down has it.
    AtDown {
        /// The replica that has it, and is down.
        replica: ReplicaId,
    },
    /// Only another replica's inbox has it, where it waits for something else.
    WaitsAt {
        /// The replica in whose inbox it is.
        replica: ReplicaId,
        /// The message that brought it there.
        message: MessageId,
    },
    /// Only a message to another replica has it, which is on its way or held.
    ToAnother {
        /// The message that carries it.
        message: MessageId,
    },
    /// It was made, and nobody has it any more: an orphan waits for it.
    Gone,
    /// Not made yet, or never: no such write exists at this moment.
    NotWritten,
}

impl Whereabouts {
    /// Where the write named `dot` is, for replica `at`, at a moment of a history.
    #[must_use]
    pub fn of(dot: Dot, at: ReplicaId, moment: &Moment, history: &History) -> Self {
        Self::travelling(dot, at, moment)
            .or_else(|| Self::inside(dot, at, moment))
            .or_else(|| Self::past(dot, at, moment, history))
            .or_else(|| Self::elsewhere(dot, at, moment, history))
            .unwrap_or(Self::NotWritten)
    }

    fn travelling(dot: Dot, at: ReplicaId, moment: &Moment) -> Option<Self> {
        let here = moment.messages.values();
        let here = here.filter(|envelope| envelope.id.link.to == at && envelope.carries(dot));
        let first = here.min_by_key(|envelope| (envelope.held, envelope.due))?;
        let (message, due) = (first.id, first.due);
        Some(if first.held { Self::Held { message } } else { Self::OnItsWay { message, due } })
    }

    fn inside(dot: Dot, at: ReplicaId, moment: &Moment) -> Option<Self> {
        let replica = moment.replica(at)?;
        match replica.inbox.iter().find(|entry| entry.write.dot == dot) {
            Some(entry) => Some(Self::InInbox { message: entry.message }),
            None => replica.is_ahead(dot).then_some(Self::Ahead),
        }
    }

    /// The last thing that became of it, as far as it concerns the replica.
    fn past(dot: Dot, at: ReplicaId, moment: &Moment, history: &History) -> Option<Self> {
        if let Some(event) = history.took_effect(dot, at).filter(|id| id.index() < moment.position)
        {
            return Some(Self::Delivered { event });
        }
        let earlier = history.about(dot).rev().filter(|event| event.id.index() < moment.position);
        let mut fates = earlier.filter_map(|event| match &event.kind {
            EventKind::Lost { message, why, .. }
                if message.link.to == at && holder(dot, at, moment, true).is_some() =>
            {
                Some(Self::Lost { message: *message, event: event.id, why: *why })
            }
            EventKind::Recorded { what: Occurrence::Discarded { .. }, .. }
                if event.replica == Some(at) =>
            {
                Some(Self::Discarded { event: event.id })
            }
            _ => None,
        });
        fates.next()
    }

    fn elsewhere(dot: Dot, at: ReplicaId, moment: &Moment, history: &History) -> Option<Self> {
        let made = history.accepted(dot).filter(|event| event.id.index() < moment.position);
        made?;
        let elsewhere = || holder(dot, at, moment, true).map(|replica| Self::Elsewhere { replica });
        let at_down = || holder(dot, at, moment, false).map(|replica| Self::AtDown { replica });
        let found = elsewhere().or_else(at_down).or_else(|| undelivered(dot, moment));
        Some(found.unwrap_or(Self::Gone))
    }
}

/// Another replica that has delivered a write, or made it ahead, and runs, or does not; rather its
/// author than another.
fn holder(dot: Dot, at: ReplicaId, moment: &Moment, runs: bool) -> Option<ReplicaId> {
    let has = |replica: &&ReplicaMoment| {
        let is_here = replica.seen.covers(dot) || replica.is_ahead(dot);
        replica.runs == runs && replica.actor.replica != at && is_here
    };
    let mut holders = moment.replicas.iter().filter(has).map(|replica| replica.actor.replica);
    let author = dot.actor.replica;
    holders.clone().find(|holder| *holder == author).or_else(|| holders.next())
}

/// Where a write is that nobody has delivered, and that is not on its way to whom it is missing at.
fn undelivered(dot: Dot, moment: &Moment) -> Option<Whereabouts> {
    let waits = |runs: bool| {
        let replicas = moment.replicas.iter().filter(move |replica| replica.runs == runs);
        let entries = replicas.flat_map(|replica| {
            replica.inbox.iter().map(move |entry| (replica.actor.replica, entry))
        });
        let mut same = entries.filter(|(_, entry)| entry.write.dot == dot);
        same.next().map(|(replica, entry)| (replica, entry.message))
    };
    let waiting =
        || waits(true).map(|(replica, message)| Whereabouts::WaitsAt { replica, message });
    let carried = || {
        let carries = moment.messages.values().find(|envelope| envelope.carries(dot));
        carries.map(|envelope| Whereabouts::ToAnother { message: envelope.id })
    };
    let at_down = || waits(false).map(|(replica, _)| Whereabouts::AtDown { replica });
    waiting().or_else(carried).or_else(at_down)
}
