//! A second judge of answers, from explicit sets of writes. It says of each answer what the sentences
//! in `check::answers` say, word by word, and shares nothing with the monitors but the events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use causal_core::check::Guarantee;
use causal_core::clock::{Dot, ReplicaId, VersionVector};
use causal_core::history::Causation;
use causal_core::replica::protocol::Occurrence;
use causal_core::replica::protocol::{
    Answer, Conflicts, Disk, Message, Op, RequestId, Sessions, Write,
};
use causal_core::world::event::{Event, EventId, EventKind};
use causal_core::world::network::MessageId;
use causal_core::world::setting::Setting;

/// Writes by the order in which they were made.
type Writes = BTreeSet<usize>;

/// A stale answer: the event, where, which guarantee, what is missing, what shows, since when known.
pub(crate) type Stale = (EventId, ReplicaId, Guarantee, Dot, Option<Dot>, EventId);

/// A write as it was made.
struct Made {
    write: Arc<Write>,
    session: String,
    /// What happens before it for replicas, and for clients.
    past: Writes,
    for_clients: Writes,
    /// What its session had read and written.
    read: Writes,
}

/// What one replica has.
#[derive(Clone, Default)]
struct There {
    effects: Writes,
    past: Writes,
    for_clients: Writes,
    ahead: Writes,
    last_made: Option<usize>,
}

/// What one session has.
#[derive(Default)]
struct Client {
    known: BTreeMap<usize, EventId>,
    shown: BTreeMap<usize, EventId>,
}

/// The judge.
pub(crate) struct Judge {
    causation: Causation,
    conflicts: Conflicts,
    sessions: Sessions,
    made: Vec<Made>,
    at: BTreeMap<ReplicaId, There>,
    clients: BTreeMap<String, Client>,
    asked: BTreeMap<RequestId, (String, Op)>,
    states: BTreeMap<MessageId, There>,
    pub(crate) found: Vec<Stale>,
}

impl Judge {
    pub(crate) fn new(setting: &Setting) -> Self {
        Self {
            causation: Causation::of(&setting.protocol),
            conflicts: setting.protocol.conflicts,
            sessions: setting.protocol.sessions,
            made: Vec::new(),
            at: BTreeMap::new(),
            clients: BTreeMap::new(),
            asked: BTreeMap::new(),
            states: BTreeMap::new(),
            found: Vec::new(),
        }
    }

    /// The newest write of a name, of those with this content if there is one.
    fn find(&self, write: &Write) -> Option<usize> {
        let named = |id: &usize| self.made[*id].write.dot == write.dot;
        let mut all = (0..self.made.len()).rev().filter(named);
        all.clone().find(|id| *self.made[*id].write == *write).or_else(|| all.next())
    }

    pub(crate) fn observe(&mut self, event: &Event) {
        if let EventKind::Duplicated { original, copy, .. } = &event.kind
            && let Some(state) = self.states.get(original).cloned()
        {
            self.states.insert(*copy, state);
        }
        let Some(at) = event.replica else { return };
        match &event.kind {
            EventKind::Requested { request, session, op, metadata, is_brought, .. } => {
                self.asked.insert(*request, (session.to_string(), op.clone()));
                if *is_brought {
                    self.clients.insert(session.to_string(), Client::default());
                    let metadata = metadata.clone().unwrap_or_default();
                    self.bring(session, &metadata, event.id);
                }
            }
            EventKind::Recorded {
                what: Occurrence::Accepted { request, write, ahead_of, .. },
                ..
            } => {
                self.accept(at, *request, write, !ahead_of.is_empty(), event.id);
            }
            EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } => {
                self.deliver(at, write)
            }
            EventKind::Sent { message, what: Message::State(_), .. } => {
                let there = self.at.entry(at).or_default().clone();
                self.states.insert(*message, there);
            }
            EventKind::Recorded {
                message: Some(message),
                what: Occurrence::StateMerged { .. },
            } => {
                let theirs = self.states.get(message).cloned().unwrap_or_default();
                let there = self.at.entry(at).or_default();
                there.effects.extend(theirs.effects);
                there.past.extend(theirs.past);
                there.for_clients.extend(theirs.for_clients);
            }
            EventKind::Recorded {
                what: Occurrence::Restarted { disk: Disk::Lose, .. }, ..
            } => drop(self.at.remove(&at)),
            EventKind::Replied { request, answer, .. } => {
                self.reply(at, *request, answer, event.id);
            }
            _ => {}
        }
    }

    fn bring(&mut self, session: &str, metadata: &VersionVector, now: EventId) {
        for (actor, n) in metadata.iter() {
            let newest = (1..=n).rev().find_map(|counter| {
                let dot = Dot::new(actor, counter);
                self.made.iter().rposition(|made| made.write.dot == dot)
            });
            newest.into_iter().for_each(|id| self.learn(session, id, now));
        }
    }

    /// A client knows a write now, and what comes before it.
    fn learn(&mut self, session: &str, id: usize, now: EventId) {
        let client = self.clients.entry(session.to_owned()).or_default();
        for known in self.made[id].for_clients.iter().copied().chain([id]) {
            client.known.entry(known).or_insert(now);
        }
    }

    fn take_effect(&mut self, at: ReplicaId, id: usize) {
        let there = self.at.entry(at).or_default();
        there.effects.insert(id);
        there.past.extend(self.made[id].past.iter().copied().chain([id]));
        there.for_clients.extend(self.made[id].for_clients.iter().copied().chain([id]));
    }

    fn accept(
        &mut self,
        at: ReplicaId,
        request: RequestId,
        write: &Arc<Write>,
        is_ahead: bool,
        now: EventId,
    ) {
        let session = self.asked[&request].0.clone();
        let client = self.clients.entry(session.clone()).or_default();
        let read: Writes = client.known.keys().copied().collect();
        let there = self.at.entry(at).or_default();
        let (mut past, mut for_clients) = match self.causation {
            Causation::Replicas => (there.past.clone(), there.for_clients.clone()),
            Causation::Sessions => (read.clone(), Writes::new()),
        };
        if is_ahead {
            past.extend(&read);
        }
        if let Some(last) = there.last_made {
            past.extend(self.made[last].past.iter().copied().chain([last]));
            for_clients.extend(self.made[last].for_clients.iter().copied());
        }
        for_clients.extend(past.iter().chain(&read).copied());
        let id = self.made.len();
        there.last_made = Some(id);
        let write = Arc::clone(write);
        self.made.push(Made { write, session: session.clone(), past, for_clients, read });
        if is_ahead {
            self.at.entry(at).or_default().ahead.insert(id);
        } else {
            self.take_effect(at, id);
        }
        self.learn(&session, id, now);
    }

    fn deliver(&mut self, at: ReplicaId, write: &Arc<Write>) {
        if self.find(write).is_none() {
            let id = self.made.len();
            let there = self.at.entry(at).or_default();
            there.last_made = Some(id);
            let (past, for_clients) = (there.past.clone(), there.for_clients.clone());
            let read = for_clients.clone();
            let write = Arc::clone(write);
            self.made.push(Made { write, session: String::new(), past, for_clients, read });
        }
        if let Some(id) = self.find(write) {
            self.at.entry(at).or_default().ahead.remove(&id);
            self.take_effect(at, id);
        }
    }

    fn reply(&mut self, at: ReplicaId, request: RequestId, answer: &Answer, now: EventId) {
        let (session, op) = self.asked[&request].clone();
        let values = match answer {
            Answer::Values(values) => values.clone(),
            Answer::NoSuchKey => Vec::new(),
            Answer::Accepted(_) | Answer::Unavailable(_) => return,
        };
        let shown: Vec<usize> = values.iter().filter_map(|write| self.find(write)).collect();
        let keys: BTreeSet<_> = match op.key() {
            Some(key) => [Arc::clone(key)].into(),
            None => self.made.iter().map(|made| Arc::clone(&made.write.key)).collect(),
        };
        for key in keys {
            let is_of_key = |id: &usize| self.made[*id].write.key == key;
            let shown: Vec<usize> = shown.iter().copied().filter(is_of_key).collect();
            let stale = self.stale(at, &session, &key, &shown, now);
            self.found.extend(stale);
        }
        if matches!(answer, Answer::Values(_)) {
            for id in shown {
                self.learn(&session, id, now);
                self.clients.get_mut(&session).unwrap().shown.insert(id, now);
            }
        }
    }

    /// What comes before a write and gives way to it.
    fn replaces(&self, id: usize) -> &Writes {
        let made = &self.made[id];
        match (self.conflicts, self.sessions) {
            (Conflicts::Siblings, Sessions::Off) => &made.past,
            (Conflicts::Siblings, _) => &made.read,
            _ => &made.for_clients,
        }
    }

    fn stale(
        &self,
        at: ReplicaId,
        session: &str,
        key: &str,
        shown: &[usize],
        now: EventId,
    ) -> Option<Stale> {
        let client = self.clients.get(session)?;
        let nothing = There::default();
        let there = self.at.get(&at).unwrap_or(&nothing);
        let is_of_key = |id: &&usize| *self.made[**id].write.key == *key;
        let known: Writes = client.known.keys().filter(is_of_key).copied().collect();
        let in_effect = there.effects.iter().chain(&there.ahead).filter(is_of_key);
        let deletes: Writes =
            in_effect.copied().filter(|id| self.made[*id].write.value.is_none()).collect();
        let gives_way = |old: usize, new: usize| {
            self.replaces(new).contains(&old)
                || (self.conflicts != Conflicts::Siblings && !self.replaces(old).contains(&new))
        };
        let is_missing = |id: &&usize| {
            let mut others = shown.iter().chain(&deletes);
            let is_done = shown.contains(id) || deletes.contains(id);
            !is_done && !others.any(|new| gives_way(**id, *new))
        };
        let newer =
            |old: usize| known.iter().rev().copied().find(|new| self.replaces(*new).contains(&old));
        let older = shown.iter().find_map(|old| Some((newer(*old)?, Some(*old))));
        let missing = || known.iter().rev().find(is_missing).map(|missing| (*missing, None));
        let (missing, instead) = older.or_else(missing)?;
        let since = client.known[&missing];
        let (guarantee, since) = match client.shown.get(&missing) {
            _ if self.made[missing].session == session => (Guarantee::ReadYourWrites, since),
            Some(shown) => (Guarantee::MonotonicReads, *shown),
            None => (Guarantee::WritesFollowReads, since),
        };
        let dot = |id: usize| self.made[id].write.dot;
        Some((now, at, guarantee, dot(missing), instead.map(dot), since))
    }
}
