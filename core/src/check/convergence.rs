//! Convergence: whose vectors are equal show the same, at every moment.

use std::sync::Arc;

use litemap::LiteMap;
use xxhash_rust::xxh64::xxh64;

use super::finding::{Finding, Violation};
use crate::clock::{Actor, Counter, Dot, ReplicaId, VersionVector};
use crate::history::{Moment, ReplicaMoment};
use crate::replica::protocol::{Disk, Key, Phase, Write};
use crate::replica::rule::{DeliveryRule, VectorUpdate};
use crate::world::event::{Event, EventId, EventKind};

/// Fingerprints of what each replica believes and shows, kept up write by write.
#[derive(Clone, Debug)]
pub(super) struct ConvergenceWatch {
    /// Of each replica's vector, and of what it shows.
    seen: Vec<u64>,
    shown: Vec<u64>,
    /// The replica that the last events have changed, and the last of those.
    changed: Option<(ReplicaId, EventId)>,
    /// The pairs that were found apart and have not agreed since.
    apart: LiteMap<(ReplicaId, ReplicaId), ()>,
}

/// Sums of one number for each entry of the vector, and for each key.
#[derive(Clone, Copy, Debug)]
struct Prints {
    seen: u64,
    shown: u64,
}

impl ConvergenceWatch {
    /// So many replicas, to which nothing has happened.
    pub(super) fn new(n_replicas: usize) -> Self {
        let nothing = || vec![0; n_replicas];
        Self { seen: nothing(), shown: nothing(), changed: None, apart: LiteMap::new() }
    }

    /// An event is about to change a replica.
    pub(super) fn before(
        &mut self,
        at: ReplicaId,
        replica: &ReplicaMoment,
        kind: &EventKind,
        rule: DeliveryRule,
    ) {
        if let Some(change) = prints_of_change(replica, kind, rule) {
            let (seen, shown) = (&mut self.seen[at.index()], &mut self.shown[at.index()]);
            *seen = seen.wrapping_sub(change.seen);
            *shown = shown.wrapping_sub(change.shown);
        }
    }

    /// It has changed it.
    pub(super) fn after(
        &mut self,
        at: ReplicaId,
        replica: &ReplicaMoment,
        event: &Event,
        rule: DeliveryRule,
    ) {
        let (seen, shown) = (&mut self.seen[at.index()], &mut self.shown[at.index()]);
        if let Some(change) = prints_of_change(replica, &event.kind, rule) {
            *seen = seen.wrapping_add(change.seen);
            *shown = shown.wrapping_add(change.shown);
        }
        match &event.kind {
            EventKind::StateMerged { .. }
            | EventKind::Erred { .. }
            | EventKind::Restarted { .. } => {
                let keys = replica.store.iter().map(|(key, writes)| print_of_key(key, writes));
                *shown = keys.fold(0, u64::wrapping_add);
                *seen = print_of_vector(&replica.seen);
            }
            EventKind::Delivered { .. } if rule.update == VectorUpdate::Maximum => {
                *seen = print_of_vector(&replica.seen);
            }
            EventKind::Received { .. } if !rule.ticks_on_receipt => return,
            EventKind::Accepted { .. }
            | EventKind::Delivered { .. }
            | EventKind::Received { .. }
            | EventKind::Joined { .. }
            | EventKind::ViewChanged { .. } => {}
            _ => return,
        }
        if let EventKind::Restarted { disk: Disk::Lose, .. } = event.kind {
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
        let is_calm = self.apart.is_empty();
        for (index, prints) in self.seen.iter().zip(&self.shown).enumerate() {
            // Nearly all whose vectors are equal show the same, and there is nothing to forget.
            if *prints.0 != mine.0 || (is_calm && *prints.1 == mine.1) || index == at.index() {
                continue;
            }
            let other = &moment.replicas[index];
            if !serves(other) || !serves(replica) {
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

/// What the key and the entry that an event changes add to the sums, as they are now; `None` if it
/// changes neither.
fn prints_of_change(
    replica: &ReplicaMoment,
    kind: &EventKind,
    rule: DeliveryRule,
) -> Option<Prints> {
    let seen = |actor| print_of_entry(actor, replica.seen.get(actor));
    let of_write = |write: &Write| Prints {
        seen: seen(write.dot.actor),
        shown: print_of_key(&write.key, replica.store.siblings(&write.key)),
    };
    match kind {
        EventKind::Accepted { write, ahead_of, .. } if ahead_of.is_empty() => Some(of_write(write)),
        EventKind::Delivered { write, .. } => Some(of_write(write)),
        EventKind::Received { .. } if rule.ticks_on_receipt => {
            Some(Prints { seen: seen(replica.actor), shown: 0 })
        }
        _ => None,
    }
}

fn print_of_vector(seen: &VersionVector) -> u64 {
    let entries = seen.iter().map(|(actor, counter)| print_of_entry(actor, counter));
    entries.fold(0, u64::wrapping_add)
}

/// Of an absent entry nothing.
fn print_of_entry(actor: Actor, counter: Counter) -> u64 {
    let mut bytes = [0; 8];
    bytes[..2].copy_from_slice(&actor.replica.0.to_le_bytes());
    bytes[2..4].copy_from_slice(&actor.incarnation.to_le_bytes());
    bytes[4..].copy_from_slice(&counter.to_le_bytes());
    if counter == 0 { 0 } else { xxh64(&bytes, 1) }
}

/// Equal for equal values of a key under equal names, and of all keys nothing if there are none.
fn print_of_key(key: &Key, writes: &[Arc<Write>]) -> u64 {
    let Some(first) = writes.first() else { return 0 };
    let print_of_write = |print: u64, write: &Write| {
        let name = print_of_entry(write.dot.actor, write.dot.counter);
        xxh64(write.value.as_deref().unwrap_or_default().as_bytes(), print ^ name)
    };
    let print = print_of_write(xxh64(key.as_bytes(), 0), first);
    writes[1..].iter().fold(print, |print, write| print_of_write(print, write))
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
