//! What has really happened up to now: which writes were made, and which have taken effect where.

use litemap::LiteMap;

use super::applied_writes::AppliedWrites;
use crate::clock::{ByReplica, ReplicaId};
use crate::history::{Causation, HappensBefore, MadeWrite};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Disk, Message};
use crate::world::event::{Event, EventKind};
use crate::world::network::MessageId;

/// The truth before the next event, from the events alone.
#[derive(Clone, Debug)]
pub(super) struct GroundTruth {
    pub(super) judge: HappensBefore,
    effects: ByReplica<AppliedWrites>,
    /// What had taken effect at the sender of each state transfer.
    in_states: LiteMap<MessageId, AppliedWrites>,
    nothing: AppliedWrites,
}

impl GroundTruth {
    pub(super) fn new(causation: Causation) -> Self {
        Self {
            judge: HappensBefore::new(causation),
            effects: ByReplica::new(),
            in_states: LiteMap::new(),
            nothing: AppliedWrites::default(),
        }
    }

    /// What has taken effect at a replica.
    pub(super) fn effects(&self, at: ReplicaId) -> &AppliedWrites {
        self.effects.get(at).unwrap_or(&self.nothing)
    }

    /// Whether a state on its way brings a write.
    pub(super) fn brings(&self, state: MessageId, made: &MadeWrite) -> bool {
        self.in_states.get(&state).is_some_and(|effects| effects.has(made.id))
    }

    /// Takes in the next event.
    pub(super) fn observe(&mut self, event: &Event) {
        self.judge.observe(event);
        match &event.kind {
            EventKind::Duplicated { original, copy, what: Message::State(_), .. } => {
                let effects = self.in_states.get(original).cloned().unwrap_or_default();
                self.in_states.insert(*copy, effects);
            }
            EventKind::Lost { message, .. } => drop(self.in_states.remove(message)),
            _ => {}
        }
        let Some(at) = event.replica else { return };
        match &event.kind {
            EventKind::Recorded { what: Occurrence::Accepted { write, ahead_of, .. }, .. }
                if ahead_of.is_empty() =>
            {
                self.take_effect(at, self.judge.made(write).map(|made| made.id));
            }
            EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } => {
                self.take_effect(at, self.judge.made(write).map(|made| made.id));
            }
            EventKind::Sent { message, what: Message::State(_), .. } => {
                let effects = self.effects(at).clone();
                self.in_states.insert(*message, effects);
            }
            EventKind::Recorded {
                message: Some(message),
                what: Occurrence::StateMerged { .. },
            } => {
                let effects = self.in_states.remove(message).unwrap_or_default();
                self.effects.get_mut(at).merge(&effects);
            }
            EventKind::Recorded {
                what: Occurrence::Restarted { disk: Disk::Lose, .. }, ..
            } => drop(self.effects.take(at)),
            _ => {}
        }
    }

    fn take_effect(&mut self, at: ReplicaId, id: Option<crate::history::WriteId>) {
        if let Some(id) = id {
            self.effects.get_mut(at).insert(id);
        }
    }
}
