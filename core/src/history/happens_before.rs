//! Happens-before, from the history alone: program order, and from a write to its deliveries.
//!
//! This is the judge of everything that vectors claim, so it never looks at a replica's, nor at a
//! write's; only what a client brings along says what that client has seen. Causality leaves a
//! replica's lifeline at a write and enters another at a *delivery*, never at a mere receipt
//! (Lamport 1978, section "The Partial Ordering", with delivery in the place of receipt; Schwarz and
//! Mattern 1994).

use std::sync::Arc;

use litemap::LiteMap;

use super::causal_past::{CausalPast, Incarnations, WriteId};
use super::knowledge::Knowledge;
use super::log::History;
use super::made_write::MadeWrite;
use crate::clock::{Actor, ByReplica, Causality, Dot, ReplicaId, VersionVector};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{
    Answer, Dependencies, Disk, Message, Protocol, RequestId, Sessions, Write,
};
use crate::world::action::SessionName;
use crate::world::event::{Event, EventKind};
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
    /// In the order in which they were made.
    made: Vec<MadeWrite>,
    incarnations: Incarnations,
    /// By replica, there by incarnation and by counter: the last write of each name.
    by_name: ByReplica<Vec<Vec<Option<usize>>>>,
    known_at: ByReplica<Knowledge>,
    known_to: LiteMap<SessionName, CausalPast>,
    asked_by: LiteMap<RequestId, SessionName>,
    /// What was known to the sender of each state transfer.
    in_states: LiteMap<MessageId, Knowledge>,
}

/// The writes around one write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cone {
    /// The writes that happen before it, in the order they were made.
    pub past: Vec<Dot>,
    /// The writes that happen after it.
    pub future: Vec<Dot>,
    /// All that neither happens before it nor after it.
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
            EventKind::Recorded {
                what: Occurrence::Accepted { request, write, ahead_of, .. },
                ..
            } => {
                self.observe_accepted(at, *request, write, !ahead_of.is_empty());
            }
            EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } => {
                self.observe_delivered(at, write)
            }
            EventKind::Sent { message, what: Message::State(_), .. } => {
                let known = self.known_at.get_mut(at).clone();
                self.in_states.insert(*message, known);
            }
            EventKind::Recorded {
                message: Some(message),
                what: Occurrence::StateMerged { .. },
            } => {
                if let Some(known) = self.in_states.remove(message) {
                    self.known_at.get_mut(at).merge(&known);
                }
            }
            EventKind::Recorded {
                what: Occurrence::Restarted { disk: Disk::Lose, .. }, ..
            } => {
                self.known_at.take(at);
                self.incarnations.end(at);
            }
            EventKind::Replied { request, answer, .. } => self.observe_replied(*request, answer),
            _ => {}
        }
    }

    /// A client says what it has seen: with that its session begins anew.
    fn observe_brought(&mut self, session: &SessionName, brought: &VersionVector) {
        let mut known = CausalPast::default();
        for (actor, counter) in brought.iter() {
            let writes = self.names_of(actor);
            let covered = &writes[..writes.len().min(counter as usize)];
            if let Some(last) = covered.iter().rev().find_map(|made| *made) {
                learn(&mut known, &self.made[last]);
            }
        }
        self.known_to.insert(session.clone(), known);
    }

    fn observe_delivered(&mut self, at: ReplicaId, write: &Arc<Write>) {
        let made = self.find(write).unwrap_or_else(|| self.make_up(at, write));
        self.known_at.get_mut(at).learn(&self.made[made]);
    }

    /// What is delivered though nobody asked for it, its replica has made by itself, of all that it
    /// knew; the position of that write.
    fn make_up(&mut self, at: ReplicaId, write: &Arc<Write>) -> usize {
        let Knowledge { past, wider } = self.known_at.get_mut(at).clone();
        let known_to_session = wider.clone().unwrap_or_else(|| past.clone());
        let id = self.incarnations.next(at, self.made.len());
        let (write, namesake) = (Arc::clone(write), self.name(write.dot));
        let session = SessionName::default();
        let made = MadeWrite { write, id, past, session, known_to_session, wider, namesake };
        self.made.push(made);
        self.made.len() - 1
    }

    fn observe_replied(&mut self, request: RequestId, answer: &Answer) {
        let session = self.session_of(request);
        self.asked_by.remove(&request);
        if let Answer::Values(values) = answer {
            let mut known = self.known_to.remove(&session).unwrap_or_default();
            values.iter().filter_map(|write| self.made(write)).for_each(|m| learn(&mut known, m));
            self.known_to.insert(session, known);
        }
    }

    fn observe_accepted(
        &mut self,
        at: ReplicaId,
        request: RequestId,
        write: &Arc<Write>,
        is_ahead: bool,
    ) {
        let session = self.session_of(request);
        let known_to_session = self.known_to.entry(session.clone()).or_default().clone();
        let id = self.incarnations.next(at, self.made.len());
        let mut before = match self.causation {
            Causation::Replicas => self.known_at.get_mut(at).clone(),
            Causation::Sessions => Knowledge { past: known_to_session.clone(), wider: None },
        };
        if is_ahead {
            before.past.merge(&known_to_session);
        }
        // An author's earlier write comes before, also one that is ahead and not delivered there.
        if let Some(earlier) = self.at(WriteId { number: id.number - 1, ..id }) {
            before.learn(earlier);
        }
        before.hear(&known_to_session);
        let Knowledge { past, wider } = before;
        let (write, namesake) = (Arc::clone(write), self.name(write.dot));
        let made = MadeWrite { write, id, past, session, known_to_session, wider, namesake };
        if !is_ahead {
            self.known_at.get_mut(at).learn(&made);
        }
        learn(self.known_to.entry(made.session.clone()).or_default(), &made);
        self.made.push(made);
    }

    /// The next write has this name; the one that had it before, if there is one.
    fn name(&mut self, dot: Dot) -> Option<usize> {
        let incarnations = self.by_name.get_mut(dot.actor.replica);
        let incarnation = usize::from(dot.actor.incarnation);
        if incarnations.len() <= incarnation {
            incarnations.resize_with(incarnation + 1, Vec::new);
        }
        let writes = &mut incarnations[incarnation];
        let counter = dot.counter as usize;
        if writes.len() < counter {
            writes.resize(counter, None);
        }
        writes[counter - 1].replace(self.made.len())
    }

    fn session_of(&self, request: RequestId) -> SessionName {
        self.asked_by.get(&request).cloned().unwrap_or_default()
    }

    fn names_of(&self, actor: Actor) -> &[Option<usize>] {
        let incarnations = self.by_name.get(actor.replica);
        let writes = incarnations.and_then(|all| all.get(usize::from(actor.incarnation)));
        writes.map_or(&[], |writes| writes)
    }

    fn named(&self, dot: Dot) -> Option<usize> {
        *self.names_of(dot.actor).get((dot.counter as usize).checked_sub(1)?)?
    }

    /// The position of a write; where several have its name, the one that has its content.
    fn find(&self, write: &Arc<Write>) -> Option<usize> {
        let last = self.named(write.dot)?;
        let mut next = Some(last);
        while let Some(made) = next {
            if self.made[made].write == *write {
                return Some(made);
            }
            next = self.made[made].namesake;
        }
        Some(last)
    }

    /// A write as it was made; where several have its name, the one that has its content.
    #[must_use]
    pub fn made(&self, write: &Arc<Write>) -> Option<&MadeWrite> {
        self.find(write).map(|position| &self.made[position])
    }

    /// The last write of a name.
    #[must_use]
    pub fn of_name(&self, dot: Dot) -> Option<&MadeWrite> {
        self.named(dot).map(|position| &self.made[position])
    }

    /// The write of an id.
    #[must_use]
    pub fn at(&self, id: WriteId) -> Option<&MadeWrite> {
        self.incarnations.position(id).map(|position| &self.made[position])
    }

    /// The first to be made of the writes of these ids.
    pub fn first_of(&self, ids: impl Iterator<Item = WriteId>) -> Option<&MadeWrite> {
        let first = ids.filter_map(|id| self.incarnations.position(id)).min();
        first.map(|position| &self.made[position])
    }

    /// What has taken effect at a replica since it last had to begin anew.
    #[must_use]
    pub fn known_at(&self, replica: ReplicaId) -> Option<&CausalPast> {
        self.known_at.get(replica).map(|known| &known.past)
    }

    /// The last to be made of the writes of these ids.
    pub fn last_of(&self, ids: impl Iterator<Item = WriteId>) -> Option<&MadeWrite> {
        let last = ids.filter_map(|id| self.incarnations.position(id)).max();
        last.map(|position| &self.made[position])
    }

    /// What a session has read and written, and everything before that.
    #[must_use]
    pub fn known_to(&self, session: &SessionName) -> Option<&CausalPast> {
        self.known_to.get(session)
    }

    /// Whether a write of this name has been made.
    #[must_use]
    pub fn knows(&self, dot: Dot) -> bool {
        self.of_name(dot).is_some()
    }

    /// How two writes relate; `None` if one of them was never made.
    #[must_use]
    pub fn relation(&self, left: Dot, right: Dot) -> Option<Causality> {
        let (left, right) = (self.of_name(left)?, self.of_name(right)?);
        Some(if left.id == right.id {
            Causality::Equal
        } else if right.past.has(left.id) {
            Causality::Before
        } else if left.past.has(right.id) {
            Causality::After
        } else {
            Causality::Concurrent
        })
    }

    /// The past, the future and the rest around a write.
    #[must_use]
    pub fn cone(&self, dot: Dot) -> Cone {
        let mut cone = Cone::default();
        for other in self.made.iter().map(|made| made.write.dot) {
            match self.relation(other, dot) {
                Some(Causality::Before) => cone.past.push(other),
                Some(Causality::After) => cone.future.push(other),
                Some(Causality::Concurrent) => cone.concurrent.push(other),
                Some(Causality::Equal) | None => {}
            }
        }
        cone
    }
}

/// A client knows a write now, and with it everything before it.
fn learn(known: &mut CausalPast, made: &MadeWrite) {
    known.merge(made.past_for_clients());
    known.include(made.id);
}
