//! One lane per actor, and the exact answer to "does the write of this dot wait here?".

use litemap::LiteMap;

use super::lane::Lane;
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};

/// The lanes of a buffer: in a flat array for the first incarnations of the replicas there are, in
/// an ordered map for later incarnations (rare: a replica that lost its disk) and unknown actors.
#[derive(Clone, Debug)]
pub(super) struct Lanes {
    n_replicas: u16,
    firsts: Vec<Lane>,
    others: LiteMap<Actor, Lane>,
    /// How many waiting writes no lane remembers: writes that have been passed while they waited
    /// for something else, and copies of waiting writes under rules that keep them.
    strays: LiteMap<Dot, usize>,
}

impl Lanes {
    pub(super) fn new(n_replicas: u16) -> Self {
        Self { n_replicas, firsts: Vec::new(), others: LiteMap::new(), strays: LiteMap::new() }
    }

    /// Lets all lanes catch up; due before the first write after a time when nothing waited,
    /// because nobody tells an empty buffer what has been seen.
    pub(super) fn settle(&mut self, seen: &VersionVector) {
        if self.firsts.is_empty() {
            let lane = |replica| Lane::new(seen.get(Actor::first(ReplicaId(replica))));
            self.firsts = (0..self.n_replicas).map(lane).collect();
        } else {
            let counters = seen.first_counters().iter();
            self.firsts.iter_mut().zip(counters).for_each(|(lane, seen)| lane.settle(*seen));
        }
        self.others.clear();
    }

    /// The lane of an actor, if anything was ever remembered in it.
    #[inline]
    pub(super) fn get(&mut self, actor: Actor) -> Option<&mut Lane> {
        match self.firsts.get_mut(actor.replica.index()) {
            Some(lane) if actor.incarnation == 0 => Some(lane),
            _ => other(&mut self.others, actor),
        }
    }

    /// The lane of an actor. The lanes have been settled before.
    #[inline]
    pub(super) fn get_or_new(&mut self, actor: Actor, seen: &VersionVector) -> &mut Lane {
        match self.firsts.get_mut(actor.replica.index()) {
            Some(lane) if actor.incarnation == 0 => lane,
            _ => other_or_new(&mut self.others, actor, seen),
        }
    }

    /// Whether a write of this dot waits.
    #[inline]
    pub(super) fn holds(&self, dot: Dot) -> bool {
        match self.firsts.get(dot.actor.replica.index()) {
            Some(lane) if dot.actor.incarnation == 0 && self.strays.is_empty() => {
                lane.is_held(dot.counter)
            }
            _ => self.holds_other(dot),
        }
    }

    /// Forgets one waiting write of this dot.
    #[inline]
    pub(super) fn let_go(&mut self, dot: Dot) {
        if !self.strays.is_empty() && self.let_go_stray(dot) {
            return;
        }
        self.get(dot.actor).expect("a lane remembers it").let_go(dot.counter);
    }

    /// Remembers a waiting write that no lane can remember.
    #[cold]
    pub(super) fn stray(&mut self, dot: Dot) {
        *self.strays.entry(dot).or_default() += 1;
    }

    /// Gives back the memory of a long queue.
    pub(super) fn release(&mut self) {
        debug_assert!(self.strays.is_empty(), "nothing waits when memory is released");
        self.firsts.iter_mut().for_each(Lane::release);
    }

    #[cold]
    fn holds_other(&self, dot: Dot) -> bool {
        let Actor { replica, incarnation } = dot.actor;
        let first = self.firsts.get(replica.index()).filter(|_| incarnation == 0);
        let lane = first.or_else(|| self.others.get(&dot.actor));
        lane.is_some_and(|lane| lane.is_held(dot.counter)) || self.strays.contains_key(&dot)
    }

    #[cold]
    fn let_go_stray(&mut self, dot: Dot) -> bool {
        let Some(n_copies) = self.strays.get_mut(&dot) else {
            return false;
        };
        *n_copies -= 1;
        if *n_copies == 0 {
            self.strays.remove(&dot);
        }
        true
    }
}

#[cold]
fn other(others: &mut LiteMap<Actor, Lane>, actor: Actor) -> Option<&mut Lane> {
    others.get_mut(&actor)
}

#[cold]
fn other_or_new<'a>(
    others: &'a mut LiteMap<Actor, Lane>,
    actor: Actor,
    seen: &VersionVector,
) -> &'a mut Lane {
    others.entry(actor).or_insert_with(|| Lane::new(seen.get(actor)))
}
