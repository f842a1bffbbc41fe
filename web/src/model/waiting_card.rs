//! A waiting card: why something that has arrived is not delivered, in four lines.

use std::rc::Rc;
use std::sync::Arc;

use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{Explanation, InboxEntry, Moment, Readiness, Whereabouts};
use causal_core::replica::protocol::Write;
use causal_core::replica::rule::EntryCheck;
use causal_core::run::Run;
use causal_core::world::event::EventId;
use causal_core::world::network::MessageId;

use super::Selection;
use crate::words;

/// What a waiting card says. The order of its lines is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingCard {
    /// The write that waits.
    pub dot: Dot,
    /// The replica in whose inbox it waits.
    pub at: ReplicaId,
    /// The message that brought it.
    pub message: MessageId,
    /// The event of its arrival.
    pub received: EventId,
    /// Line 1: from whom, and what.
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
    pub remedy: Option<Remedy>,
    /// Line 4: the comparison, entry by entry.
    pub checks: Vec<EntryCheck>,
    /// Below: what goes when the first missing write is delivered.
    pub cascade: Vec<Dot>,
}

/// The one button that helps a waiting write along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Let go the message that carries the missing write.
    Release(MessageId, Dot),
    /// Show where it is.
    Show(Selection, Dot),
}

impl WaitingCard {
    /// The card of an inbox entry at a moment of a run.
    #[must_use]
    pub fn of(run: &Run, moment: &Moment, at: ReplicaId, entry: &InboxEntry) -> Self {
        let explanation = moment.explain(at, &entry.write, run.history());
        let setting = moment.setting();
        let author = setting.name(entry.write.dot.actor.replica);
        let first = explanation.missing.first().copied();
        let known = |dot: Dot| run.history().accepted(dot).is_some();
        Self {
            dot: entry.write.dot,
            at,
            message: entry.message,
            received: entry.received,
            what: format!("from {author} · {}", words::content(&entry.write)).into(),
            readiness: explanation.readiness,
            waits: waits(&explanation, &author).into(),
            missing: explanation.missing.iter().map(|one| (one.dot, known(one.dot))).collect(),
            n_more: explanation.n_more,
            place: first.map(|one| place(run, moment, at, one.dot, one.whereabouts).into()),
            remedy: first.and_then(|one| remedy(run, one.dot, one.whereabouts)),
            checks: explanation.checks,
            cascade: explanation.cascade,
        }
    }

    /// Whether it may be delivered now.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.readiness == Readiness::Ready
    }
}

fn waits(explanation: &Explanation, author: &str) -> String {
    match explanation.readiness {
        Readiness::Ready => format!("ready: next from {author}, {}", words::READY),
        Readiness::Waits => explanation
            .missing
            .first()
            .map_or_else(|| "Waits".to_owned(), |first| format!("Waits for {}", first.dot)),
        Readiness::WaitsForEver => words::NEVER.to_owned(),
        Readiness::Superfluous => {
            format!("The replica believes it has {} already", explanation.write.dot)
        }
    }
}

fn place(run: &Run, moment: &Moment, at: ReplicaId, dot: Dot, place: Whereabouts) -> String {
    let waits_for = match place {
        Whereabouts::InInbox { .. } => inbox_write(moment, at, dot).and_then(|write| {
            let explanation = moment.explain(at, write, run.history());
            explanation.missing.first().map(|first| first.dot.to_string())
        }),
        _ => None,
    };
    let ticks = moment.setting().protocol.delivery.ticks_on_receipt;
    words::whereabouts(place, waits_for, ticks, |event| {
        run.stops().partition_point(|stop| stop.n_events <= event.index())
    })
}

fn inbox_write(moment: &Moment, at: ReplicaId, dot: Dot) -> Option<&Arc<Write>> {
    let inbox = &moment.replica(at)?.inbox;
    inbox.iter().map(|entry| &entry.write).find(|write| write.dot == dot)
}

fn remedy(run: &Run, dot: Dot, place: Whereabouts) -> Option<Remedy> {
    let selection = match place {
        Whereabouts::Held { message } => return Some(Remedy::Release(message, dot)),
        Whereabouts::OnItsWay { message, .. } | Whereabouts::InInbox { message } => {
            Selection::Message(message)
        }
        Whereabouts::Delivered { event }
        | Whereabouts::Discarded { event }
        | Whereabouts::Lost { event, .. } => Selection::Event(event),
        Whereabouts::Elsewhere { .. }
        | Whereabouts::AtDown { .. }
        | Whereabouts::Gone
        | Whereabouts::NotWritten => Selection::of_write(run.history(), dot)?,
    };
    Some(Remedy::Show(selection, dot))
}
