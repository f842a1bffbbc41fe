//! The same bookkeeping by other means: causal histories as explicit sets of writes. Nothing here
//! looks at a vector, and nothing of the core's clocks is used but the names of writes.

use std::collections::{BTreeMap, BTreeSet};

use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::Causation;
use causal_core::replica::protocol::{Answer, Disk, Message, RequestId, Sessions};
use causal_core::world::event::{Event, EventKind};
use causal_core::world::network::MessageId;
use causal_core::world::setting::Setting;

pub(crate) type Dots = BTreeSet<Dot>;

/// Who knows of which writes, event by event.
pub(crate) struct Model {
    causation: Causation,
    sessions: Sessions,
    /// What has been delivered at each replica.
    pub(crate) delivered: BTreeMap<ReplicaId, Dots>,
    /// Its own writes that are ahead.
    ahead: BTreeMap<ReplicaId, Dots>,
    /// What each session has read or written, with everything before that.
    known: BTreeMap<String, Dots>,
    asked: BTreeMap<RequestId, String>,
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
            EventKind::Requested { request, session, metadata, is_brought, .. } => {
                self.asked.insert(*request, session.to_string());
                if *is_brought {
                    let brought = metadata.clone().unwrap_or_default();
                    let seen = brought.iter().flat_map(|(actor, n)| {
                        (1..=n).map(move |counter| Dot::new(actor, counter))
                    });
                    self.known.insert(session.to_string(), seen.collect());
                }
            }
            EventKind::Accepted { request, write, ahead_of, .. } => {
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
                let place = if ahead_of.is_empty() { &mut self.delivered } else { &mut self.ahead };
                place.entry(at).or_default().insert(write.dot);
                self.learn(*request, write.dot);
            }
            EventKind::Delivered { write, .. } => {
                let delivered = self.delivered.entry(at).or_default();
                if !self.pasts[&write.dot].is_subset(delivered) {
                    return Err(format!("{event}: before its past"));
                }
                if !delivered.insert(write.dot) {
                    return Err(format!("{event}: a second time"));
                }
            }
            EventKind::Sent { message, what: Message::State(_), .. } => {
                let dots = self.delivered.entry(at).or_default().clone();
                self.in_states.insert(*message, dots);
            }
            EventKind::StateMerged { message, .. } => {
                let dots = self.in_states[message].clone();
                self.delivered.entry(at).or_default().extend(dots);
            }
            EventKind::Restarted { disk: Disk::Lose, .. } => {
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
            let known = self.known.entry(self.asked[&request].clone()).or_default().clone();
            let here = self.delivered.entry(at).or_default();
            if let Some(missing) = known.difference(here).next() {
                return Err(format!("{event}: the session knows {missing}, the replica does not"));
            }
        }
        if let Answer::Values(values) = answer {
            values.iter().for_each(|write| self.learn(request, write.dot));
        }
        Ok(())
    }

    fn learn(&mut self, request: RequestId, dot: Dot) {
        let known = self.known.entry(self.asked[&request].clone()).or_default();
        known.extend(self.pasts[&dot].iter().copied());
        known.insert(dot);
    }

    fn past_of(&mut self, at: ReplicaId, request: RequestId, dot: Dot, is_ahead: bool) -> Dots {
        let mut past = match self.causation {
            Causation::Replicas => self.delivered.entry(at).or_default().clone(),
            Causation::Sessions => Dots::new(),
        };
        if self.causation == Causation::Sessions || is_ahead {
            past.extend(self.known.entry(self.asked[&request].clone()).or_default().iter());
        }
        if let Some(last) = self.last_of.get(&dot.actor) {
            past.extend(self.pasts[last].iter().copied());
            past.insert(*last);
        }
        past
    }
}
