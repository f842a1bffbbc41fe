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
    /// It was never sent to the replica; another one that runs has it.
    Elsewhere {
        /// The replica that has it.
        replica: ReplicaId,
    },
    /// Only a replica that is down has it.
    AtDown {
        /// The replica that has it, and is down.
        replica: ReplicaId,
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
            .or_else(|| Self::elsewhere(dot, moment, history))
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
        let inbox = &moment.replica(at)?.inbox;
        let entry = inbox.iter().find(|entry| entry.write.dot == dot)?;
        Some(Self::InInbox { message: entry.message })
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
                if message.link.to == at && holder(dot, moment, true).is_some() =>
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

    fn elsewhere(dot: Dot, moment: &Moment, history: &History) -> Option<Self> {
        let made = history.accepted(dot).filter(|event| event.id.index() < moment.position);
        made.map(|_| match (holder(dot, moment, true), holder(dot, moment, false)) {
            (Some(replica), _) => Self::Elsewhere { replica },
            (None, Some(replica)) => Self::AtDown { replica },
            (None, None) => Self::Gone,
        })
    }
}

/// A replica that has a write and runs, or does not; rather its author than another.
fn holder(dot: Dot, moment: &Moment, runs: bool) -> Option<ReplicaId> {
    let has = |replica: &&ReplicaMoment| {
        let is_here = replica.seen.covers(dot)
            || replica.inbox.iter().any(|entry| entry.write.dot == dot)
            || replica.ahead.iter().any(|ahead| ahead.dot == dot);
        replica.runs == runs && is_here
    };
    let mut holders = moment.replicas.iter().filter(has).map(|replica| replica.actor.replica);
    let author = dot.actor.replica;
    holders.clone().find(|holder| *holder == author).or_else(|| holders.next())
}
