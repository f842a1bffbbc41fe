//! The same bookkeeping by other means: causal histories as explicit sets of writes. Nothing here
//! looks at a vector, and nothing of the core's clocks is used but the names of writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::Causation;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{
    Answer, Conflicts, Disk, Key, Message, Op, RequestId, Sessions, Write,
};
use causal_core::world::event::{Event, EventKind};
use causal_core::world::network::MessageId;
use causal_core::world::setting::Setting;

pub(crate) type Dots = BTreeSet<Dot>;

/// Who knows of which writes, event by event.
pub(crate) struct Model {
    causation: Causation,
    sessions: Sessions,
    conflicts: Conflicts,
    writes: BTreeMap<Dot, Arc<Write>>,
    /// What has been delivered at each replica.
    pub(crate) delivered: BTreeMap<ReplicaId, Dots>,
    /// Its own writes that are ahead.
    ahead: BTreeMap<ReplicaId, Dots>,
    /// What each session has read or written, with everything before that.
    known: BTreeMap<String, Dots>,
    asked: BTreeMap<RequestId, (String, Op)>,
    /// What happens before each write.
    pasts: BTreeMap<Dot, Dots>,
    last_of: BTreeMap<causal_core::clock::Actor, Dot>,
    in_states: BTreeMap<MessageId, Dots>,
}

impl Model {
    pub(crate) fn new(setting: &Setting) -> Self {
        Self {
            causation: Causation::of(&setting.protocol),
            sessions: setting.protocol.sessions,
            conflicts: setting.protocol.conflicts,
            writes: BTreeMap::new(),
            delivered: BTreeMap::new(),
            ahead: BTreeMap::new(),
            known: BTreeMap::new(),
            asked: BTreeMap::new(),
            pasts: BTreeMap::new(),
            last_of: BTreeMap::new(),
            in_states: BTreeMap::new(),
        }
    }

    /// Takes in an event; says what should not have happened.
    pub(crate) fn observe(&mut self, event: &Event) -> Result<(), String> {
        if let EventKind::Duplicated { original, copy, .. } = &event.kind
            && let Some(dots) = self.in_states.get(original).cloned()
        {
            self.in_states.insert(*copy, dots);
        }
        let Some(at) = event.replica else { return Ok(()) };
        match &event.kind {
            EventKind::Requested { request, session, op, metadata, is_brought } => {
                self.asked.insert(*request, (session.to_string(), op.clone()));
                if *is_brought {
                    let brought = metadata.clone().unwrap_or_default();
                    let seen = brought.iter().flat_map(|(actor, n)| {
                        (1..=n).map(move |counter| Dot::new(actor, counter))
                    });
                    self.known.insert(session.to_string(), seen.collect());
                }
            }
            EventKind::Recorded {
                what: Occurrence::Accepted { request, write, ahead_of, .. },
                ..
            } => {
                let past = self.past_of(at, *request, write.dot, !ahead_of.is_empty());
                let claimed: Dots = write
                    .deps
                    .iter()
                    .flat_map(|(actor, n)| (1..=n).map(move |counter| Dot::new(actor, counter)))
                    .collect();
                if claimed != past {
                    return Err(format!("{event}: depends on {claimed:?}, should on {past:?}"));
                }
                if self.pasts.insert(write.dot, past.clone()).is_some() {
                    return Err(format!("{event}: a second write of that name"));
                }
                self.last_of.insert(write.dot.actor, write.dot);
                self.writes.insert(write.dot, Arc::clone(write));
                let place = if ahead_of.is_empty() { &mut self.delivered } else { &mut self.ahead };
                place.entry(at).or_default().insert(write.dot);
                self.learn(*request, write.dot);
            }
            EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } => {
                let delivered = self.delivered.entry(at).or_default();
                if !self.pasts[&write.dot].is_subset(delivered) {
                    return Err(format!("{event}: before its past"));
                }
                if !delivered.insert(write.dot) {
                    return Err(format!("{event}: a second time"));
                }
                self.ahead.entry(at).or_default().remove(&write.dot);
            }
            EventKind::Sent { message, what: Message::State(_), .. } => {
                let dots = self.delivered.entry(at).or_default().clone();
                self.in_states.insert(*message, dots);
            }
            EventKind::Recorded {
                message: Some(message),
                what: Occurrence::StateMerged { .. },
            } => {
                let dots = self.in_states[message].clone();
                self.delivered.entry(at).or_default().extend(dots);
            }
            EventKind::Recorded {
                what: Occurrence::Restarted { disk: Disk::Lose, .. }, ..
            } => {
                self.delivered.remove(&at);
                self.ahead.remove(&at);
            }
            EventKind::Replied { request, answer, .. } => {
                return self.observe_reply(event, at, *request, answer);
            }
            _ => {}
        }
        Ok(())
    }

    /// The four session guarantees: where a session reads, all that it has read or written before
    /// is there.
    fn observe_reply(
        &mut self,
        event: &Event,
        at: ReplicaId,
        request: RequestId,
        answer: &Answer,
    ) -> Result<(), String> {
        let served = matches!(answer, Answer::Values(_) | Answer::NoSuchKey);
        if served && self.sessions != Sessions::Off {
            let known = self.known.entry(self.asked[&request].0.clone()).or_default().clone();
            let here = self.delivered.entry(at).or_default();
            if let Some(missing) = known.difference(here).next() {
                return Err(format!("{event}: the session knows {missing}, the replica does not"));
            }
        }
        self.check_answer(event, at, request, answer)?;
        if let Answer::Values(values) = answer {
            values.iter().for_each(|write| self.learn(request, write.dot));
        }
        Ok(())
    }

    fn learn(&mut self, request: RequestId, dot: Dot) {
        let known = self.known.entry(self.asked[&request].0.clone()).or_default();
        known.extend(self.pasts[&dot].iter().copied());
        known.insert(dot);
    }

    fn past_of(&mut self, at: ReplicaId, request: RequestId, dot: Dot, is_ahead: bool) -> Dots {
        let mut past = match self.causation {
            Causation::Replicas => self.delivered.entry(at).or_default().clone(),
            Causation::Sessions => Dots::new(),
        };
        if self.causation == Causation::Sessions || is_ahead {
            past.extend(self.known.entry(self.asked[&request].0.clone()).or_default().iter());
        }
        if let Some(last) = self.last_of.get(&dot.actor) {
            past.extend(self.pasts[last].iter().copied());
            past.insert(*last);
        }
        past
    }

    /// What a replica has to show of all keys by what it has delivered, whatever came in which
    /// order, and whatever has been forgotten; `None` where the order decides.
    pub(crate) fn shown(&self, at: ReplicaId) -> Option<BTreeMap<Key, Dots>> {
        self.shown_of(self.delivered.get(&at).into_iter().flatten())
    }

    fn shown_of<'a>(&self, dots: impl Iterator<Item = &'a Dot>) -> Option<BTreeMap<Key, Dots>> {
        let mut of_key: BTreeMap<Key, Vec<&Arc<Write>>> = BTreeMap::new();
        for write in dots.map(|dot| &self.writes[dot]) {
            of_key.entry(write.key.clone()).or_default().push(write);
        }
        let mut shown = BTreeMap::new();
        for (key, writes) in of_key {
            let values = match self.conflicts {
                Conflicts::Siblings => unreplaced(&writes),
                Conflicts::Lww | Conflicts::WallClock => greatest(&writes),
                Conflicts::Arrival => return None,
            };
            if !values.is_empty() {
                shown.insert(key, values);
            }
        }
        Some(shown)
    }

    /// A read is answered with what has been delivered, and what is ahead.
    fn check_answer(
        &self,
        event: &Event,
        at: ReplicaId,
        request: RequestId,
        answer: &Answer,
    ) -> Result<(), String> {
        let values = match answer {
            Answer::Values(values) => values.iter().map(|write| write.dot).collect(),
            Answer::NoSuchKey => Dots::new(),
            Answer::Accepted(_) | Answer::Unavailable(_) => return Ok(()),
        };
        let here = self.delivered.get(&at).into_iter().chain(self.ahead.get(&at)).flatten();
        let Some(mut shown) = self.shown_of(here) else { return Ok(()) };
        let right: Dots = match self.asked[&request].1.key() {
            Some(key) => shown.remove(key).unwrap_or_default(),
            None => shown.into_values().flatten().collect(),
        };
        if values == right { Ok(()) } else { Err(format!("{event}: should be {right:?}")) }
    }
}

/// The values that no other write has replaced.
fn unreplaced(writes: &[&Arc<Write>]) -> Dots {
    let is_replaced = |old: &Write| writes.iter().any(|new| new.context.covers(old.dot));
    let values = writes.iter().filter(|write| write.value.is_some() && !is_replaced(write));
    values.map(|write| write.dot).collect()
}

/// The value with the highest stamp; none if a delete has it.
fn greatest(writes: &[&Arc<Write>]) -> Dots {
    let last = writes.iter().max_by_key(|write| (write.stamp, write.dot));
    last.filter(|write| write.value.is_some()).map(|write| write.dot).into_iter().collect()
}
