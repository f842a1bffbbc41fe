//! Reads what one line does.

mod replicas;
mod requests;

pub(super) use replicas::members;

use std::sync::Arc;

use super::header;
use crate::replica::protocol::Time;
use crate::scenario::cursor::{Cursor, Stumble};
use crate::scenario::reason::Reason;
use crate::scenario::refs::{Names, Target};
use crate::scenario::words::{Words, unknown};
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use crate::world::network::LinkState;

/// The verbs, as error messages list them.
const VERBS: [&str; 23] = [
    "hold",
    "open",
    "cut",
    "heal",
    "delay",
    "loss",
    "duplication",
    "fifo",
    "release",
    "drop",
    "dup",
    "partition",
    "crash",
    "restart",
    "view",
    "join",
    "leave",
    "gossip",
    "snapshot",
    "skew",
    "wait",
    "note",
    "A: key = value",
];

/// One line while it is read, and where its parts were found.
pub(super) struct Sentence<'a> {
    cursor: Cursor<'a>,
    names: &'a Names<'a>,
    start: usize,
    parts: Vec<(&'static str, usize)>,
}

impl<'a> Sentence<'a> {
    /// The line from the cursor on.
    pub(super) fn new(cursor: Cursor<'a>, names: &'a Names<'a>) -> Self {
        Self { cursor, names, start: cursor.at(), parts: Vec::new() }
    }

    /// Where a part of the action was found; where the action starts, if it was not noted.
    pub(super) fn place(&self, part: &str) -> usize {
        let found = self.parts.iter().rfind(|(noted, _)| *noted == part);
        found.map_or(self.start, |found| found.1)
    }

    /// Reads the action.
    pub(super) fn action(&mut self) -> Result<Action, Stumble> {
        let action = match self.request()? {
            Some(request) => request,
            None => self.verb()?,
        };
        self.cursor.expect_end()?;
        Ok(action)
    }

    fn note(&mut self, part: &'static str) {
        self.cursor.skip_blanks();
        self.parts.push((part, self.cursor.at()));
    }

    fn verb(&mut self) -> Result<Action, Stumble> {
        let start = self.cursor;
        let verb = self.cursor.word().to_ascii_lowercase();
        match verb.as_str() {
            "" => Err(start.expected("an action")),
            "hold" => self.hold(),
            "open" => self.links().map(|links| state(links, LinkState::Up)),
            "cut" => self.links().map(|links| state(links, LinkState::Cut)),
            "heal" => self.heal(),
            "delay" => self.delay(),
            "loss" => self.permille("loss", LinkChange::Loss),
            "duplication" => self.permille("duplicate", LinkChange::Duplicate),
            "fifo" => self.fifo(),
            "release" => self.message().map(Action::Release),
            "drop" => self.message().map(Action::Drop),
            "dup" | "duplicate" => self.message().map(Action::Duplicate),
            "partition" => self.partition(),
            "wait" => {
                self.note("wait");
                self.cursor.skip_blanks();
                Ok(Action::Wait { ms: milliseconds(&mut self.cursor, "a time in milliseconds")? })
            }
            "note" => {
                self.note("note");
                let text = self.text("a remark")?;
                Ok(Action::Note { text })
            }
            "crash" => self.one("crash").map(Action::Crash),
            "restart" => self.restart(),
            "view" => self.view(),
            "join" => self.join(),
            "leave" => self.one("leave").map(Action::Leave),
            "gossip" => self.gossip(),
            "snapshot" | "transfer" => self.transfer(),
            "skew" => self.skew(),
            name if self.names.find(name).is_ok() => {
                Err(self.cursor.expected("a colon right after the replica"))
            }
            _ => {
                // `gossip` is both.
                let settings = header::WORDS.into_iter().filter(|word| !VERBS.contains(word));
                let known = VERBS.into_iter().chain(settings);
                Err(start.stumble(unknown("action", start.word_ahead(), known)))
            }
        }
    }

    fn hold(&mut self) -> Result<Action, Stumble> {
        self.note("message");
        Ok(match self.names.target(&mut self.cursor)? {
            Target::Links(links) => state(links, LinkState::Held),
            Target::Message(message) => Action::Hold(message),
        })
    }

    fn heal(&mut self) -> Result<Action, Stumble> {
        if self.cursor.at_end() {
            return Ok(Action::Heal);
        }
        Ok(match self.links()? {
            LinkSelector::All => Action::Heal,
            links => state(links, LinkState::Up),
        })
    }

    fn delay(&mut self) -> Result<Action, Stumble> {
        let links = self.links()?;
        self.note("latency");
        let (least, greatest) = range(&mut self.cursor)?;
        Ok(Action::Link { links, change: LinkChange::Latency(least, greatest) })
    }

    fn permille(
        &mut self,
        part: &'static str,
        change: fn(u16) -> LinkChange,
    ) -> Result<Action, Stumble> {
        let links = self.links()?;
        self.note(part);
        let permille = permille(&mut self.cursor)?;
        Ok(Action::Link { links, change: change(permille) })
    }

    fn fifo(&mut self) -> Result<Action, Stumble> {
        let links = self.links()?;
        self.cursor.skip_blanks();
        let start = self.cursor;
        let fifo = bool::from_word(self.cursor.word()).map_err(|reason| start.stumble(reason))?;
        Ok(Action::Link { links, change: LinkChange::Fifo(fifo) })
    }

    fn partition(&mut self) -> Result<Action, Stumble> {
        self.note("partition");
        let mut groups = vec![Vec::new()];
        while !self.cursor.at_end() {
            self.cursor.skip_blanks();
            if self.cursor.eat("|") {
                groups.push(Vec::new());
                continue;
            }
            self.cursor.eat(",");
            let replica = self.names.replica(&mut self.cursor)?;
            if let Some(group) = groups.last_mut() {
                group.push(replica);
            }
        }
        Ok(Action::Partition { groups })
    }

    fn links(&mut self) -> Result<LinkSelector, Stumble> {
        self.note("link");
        self.names.links(&mut self.cursor)
    }

    fn message(&mut self) -> Result<MessageRef, Stumble> {
        self.note("message");
        self.names.message(&mut self.cursor)
    }

    fn text(&mut self, what: &str) -> Result<Arc<str>, Stumble> {
        let start = self.cursor;
        match self.cursor.text()? {
            Some(text) => Ok(text.into()),
            None => Err(start.expected(what)),
        }
    }
}

fn state(links: LinkSelector, state: LinkState) -> Action {
    Action::Link { links, change: LinkChange::State(state) }
}

/// Reads a time, perhaps with its unit: `500` or `500 ms`.
pub(super) fn milliseconds(cursor: &mut Cursor<'_>, what: &str) -> Result<Time, Stumble> {
    let ms = cursor.number(what)?;
    eat_unit(cursor);
    Ok(ms)
}

fn eat_unit(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    if ahead.word().eq_ignore_ascii_case("ms") {
        *cursor = ahead;
    }
}

/// Reads `5..20`, or `5` for both.
pub(super) fn range(cursor: &mut Cursor<'_>) -> Result<(Time, Time), Stumble> {
    cursor.skip_blanks();
    let least = cursor.number("milliseconds, as 5 or 5..20")?;
    let greatest = if cursor.eat("..") { cursor.number("milliseconds")? } else { least };
    Ok((least, greatest))
}

/// Reads parts per thousand.
pub(super) fn permille(cursor: &mut Cursor<'_>) -> Result<u16, Stumble> {
    cursor.skip_blanks();
    let start = *cursor;
    let number = cursor.number("parts per thousand")?;
    u16::try_from(number).map_err(|_| {
        let what = "number of parts per thousand";
        start.stumble(Reason::TooGreat { what, found: number, limit: 1000 })
    })
}
