//! The session guarantees, whatever the protocol promises: what clients were answered, and in which
//! order their writes took effect.

use litemap::LiteMap;

use super::answers::{Answering, Stale};
use super::applied_writes::AppliedWrites;
use super::finding::{Guarantee, Violation};
use super::ground_truth::GroundTruth;
use super::key_writes::{KeyIndex, KeyWrites, Policy};
use super::learning::Learning;
use super::requests::{OpenRequest, RequestWatch};
use crate::clock::{ByReplica, Dot, ReplicaId};
use crate::history::{CausalPast, WriteId};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::{Answer, Disk, Op, Protocol, Write};
use crate::world::action::SessionName;
use crate::world::event::{Event, EventId, EventKind};

/// What is needed beside the truth to judge what clients see.
#[derive(Clone, Debug)]
pub(super) struct SessionWatch {
    policy: Policy,
    keys: KeyIndex,
    /// How each session came to know what it knows.
    learned_by: LiteMap<SessionName, Learning>,
    /// What replicas show though it is ahead of what they have delivered.
    ahead_at: ByReplica<Vec<WriteId>>,
}

impl SessionWatch {
    pub(super) fn new(protocol: &Protocol) -> Self {
        Self {
            policy: Policy::of(protocol),
            keys: KeyIndex::default(),
            learned_by: LiteMap::new(),
            ahead_at: ByReplica::new(),
        }
    }

    /// What is wrong with an event at a replica, given the truth before it.
    pub(super) fn inspect(
        &self,
        truth: &GroundTruth,
        requests: &RequestWatch,
        at: ReplicaId,
        kind: &EventKind,
        found: &mut Vec<Violation>,
    ) {
        match kind {
            EventKind::Recorded {
                what: Occurrence::Accepted { request, write, ahead_of, .. },
                ..
            } if ahead_of.is_empty() => {
                let session = requests.get(*request).map(|open| &open.session);
                found.extend(session.and_then(|session| {
                    let known = truth.judge.known_to(session)?;
                    out_of_session(truth, at, write.dot, session, known)
                }));
            }
            // Where nothing is missing of what happens before it, only a session can know of more.
            EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. }
                if found.is_empty() =>
            {
                let made = truth.judge.made(write).filter(|made| made.has_wider_past());
                found.extend(made.and_then(|made| {
                    let known = &made.known_to_session;
                    out_of_session(truth, at, write.dot, &made.session, known)
                }));
            }
            EventKind::Replied { request, answer, .. } => {
                if let Some(open) = requests.get(*request) {
                    self.inspect_answer(truth, at, open, answer, found);
                }
            }
            _ => {}
        }
    }

    /// An answer is judged key by key, against what its client knew before it.
    fn inspect_answer(
        &self,
        truth: &GroundTruth,
        at: ReplicaId,
        open: &OpenRequest,
        answer: &Answer,
        found: &mut Vec<Violation>,
    ) {
        let mut values = match answer {
            Answer::Values(values) => &values[..],
            Answer::NoSuchKey => &[],
            Answer::Accepted(_) | Answer::Unavailable(_) => return,
        };
        let Some(known) = truth.judge.known_to(&open.session) else { return };
        let (judge, policy, effects) = (&truth.judge, self.policy, truth.effects(at));
        let ahead = self.ahead_of(at);
        let answering = Answering { judge, policy, effects, ahead, known };
        let mut inspect = |key: &KeyWrites, values: &[std::sync::Arc<Write>]| {
            let shown: Vec<_> = values.iter().filter_map(|write| judge.made(write)).collect();
            let stale = answering.stale(key, &shown);
            found.extend(stale.map(|stale| self.violation(&open.session, stale)));
        };
        match &open.op {
            Op::List => {
                // Both are in the order of the keys.
                for (name, key) in self.keys.iter() {
                    let from = values.partition_point(|write| write.key < *name);
                    let to = values.partition_point(|write| write.key <= *name);
                    inspect(key, &values[from..to]);
                    values = &values[to..];
                }
            }
            Op::Get { key } | Op::Delete { key } | Op::Put { key, .. } => {
                if let Some(key) = self.keys.get(key) {
                    inspect(key, values);
                }
            }
        }
    }

    fn ahead_of(&self, at: ReplicaId) -> &[WriteId] {
        self.ahead_at.get(at).map_or(&[], |ahead| ahead)
    }

    fn violation(&self, session: &SessionName, stale: Stale<'_>) -> Violation {
        let Stale { missing, shown } = stale;
        let learning = self.learned_by.get(session);
        let when_shown = learning.and_then(|learning| learning.when_shown(missing.id));
        let when_learned = learning.and_then(|learning| learning.since(missing.id));
        let (guarantee, since) = if missing.session == *session {
            (Guarantee::ReadYourWrites, when_learned)
        } else if when_shown.is_some() {
            (Guarantee::MonotonicReads, when_shown)
        } else {
            (Guarantee::WritesFollowReads, when_learned)
        };
        let shown = shown.map(|made| made.write.dot);
        Violation::StaleRead {
            guarantee,
            missing: missing.write.dot,
            shown,
            since: since.unwrap_or(EventId(0)),
        }
    }

    /// Takes in an event at a replica, with the truth after it.
    pub(super) fn observe(
        &mut self,
        truth: &GroundTruth,
        requests: &RequestWatch,
        at: ReplicaId,
        event: &Event,
    ) {
        match &event.kind {
            EventKind::Requested { session, is_brought: true, .. } => {
                let learning = self.learned_by.entry(session.clone()).or_default();
                *learning = Learning::default();
                learning.learn(truth.judge.known_to(session), event.id);
            }
            EventKind::Recorded {
                what: Occurrence::Accepted { request, write, ahead_of, .. },
                ..
            } => {
                let Some(made) = truth.judge.made(write) else { return };
                self.keys.push(&truth.judge, self.policy, made);
                if !ahead_of.is_empty() {
                    self.ahead_at.get_mut(at).push(made.id);
                }
                if let Some(open) = requests.get(*request) {
                    let learning = self.learned_by.entry(open.session.clone()).or_default();
                    learning.learn(truth.judge.known_to(&open.session), event.id);
                }
            }
            EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. }
                if !self.ahead_of(at).is_empty() =>
            {
                let made = truth.judge.made(write).map(|made| made.id);
                self.ahead_at.get_mut(at).retain(|id| Some(*id) != made);
            }
            EventKind::Replied { request, answer: Answer::Values(values), .. } => {
                let Some(open) = requests.get(*request) else { return };
                let learning = self.learned_by.entry(open.session.clone()).or_default();
                learning.learn(truth.judge.known_to(&open.session), event.id);
                for made in values.iter().filter_map(|write| truth.judge.made(write)) {
                    learning.see(made.id, event.id);
                }
            }
            EventKind::Recorded {
                what: Occurrence::Restarted { disk: Disk::Lose, .. }, ..
            } => drop(self.ahead_at.take(at)),
            _ => {}
        }
    }

    /// A write that a replica made by itself is one of its key's, too.
    pub(super) fn observe_made_up(&mut self, truth: &GroundTruth, write: &std::sync::Arc<Write>) {
        if let Some(made) = truth.judge.made(write) {
            self.keys.push(&truth.judge, self.policy, made);
        }
    }
}

/// A write takes effect at a replica: what its client knew of and is not there yet.
fn out_of_session(
    truth: &GroundTruth,
    at: ReplicaId,
    effect: Dot,
    session: &SessionName,
    known: &CausalPast,
) -> Option<Violation> {
    let effects: &AppliedWrites = truth.effects(at);
    let missing = truth.judge.first_of(effects.lacks(known))?;
    // That a name is given twice is another finding.
    if missing.write.dot == effect {
        return None;
    }
    let guarantee = if missing.session == *session {
        Guarantee::MonotonicWrites
    } else {
        Guarantee::WritesFollowReads
    };
    Some(Violation::OutOfSession { guarantee, effect, missing: missing.write.dot })
}
