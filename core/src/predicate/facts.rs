//! What must be remembered of the past so that a predicate can be judged, and nothing else. Two
//! pasts that a predicate cannot tell apart give equal facts wherever that is cheap.

use std::cell::Cell;

use litemap::LiteMap;

use super::Predicate;
use super::asked::Counter;
use super::moments;
use super::observed::Observed;
use super::orders::Orders;
use super::sight::Sight;
use super::truth::{Truth, WriteSet};
use super::value::Value;
use super::vocabulary::{Asks, Kind};
use crate::clock::{Dot, ReplicaId, VersionVector};
use crate::history::Causation;
use crate::replica::protocol::{Message, Occurrence, Time};
use crate::world::setting::Setting;

/// The past, as far as a predicate asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Facts {
    pub(super) truth: Truth,
    /// For each kind of event that is asked: to which write it has happened at which replica.
    pub(super) happened: LiteMap<Asks, Vec<WriteSet>>,
    /// For how many writes a write has had to wait at most.
    pub(super) missing: LiteMap<(Dot, ReplicaId), u32>,
    pub(super) counters: LiteMap<Counter, u32>,
    /// What has gone wrong, of what is asked, by its bits.
    pub(super) violated: u16,
    pub(super) orders: Orders,
    /// For each quantifier over moments and whatever its parts speak of: the answers that these
    /// have had at the moments so far, as bits.
    pub(super) moments: Vec<LiteMap<Vec<Value>, Vec<u64>>>,
    now: Time,
}

impl Facts {
    /// Nothing has happened yet.
    #[must_use]
    pub fn start(predicate: &Predicate, setting: &Setting) -> Self {
        let asked = &predicate.asked;
        let n_replicas = setting.names.len();
        let nothing = vec![WriteSet::default(); n_replicas];
        Self {
            truth: Truth::new(Causation::of(&setting.protocol), n_replicas),
            happened: asked.events.iter().map(|kind| (*kind, nothing.clone())).collect(),
            missing: LiteMap::new(),
            counters: asked.counters.iter().map(|counter| (*counter, 0)).collect(),
            violated: 0,
            orders: Orders::of(predicate, n_replicas),
            moments: vec![LiteMap::new(); asked.moments.len()],
            now: 0,
        }
    }

    /// Takes in what happens next.
    pub fn observe(&mut self, predicate: &Predicate, seen: &Observed<'_>) {
        match seen {
            Observed::Time(now) if predicate.asked.uses.time => self.now = *now,
            Observed::Time(_) | Observed::Requested { .. } | Observed::Replied { .. } => {}
            Observed::Acted(verb) => {
                self.count(Counter::Actions);
                self.count(Counter::Did(*verb));
            }
            Observed::Occurred { at, what, .. } => self.occur(predicate, *at, what),
            Observed::Sent { from, to, what } if predicate.asked.uses.truth => {
                self.truth.send(*from, *to, what);
            }
            Observed::Sent { .. } => {}
            Observed::Copied { from, to, what } => self.truth.copy(*from, *to, what),
            Observed::Lost { from, to, what } => {
                self.count(Counter::Lost);
                self.truth.take(*from, *to, what, false);
                self.carried(Asks::Lost, *to, what);
            }
            Observed::Received { from, at, what } => {
                self.truth.take(*from, *at, what, true);
                self.carried(Asks::Arrived, *at, what);
            }
        }
        self.violated &= predicate.asked.violations;
    }

    fn carried(&mut self, kind: Asks, at: ReplicaId, what: &Message) {
        for write in what.writes() {
            if let Some(name) = self.truth.name_of(write) {
                self.happens(kind, name, at);
            }
        }
    }

    fn occur(&mut self, predicate: &Predicate, at: ReplicaId, what: &Occurrence) {
        if !predicate.asked.uses.truth {
            if let Occurrence::Collected { .. } = what {
                self.count(Counter::Collected);
            }
            return;
        }
        match what {
            Occurrence::Accepted { write, ahead_of, .. } => {
                let known = VersionVector::new();
                let (name, wrong) = self.truth.accept(at, write, !ahead_of.is_empty(), &known);
                self.violated |= wrong;
                self.happens(Asks::Made, name, at);
                if ahead_of.is_empty() {
                    self.happens(Asks::Delivered, name, at);
                }
            }
            Occurrence::Delivered { write } => {
                let (name, wrong) = self.truth.deliver(at, write);
                self.violated |= wrong;
                let again = wrong & Kind::Twice.bit() != 0;
                self.happens(if again { Asks::DeliveredAgain } else { Asks::Delivered }, name, at);
            }
            Occurrence::Discarded { write, why } => {
                if let Some(name) = self.truth.discard(at, write, *why) {
                    self.violated |= Kind::Dropped.bit();
                    self.happens(Asks::WronglyDropped, name, at);
                }
            }
            Occurrence::Buffered { write, missing } => {
                let Some(name) = self.truth.name_of(write) else { return };
                self.happens(Asks::Buffered, name, at);
                if self.happened.contains_key(&Asks::BufferedFor) {
                    let n = missing.iter().map(|range| range.last - range.first + 1).sum();
                    let most = self.missing.entry((name, at)).or_insert(0);
                    *most = (*most).max(n);
                }
            }
            Occurrence::StateMerged { .. } => {
                let Some(brought) = self.truth.merge(at) else { return };
                let names: Vec<Dot> = self.truth.writes().map(|write| write.0).collect();
                for name in names.into_iter().filter(|name| brought.has(*name)) {
                    self.happens(Asks::Delivered, name, at);
                }
            }
            Occurrence::Restarted { .. } => self.truth.restart(at, what),
            Occurrence::Collected { .. } => self.count(Counter::Collected),
            _ => {}
        }
    }

    /// An event that may be asked for happens, perhaps for the first time.
    fn happens(&mut self, kind: Asks, name: Dot, at: ReplicaId) {
        self.orders.happens(kind, name, at, self.now);
        if let Some(sets) = self.happened.get_mut(&kind) {
            sets[at.index()].insert(name);
        }
    }

    fn count(&mut self, counter: Counter) {
        if let Some(n) = self.counters.get_mut(&counter) {
            *n = n.saturating_add(1);
        }
    }

    /// A whole step is over, or nothing has happened yet: remembers what is asked of such moments.
    pub fn look(&mut self, predicate: &Predicate, sight: &dyn Sight) {
        self.look_within(predicate, sight, &Cell::new(u64::MAX));
    }

    /// The same with a limit to how many things are looked at.
    pub(super) fn look_within(
        &mut self,
        predicate: &Predicate,
        sight: &dyn Sight,
        left: &Cell<u64>,
    ) {
        self.truth.rest();
        moments::look(self, predicate, sight, left);
    }
}
