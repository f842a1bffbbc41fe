//! What decides how a replica goes on, as a list of numbers: two replicas with the same list answer the
//! same inputs alike, for ever. Whoever explores states keeps each such list once.
//!
//! What is written down here says which states are told apart. Too little, and a search takes two
//! states for one; too much, and it visits the same state many times. So each part of a replica writes
//! down its own, in `machine/canonical.rs` or beside its fields, and `core/tests/exploring` feeds
//! replicas with equal lists the same inputs and compares what comes of it.

use std::sync::Arc;

use super::message::{Message, State};
use super::mistakes::{Mistake, Mistakes};
use super::protocol::{Op, Protocol};
use super::report::{Known, Report};
use super::rule::DeliveryRule;
use super::settings::{Conflicts, Dependencies, Sessions};
use super::store::Store;
use super::view::View;
use super::write::Write;
use crate::clock::{Actor, ReplicaId, VersionVector};

/// What can still be asked of the replicas. It decides what they need to remember.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Whether a replica may be told what another has seen, and so may send what that one lacks.
    pub repairs: bool,
    /// Whether a replica may send its whole state.
    pub states: bool,
    /// Whether anything follows from what clients have seen.
    pub metadata: bool,
    /// Whether somebody looks at the order in which one input lets writes take effect.
    pub order: bool,
}

impl Asked {
    /// Whether what clients bring along makes a difference under a protocol.
    #[must_use]
    pub fn uses_metadata(protocol: &Protocol) -> bool {
        let by_mistake =
            [Mistake::MergesMetadata, Mistake::DropsStaleWrites, Mistake::AnswersOnlyOlder];
        protocol.sessions != Sessions::Off
            || by_mistake.into_iter().any(|mistake| protocol.mistakes.has(mistake))
    }
}

/// Gives writes, keys and values their numbers: equal ones the same, different ones different ones.
pub trait Naming {
    /// The number of a write with all that there is to it.
    fn whole(&mut self, write: &Arc<Write>) -> u32;
    /// The number of a write of which only name, key and value count.
    fn shown(&mut self, write: &Arc<Write>) -> u32;
    /// The number of a key or a value.
    fn text(&mut self, text: &Arc<str>) -> u32;
}

/// Writes a list of numbers.
#[expect(missing_debug_implementations, reason = "the naming is somebody else's")]
pub struct Listing<'a> {
    words: &'a mut Vec<u32>,
    naming: &'a mut dyn Naming,
}

impl<'a> Listing<'a> {
    /// Writes behind what stands there already.
    pub fn new(words: &'a mut Vec<u32>, naming: &'a mut dyn Naming) -> Self {
        Self { words, naming }
    }

    /// Writes a number.
    pub fn number(&mut self, number: u32) {
        self.words.push(number);
    }

    /// Writes how many of something follow.
    pub(in crate::replica) fn length(&mut self, length: usize) {
        self.number(u32::try_from(length).expect("what a replica keeps can be counted"));
    }

    /// Writes a long number.
    pub fn wide(&mut self, number: u64) {
        let [high, low] = [number >> 32, number & u64::from(u32::MAX)];
        self.number(u32::try_from(high).expect("half of it"));
        self.number(u32::try_from(low).expect("half of it"));
    }

    /// Writes who.
    pub(in crate::replica) fn actor(&mut self, actor: Actor) {
        self.number(u32::from(actor.replica.0) << 16 | u32::from(actor.incarnation));
    }

    /// Writes what was seen.
    pub fn vector(&mut self, vector: &VersionVector) {
        self.length(vector.iter().count());
        for (actor, counter) in vector.iter() {
            self.actor(actor);
            self.number(counter);
        }
    }

    /// Writes which writes, with all that there is to them, in their order.
    pub(in crate::replica) fn writes(&mut self, writes: &[Arc<Write>]) {
        self.length(writes.len());
        writes.iter().for_each(|write| self.whole(write));
    }

    pub(in crate::replica) fn whole(&mut self, write: &Arc<Write>) {
        let number = self.naming.whole(write);
        self.number(number);
    }

    pub(in crate::replica) fn text(&mut self, text: &Arc<str>) {
        let number = self.naming.text(text);
        self.number(number);
    }

    /// Writes what a client asks.
    pub(in crate::replica) fn op(&mut self, op: &Op) {
        let (kind, value) = match op {
            Op::Get { .. } => (0, None),
            Op::List => (1, None),
            Op::Delete { .. } => (2, None),
            Op::Put { value, .. } => (3, Some(value)),
        };
        self.number(kind);
        op.key().into_iter().chain(value).for_each(|text| self.text(text));
    }

    pub(in crate::replica) fn ids(&mut self, replicas: &[ReplicaId]) {
        self.length(replicas.len());
        replicas.iter().for_each(|id| self.number(id.0.into()));
    }

    pub(in crate::replica) fn view(&mut self, view: &View) {
        self.number(view.stamp.0);
        self.number(view.stamp.1.0.into());
        self.ids(&view.members);
    }

    pub(in crate::replica) fn known(&mut self, known: &Known) {
        self.length(known.entries().count());
        for (actor, n_returns) in known.entries() {
            self.actor(actor);
            self.number(n_returns.into());
        }
    }

    /// Writes what somebody says of itself; whom it knows is for those who hear it first.
    pub(in crate::replica) fn report(&mut self, report: &Report) {
        self.actor(report.of);
        self.number(u32::from(report.n_returns) << 1 | u32::from(report.is_farewell));
        self.number(report.made);
        self.vector(&report.seen);
    }

    /// Writes what a store holds, tombstones included.
    pub(in crate::replica) fn store(&mut self, store: &Store, as_wholes: bool) {
        for write in store.all_held() {
            let number =
                if as_wholes { self.naming.whole(write) } else { self.naming.shown(write) };
            self.number(number);
        }
        self.number(u32::MAX);
    }
}

/// Whether writes leave the buffer in an order of which anything can be seen: by the right rule those
/// that have become ready together know nothing of each other, and none hides another.
pub(super) fn order_matters(protocol: &Protocol, asked: Asked) -> bool {
    asked.order
        || protocol.delivery != DeliveryRule::CAUSAL
        || protocol.mistakes != Mistakes::default()
        || protocol.conflicts == Conflicts::Arrival
}

/// Whether anything but name, key and value of a write that is shown can still make a difference: what
/// it depends on to clients that read it, its stamp to later writes, everything to whom it is sent.
pub(super) fn wholes_matter(protocol: &Protocol, asked: Asked) -> bool {
    let by_stamp = matches!(protocol.conflicts, Conflicts::Lww | Conflicts::WallClock);
    asked.metadata
        || asked.repairs
        || asked.states
        || by_stamp
        || protocol.mistakes != Mistakes::default()
}

/// Whether what the last write depends on may go into the next one's deps, whatever else there is.
pub(super) fn last_deps_matter(protocol: &Protocol) -> bool {
    protocol.dependencies == Dependencies::Session && protocol.sessions != Sessions::Off
}

impl Message {
    /// Writes down what the message carries, all of it.
    pub fn describe(&self, listing: &mut Listing<'_>) {
        match self {
            Self::Write(write) => {
                listing.number(0);
                listing.whole(write);
            }
            Self::Repair(write) => {
                listing.number(1);
                listing.whole(write);
            }
            Self::Vector { report, view, wants_answer } => {
                listing.number(2 + u32::from(*wants_answer));
                listing.report(report);
                listing.known(&report.known);
                listing.view(view);
            }
            Self::StateRequest { report, view, round } => {
                listing.number(4);
                listing.report(report);
                listing.known(&report.known);
                listing.view(view);
                listing.number(*round);
            }
            Self::NoState { of, view, round } => {
                listing.number(5 + u32::from(of.joins));
                listing.actor(of.actor);
                listing.view(view);
                listing.number(*round);
            }
            Self::State(state) => state.describe(listing),
            Self::View { view, report } => {
                listing.number(8);
                listing.report(report);
                listing.known(&report.known);
                listing.view(view);
            }
            Self::Acknowledgement(dot) => {
                listing.number(9);
                listing.actor(dot.actor);
                listing.number(dot.counter);
            }
            Self::Ping => listing.number(10),
            Self::Pong => listing.number(11),
        }
    }
}

impl State {
    fn describe(&self, listing: &mut Listing<'_>) {
        listing.number(7);
        listing.report(&self.report);
        listing.known(&self.report.known);
        listing.number(self.serves.into());
        listing.store(&self.store, true);
        listing.wide(self.stamp);
        listing.writes(&self.ahead);
        listing.view(&self.view);
    }
}
