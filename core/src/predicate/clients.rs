//! What clients know, and whether what they are answered agrees with it.
//!
//! A client knows the writes that it made and those that it was shown, and all that comes before
//! them. Each of those under the key that it reads has to be shown, or to be replaced by what is
//! shown or by a delete that has taken effect at the replica; and nothing may be shown that one of
//! them replaces. Of several that are missing, those count that no other of them replaces.

use std::sync::Arc;

use litemap::LiteMap;

use super::truth::{Made, Truth, WriteSet};
use super::vocabulary::Kind;
use crate::clock::{Dot, ReplicaId, VersionVector};
use crate::replica::protocol::{Answer, Conflicts, Op, Protocol, Sessions, Write};
use crate::world::action::SessionName;

/// What one client knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Client {
    /// By true names; with each write all that comes before it as clients can tell.
    pub(super) known: VersionVector,
    shown: WriteSet,
    /// What it has asked and not been answered.
    asks: Option<Op>,
    n_reads: u32,
}

/// What came of a read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Read {
    pub(super) at: ReplicaId,
    /// None if it asks for all keys.
    pub(super) key: Option<Arc<str>>,
    pub(super) waited: bool,
    pub(super) answered: bool,
    pub(super) refused: bool,
    /// The guarantees that the answer breaks, by the bits of what has gone wrong.
    pub(super) broke: u16,
}

/// All clients that have asked something, and their reads if they are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Clients {
    by_name: LiteMap<SessionName, Client>,
    pub(super) reads: LiteMap<(SessionName, u32), Read>,
}

impl Clients {
    /// Their names, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &SessionName> + '_ {
        self.by_name.keys()
    }

    /// What a client knows.
    pub(super) fn known(&self, session: Option<&SessionName>) -> VersionVector {
        let client = session.and_then(|session| self.by_name.get(session));
        client.map(|client| client.known.clone()).unwrap_or_default()
    }

    /// A client asks a replica.
    pub(super) fn ask(
        &mut self,
        truth: &Truth,
        at: ReplicaId,
        session: &SessionName,
        (op, brought): (&Op, Option<&VersionVector>),
        reads_count: bool,
    ) {
        let client = self.by_name.entry(session.clone()).or_default();
        client.asks = Some(op.clone());
        if let Some(brought) = brought {
            client.known = VersionVector::new();
            client.shown = WriteSet::default();
            for (actor, counter) in brought.iter() {
                let named = truth.last_named(actor, counter);
                named.into_iter().for_each(|name| client.learn(truth, name));
            }
        }
        if reads_count && op.is_read() {
            client.n_reads += 1;
            let (key, broke) = (op.key().cloned(), 0);
            let (waited, answered, refused) = (false, false, false);
            let read = Read { at, key, waited, answered, refused, broke };
            self.reads.insert((session.clone(), client.n_reads), read);
        }
    }

    /// The read that a client waits for, if it is asked for.
    fn open_read(&mut self, session: &SessionName) -> Option<&mut Read> {
        let client = self.by_name.get(session)?;
        client.asks.as_ref().filter(|op| op.is_read())?;
        self.reads.get_mut(&(session.clone(), client.n_reads))
    }

    /// A client's request has to wait.
    pub(super) fn park(&mut self, session: &SessionName) {
        if let Some(read) = self.open_read(session) {
            read.waited = true;
        }
    }

    /// A client has made a write.
    pub(super) fn make(&mut self, truth: &Truth, session: &SessionName, name: Dot) {
        self.by_name.entry(session.clone()).or_default().learn(truth, name);
    }

    /// A client is answered; what is wrong with that.
    pub(super) fn answer(
        &mut self,
        (truth, protocol): (&Truth, &Protocol),
        at: ReplicaId,
        session: &SessionName,
        answer: &Answer,
    ) -> u16 {
        let client = self.by_name.entry(session.clone()).or_default();
        let values = match answer {
            Answer::Values(values) => Some(&values[..]),
            Answer::NoSuchKey => Some(&[][..]),
            Answer::Accepted(_) | Answer::Unavailable(_) => None,
        };
        let shown: Vec<Dot> =
            values.unwrap_or_default().iter().filter_map(|write| truth.name_of(write)).collect();
        let wrong = match (values, &client.asks) {
            (Some(_), Some(op)) => client.missing(truth, protocol, (at, session, op), &shown),
            _ => 0,
        };
        let (is_answered, is_refused) =
            (values.is_some(), matches!(answer, Answer::Unavailable(_)));
        if let Some(read) = self.open_read(session) {
            read.answered = is_answered;
            read.refused = is_refused;
            read.broke = wrong;
        }
        let client = self.by_name.entry(session.clone()).or_default();
        client.asks = None;
        for name in shown {
            client.learn(truth, name);
            client.shown.insert(name);
        }
        wrong
    }
}

impl Client {
    fn learn(&mut self, truth: &Truth, name: Dot) {
        if let Some(made) = truth.made(name) {
            self.known.merge(&made.told);
            self.known.include(name);
        }
    }

    /// Which guarantees an answer breaks.
    fn missing(
        &self,
        truth: &Truth,
        protocol: &Protocol,
        (at, session, op): (ReplicaId, &SessionName, &Op),
        shown: &[Dot],
    ) -> u16 {
        let mut wrong = 0;
        let mut keys: Vec<&Arc<str>> = Vec::new();
        for (_, made) in truth.writes() {
            let is_asked = op.key().is_none_or(|key| *key == made.key);
            if is_asked && !keys.contains(&&made.key) {
                keys.push(&made.key);
            }
        }
        for key in keys {
            let judging = Judging { truth, protocol, at, client: self };
            for missing in judging.missing(key, shown) {
                wrong |= if truth.made(missing).is_some_and(|made| made.session == *session) {
                    Kind::ReadYourWrites.bit()
                } else if self.shown.has(missing) {
                    Kind::MonotonicReads.bit()
                } else {
                    Kind::WritesFollowReads.bit()
                };
            }
        }
        wrong
    }
}

/// What an answer is judged by.
struct Judging<'a> {
    truth: &'a Truth,
    protocol: &'a Protocol,
    at: ReplicaId,
    client: &'a Client,
}

impl<'a> Judging<'a> {
    /// What a write replaces: under `siblings` what its author had read, under the other policies
    /// all that happens before it.
    fn replaced_by(&self, made: &'a Made) -> &'a VersionVector {
        match (self.protocol.conflicts, self.protocol.sessions) {
            (Conflicts::Siblings, Sessions::Off) => &made.past,
            (Conflicts::Siblings, _) => &made.known,
            _ => &made.told,
        }
    }

    /// The known writes of a key that should be shown and are not.
    fn missing(&self, key: &str, shown: &[Dot]) -> Vec<Dot> {
        let of_key = || self.truth.writes().filter(move |(_, made)| *made.key == *key);
        let known: Vec<(Dot, &Made)> = of_key()
            .filter(|(name, _)| self.client.known.covers(*name))
            .map(|(name, made)| (name, &**made))
            .collect();
        let shown: Vec<(Dot, &Made)> = of_key()
            .filter(|(name, _)| shown.contains(name))
            .map(|(name, made)| (name, &**made))
            .collect();
        let replaces = |made, name| self.replaced_by(made).covers(name);
        let older = known.iter().filter(|(_, made)| shown.iter().any(|old| replaces(made, old.0)));
        let mut missing: Vec<_> = older.copied().collect();
        if missing.is_empty() {
            let is_done = |name: &Dot| self.truth.shows_effect(*name, self.at);
            let deletes: Vec<(Dot, &Made)> = of_key()
                .filter(|(name, made)| made.value.is_none() && is_done(name))
                .map(|(name, made)| (name, &**made))
                .collect();
            let is_missing = |(name, made): &(Dot, &'a Made)| {
                let others = || shown.iter().chain(&deletes);
                match self.protocol.conflicts {
                    Conflicts::Siblings => {
                        others().all(|(other, by)| other != name && !replaces(by, *name))
                    }
                    // What is concurrent may be preferred.
                    _ => others().all(|(other, _)| replaces(made, *other)),
                }
            };
            missing = known.into_iter().filter(is_missing).collect();
        }
        let last =
            missing.iter().filter(|(name, _)| missing.iter().all(|by| !replaces(by.1, *name)));
        last.map(|(name, _)| *name).collect()
    }
}

/// What is wrong with a write that takes effect where something that its client knew has not.
pub(super) fn out_of_session(
    truth: &Truth,
    at: ReplicaId,
    (session, known): (&SessionName, &VersionVector),
    write: &Write,
) -> u16 {
    let mut wrong = 0;
    for missing in truth.lacks(at, known) {
        let Some(made) = truth.made(missing).filter(|made| made.dot != write.dot) else { continue };
        wrong |= if made.session == *session {
            Kind::MonotonicWrites.bit()
        } else {
            Kind::WritesFollowReads.bit()
        };
    }
    wrong
}
