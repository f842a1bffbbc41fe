//! A waiting card: why something that has come is not dealt with, in four lines. Writes that have
//! arrived wait for other writes, and so do requests of clients that have seen more than is here.

use std::rc::Rc;
use std::sync::Arc;

use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{Explanation, InboxEntry, MissingWrite, Moment, Readiness, Whereabouts};
use causal_core::replica::protocol::{RequestId, Write};
use causal_core::replica::rule::EntryCheck;
use causal_core::run::Run;
use causal_core::world::event::EventId;
use causal_core::world::network::MessageId;

use super::Selection;
use super::remedy::{Help, Seeking};
use crate::words;

/// What a waiting card says. The order of its lines is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingCard {
    /// What waits.
    pub waiting: Waiting,
    /// The replica in whose inbox it waits.
    pub at: ReplicaId,
    /// The event of its arrival, or at which it was parked.
    pub since: EventId,
    /// Line 1: the name of the write, or of the client.
    pub name: Rc<str>,
    /// Behind it: from whom, and what; or what the client asks for.
    pub what: Rc<str>,
    /// Whether it may go, waits, or waits for ever.
    pub readiness: Readiness,
    /// Line 2: the sentence. Chips for what is missing beyond the first follow it.
    pub waits: Rc<str>,
    /// The missing writes, the first one included, each with whether it can be shown.
    pub missing: Vec<(Dot, bool)>,
    /// How many more are missing than are named.
    pub n_more: u64,
    /// Line 3: where the first missing write is.
    pub place: Option<Rc<str>>,
    /// The one fitting button of line 3.
    pub help: Option<Help>,
    /// Line 4: the comparison, entry by entry.
    pub checks: Vec<EntryCheck>,
    /// Below: what goes when the first missing write is delivered.
    pub cascade: Vec<Dot>,
    /// Who is answered at the end of that.
    pub answers: Option<Rc<str>>,
}

/// What can wait at a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// A write, and the message that brought it.
    Write(Dot, MessageId),
    /// A client's request.
    Request(RequestId),
}

impl WaitingCard {
    /// The card of an inbox entry at a moment of a run.
    #[must_use]
    pub fn of(run: &Run, moment: &Moment, at: ReplicaId, entry: &InboxEntry) -> Self {
        let explanation = moment.explain(at, &entry.write, run.history());
        let author = moment.setting().name(entry.write.dot.actor.replica);
        let (place, help) = place_and_help(run, moment, at, explanation.missing.first());
        Self {
            waiting: Waiting::Write(entry.write.dot, entry.message),
            at,
            since: entry.received,
            name: entry.write.dot.to_string().into(),
            what: format!("from {author} · {}", words::content(&entry.write)).into(),
            readiness: explanation.readiness,
            waits: waits(&explanation, &author).into(),
            missing: missing(run, &explanation.missing),
            n_more: explanation.n_more,
            place,
            help,
            checks: explanation.checks,
            cascade: explanation.cascade,
            answers: None,
        }
    }

    /// Whether it may be delivered now.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.readiness == Readiness::Ready
    }

    /// The write that waits, if it is one.
    #[must_use]
    pub fn dot(&self) -> Option<Dot> {
        match self.waiting {
            Waiting::Write(dot, _) => Some(dot),
            Waiting::Request(_) => None,
        }
    }

    /// What selects it: the message that brought it, or the event at which it was parked.
    #[must_use]
    pub fn selection(&self) -> Selection {
        match self.waiting {
            Waiting::Write(_, message) => Selection::Message(message),
            Waiting::Request(_) => Selection::Event(self.since),
        }
    }
}

/// The missing writes, each with whether there is such a write to show.
pub(super) fn missing(run: &Run, missing: &[MissingWrite]) -> Vec<(Dot, bool)> {
    let known = |dot: Dot| run.history().accepted(dot).is_some();
    missing.iter().map(|one| (one.dot, known(one.dot))).collect()
}

/// Line 3: where the first missing write is, and what helps.
pub(super) fn place_and_help(
    run: &Run,
    moment: &Moment,
    at: ReplicaId,
    first: Option<&MissingWrite>,
) -> (Option<Rc<str>>, Option<Help>) {
    let seeking = Seeking { run, moment, at };
    let Some(first) = first else { return (None, None) };
    let help = seeking.help(first);
    let said = match seeking.is_down() {
        true => words::nothing_arrives(&moment.setting().name(at)),
        false => place(run, moment, at, first),
    };
    let under_way = help.as_ref().and_then(|help| help.under_way.as_deref());
    let said = under_way.map_or_else(|| said.clone(), |more| format!("{said}; {more}"));
    (Some(said.into()), help)
}

fn waits(explanation: &Explanation, author: &str) -> String {
    match explanation.readiness {
        Readiness::Ready => format!("ready: next from {author}, {}", words::READY),
        Readiness::Waits => words::waits_for(explanation.missing.first().map(|first| first.dot)),
        Readiness::WaitsForEver => words::NEVER.to_owned(),
        Readiness::Superfluous => {
            format!("The replica believes it has {} already", explanation.write.dot)
        }
    }
}

fn place(run: &Run, moment: &Moment, at: ReplicaId, first: &MissingWrite) -> String {
    let waits_for = match first.whereabouts {
        Whereabouts::InInbox { .. } => inbox_write(moment, at, first.dot).and_then(|write| {
            let explanation = moment.explain(at, write, run.history());
            explanation.missing.first().map(|first| first.dot.to_string())
        }),
        _ => None,
    };
    let ticks = moment.setting().protocol.delivery.ticks_on_receipt;
    words::whereabouts(first.whereabouts, waits_for, ticks, |event| {
        run.stops().partition_point(|stop| stop.n_events <= event.index())
    })
}

fn inbox_write(moment: &Moment, at: ReplicaId, dot: Dot) -> Option<&Arc<Write>> {
    let inbox = &moment.replica(at)?.inbox;
    inbox.iter().map(|entry| &entry.write).find(|write| write.dot == dot)
}
