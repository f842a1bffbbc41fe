//! What must be remembered of the past so that a predicate can be judged, and nothing else. Two
//! pasts that a predicate cannot tell apart give equal facts wherever that is cheap.

use std::sync::Arc;

use litemap::LiteMap;

use super::Predicate;
use super::answers::answer;
use super::asked::Counter;
use super::clients::{Clients, out_of_session};
use super::observed::Observed;
use super::orders::Orders;
use super::truth::{Asking, Truth, WriteSet};
use super::value::Value;
use super::vocabulary::{Asks, Kind};
use crate::clock::{Dot, ReplicaId};
use crate::history::Causation;
use crate::replica::protocol::{Disk, Message, Occurrence, Time, Write};
use crate::world::action::SessionName;
use crate::world::setting::Setting;

/// The past, as far as a predicate asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Facts {
    pub(super) truth: Truth,
    /// Of each replica, for each kind of event that is asked: to which writes it has happened there.
    pub(super) happened: Vec<Happened>,
    /// For how many writes a write has had to wait at most.
    pub(super) missing: LiteMap<(Dot, ReplicaId), u64>,
    pub(super) counters: Vec<(Counter, u32)>,
    /// What has gone wrong, of what is asked, by its bits.
    pub(super) violated: u16,
    pub(super) orders: Orders,
    pub(super) clients: Clients,
    /// By replica the writes in the order in which they were delivered, if that is asked.
    sequences: Vec<Sequence>,
    /// For each quantifier over moments and whatever its parts speak of: the answers that these
    /// have had at the moments so far, as bits.
    pub(super) moments: Vec<LiteMap<Vec<Value>, Vec<u64>>>,
    /// What somebody has answered, by the names of the questions.
    pub(super) answers: Vec<(Arc<str>, Value)>,
    now: Time,
}

/// For each kind of event that is asked: to which writes it has happened at a replica.
pub(super) type Happened = Arc<Vec<(Asks, WriteSet)>>;

/// Writes in the order in which they were delivered at a replica.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Sequence {
    order: Vec<Dot>,
    has: WriteSet,
}

impl Facts {
    /// Nothing has happened yet.
    #[must_use]
    pub fn start(predicate: &Predicate, setting: &Setting) -> Self {
        let asked = &predicate.asked;
        let n_replicas = setting.names.len();
        let nothing = asked.events.iter().map(|kind| (*kind, WriteSet::default()));
        let nothing = Arc::new(nothing.collect());
        Self {
            truth: Truth::new(Causation::of(&setting.protocol), n_replicas),
            happened: vec![nothing; n_replicas],
            missing: LiteMap::new(),
            counters: asked.counters.iter().map(|counter| (*counter, 0)).collect(),
            violated: 0,
            orders: Orders::of(predicate, n_replicas),
            clients: Clients::default(),
            sequences: match asked.violations & Kind::Total.bit() {
                0 => Vec::new(),
                _ => vec![Sequence::default(); n_replicas],
            },
            moments: vec![LiteMap::new(); asked.moments.len()],
            answers: Vec::new(),
            now: 0,
        }
    }

    /// Somebody answers a question, in a word, with words in order as `[1, 0]`, or without order as
    /// `{A1, B1}`. What is none of these is no answer.
    pub fn answer(&mut self, question: &str, text: &str) {
        if let Some(answer) = answer(text) {
            self.answers.retain(|known| &*known.0 != question);
            self.answers.push((question.into(), answer));
        }
    }

    /// Takes in what happens next.
    pub fn observe(&mut self, predicate: &Predicate, seen: &Observed<'_>) {
        match seen {
            Observed::Time(now) if predicate.asked.uses.time => self.now = *now,
            Observed::Time(_) => {}
            Observed::Requested { at, session, op, brought } => {
                let uses = predicate.asked.uses;
                if uses.clients || uses.reads {
                    let asks = (*op, *brought);
                    self.clients.ask(&self.truth, *at, session, asks, uses.reads);
                }
            }
            Observed::Replied { at, session, answer } => {
                let uses = predicate.asked.uses;
                if uses.clients || uses.reads {
                    let by = (&self.truth, &predicate.protocol);
                    self.violated |= self.clients.answer(by, *at, session, answer);
                }
            }
            Observed::Acted(verb) => {
                self.count(Counter::Actions);
                self.count(Counter::Did(*verb));
            }
            Observed::Occurred { at, session, what } => self.occur(predicate, *at, *session, what),
            Observed::Sent { from, to, what } if predicate.asked.uses.truth => {
                self.truth.send(*from, *to, what);
            }
            Observed::Sent { .. } => {}
            Observed::Copied { from, to, what } => self.truth.copy(*from, *to, what),
            Observed::Lost { from, to, what } => {
                self.count(Counter::Lost);
                self.truth.take(*from, *to, what, false);
                self.carried(Asks::Lost, *to, what);
            }
            Observed::Received { from, at, what } => {
                self.truth.take(*from, *at, what, true);
                self.carried(Asks::Arrived, *at, what);
            }
        }
        self.violated &= predicate.asked.violations;
    }

    /// Forgets what nothing that is asked can follow from any more, where no replica loses its disk:
    /// what happens before a write that has taken effect at every replica. Whether there was anything.
    pub(crate) fn forget(&mut self, predicate: &Predicate) -> bool {
        let uses = predicate.asked.uses;
        uses.truth && !uses.clients && !predicate.asked.pasts && self.truth.forget()
    }

    fn carried(&mut self, kind: Asks, at: ReplicaId, what: &Message) {
        for write in what.writes() {
            if let Some(name) = self.truth.name_of(write) {
                self.happens(kind, name, at);
            }
        }
    }

    fn occur(
        &mut self,
        predicate: &Predicate,
        at: ReplicaId,
        session: Option<&SessionName>,
        what: &Occurrence,
    ) {
        match what {
            Occurrence::Collected { .. } | Occurrence::Pruned { stable: Some(_), .. } => {
                self.count(Counter::Collected);
            }
            Occurrence::Parked { .. } => {
                session.into_iter().for_each(|session| self.clients.park(session));
            }
            _ if predicate.asked.uses.truth => self.occur_truly(predicate, at, session, what),
            _ => {}
        }
    }

    fn occur_truly(
        &mut self,
        predicate: &Predicate,
        at: ReplicaId,
        session: Option<&SessionName>,
        what: &Occurrence,
    ) {
        match what {
            Occurrence::Accepted { write, ahead_of, .. } => {
                self.accept(predicate, at, session, (write, !ahead_of.is_empty()));
            }
            Occurrence::Delivered { write } => {
                let name = self.truth.name_of(write);
                let made = name.and_then(|name| self.truth.made(name)).cloned();
                let late = made.map_or(0, |made| {
                    out_of_session(&self.truth, at, (&made.session, &made.known), write)
                });
                let (name, wrong) = self.truth.deliver(at, write);
                let is_of_delivery = wrong & !Kind::Fifo.bit() != 0;
                self.violated |= wrong | if is_of_delivery { 0 } else { late };
                let again = wrong & Kind::Twice.bit() != 0;
                self.happens(if again { Asks::DeliveredAgain } else { Asks::Delivered }, name, at);
                self.follows(name, at);
            }
            Occurrence::Discarded { write, why } => {
                if let Some(name) = self.truth.discard(at, write, *why) {
                    self.violated |= Kind::Dropped.bit();
                    self.happens(Asks::WronglyDropped, name, at);
                }
            }
            Occurrence::Buffered { write, missing } => {
                let Some(name) = self.truth.name_of(write) else { return };
                self.happens(Asks::Buffered, name, at);
                if self.happened[at.index()].iter().any(|of| of.0 == Asks::BufferedFor) {
                    let n =
                        missing.iter().map(|range| u64::from(range.last - range.first) + 1).sum();
                    let most = self.missing.entry((name, at)).or_insert(0);
                    *most = (*most).max(n);
                }
            }
            Occurrence::StateMerged { .. } => {
                let Some(brought) = self.truth.merge(at) else { return };
                let names: Vec<Dot> = self.truth.writes().map(|write| write.0).collect();
                for name in names.into_iter().filter(|name| brought.has(*name)) {
                    self.happens(Asks::Delivered, name, at);
                }
            }
            Occurrence::Restarted { disk, .. } => {
                self.truth.restart(at, *disk);
                if *disk == Disk::Lose && !self.sequences.is_empty() {
                    self.sequences[at.index()] = Sequence::default();
                }
            }
            _ => {}
        }
    }

    fn accept(
        &mut self,
        predicate: &Predicate,
        at: ReplicaId,
        session: Option<&SessionName>,
        (write, is_ahead): (&Arc<Write>, bool),
    ) {
        let known = self.clients.known(session);
        if let Some(session) = session.filter(|_| !is_ahead) {
            self.violated |= out_of_session(&self.truth, at, (session, &known), write);
        }
        let (name, wrong) =
            self.truth.accept(at, write, is_ahead, Asking { session, known: &known });
        self.violated |= wrong;
        if let Some(session) = session.filter(|_| predicate.asked.uses.clients) {
            self.clients.make(&self.truth, session, name);
        }
        self.happens(Asks::Made, name, at);
        if !is_ahead {
            self.happens(Asks::Delivered, name, at);
            self.follows(name, at);
        }
    }

    /// A write takes effect at a replica after those before it: elsewhere it may be otherwise.
    fn follows(&mut self, name: Dot, at: ReplicaId) {
        if self.sequences.is_empty() || !self.sequences[at.index()].has.insert(name) {
            return;
        }
        for other in &self.sequences {
            let place = other.order.iter().rposition(|write| *write == name);
            let later = place.map_or(&[][..], |place| &other.order[place + 1..]);
            if later.iter().any(|write| self.sequences[at.index()].has.has(*write)) {
                self.violated |= Kind::Total.bit();
            }
        }
        self.sequences[at.index()].order.push(name);
    }

    /// An event that may be asked for happens, perhaps for the first time.
    fn happens(&mut self, kind: Asks, name: Dot, at: ReplicaId) {
        self.orders.happens(kind, name, at, self.now);
        let here = &mut self.happened[at.index()];
        if here.iter().any(|of| of.0 == kind) {
            let sets = Arc::make_mut(here).iter_mut().filter(|of| of.0 == kind);
            sets.for_each(|of| _ = of.1.insert(name));
        }
    }

    fn count(&mut self, counter: Counter) {
        for (_, n) in self.counters.iter_mut().filter(|of| of.0 == counter) {
            *n = n.saturating_add(1);
        }
    }
}
