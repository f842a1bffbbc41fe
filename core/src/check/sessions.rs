//! The session guarantees, whatever the protocol promises: what clients were answered, and in which
//! order their writes took effect.

use litemap::LiteMap;

use super::effects::Effects;
use super::finding::{Guarantee, Violation};
use super::truth::Truth;
use crate::clock::{Dot, ReplicaId};
use crate::history::{CausalPast, MadeWrite, Place};
use crate::paged_map::PagedMap;
use crate::replica::protocol::{Answer, Disk, Key, Op, RequestId};
use crate::world::action::SessionName;
use crate::world::event::EventKind;

/// What is needed beside the truth to judge what clients see.
#[derive(Clone, Debug, Default)]
pub(super) struct SessionWatch {
    open: LiteMap<RequestId, (SessionName, Op)>,
    /// What each session was shown itself.
    read_by: LiteMap<SessionName, PagedMap<Place, ()>>,
    /// The writes of each key, by life.
    of_key: LiteMap<Key, LiteMap<usize, Vec<u32>>>,
    /// What replicas show though it is ahead of what they have delivered.
    ahead_at: LiteMap<ReplicaId, Vec<Dot>>,
}

impl SessionWatch {
    /// What is wrong with an event at a replica, given the truth before it.
    pub(super) fn inspect(
        &self,
        truth: &Truth,
        at: ReplicaId,
        kind: &EventKind,
        found: &mut Vec<Violation>,
    ) {
        let violation = match kind {
            EventKind::Accepted { request, write, ahead_of, .. } if ahead_of.is_empty() => {
                let session = self.open.get(request).map(|(session, _)| session);
                session.and_then(|session| {
                    let known = truth.judge.known_to(session)?;
                    out_of_session(truth, at, write.dot, session, known)
                })
            }
            EventKind::Delivered { write, .. } if found.is_empty() => {
                truth.judge.made(write).and_then(|made| {
                    let known = &made.known_to_session;
                    out_of_session(truth, at, write.dot, &made.session, known)
                })
            }
            EventKind::Replied { request, answer, .. } => {
                self.open.get(request).and_then(|(session, op)| {
                    let is_answer = matches!(answer, Answer::Values(_) | Answer::NoSuchKey);
                    let is_read = op.is_read() && is_answer;
                    is_read.then(|| self.stale_read(truth, at, session, op.key())).flatten()
                })
            }
            _ => None,
        };
        found.extend(violation);
    }

    /// What an answer lacks that its client knows of.
    fn stale_read(
        &self,
        truth: &Truth,
        at: ReplicaId,
        session: &SessionName,
        key: Option<&Key>,
    ) -> Option<Violation> {
        let (known, effects) = (truth.judge.known_to(session)?, truth.effects(at));
        let ahead = self.ahead_at.get(&at).map_or(&[][..], |ahead| ahead);
        let is_here = |place: Place| {
            let made = truth.judge.at(place);
            effects.has(place) || made.is_some_and(|made| ahead.contains(&made.write.dot))
        };
        let first = |gap: Place| {
            let last = known.n_of(gap.life);
            let place = |number| Place { number, ..gap };
            match key {
                None => (gap.number..=last).map(place).find(|place| !is_here(*place)),
                Some(key) => {
                    let numbers = self.of_key.get(key)?.get(&gap.life)?;
                    let from = numbers.partition_point(|number| *number < gap.number);
                    let rest = numbers[from..].iter().take_while(|number| **number <= last);
                    rest.map(|number| place(*number)).find(|place| !is_here(*place))
                }
            }
        };
        let missing = truth.judge.first_of(effects.lacks(known).filter_map(first))?;
        let guarantee = self.guarantee(session, missing);
        Some(Violation::StaleRead { guarantee, missing: missing.write.dot })
    }

    fn guarantee(&self, session: &SessionName, missing: &MadeWrite) -> Guarantee {
        let read = self.read_by.get(session);
        if missing.session == *session {
            Guarantee::ReadYourWrites
        } else if read.is_some_and(|read| read.contains_key(&missing.place)) {
            Guarantee::MonotonicReads
        } else {
            Guarantee::WritesFollowReads
        }
    }

    /// Takes in an event at a replica, with the truth after it.
    pub(super) fn observe(&mut self, truth: &Truth, at: ReplicaId, kind: &EventKind) {
        match kind {
            EventKind::Requested { request, session, op, is_brought, .. } => {
                self.open.insert(*request, (session.clone(), op.clone()));
                if *is_brought {
                    self.read_by.remove(session);
                }
            }
            EventKind::Accepted { write, ahead_of, .. } => {
                if let Some(Place { life, number }) = truth.judge.made(write).map(|m| m.place) {
                    let lives = self.of_key.entry(write.key.clone()).or_default();
                    lives.entry(life).or_default().push(number);
                }
                if !ahead_of.is_empty() {
                    self.ahead_at.entry(at).or_default().push(write.dot);
                }
            }
            EventKind::Delivered { write, .. } => {
                if let Some(ahead) = self.ahead_at.get_mut(&at) {
                    ahead.retain(|dot| *dot != write.dot);
                }
            }
            EventKind::Replied { request, answer, .. } => {
                let asked = self.open.remove(request);
                if let (Some((session, _)), Answer::Values(values)) = (asked, answer) {
                    let read = self.read_by.entry(session).or_default();
                    for made in values.iter().filter_map(|write| truth.judge.made(write)) {
                        read.insert(made.place, ());
                    }
                }
            }
            EventKind::Restarted { disk: Disk::Lose, .. } => drop(self.ahead_at.remove(&at)),
            _ => {}
        }
    }
}

/// A write takes effect at a replica: what its client knew of and is not there yet.
fn out_of_session(
    truth: &Truth,
    at: ReplicaId,
    effect: Dot,
    session: &SessionName,
    known: &CausalPast,
) -> Option<Violation> {
    let effects: &Effects = truth.effects(at);
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
