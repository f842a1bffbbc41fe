//! What *Why* says about the selection at the cursor, ready to be placed.

use std::rc::Rc;

use causal_core::check::Finding;
use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{Cone, Whereabouts};
use causal_core::replica::protocol::{Conflicts, Occurrence, Write};
use causal_core::world::event::{EventId, EventKind};
use causal_core::world::network::MessageId;
use causal_diagram::contest::winner;
use causal_diagram::words::loses;

use super::replica_card::waiting_card;
use super::{Model, Selection, WaitingCard};
use crate::words;

/// Everything that is known about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// Whether something is selected, rather than shown because it happened last.
    pub is_selected: bool,
    /// The write that it is about.
    pub dot: Option<Dot>,
    /// What that write says, and who made it.
    pub what: Rc<str>,
    /// What is the case, in one sentence.
    pub state: Rc<str>,
    /// What comes next, if it is a write that has just been made.
    pub next: Option<Rc<str>>,
    /// Why it waits, if it does.
    pub card: Option<Rc<WaitingCard>>,
    /// The message, if it is on its way or held (then true).
    pub travelling: Option<(MessageId, bool)>,
    /// For a write: what has become of it at each replica.
    pub fates: Vec<(ReplicaId, Rc<str>, Rc<str>)>,
    /// For a write: what lies around it.
    pub cone: Option<Rc<Cone>>,
    /// The violations that it is part of: what happened, what was believed, what is true.
    pub violations: Vec<[Rc<str>; 3]>,
    /// The step at which it happens, if that is yet to come.
    pub later: Option<usize>,
}

impl Model {
    /// Whether the panel *Why* is folded away: as the visitor wants it, or else if it has nothing to say
    /// because nothing has ever happened.
    #[must_use]
    pub fn is_why_folded(&self) -> bool {
        let is_silent = self.last_stop() == 0 && self.selection.is_none();
        self.interface.why_folded.unwrap_or(is_silent)
    }

    /// What the panel *Why* says at this stop, of what is selected.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self.selection {
            Some(selection) => self.reason_of(selection),
            None => self.last_reason(),
        }
    }

    /// Nothing is selected: the last thing that happened, with its card if it waits.
    fn last_reason(&self) -> Reason {
        let Some(row) = self.rows.at(self.stop) else { return Reason::default() };
        let card = self.card_of(|since, _| since == row.event);
        Reason {
            state: Rc::clone(&row.text),
            next: self.comes_next(),
            violations: self.violations_at(row.event),
            dot: card.as_ref().and_then(|card| card.dot()),
            what: card.as_ref().map_or_else(|| "".into(), |card| Rc::clone(&card.what)),
            card,
            ..Reason::default()
        }
    }

    fn reason_of(&self, selection: Selection) -> Reason {
        let history = self.run.history();
        let dot = selection.dot(history);
        let event = selection.event(history);
        let later =
            event.filter(|event| !self.has_happened(*event)).map(|event| self.stop_of(event));
        let what = selection.carried(history).map(|write| {
            let author = self.name(write.dot.actor.replica);
            format!("from {author} · {}", words::content(write)).into()
        });
        let base = Reason {
            is_selected: true,
            dot,
            what: what.or_else(|| self.other_content(selection)).unwrap_or_default(),
            later,
            ..Reason::default()
        };
        match (selection.write(history), selection.message(history)) {
            (Some(dot), _) => self.reason_of_write(dot, event, base),
            (None, Some(message)) => self.reason_of_message(message, event, base),
            (None, None) => {
                let state = event.and_then(|event| self.rows.of_event(event));
                let state = state.map_or_else(|| "".into(), |row| Rc::clone(&row.text));
                let violations = event.map(|event| self.violations_at(event)).unwrap_or_default();
                let card = event.and_then(|event| self.card_of(|since, _| since == event));
                Reason { state, card, violations, ..base }
            }
        }
    }

    /// What a message carries that carries no write.
    fn other_content(&self, selection: Selection) -> Option<Rc<str>> {
        let message = selection.message(self.run.history())?;
        let sent = Selection::Message(message).event(self.run.history())?;
        let what = self.run.history().get(sent)?.kind.travels()?;
        let from = self.name(message.link.from);
        Some(format!("{} from {from}", words::carries(what)).into())
    }

    /// The write that was made by an event: two may have one name.
    fn reason_of_write(&self, dot: Dot, made: Option<EventId>, base: Reason) -> Reason {
        let setting = self.run.setting();
        let author = dot.actor.replica;
        let fates = setting.replicas().filter(|id| *id != author && base.later.is_none());
        let fates = fates.map(|id| (id, setting.name(id).into(), self.fate(dot, id).into()));
        let made = made.and_then(|id| self.run.history().get(id));
        let state = made.map_or_else(String::new, |event| {
            let at = event.replica.unwrap_or(author);
            let lost = event.kind.write().and_then(|write| self.lost_to(write, None));
            let lost = lost.map_or_else(String::new, |why| format!(" {why}."));
            format!("Written at {} at step {}.{lost}", setting.name(at), self.stop_of(event.id))
        });
        let about = |finding: &&Finding| finding.what.writes().contains(&Some(dot));
        let violations =
            self.findings_so_far().filter(about).map(|found| self.told(found)).collect();
        Reason {
            state: state.into(),
            fates: fates.collect(),
            cone: self.cone.clone(),
            violations,
            ..base
        }
    }

    fn reason_of_message(&self, id: MessageId, event: Option<EventId>, base: Reason) -> Reason {
        let travelling = self.moment.messages.get(&id).map(|envelope| (id, envelope.held));
        let card = self.card_of(|_, message| message == Some(id));
        let violations =
            event.map(|event| self.violations_of_message(id, event)).unwrap_or_default();
        Reason { state: self.message_state(id).into(), card, travelling, violations, ..base }
    }

    /// The card of what waits somewhere since an event.
    pub(crate) fn waiting_since(&self, event: EventId) -> Option<Rc<WaitingCard>> {
        self.card_of(|since, _| since == event)
    }

    fn card_of(
        &self,
        is_it: impl Fn(EventId, Option<MessageId>) -> bool,
    ) -> Option<Rc<WaitingCard>> {
        waiting_card(&self.run, &self.moment, is_it).map(Rc::new)
    }

    /// Where a message is at the cursor.
    fn message_state(&self, id: MessageId) -> String {
        let to = self.name(id.link.to);
        let on = words::link(id.link);
        if let Some(envelope) = self.moment.messages.get(&id) {
            return if envelope.held {
                format!("Held on link {on} by you.")
            } else {
                format!("On its way to {to} on {on}, arrives at {} ms.", envelope.due)
            };
        }
        let mut so_far = self.run.history().events().range(0..self.moment.position);
        let last = so_far.rfind(|event| event.kind.message() == Some(id));
        let Some(last) = last else { return format!("Not sent to {to} yet.") };
        let step = self.stop_of(last.id);
        match &last.kind {
            EventKind::Recorded { what: Occurrence::Delivered { .. }, .. } => {
                let lost = self.layout.chart.loser_at(last.id);
                let lost = lost.map_or_else(String::new, |(_, why)| format!(" {why}."));
                format!("Delivered at {to} at step {step}.{lost}")
            }
            EventKind::Recorded { what: Occurrence::Buffered { write, .. }, .. } => {
                format!("In {to}'s inbox: {} waits.", write.dot)
            }
            EventKind::Recorded { what: Occurrence::Discarded { .. }, .. } => {
                format!("Thrown away at {to} at step {step}: known already.")
            }
            EventKind::Lost { why, .. } => {
                format!("Lost on {on} at step {step}: {}.", words::lost_why(*why))
            }
            EventKind::Received { .. }
            | EventKind::Recorded { what: Occurrence::StateMerged { .. }, .. } => {
                let told = self.layout.chart.title_of(last.id).unwrap_or_default();
                format!("{told}, at step {step}.")
            }
            _ => format!("On {on}."),
        }
    }

    /// Why a write does not show at a replica, or at any, though it took effect there: where one of two
    /// concurrent writes stays.
    fn lost_to(&self, write: &Write, at: Option<ReplicaId>) -> Option<String> {
        let setting = self.run.setting();
        if !matches!(setting.protocol.conflicts, Conflicts::Lww | Conflicts::WallClock) {
            return None;
        }
        let replicas = self.moment.replicas.iter().zip(setting.replicas());
        let has_it = replicas.filter(|(replica, id)| {
            replica.seen.covers(write.dot) && at.is_none_or(|at| at == *id)
        });
        let winner = has_it.filter_map(|(replica, _)| winner(&replica.store, write)).next()?;
        Some(loses(write, winner, setting))
    }

    /// What has become of a write at a replica other than its author's.
    fn fate(&self, dot: Dot, at: ReplicaId) -> String {
        match Whereabouts::of(dot, at, &self.moment, self.run.history()) {
            Whereabouts::Delivered { event } => {
                let write = self.run.history().write(dot);
                let lost = write.and_then(|write| self.lost_to(write, Some(at)));
                let lost = if lost.is_some() { ", and has lost" } else { "" };
                format!("delivered at step {}{lost}", self.stop_of(event))
            }
            Whereabouts::InInbox { .. } => "waits in the inbox".to_owned(),
            Whereabouts::Discarded { event } => {
                format!("thrown away at step {}", self.stop_of(event))
            }
            place => words::whereabouts(place, None, false, |event| self.stop_of(event)),
        }
    }

    fn violations_at(&self, event: EventId) -> Vec<[Rc<str>; 3]> {
        let stop = self.stop_of(event);
        let here = |finding: &&Finding| self.stop_of(finding.event) == stop;
        self.findings_so_far().filter(here).map(|found| self.told(found)).collect()
    }

    fn violations_of_message(&self, id: MessageId, event: EventId) -> Vec<[Rc<str>; 3]> {
        let history = self.run.history();
        let stop = self.stop_of(event);
        let is_same = |finding: &&Finding| {
            let found = finding.event;
            self.stop_of(found) == stop
                || history.get(found).and_then(|event| event.kind.message()) == Some(id)
        };
        self.findings_so_far().filter(is_same).map(|found| self.told(found)).collect()
    }

    fn told(&self, finding: &Finding) -> [Rc<str>; 3] {
        let setting = self.run.setting();
        let (belief, truth) = words::belief_and_truth(finding, setting);
        [words::violation(finding, &self.run).into(), belief.into(), truth.into()]
    }
}
