//! How replicas, links and messages are named in text and in JSON: `A` or `Alice`, `A->C`, `A-C`,
//! `all`, `A1->C`, `A>C#2`, `next A->C`.

mod members;
mod names;
mod writing;

pub(super) use names::{Names, no_such_replica};
pub(super) use writing::{
    link_in_text, links_in_text, members_in_text, message_in_text, replicas_in_text,
};

use super::cursor::{Cursor, ParseError};
use super::error::Reason;
use crate::clock::{Actor, Dot, ReplicaId};
use crate::world::action::{LinkSelector, MessageRef};
use crate::world::network::{LinkId, MessageId};

/// What a verb is about: links, or one message on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Links.
    Links(LinkSelector),
    /// A message.
    Message(MessageRef),
}

/// How two replicas are joined in writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arrow {
    There,
    ThereAndBack,
}

const ARROWS: [(&str, Arrow); 7] = [
    ("<->", Arrow::ThereAndBack),
    ("->", Arrow::There),
    ("→", Arrow::There),
    (">", Arrow::There),
    ("↔", Arrow::ThereAndBack),
    ("–", Arrow::ThereAndBack),
    ("-", Arrow::ThereAndBack),
];

impl Names<'_> {
    /// Reads a replica: a bare word, or any name between quotes.
    pub(super) fn replica(&self, cursor: &mut Cursor<'_>) -> Result<ReplicaId, ParseError> {
        cursor.skip_blanks();
        let start = *cursor;
        let name = match cursor.quoted()? {
            Some(name) => name,
            None => cursor.word().to_owned(),
        };
        if name.is_empty() {
            return Err(start.expected("a replica"));
        }
        self.find(&name).map_err(|reason| start.parse_error(reason))
    }

    /// Reads one or more links.
    pub(super) fn links(&self, cursor: &mut Cursor<'_>) -> Result<LinkSelector, ParseError> {
        let start = skipped(cursor);
        match self.target(cursor)? {
            Target::Links(links) => Ok(links),
            Target::Message(_) => Err(start.expected("a link, as A->C, A-C or all")),
        }
    }

    /// Reads one link.
    pub(super) fn link(&self, cursor: &mut Cursor<'_>) -> Result<LinkId, ParseError> {
        let start = skipped(cursor);
        match self.links(cursor)? {
            LinkSelector::One(link) => Ok(link),
            LinkSelector::Both(_) | LinkSelector::All => {
                Err(start.expected("a link in one direction, as A->C"))
            }
        }
    }

    /// Reads a message.
    pub(super) fn message(&self, cursor: &mut Cursor<'_>) -> Result<MessageRef, ParseError> {
        let start = skipped(cursor);
        match self.target(cursor)? {
            Target::Message(message) => Ok(message),
            Target::Links(_) => Err(start.expected("a message, as A1->C, A>C#2 or next A->C")),
        }
    }

    /// Reads links or a message, whichever it is.
    pub(super) fn target(&self, cursor: &mut Cursor<'_>) -> Result<Target, ParseError> {
        cursor.skip_blanks();
        if eat_word(cursor, "all") {
            return Ok(Target::Links(LinkSelector::All));
        }
        if eat_word(cursor, "next") {
            return self.link(cursor).map(|link| Target::Message(MessageRef::Next(link)));
        }
        if let Some(dot) = self.dot(cursor)? {
            let start = *cursor;
            if arrow(cursor) != Some(Arrow::There) {
                return Err(start.expected("-> and the receiver"));
            }
            let to = self.replica(cursor)?;
            return Ok(Target::Message(MessageRef::Write { dot, to }));
        }
        self.pair(cursor)
    }

    fn pair(&self, cursor: &mut Cursor<'_>) -> Result<Target, ParseError> {
        let start = *cursor;
        let from = self.replica(cursor)?;
        let before = *cursor;
        let Some(arrow) = arrow(cursor) else {
            return Err(before.expected("-> or - and another replica"));
        };
        let to = self.replica(cursor)?;
        if from == to {
            return Err(start.parse_error(Reason::SelfLink { replica: from }));
        }
        let link = LinkId { from, to };
        if arrow == Arrow::ThereAndBack {
            return Ok(Target::Links(LinkSelector::Both(link)));
        }
        if !cursor.eat("#") {
            return Ok(Target::Links(LinkSelector::One(link)));
        }
        let start = *cursor;
        let number = cursor.number("the number of a message")?;
        let number = u32::try_from(number).map_err(|_| start.expected("a smaller number"))?;
        Ok(Target::Message(MessageRef::Id(MessageId { link, number })))
    }

    /// Reads the name of a write, if it is the next thing: letters of a replica that exists, an
    /// apostrophe per lost disk, a counter.
    pub(super) fn dot(&self, cursor: &mut Cursor<'_>) -> Result<Option<Dot>, ParseError> {
        let mut ahead = *cursor;
        let letters = ahead.take_while(|c| c.is_ascii_alphabetic());
        let marks = ahead.take_while(|c| "'’′".contains(c)).chars().count();
        let start = ahead;
        let digits = ahead.word();
        let is_counter = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        let Some(replica) = self.by_letters(letters).filter(|_| is_counter) else {
            return Ok(None);
        };
        *cursor = ahead;
        let counter = digits.parse().map_err(|_| start.expected("a smaller number"))?;
        let incarnation = u16::try_from(marks).map_err(|_| start.expected("fewer apostrophes"))?;
        Ok(Some(Dot::new(Actor { replica, incarnation }, counter)))
    }

    /// Whether a name reads as the name of a write of one of the replicas.
    pub(super) fn is_dot(&self, name: &str) -> bool {
        let mut cursor = Cursor::new(name, self.steps());
        !matches!(self.dot(&mut cursor), Ok(None)) && cursor.rest().is_empty()
    }
}

fn skipped<'a>(cursor: &mut Cursor<'a>) -> Cursor<'a> {
    cursor.skip_blanks();
    *cursor
}

/// Passes over a word, unless an arrow behind it shows that it is somebody's name.
fn eat_word(cursor: &mut Cursor<'_>, word: &str) -> bool {
    let mut ahead = *cursor;
    let is_it = ahead.word().eq_ignore_ascii_case(word) && arrow(&mut ahead.clone()).is_none();
    if is_it {
        *cursor = ahead;
    }
    is_it
}

fn arrow(cursor: &mut Cursor<'_>) -> Option<Arrow> {
    cursor.skip_blanks();
    ARROWS.iter().find(|(spelled, _)| cursor.eat(spelled)).map(|found| found.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps::Steps;

    fn names<'s>(names: &[&str], steps: &'s Steps) -> Names<'s> {
        Names::new(&names.iter().map(ToString::to_string).collect::<Vec<_>>(), steps)
    }

    fn check(text: &str, expected: &str) {
        let steps = Steps::default();
        let names = names(&["Alice", "Bob", "Zoë Ann", "next", "N1"], &steps);
        let mut cursor = Cursor::new(text, &steps);
        let shown = match names.target(&mut cursor) {
            Ok(Target::Links(LinkSelector::One(link))) => link.to_string(),
            Ok(Target::Links(LinkSelector::Both(link))) => format!("both {link}"),
            Ok(Target::Links(LinkSelector::All)) => "all".to_owned(),
            Ok(Target::Message(message)) => message.to_string(),
            Err(parse_error) => format!("{}: {}", parse_error.at, parse_error.reason),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn links_and_messages_are_told_apart() {
        check("A->C", "A>C");
        check(" alice → b", "A>B");
        check("a>\"zoë ann\"", "A>C");
        check("A-C", "both A>C");
        check("Bob <-> next", "both B>D");
        check("ALL", "all");
        check("A1->C", "A1->C");
        check("b''12 > alice", "B''12->A");
        check("A>C#2", "A>C#2");
        check("next A->B", "next on A>B");
        check("next->B", "D>B");
        check("N1->B", "E>B");
    }

    #[test]
    fn what_is_neither_says_what_it_should_be() {
        let there_are = "there are A (Alice), B (Bob), C (Zoë Ann), D (next), E (N1)";
        check("", "0: expected a replica, found the end of the line");
        check("A->Q", &format!("3: there is no replica Q; {there_are}"));
        check("A", "1: expected -> or - and another replica, found the end of the line");
        check("A->alice", "0: A has no link to itself");
        check("A1-C", "2: expected -> and the receiver, found `-C`");
        check("A>C#x", "4: expected the number of a message, found `x`");
        check("A>C#99999999999", "4: expected a smaller number, found `99999999999`");
        check("A99999999999->C", "1: expected a smaller number, found `99999999999->C`");
    }
}
