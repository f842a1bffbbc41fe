//! Happens-before, from the history alone: program order, and from a write to its deliveries.
//!
//! This is the judge of everything that vectors claim, so it never looks at one. Causality leaves a
//! replica's life line at a write and enters another at a *delivery*, never at a mere receipt
//! (Lamport 1978, with delivery in the place of receipt; Schwarz and Mattern 1994).

use litemap::LiteMap;

use super::log::History;
use crate::clock::{Causality, Dot, ReplicaId, VersionVector};
use crate::replica::protocol::{
    Answer, Dependencies, Disk, Message, Protocol, RequestId, Sessions, Write,
};
use crate::world::action::SessionName;
use crate::world::event::{Event, EventId, EventKind};
use crate::world::network::MessageId;

/// What carries causality from write to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Causation {
    /// Replicas: a write comes after everything that had taken effect where it was made.
    #[default]
    Replicas,
    /// Sessions: a write comes after what its session had read and written, and after its actor's
    /// write before it. What merely lay at the replica does not count.
    Sessions,
}

impl Causation {
    /// What the writes of a protocol are promised to come after.
    #[must_use]
    pub fn of(protocol: &Protocol) -> Self {
        match (protocol.dependencies, protocol.sessions) {
            (Dependencies::Replica, _) | (_, Sessions::Off) => Self::Replicas,
            (Dependencies::Session, Sessions::Wait | Sessions::Reject) => Self::Sessions,
        }
    }
}

/// Which writes happen before which.
#[derive(Clone, Debug, Default)]
pub struct HappensBefore {
    causation: Causation,
    index_of: LiteMap<Dot, usize>,
    dots: Vec<Dot>,
    pasts: Vec<DotBits>,
    known_at: LiteMap<ReplicaId, DotBits>,
    known_to: LiteMap<SessionName, DotBits>,
    asked_by: LiteMap<RequestId, SessionName>,
    /// What was known to the sender of each state transfer.
    in_states: LiteMap<MessageId, DotBits>,
}

/// The writes around one write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cone {
    /// The writes that happen before it, in the order they were made.
    pub past: Vec<Dot>,
    /// The writes that happen after it.
    pub future: Vec<Dot>,
    /// The others.
    pub concurrent: Vec<Dot>,
}

impl HappensBefore {
    /// A judge who has seen nothing yet.
    #[must_use]
    pub fn new(causation: Causation) -> Self {
        Self { causation, ..Self::default() }
    }

    /// Judges a whole history by its replicas.
    #[must_use]
    pub fn of(history: &History) -> Self {
        Self::up_to(history, history.len())
    }

    /// Judges the first `position` events of a history by its replicas.
    #[must_use]
    pub fn up_to(history: &History, position: usize) -> Self {
        let mut judge = Self::default();
        history.events().iter().take(position).for_each(|event| judge.observe(event));
        judge
    }

    /// Judges a whole history.
    #[must_use]
    pub fn judging(history: &History, causation: Causation) -> Self {
        let mut judge = Self::new(causation);
        history.events().iter().for_each(|event| judge.observe(event));
        judge
    }

    /// Takes in the next event.
    pub fn observe(&mut self, event: &Event) {
        if let EventKind::Duplicated { original, copy, what: Message::State(_), .. } = &event.kind {
            let known = self.in_states.get(original).cloned().unwrap_or_default();
            self.in_states.insert(*copy, known);
        }
        let Some(at) = event.replica else { return };
        match &event.kind {
            EventKind::Requested { request, session, metadata, is_brought, .. } => {
                self.asked_by.insert(*request, session.clone());
                if let Some(brought) = metadata.as_ref().filter(|_| *is_brought) {
                    self.observe_brought(session, brought);
                }
            }
            EventKind::Accepted { request, write, ahead_of, .. } => {
                self.observe_accepted(at, *request, write, !ahead_of.is_empty());
            }
            EventKind::Delivered { write, .. } => {
                if let Some(&index) = self.index_of.get(&write.dot) {
                    self.known_at.entry(at).or_default().include_with(index, &self.pasts[index]);
                }
            }
            EventKind::Sent { message, what: Message::State(_), .. } => {
                let known = self.known_at.entry(at).or_default().clone();
                self.in_states.insert(*message, known);
            }
            EventKind::StateMerged { message, .. } => {
                if let Some(known) = self.in_states.get(message) {
                    self.known_at.entry(at).or_default().include(known);
                }
            }
            EventKind::Restarted { disk: Disk::Lose, .. } => drop(self.known_at.remove(&at)),
            EventKind::Replied { request, answer: Answer::Values(values), .. } => {
                let session = self.session_of(*request);
                for index in values.iter().filter_map(|write| self.index_of.get(&write.dot)) {
                    let known = self.known_to.entry(session.clone()).or_default();
                    known.include_with(*index, &self.pasts[*index]);
                }
            }
            _ => {}
        }
    }

    /// A client says what it has seen: with that its session begins anew.
    fn observe_brought(&mut self, session: &SessionName, brought: &VersionVector) {
        let known = self.known_to.entry(session.clone()).or_default();
        *known = DotBits::default();
        for (index, dot) in self.dots.iter().enumerate() {
            if brought.covers(*dot) {
                known.include_with(index, &self.pasts[index]);
            }
        }
    }

    fn observe_accepted(
        &mut self,
        at: ReplicaId,
        request: RequestId,
        write: &Write,
        is_ahead: bool,
    ) {
        let session = self.session_of(request);
        let mut past = match self.causation {
            Causation::Replicas => {
                let mut past = self.known_at.entry(at).or_default().clone();
                let known = self.known_to.get(&session).filter(|_| is_ahead);
                known.into_iter().for_each(|known| past.include(known));
                past
            }
            Causation::Sessions => self.known_to.entry(session.clone()).or_default().clone(),
        };
        // An author's earlier write comes before, also one that is ahead and not delivered there.
        let before = write.dot.predecessor().and_then(|dot| self.index_of.get(&dot));
        before.into_iter().for_each(|&dot| past.include_with(dot, &self.pasts[dot]));
        let index = self.dots.len();
        self.index_of.insert(write.dot, index);
        self.dots.push(write.dot);
        if !is_ahead {
            self.known_at.entry(at).or_default().include_with(index, &past);
        }
        self.known_to.entry(session).or_default().include_with(index, &past);
        self.pasts.push(past);
    }

    fn session_of(&self, request: RequestId) -> SessionName {
        self.asked_by.get(&request).expect("requests come before what follows from them").clone()
    }

    /// Whether a write of this name has been made.
    #[must_use]
    pub fn knows(&self, dot: Dot) -> bool {
        self.index_of.contains_key(&dot)
    }

    /// How two writes relate; `None` if one of them was never made.
    #[must_use]
    pub fn relation(&self, left: Dot, right: Dot) -> Option<Causality> {
        let (left, right) = (*self.index_of.get(&left)?, *self.index_of.get(&right)?);
        Some(if left == right {
            Causality::Equal
        } else if self.pasts[right].contains(left) {
            Causality::Before
        } else if self.pasts[left].contains(right) {
            Causality::After
        } else {
            Causality::Concurrent
        })
    }

    /// The writes that happen before a write, in the order they were made.
    #[must_use]
    pub fn past(&self, dot: Dot) -> Vec<Dot> {
        let past = self.index_of.get(&dot).map(|index| &self.pasts[*index]);
        past.map_or_else(Vec::new, |past| past.iter().map(|index| self.dots[index]).collect())
    }

    /// The past, the future and the rest around a write.
    #[must_use]
    pub fn cone(&self, dot: Dot) -> Cone {
        let mut cone = Cone::default();
        for &other in &self.dots {
            match self.relation(other, dot) {
                Some(Causality::Before) => cone.past.push(other),
                Some(Causality::After) => cone.future.push(other),
                Some(Causality::Concurrent) => cone.concurrent.push(other),
                Some(Causality::Equal) | None => {}
            }
        }
        cone
    }

    /// The chain of events that carries causality from one event to a later one, both included:
    /// along replicas, and from writes to their deliveries. `None` if there is none.
    #[must_use]
    pub fn path(history: &History, from: EventId, to: EventId) -> Option<Vec<EventId>> {
        let mut reached_from: LiteMap<EventId, EventId> = LiteMap::new();
        let mut last_at: Vec<Option<EventId>> = Vec::new();
        for event in history.events().iter().skip(from.index()).take_while(|event| event.id <= to) {
            let Some(replica) = event.replica else {
                continue;
            };
            if last_at.len() <= replica.index() {
                last_at.resize(replica.index() + 1, None);
            }
            let by_message = match &event.kind {
                EventKind::Delivered { write, .. } => history
                    .accepted(write.dot)
                    .map(|accepted| accepted.id)
                    .filter(|id| *id == from || reached_from.contains_key(id)),
                _ => None,
            };
            let before = last_at[replica.index()].or(by_message);
            if event.id == from || before.is_some() {
                before.and_then(|before| reached_from.insert(event.id, before));
                last_at[replica.index()] = Some(event.id);
            }
        }
        walk_back(&reached_from, from, to)
    }
}

fn walk_back(
    reached_from: &LiteMap<EventId, EventId>,
    from: EventId,
    to: EventId,
) -> Option<Vec<EventId>> {
    let mut path = vec![to];
    let mut at = to;
    while at != from {
        at = *reached_from.get(&at)?;
        path.push(at);
    }
    path.reverse();
    Some(path)
}

/// A set of writes, by the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct DotBits(Vec<u64>);

impl DotBits {
    fn contains(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    fn insert(&mut self, index: usize) {
        if self.0.len() <= index / 64 {
            self.0.resize(index / 64 + 1, 0);
        }
        self.0[index / 64] |= 1 << (index % 64);
    }

    /// Adds a write and its past.
    fn include_with(&mut self, index: usize, past: &Self) {
        self.include(past);
        self.insert(index);
    }

    fn include(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }

    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let bits = |(at, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| at * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(bits)
    }
}
