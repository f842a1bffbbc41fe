//! How findings read: one sentence each, with the names that a scenario gives to replicas and
//! clients.

use std::fmt;

use super::finding::{Finding, Guarantee, Violation};
use crate::clock::{Dot, ReplicaId};
use crate::history::History;
use crate::replica::protocol::Occurrence;
use crate::world::event::{Event, EventId, EventKind};
use crate::world::setting::Setting;

/// The longest content of a write that is told along with its name, in characters.
const CONTENT_MAX: usize = 40;

/// What the things in a finding are called.
pub trait Names {
    /// How a replica is called in a sentence.
    fn replica(&self, replica: ReplicaId) -> String;

    /// The client that an event answers.
    fn client(&self, answer: EventId) -> String;

    /// The same client, named once more.
    fn client_again(&self, answer: EventId) -> String {
        self.client(answer)
    }

    /// The client that made a write.
    fn author(&self, write: Dot) -> String;

    /// A write that a client was shown, or should have been.
    fn content(&self, write: Dot) -> String {
        write.to_string()
    }

    /// Whether several writes have this name.
    fn is_shared(&self, _: Dot) -> bool {
        false
    }

    /// A write, by its name where that is its own.
    fn one(&self, write: Dot) -> String {
        if self.is_shared(write) {
            format!("one of the writes called {write}")
        } else {
            write.to_string()
        }
    }

    /// When an event happened.
    fn when(&self, event: EventId) -> String {
        format!("event {event}")
    }
}

/// Letters for replicas, and no names for clients.
#[derive(Clone, Copy, Debug, Default)]
pub struct Letters;

impl Names for Letters {
    fn replica(&self, replica: ReplicaId) -> String {
        replica.to_string()
    }

    fn client(&self, _: EventId) -> String {
        "a client".to_owned()
    }

    fn client_again(&self, _: EventId) -> String {
        "the client".to_owned()
    }

    fn author(&self, _: Dot) -> String {
        "its client".to_owned()
    }
}

/// The names of a scenario, and what its history says.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The history in which it was found.
    pub history: &'a History,
    /// Who is called what.
    pub setting: &'a Setting,
}

impl Told<'_> {
    /// The client whose request an event stems from. A replica's own client has no name of its own.
    fn asked_by(&self, event: Option<&Event>) -> Option<String> {
        let asked = event.and_then(|event| event.cause).and_then(|cause| self.history.get(cause));
        let EventKind::Requested { session, .. } = &asked?.kind else { return None };
        let own = ReplicaId::from_letters(session).filter(|id| self.setting.has(*id));
        Some(match own.filter(|id| id.to_string() == **session) {
            Some(id) => format!("{}'s client", self.setting.name(id)),
            None => session.to_string(),
        })
    }
}

impl Names for Told<'_> {
    fn replica(&self, replica: ReplicaId) -> String {
        self.setting.name(replica)
    }

    fn client(&self, answer: EventId) -> String {
        self.asked_by(self.history.get(answer)).unwrap_or_else(|| Letters.client(answer))
    }

    fn author(&self, write: Dot) -> String {
        self.asked_by(self.history.accepted(write)).unwrap_or_else(|| Letters.author(write))
    }

    fn is_shared(&self, write: Dot) -> bool {
        let made = |event: &&Event| {
            matches!(event.kind, EventKind::Recorded { what: Occurrence::Accepted { .. }, .. })
        };
        self.history.about(write).filter(made).nth(1).is_some()
    }

    fn content(&self, write: Dot) -> String {
        if self.is_shared(write) {
            return self.one(write);
        }
        let made = self.history.write(write);
        let content = made.map(|made| match &made.value {
            Some(value) => format!("{} = {value}", made.key),
            None => format!("{} deleted", made.key),
        });
        let content = content.filter(|content| content.chars().count() <= CONTENT_MAX);
        content.map_or_else(|| write.to_string(), |content| format!("{write} ({content})"))
    }
}

impl fmt::Display for Guarantee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ReadYourWrites => "read your writes",
            Self::MonotonicReads => "monotonic reads",
            Self::MonotonicWrites => "monotonic writes",
            Self::WritesFollowReads => "writes follow reads",
        })
    }
}

impl Finding {
    /// One sentence without its full stop.
    #[must_use]
    pub fn in_words(&self, names: &impl Names) -> String {
        let at = names.replica(self.at);
        let name = |replica: &ReplicaId| names.replica(*replica);
        match &self.what {
            Violation::BeforeItsCause { effect, cause } => {
                format!("{at} delivered {effect} before its cause {cause}")
            }
            Violation::Twice { write } => format!("{at} delivered {write} twice"),
            Violation::SameName { write } => format!("two writes are called {write}"),
            Violation::WronglyDiscarded { write } => {
                format!("{at} threw {} away, though it never took effect there", names.one(*write))
            }
            Violation::StaleRead { guarantee, missing, shown, since } => {
                let answer = self.stale_answer(names, *missing, *shown);
                let how = self.known_how(names, *guarantee, *since);
                format!("{answer}, {how} ({guarantee})")
            }
            Violation::OutOfSession { guarantee, effect, missing } => {
                let author = names.author(*effect);
                format!(
                    "{effect} counts at {at} before {missing}, which {author} knew of ({guarantee})"
                )
            }
            Violation::Diverged { from, write } => {
                let both = format!("{at} and {} have equal vectors", name(from));
                let shared = names.is_shared(*write);
                let show =
                    if shared { "show different writes as" } else { "only one of them shows" };
                format!("{both}, and {show} {write}")
            }
            Violation::Orphaned { waiting, missing } => {
                let waiting = waiting.map_or("a request".to_owned(), |dot| dot.to_string());
                format!("{waiting} waits at {at} for {missing}, which nobody has")
            }
            Violation::HeldBack { write } => {
                format!("{write} waits at {at}, though all that comes before it is there")
            }
            Violation::CopyKept { write } => {
                format!("a copy of {write} waits at {at}, where {write} has taken effect")
            }
            Violation::MadeUp { write } => {
                format!("{at} delivered {write}, which no client has written")
            }
            Violation::NotPassedOn { to, write } => {
                format!("{at} heard that {} lacks {write}, and did not send it", name(to))
            }
            Violation::NotTold { member } => {
                format!("{at} left {} out of its view, and did not say so", name(member))
            }
            Violation::CountedUnseen { write } => {
                format!("{at} counts {write} as delivered, and it never took effect there")
            }
            Violation::Forgotten { write } => {
                format!("{at} no longer counts {write}, which took effect there")
            }
            Violation::NotDone { .. }
            | Violation::DoneAllTheSame { .. }
            | Violation::TurnedAway => self.told_in_words(names),
        }
    }

    /// What a client was told that is not so.
    fn told_in_words(&self, names: &impl Names) -> String {
        let (at, client) = (names.replica(self.at), names.client(self.event));
        match &self.what {
            Violation::NotDone { write } => {
                format!("{at} told {client} that its write is {write}, and wrote nothing")
            }
            Violation::DoneAllTheSame { write } => {
                format!("{at} told {client} that its write failed, and made {write} of it")
            }
            _ => {
                let again = names.client_again(self.event);
                format!("{at} did not serve {client}, though it has all that {again} knows of")
            }
        }
    }

    /// What a client was answered.
    fn stale_answer(&self, names: &impl Names, missing: Dot, shown: Option<Dot>) -> String {
        let (at, client) = (names.replica(self.at), names.client(self.event));
        let known = names.content(missing);
        match shown.map(|shown| names.content(shown)) {
            Some(shown) => format!("{at} showed {client} {shown}, which is older than {known}"),
            None => format!("{at} answered {client} without {known}"),
        }
    }

    /// How it came to know better.
    fn known_how(&self, names: &impl Names, guarantee: Guarantee, since: EventId) -> String {
        let (client, since) = (names.client_again(self.event), names.when(since));
        match guarantee {
            Guarantee::ReadYourWrites => format!("which {client} wrote at {since}"),
            Guarantee::MonotonicReads => format!("which {client} was shown at {since}"),
            Guarantee::MonotonicWrites | Guarantee::WritesFollowReads => {
                format!("which {client} knew of since {since}")
            }
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(&Letters))
    }
}
