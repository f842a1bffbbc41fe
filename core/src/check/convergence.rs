//! Convergence: who has seen the same shows the same, once nothing is on its way.

use std::sync::Arc;

use litemap::LiteMap;
use xxhash_rust::xxh64::Xxh64;

use super::finding::{Finding, Violation};
use crate::clock::{Dot, ReplicaId};
use crate::history::{Moment, ReplicaMoment};
use crate::replica::protocol::{Key, Phase, Write};
use crate::world::event::{Event, EventId, EventKind};

/// A fingerprint of what each replica shows, kept up write by write.
#[derive(Clone, Debug, Default)]
pub(super) struct ConvergenceWatch {
    shown: LiteMap<ReplicaId, u64>,
    has_changed: bool,
    /// The pairs that were found apart and still are.
    apart: Vec<(ReplicaId, ReplicaId)>,
}

impl ConvergenceWatch {
    /// An event is about to change a replica.
    pub(super) fn before(&mut self, replica: &ReplicaMoment, kind: &EventKind) {
        if let Some(key) = changed_key(kind) {
            let shown = self.shown.entry(replica.actor.replica).or_default();
            *shown = shown.wrapping_sub(print_of_key(key, replica.store.siblings(key)));
        }
    }

    /// It has changed it.
    pub(super) fn after(&mut self, replica: &ReplicaMoment, kind: &EventKind) {
        let is_wholesale = matches!(
            kind,
            EventKind::StateMerged { .. } | EventKind::Erred { .. } | EventKind::Restarted { .. }
        );
        let shown = self.shown.entry(replica.actor.replica).or_default();
        if let Some(key) = changed_key(kind) {
            *shown = shown.wrapping_add(print_of_key(key, replica.store.siblings(key)));
        } else if is_wholesale {
            let keys = replica.store.iter().map(|(key, writes)| print_of_key(key, writes));
            *shown = keys.fold(0, u64::wrapping_add);
        } else {
            return;
        }
        self.has_changed = true;
    }

    /// Looks around when nothing is on its way; `now` is the last event.
    pub(super) fn look(&mut self, moment: &Moment, now: EventId, found: &mut Vec<Finding>) {
        if !self.has_changed || !moment.messages.is_empty() {
            return;
        }
        self.has_changed = false;
        let before = std::mem::take(&mut self.apart);
        // One of each group that has seen the same.
        let mut firsts: Vec<&ReplicaMoment> = Vec::new();
        let serves = |replica: &&ReplicaMoment| replica.runs && replica.phase == Phase::Serving;
        for replica in moment.replicas.iter().filter(serves) {
            let Some(first) = firsts.iter().find(|first| first.seen == replica.seen) else {
                firsts.push(replica);
                continue;
            };
            let pair = (first.actor.replica, replica.actor.replica);
            if self.shown.get(&pair.0) == self.shown.get(&pair.1) {
                continue;
            }
            let write = only_one_shows(first, replica).filter(|_| !before.contains(&pair));
            self.apart.push(pair);
            found.extend(write.map(|write| Finding {
                event: now,
                at: pair.1,
                what: Violation::Diverged { from: pair.0, write },
            }));
        }
    }
}

/// Whether an event begins something, so that everything before it has been dealt with.
pub(super) fn begins(event: &Event, moment: &Moment) -> bool {
    event.at > moment.now
        || matches!(
            event.kind,
            EventKind::Requested { .. }
                | EventKind::LinkChanged { .. }
                | EventKind::LinksChanged { .. }
                | EventKind::Partitioned { .. }
                | EventKind::Healed
                | EventKind::Crashed
                | EventKind::Restarted { .. }
                | EventKind::TimePassed
                | EventKind::Noted { .. }
        )
}

fn changed_key(kind: &EventKind) -> Option<&Key> {
    match kind {
        EventKind::Accepted { write, ahead_of, .. } => ahead_of.is_empty().then_some(&write.key),
        EventKind::Delivered { write, .. } => Some(&write.key),
        _ => None,
    }
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
