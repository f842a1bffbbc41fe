//! Convergence: who has seen the same shows the same, at every moment.

use std::sync::Arc;

use litemap::LiteMap;
use xxhash_rust::xxh64::{Xxh64, xxh64};

use super::finding::{Finding, Violation};
use crate::clock::{Actor, Counter, Dot, ReplicaId, VersionVector};
use crate::history::{Moment, ReplicaMoment};
use crate::replica::protocol::{Disk, Key, Phase, Write};
use crate::replica::rule::{DeliveryRule, VectorUpdate};
use crate::world::event::{Event, EventId, EventKind};

/// Fingerprints of what each replica believes and shows, kept up write by write.
#[derive(Clone, Debug)]
pub(super) struct ConvergenceWatch {
    prints: Vec<Prints>,
    /// The replica that the last events have changed, and the last of those.
    changed: Option<(ReplicaId, EventId)>,
    /// The pairs that were found apart and have not agreed since.
    apart: LiteMap<(ReplicaId, ReplicaId), ()>,
}

/// Sums of one number for each entry of the vector, and for each key.
#[derive(Clone, Copy, Debug, Default)]
struct Prints {
    seen: u64,
    shown: u64,
}

impl ConvergenceWatch {
    /// So many replicas, to which nothing has happened.
    pub(super) fn new(n_replicas: usize) -> Self {
        Self { prints: vec![Prints::default(); n_replicas], changed: None, apart: LiteMap::new() }
    }

    /// An event is about to change a replica.
    pub(super) fn before(&mut self, replica: &ReplicaMoment, kind: &EventKind, rule: DeliveryRule) {
        let prints = &mut self.prints[replica.actor.replica.index()];
        let change = prints_of_change(replica, kind, rule);
        prints.shown = prints.shown.wrapping_sub(change.shown);
        prints.seen = prints.seen.wrapping_sub(change.seen);
    }

    /// It has changed it.
    pub(super) fn after(&mut self, replica: &ReplicaMoment, event: &Event, rule: DeliveryRule) {
        let at = replica.actor.replica;
        let prints = &mut self.prints[at.index()];
        let change = prints_of_change(replica, &event.kind, rule);
        prints.shown = prints.shown.wrapping_add(change.shown);
        prints.seen = prints.seen.wrapping_add(change.seen);
        match &event.kind {
            EventKind::StateMerged { .. }
            | EventKind::Erred { .. }
            | EventKind::Restarted { .. } => {
                let keys = replica.store.iter().map(|(key, writes)| print_of_key(key, writes));
                prints.shown = keys.fold(0, u64::wrapping_add);
                prints.seen = print_of_vector(&replica.seen);
            }
            EventKind::Delivered { .. } if rule.update == VectorUpdate::Maximum => {
                prints.seen = print_of_vector(&replica.seen);
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
        let mine = self.prints[at.index()];
        for (other, prints) in moment.replicas.iter().zip(&self.prints) {
            let from = other.actor.replica;
            if prints.seen != mine.seen || from == at || !serves(other) || !serves(replica) {
                continue;
            }
            let pair = (at.min(from), at.max(from));
            if prints.shown == mine.shown {
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

/// What the key and the entry that an event changes add to the sums, as they are now.
fn prints_of_change(replica: &ReplicaMoment, kind: &EventKind, rule: DeliveryRule) -> Prints {
    let seen = |actor| print_of_entry(actor, replica.seen.get(actor));
    match kind {
        EventKind::Accepted { write, ahead_of, .. } if ahead_of.is_empty() => Prints {
            seen: seen(write.dot.actor),
            shown: print_of_key(&write.key, replica.store.siblings(&write.key)),
        },
        EventKind::Delivered { write, .. } => Prints {
            seen: seen(write.dot.actor),
            shown: print_of_key(&write.key, replica.store.siblings(&write.key)),
        },
        EventKind::Received { .. } if rule.ticks_on_receipt => {
            Prints { seen: seen(replica.actor), shown: 0 }
        }
        _ => Prints::default(),
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
    let mut hash = Xxh64::new(0);
    for write in writes {
        hash.update(key.as_bytes());
        hash.update(&write.dot.counter.to_le_bytes());
        hash.update(&write.dot.actor.replica.0.to_le_bytes());
        hash.update(&write.dot.actor.incarnation.to_le_bytes());
        hash.update(write.value.as_deref().unwrap_or_default().as_bytes());
    }
    if writes.is_empty() { 0 } else { hash.digest() }
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
