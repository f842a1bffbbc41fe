//! The clients that cards speak of: who acts there, what they have seen, what they were answered.

use std::rc::Rc;
use std::sync::Arc;

use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{Asked, Moment, ReplicaMoment};
use causal_core::replica::protocol::{Answer, Op, Sessions, Write};
use causal_core::run::Run;
use causal_core::world::event::{EventId, EventKind};

use super::Model;
use crate::words;

/// How many names a card suggests.
const SUGGESTED: usize = 12;
/// How many answers a card shows, the last ones.
const ANSWERS: usize = 2;

/// An answer on the card of the replica that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerLine {
    /// The event at which it was given.
    pub event: EventId,
    /// The step at which it was given.
    pub stop: usize,
    /// Who asked what; or the whole answer, if it has no values.
    pub text: Rc<str>,
    /// The values: who wrote what.
    pub values: Vec<(Dot, Rc<str>)>,
    /// Whether the client was turned down.
    pub is_refusal: bool,
}

impl Model {
    /// What the client named on each card has seen at the cursor, in one line; nothing where no
    /// client is named.
    #[must_use]
    pub fn client_lines(&self) -> Vec<Option<Rc<str>>> {
        self.cards.iter().map(|card| self.client_line(card.id)).collect()
    }

    fn client_line(&self, replica: ReplicaId) -> Option<Rc<str>> {
        let client = self.drafts.get(replica.index())?.session()?;
        let clients = &self.moment.clients;
        let open = clients.open_of(&client).and_then(|open| self.run.history().get(open.requested));
        let waits_at = open.and_then(|event| event.replica);
        let counts = self.moment.setting().protocol.sessions != Sessions::Off;
        let seen = clients.seen(&client);
        Some(words::client_seen(&client, seen, waits_at, counts).into())
    }

    /// The names of clients that a card suggests: those typed at cards, and those that have asked
    /// something.
    #[must_use]
    pub fn client_names(&self) -> Vec<Rc<str>> {
        let mut names: Vec<Rc<str>> = Vec::new();
        let mut suggest = |name: &str| {
            if names.len() < SUGGESTED && names.iter().all(|other| **other != *name) {
                names.push(name.into());
            }
        };
        for draft in self.drafts.iter().filter(|draft| draft.client_problem().is_none()) {
            if let Some(name) = draft.session() {
                suggest(&name);
            }
        }
        for (name, _) in self.moment.clients.iter().take(SUGGESTED + self.cards.len()) {
            if self.cards.iter().all(|card| card.id.to_string() != **name) {
                suggest(name);
            }
        }
        names
    }
}

/// The answers that a card shows.
pub(super) fn answers(run: &Run, moment: &Moment, replica: &ReplicaMoment) -> Vec<AnswerLine> {
    let newest_first = replica.answers.iter().rev();
    newest_first.filter_map(|event| answer(run, moment, *event)).take(ANSWERS).collect()
}

fn answer(run: &Run, moment: &Moment, id: EventId) -> Option<AnswerLine> {
    let event = run.history().get(id)?;
    let EventKind::Replied { answer, .. } = &event.kind else { return None };
    let asked = Asked::at(run.history().get(event.cause?)?)?;
    let name = moment.setting().name(asked.on);
    let values: Vec<_> = match (asked.op, answer) {
        (Op::Get { .. }, Answer::Values(values)) => values.iter().map(value).collect(),
        _ => Vec::new(),
    };
    Some(AnswerLine {
        event: id,
        stop: run.stops().partition_point(|stop| stop.n_events <= id.index()),
        text: words::answer_on_card(&asked, &name, answer, !values.is_empty())?.into(),
        values,
        is_refusal: matches!(answer, Answer::Unavailable(_)),
    })
}

fn value(write: &Arc<Write>) -> (Dot, Rc<str>) {
    (write.dot, write.value.as_deref().unwrap_or_default().into())
}
