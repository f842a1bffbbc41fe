//! What has really happened up to now: which writes were made and what comes before each, and which
//! have taken effect where. Writes go by their true names: the author's life, which ends when it
//! loses its disk, and the how-manieth write of that life it is. So two writes under one dot are
//! two, and what two orders of independent steps lead to is equal.

mod forgetting;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use litemap::LiteMap;

use super::vocabulary::Kind;
use crate::clock::{Actor, Dot, ReplicaId, VersionVector};
use crate::history::Causation;
use crate::replica::protocol::{Disk, Message, State, Write};
use crate::replica::rule::DiscardReason;
use crate::world::action::SessionName;

/// A set of writes, each by its true name, that need not hold what comes before them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct WriteSet {
    /// Of each life the writes before the first that is not in.
    first: VersionVector,
    beyond: LiteMap<Dot, ()>,
}

impl WriteSet {
    pub(super) fn has(&self, write: Dot) -> bool {
        self.first.covers(write) || self.beyond.contains_key(&write)
    }

    /// Adds a write; says whether it is new.
    pub(super) fn insert(&mut self, write: Dot) -> bool {
        if self.has(write) {
            return false;
        }
        self.beyond.insert(write, ());
        let mut next = Dot::new(write.actor, self.first.get(write.actor) + 1);
        while self.beyond.remove(&next).is_some() {
            self.first.include(next);
            next.counter += 1;
        }
        true
    }

    fn merge(&mut self, other: &Self) {
        self.first.merge(&other.first);
        let beyond = std::mem::take(&mut self.beyond);
        beyond.keys().chain(other.beyond.keys()).for_each(|write| {
            self.insert(*write);
        });
    }

    /// Whether all of a past are in.
    fn includes(&self, past: &VersionVector) -> bool {
        self.first.includes(past)
    }
}

/// A write as it was really made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    /// The name that it bears.
    pub(super) dot: Dot,
    pub(super) key: Arc<str>,
    pub(super) value: Option<Arc<str>>,
    /// What happens before it, by true names.
    pub(super) past: VersionVector,
    /// Whose client asked for it; nobody's, if that is not asked for.
    pub(super) session: SessionName,
    /// What that client knew.
    pub(super) known: VersionVector,
    /// What happens before it as clients can tell: also what they knew.
    pub(super) told: VersionVector,
}

/// Whatever else there is to a write nearly always follows from its name.
impl Hash for Made {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (self.dot, &self.past, &self.known).hash(hasher);
    }
}

/// Whose client asked for a write, and what it knew.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking<'a> {
    pub(super) session: Option<&'a SessionName>,
    pub(super) known: &'a VersionVector,
}

/// A state on its way, with what had really taken effect at its sender.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Travelling {
    from: ReplicaId,
    to: ReplicaId,
    state: Arc<State>,
    n_copies: u32,
    effects: WriteSet,
    known: Knowledge,
}

/// What has taken effect with all that happens before it, and the same as clients can tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Knowledge {
    past: VersionVector,
    told: VersionVector,
}

/// Where what clients know matters, it stands with the clients as well.
impl Hash for Knowledge {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.past.hash(hasher);
    }
}

impl Knowledge {
    fn merge(&mut self, other: &Self) {
        self.past.merge(&other.past);
        self.told.merge(&other.told);
    }

    fn learn(&mut self, name: Dot, made: &Made) {
        self.past.merge(&made.past);
        self.past.include(name);
        self.told.merge(&made.told);
        self.told.include(name);
    }
}

impl Hash for Travelling {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (self.from, self.to, self.n_copies, &self.effects, &self.known).hash(hasher);
    }
}

/// What has really happened at one replica.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// How often it lost its disk.
    life: u16,
    /// What has taken effect.
    effects: WriteSet,
    /// That, with all that happens before it.
    known: Knowledge,
    /// Its own writes that are ahead.
    ahead: LiteMap<Dot, ()>,
}

/// The writes of each life, in order.
pub(super) type Writes = Arc<LiteMap<Actor, Vec<Arc<Made>>>>;

/// What has really happened. Copies share what is equal in them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Truth {
    by_sessions: bool,
    pub(super) made: Writes,
    /// Writes that are not named as they should be, by the name that they bear.
    misnamed: LiteMap<Dot, Vec<(Dot, Arc<Write>)>>,
    /// By replica.
    pub(super) places: Vec<Arc<Place>>,
    states: Vec<Travelling>,
    /// The state that is being merged.
    arriving: Option<(WriteSet, Knowledge)>,
}

impl Truth {
    pub(super) fn new(causation: Causation, n_replicas: usize) -> Self {
        Self {
            by_sessions: causation == Causation::Sessions,
            made: Arc::default(),
            misnamed: LiteMap::new(),
            places: vec![Arc::default(); n_replicas],
            states: Vec::new(),
            arriving: None,
        }
    }

    fn place(&self, at: ReplicaId) -> &Place {
        &self.places[at.index()]
    }

    fn place_mut(&mut self, at: ReplicaId) -> &mut Place {
        Arc::make_mut(&mut self.places[at.index()])
    }

    /// The writes by their true names, in order.
    pub(super) fn writes(&self) -> impl Iterator<Item = (Dot, &Arc<Made>)> + '_ {
        self.made.iter().flat_map(|(life, writes)| {
            (1..).zip(writes).map(|(counter, made)| (Dot::new(*life, counter), made))
        })
    }

    pub(super) fn made(&self, name: Dot) -> Option<&Arc<Made>> {
        self.made.get(&name.actor)?.get(name.counter.checked_sub(1)? as usize)
    }

    /// The true name of a write that was made.
    pub(super) fn name_of(&self, write: &Arc<Write>) -> Option<Dot> {
        let named = self.misnamed.get(&write.dot).map_or(&[][..], |all| all);
        let same = named.iter().find(|(_, other)| other == write).map(|found| found.0);
        same.or_else(|| self.named(write.dot))
    }

    /// The first write of a name, if there is one.
    pub(super) fn named(&self, dot: Dot) -> Option<Dot> {
        let rightly = self.made(dot).filter(|made| made.dot == dot).map(|_| dot);
        rightly.or_else(|| self.misnamed.get(&dot)?.first().map(|found| found.0))
    }

    pub(super) fn happens_before(&self, left: Dot, right: Dot) -> bool {
        self.made(right).is_some_and(|right| right.past.covers(left))
    }

    /// Whether a write has taken effect at a replica that has not lost its disk since.
    pub(super) fn has_effect(&self, write: Dot, at: ReplicaId) -> bool {
        self.place(at).effects.has(write)
    }

    /// The last write of an actor's first so many names, if there is one.
    pub(super) fn last_named(&self, actor: Actor, counter: u32) -> Option<Dot> {
        let covered = self
            .writes()
            .filter(|(_, made)| made.dot.actor == actor && made.dot.counter <= counter);
        covered.max_by_key(|(name, made)| (made.dot.counter, *name)).map(|found| found.0)
    }

    /// Whether a write has taken effect at a replica, or shows there though it is ahead.
    pub(super) fn shows_effect(&self, write: Dot, at: ReplicaId) -> bool {
        self.has_effect(write, at) || self.place(at).ahead.contains_key(&write)
    }

    /// Of each life the first write of a past that has not taken effect at a replica.
    pub(super) fn lacks<'a>(
        &'a self,
        at: ReplicaId,
        past: &'a VersionVector,
    ) -> impl Iterator<Item = Dot> + 'a {
        let effects = &self.place(at).effects.first;
        let lacking = past.iter().filter(|(life, last)| effects.get(*life) < *last);
        lacking.map(|(life, _)| Dot::new(life, effects.get(life) + 1))
    }

    fn make(
        &mut self,
        at: ReplicaId,
        write: &Arc<Write>,
        mut before: Knowledge,
        by: Asking<'_>,
    ) -> Dot {
        let life = Actor { replica: at, incarnation: self.place(at).life };
        let writes = Arc::make_mut(&mut self.made).entry(life).or_default();
        let n_before = u32::try_from(writes.len()).expect("fewer than 2^32 writes");
        if let Some(earlier) = writes.last() {
            before.learn(Dot::new(life, n_before), earlier);
        }
        let name = Dot::new(life, n_before + 1);
        before.told.merge(by.known);
        let (dot, key, value) = (write.dot, Arc::clone(&write.key), write.value.clone());
        let Knowledge { past, told } = before;
        let (session, known) = (by.session.cloned().unwrap_or_default(), by.known.clone());
        writes.push(Arc::new(Made { dot, key, value, past, session, known, told }));
        if write.dot != name {
            self.misnamed.entry(write.dot).or_default().push((name, Arc::clone(write)));
        }
        name
    }

    fn take_effect(&mut self, at: ReplicaId, name: Dot) {
        let made = self.made(name).cloned();
        let place = self.place_mut(at);
        place.effects.insert(name);
        place.ahead.remove(&name);
        if let Some(made) = made {
            place.known.learn(name, &made);
        }
    }

    /// A write is accepted, of all that its client knew; its name, and what is wrong with that.
    pub(super) fn accept(
        &mut self,
        at: ReplicaId,
        write: &Arc<Write>,
        is_ahead: bool,
        by: Asking<'_>,
    ) -> (Dot, u16) {
        let is_taken = self.named(write.dot).is_some();
        let mut before = match self.by_sessions {
            true => Knowledge { past: by.known.clone(), told: by.known.clone() },
            false => self.place(at).known.clone(),
        };
        if is_ahead {
            before.past.merge(by.known);
        }
        let name = self.make(at, write, before, by);
        if is_ahead {
            self.place_mut(at).ahead.insert(name, ());
        } else {
            self.take_effect(at, name);
        }
        (name, if is_taken { Kind::Names.bit() } else { 0 })
    }

    /// A write is delivered; its name, and what is wrong with that.
    pub(super) fn deliver(&mut self, at: ReplicaId, write: &Arc<Write>) -> (Dot, u16) {
        let mut wrong = 0;
        let name = self.name_of(write).unwrap_or_else(|| {
            wrong |= Kind::MadeUp.bit();
            let before = self.place(at).known.clone();
            let known = before.told.clone();
            self.make(at, write, before, Asking { session: None, known: &known })
        });
        let effects = &self.place(at).effects;
        let past = self.made(name).map(|made| &made.past);
        if wrong == 0 && past.is_some_and(|past| !effects.includes(past)) {
            wrong |= Kind::Causal.bit();
        }
        if name.predecessor().is_some_and(|before| effects.first.get(before.actor) < before.counter)
        {
            wrong |= Kind::Fifo.bit();
        }
        if effects.has(name) {
            wrong |= Kind::Twice.bit();
        }
        self.take_effect(at, name);
        (name, wrong)
    }

    /// Whether a write is thrown away that had never taken effect; its name.
    pub(super) fn discard(
        &self,
        at: ReplicaId,
        write: &Arc<Write>,
        why: DiscardReason,
    ) -> Option<Dot> {
        let name = self.name_of(write).filter(|_| why != DiscardReason::AlreadyWaiting)?;
        (!self.has_effect(name, at)).then_some(name)
    }

    /// A state leaves its sender.
    pub(super) fn send(&mut self, from: ReplicaId, to: ReplicaId, what: &Message) {
        let Message::State(state) = what else { return };
        let (effects, known) = (self.place(from).effects.clone(), self.place(from).known.clone());
        let state = Arc::clone(state);
        self.states.push(Travelling { from, to, state, n_copies: 1, effects, known });
    }

    /// A state gets a copy.
    pub(super) fn copy(&mut self, from: ReplicaId, to: ReplicaId, what: &Message) {
        if let Some(index) = self.find_state(from, to, what) {
            self.states[index].n_copies += 1;
        }
    }

    /// A message leaves the network, and arrives or not.
    pub(super) fn take(&mut self, from: ReplicaId, to: ReplicaId, what: &Message, arrives: bool) {
        let Some(index) = self.find_state(from, to, what) else { return };
        let state = &mut self.states[index];
        state.n_copies -= 1;
        if arrives {
            self.arriving = Some((state.effects.clone(), state.known.clone()));
        }
        if state.n_copies == 0 {
            self.states.remove(index);
        }
    }

    fn find_state(&self, from: ReplicaId, to: ReplicaId, what: &Message) -> Option<usize> {
        let Message::State(sent) = what else { return None };
        self.states.iter().position(|state| {
            state.from == from
                && state.to == to
                && (Arc::ptr_eq(&state.state, sent) || state.state == *sent)
        })
    }

    /// The state that has just arrived takes effect; the writes that are new by that.
    pub(super) fn merge(&mut self, at: ReplicaId) -> Option<WriteSet> {
        let (effects, known) = self.arriving.take()?;
        self.place_mut(at).effects.merge(&effects);
        self.place_mut(at).known.merge(&known);
        Some(effects)
    }

    /// A replica starts again.
    pub(super) fn restart(&mut self, at: ReplicaId, disk: Disk) {
        if disk == Disk::Lose {
            let life = self.place(at).life + 1;
            self.places[at.index()] = Arc::new(Place { life, ..Place::default() });
        }
    }

    /// A step is over: what it left to be merged is not.
    pub(super) fn rest(&mut self) {
        self.arriving = None;
    }
}
