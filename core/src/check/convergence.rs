//! Convergence: whose vectors are equal show the same, at every moment.

use litemap::LiteMap;
use xxhash_rust::xxh64::xxh64;

use super::finding::{Finding, Violation};
use crate::clock::{Actor, Counter, Dot, ReplicaId, VersionVector};
use crate::history::{Moment, ReplicaMoment};
use crate::replica::StoreChange;
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Disk, Phase, Write};
use crate::replica::rule::{DeliveryRule, VectorUpdate};
use crate::world::event::{Event, EventId, EventKind};

/// Fingerprints of what each replica believes and shows, kept up write by write.
#[derive(Clone, Debug)]
pub(super) struct ConvergenceWatch {
    /// Of each replica's vector, a sum of one number for each entry. Short, so that all can be
    /// looked at after every input; who seems to have seen the same is compared entry by entry.
    seen: Vec<u32>,
    /// Of what each shows, a sum of one number for each value.
    shown: Vec<u64>,
    /// The replica that the last events have changed, and the last of those.
    changed: Option<(ReplicaId, EventId)>,
    /// The pairs that were found apart and have not agreed since.
    apart: LiteMap<(ReplicaId, ReplicaId), ()>,
}

impl ConvergenceWatch {
    /// So many replicas, to which nothing has happened.
    pub(super) fn new(n_replicas: usize) -> Self {
        let (seen, shown) = (vec![0; n_replicas], vec![0; n_replicas]);
        Self { seen, shown, changed: None, apart: LiteMap::new() }
    }

    /// An event is about to change a replica.
    pub(super) fn before(
        &mut self,
        at: ReplicaId,
        replica: &ReplicaMoment,
        kind: &EventKind,
        rule: DeliveryRule,
    ) {
        if let Some(actor) = counted_actor(replica, kind, rule) {
            let seen = &mut self.seen[at.index()];
            *seen = seen.wrapping_sub(print_of_entry(actor, replica.seen.get(actor)) as u32);
        }
    }

    /// It has changed it, and what it shows so.
    pub(super) fn after(
        &mut self,
        at: ReplicaId,
        replica: &ReplicaMoment,
        (event, change): (&Event, &StoreChange),
        rule: DeliveryRule,
    ) {
        let (seen, shown) = (&mut self.seen[at.index()], &mut self.shown[at.index()]);
        if let Some(actor) = counted_actor(replica, &event.kind, rule) {
            *seen = seen.wrapping_add(print_of_entry(actor, replica.seen.get(actor)) as u32);
        }
        let gone = change.replaced.iter().map(|write| print_of_write(write));
        *shown = gone.fold(*shown, u64::wrapping_sub);
        if let Some(write) = event.kind.write().filter(|_| change.shows) {
            *shown = shown.wrapping_add(print_of_write(write));
        }
        match &event.kind {
            EventKind::Recorded { what: Occurrence::StateMerged { .. }, .. }
            | EventKind::Recorded { what: Occurrence::Erred { .. }, .. }
            | EventKind::Recorded { what: Occurrence::Restarted { .. }, .. } => {
                let writes = replica.store.iter().flat_map(|(_, writes)| writes);
                *shown = writes.map(|write| print_of_write(write)).fold(0, u64::wrapping_add);
                *seen = print_of_vector(&replica.seen);
            }
            EventKind::Recorded { what: Occurrence::Delivered { .. }, .. }
                if rule.update == VectorUpdate::Maximum =>
            {
                *seen = print_of_vector(&replica.seen);
            }
            EventKind::Received { .. } if !rule.ticks_on_receipt => return,
            EventKind::Recorded { what: Occurrence::Accepted { .. }, .. }
            | EventKind::Recorded { what: Occurrence::Delivered { .. }, .. }
            | EventKind::Received { .. }
            | EventKind::Recorded { what: Occurrence::Joined { .. }, .. }
            | EventKind::Recorded { what: Occurrence::ViewChanged { .. }, .. } => {}
            _ => return,
        }
        if let EventKind::Recorded {
            what: Occurrence::Restarted { disk: Disk::Lose, .. }, ..
        } = event.kind
        {
            self.apart.retain(|(left, right), ()| *left != at && *right != at);
        }
        self.changed = Some((at, event.id));
    }

    /// Looks at who has changed, when everything that came of one input has been dealt with.
    pub(super) fn look(&mut self, moment: &Moment, found: &mut Vec<Finding>) {
        let Some((at, event)) = self.changed.take() else { return };
        let replica = &moment.replicas[at.index()];
        let serves = |replica: &ReplicaMoment| replica.runs && replica.phase == Phase::Serving;
        let mine = (self.seen[at.index()], self.shown[at.index()]);
        if self.seen.iter().filter(|seen| **seen == mine.0).count() == 1 {
            return;
        }
        let is_calm = self.apart.is_empty();
        for (index, prints) in self.seen.iter().zip(&self.shown).enumerate() {
            // Nearly all whose vectors are equal show the same, and there is nothing to forget.
            if *prints.0 != mine.0 || (is_calm && *prints.1 == mine.1) || index == at.index() {
                continue;
            }
            let other = &moment.replicas[index];
            if !serves(other) || !serves(replica) || other.seen != replica.seen {
                continue;
            }
            let from = other.actor.replica;
            let pair = (at.min(from), at.max(from));
            if *prints.1 == mine.1 {
                self.apart.remove(&pair);
            } else if self.apart.insert(pair, ()).is_none() {
                found.extend(only_one_shows(other, replica).map(|write| Finding {
                    event,
                    at,
                    what: Violation::Diverged { from, write },
                }));
            }
        }
    }
}

/// Whose entry of a replica's vector an event changes, if it changes one.
fn counted_actor(replica: &ReplicaMoment, kind: &EventKind, rule: DeliveryRule) -> Option<Actor> {
    match kind {
        EventKind::Recorded { what: Occurrence::Accepted { write, ahead_of, .. }, .. }
            if ahead_of.is_empty() =>
        {
            Some(write.dot.actor)
        }
        EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } => {
            Some(write.dot.actor)
        }
        EventKind::Received { .. } if rule.ticks_on_receipt => Some(replica.actor),
        _ => None,
    }
}

fn print_of_vector(seen: &VersionVector) -> u32 {
    let entries = seen.iter().map(|(actor, counter)| print_of_entry(actor, counter) as u32);
    entries.fold(0, u32::wrapping_add)
}

/// Of an absent entry nothing.
fn print_of_entry(actor: Actor, counter: Counter) -> u64 {
    let mut bytes = [0; 8];
    bytes[..2].copy_from_slice(&actor.replica.0.to_le_bytes());
    bytes[2..4].copy_from_slice(&actor.incarnation.to_le_bytes());
    bytes[4..].copy_from_slice(&counter.to_le_bytes());
    if counter == 0 { 0 } else { xxh64(&bytes, 1) }
}

/// Equal for equal values of a key under equal names.
fn print_of_write(write: &Write) -> u64 {
    let print = xxh64(write.key.as_bytes(), print_of_entry(write.dot.actor, write.dot.counter));
    xxh64(write.value.as_deref().unwrap_or_default().as_bytes(), print)
}

/// A write that one of two replicas shows and the other does not.
fn only_one_shows(left: &ReplicaMoment, right: &ReplicaMoment) -> Option<Dot> {
    let lacks = |one: &ReplicaMoment, other: &ReplicaMoment| {
        let mut shown = one.store.iter().flat_map(|(_, writes)| writes);
        let other = &other.store;
        shown.find(|write| !other.siblings(&write.key).contains(write)).map(|write| write.dot)
    };
    lacks(left, right).or_else(|| lacks(right, left))
}
