//! What a predicate asks for and never comes about, because nobody does it: a key that is never
//! written, a crash where none is allowed.
//!
//! Only what holds of every step of every replica counts, so that what can never be so by it is never
//! so.

use std::fmt;
use std::sync::Arc;

use super::Predicate;
use super::tokens::{Token, cut};
use super::tree::{Node, Relation, Term};
use super::vocabulary::{Asks, Gives};
use crate::clock::Dot;
use crate::scenario::actions::Verb;
use crate::scenario::excerpt;

/// What may come about at most.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    /// The keys under which anything is put.
    pub(crate) keys: Vec<Arc<str>>,
    /// All texts that anybody gives: keys, values, and names of clients.
    pub(crate) texts: Vec<Arc<str>>,
    /// How many writes each replica makes at most, if their names can be told from that.
    pub(crate) n_writes: Option<Vec<u32>>,
    /// What may be done.
    pub(crate) verbs: Vec<Verb>,
    /// Whether a message may be lost.
    pub(crate) loses: bool,
}

impl Reach {
    fn has_write(&self, write: Dot) -> bool {
        let n_writes = self.n_writes.as_ref().filter(|_| write.actor.incarnation == 0);
        let n = n_writes.and_then(|all| all.get(write.actor.replica.index()));
        n.is_none_or(|n| write.counter <= *n)
    }
}

/// Something that a predicate asks for and that never comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A value under this key.
    Key(Arc<str>),
    /// Anything of this name: a value, a key, a client.
    Text(Arc<str>),
    /// This write.
    Write(Dot),
    /// A read.
    Read,
    /// A message that is lost.
    Loss,
    /// A replica that is down.
    Down,
    /// An action of this kind.
    Action(Verb),
}

impl Lack {
    /// The column of a condition, as it was typed, at which it asks for this: from 1, in characters.
    #[must_use]
    pub fn column(&self, typed: &str) -> Option<usize> {
        match self {
            Self::Key(text) | Self::Text(text) => column_of(typed, &[text], false),
            Self::Write(dot) => column_of(typed, &[&dot.to_string()], false),
            Self::Read => column_of(typed, &["answered", "waited", "refused", "broke"], true),
            Self::Loss => column_of(typed, &["lost"], true),
            Self::Down => column_of(typed, &["up"], true),
            Self::Action(verb) => column_of(typed, &[verb.word()], false),
        }
    }
}

/// The column at which a condition has one of some words first, from 1, in characters. What is asked,
/// other than what it is asked of, stands behind no comma.
pub(crate) fn column_of(typed: &str, words: &[&str], is_asked: bool) -> Option<usize> {
    let tokens = cut(typed).ok()?;
    let found = (0..tokens.len()).find(|at| match &tokens[*at].1 {
        Token::Word(word) | Token::Quoted(word) => {
            let before = at.checked_sub(1).map(|before| &tokens[before].1);
            words.contains(&&**word) && !(is_asked && before == Some(&Token::Sign(",")))
        }
        _ => false,
    })?;
    Some(typed[..tokens[found].0].chars().count() + 1)
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => write!(f, "nothing is ever stored under the key `{}`", excerpt(key)),
            Self::Text(text) => write!(f, "no action says `{}`", excerpt(text)),
            Self::Write(dot) => write!(f, "there is never a write {dot}"),
            Self::Read => f.write_str("nobody reads anything"),
            Self::Loss => f.write_str("no message can be lost unless that is allowed"),
            Self::Down => f.write_str("no replica can crash unless that is allowed"),
            Self::Action(verb) => write!(f, "nobody does `{}`", verb.word()),
        }
    }
}

impl Predicate {
    /// What it asks for that is out of reach, each once, in its order.
    pub(crate) fn lacks(&self, reach: &Reach) -> Vec<Lack> {
        let mut lacks = Vec::new();
        let mut add = |lack: Lack| {
            if !lacks.contains(&lack) {
                lacks.push(lack);
            }
        };
        self.node.visit(&mut |node| {
            lacks_of_node(node, reach, &mut add);
            node.terms().into_iter().for_each(|term| lacks_of_term(term, reach, &mut add));
        });
        lacks
    }
}

/// What a part itself asks for.
fn lacks_of_node(node: &Node, reach: &Reach, add: &mut dyn FnMut(Lack)) {
    match node {
        Node::Asks(Asks::Up, _) if !reach.verbs.contains(&Verb::Crash) => add(Lack::Down),
        Node::Asks(Asks::Lost, _) if !reach.loses => add(Lack::Loss),
        Node::Before(first, second)
            if !reach.loses && (first.what == Asks::Lost || second.what == Asks::Lost) =>
        {
            add(Lack::Loss);
        }
        Node::Asks(Asks::Answered | Asks::Waited | Asks::Refused | Asks::Broke, _)
            if ![Verb::Get, Verb::List].iter().any(|verb| reach.verbs.contains(verb)) =>
        {
            add(Lack::Read);
        }
        Node::Asks(Asks::ShowsValue, of) => match &of[..] {
            [_, key, Term::Text(value)] => {
                add_key(key, reach, add);
                add_text(value, reach, add);
            }
            [_, key, ..] => add_key(key, reach, add),
            _ => {}
        },
        Node::Asks(Asks::Shows, of) => {
            of.get(1).into_iter().for_each(|key| add_key(key, reach, add))
        }
        Node::Compare(left, Relation::Equal, right) => {
            let is_answer =
                |term: &Term| matches!(term, Term::Call(Gives::Answer | Gives::Vector, _));
            for (term, other) in [(left, right), (right, left)] {
                if let Term::Text(text) = term
                    && !is_answer(other)
                {
                    add_text(text, reach, add);
                }
            }
        }
        _ => {}
    }
}

/// What a term in any part asks for.
fn lacks_of_term(term: &Term, reach: &Reach, add: &mut dyn FnMut(Lack)) {
    match term {
        Term::Write(dot) if !reach.has_write(*dot) => add(Lack::Write(*dot)),
        Term::Call(Gives::NLost, _) if !reach.loses => add(Lack::Loss),
        Term::Call(Gives::NDone, of) => match &of[..] {
            [Term::Verb(verb)] if !reach.verbs.contains(verb) => add(Lack::Action(*verb)),
            _ => {}
        },
        Term::Call(Gives::Value | Gives::Siblings, of) => {
            of.get(1).into_iter().for_each(|key| add_key(key, reach, add));
        }
        Term::Call(_, of) => of.iter().for_each(|inner| lacks_of_term(inner, reach, add)),
        Term::Sum(left, right) | Term::Difference(left, right) => {
            lacks_of_term(left, reach, add);
            lacks_of_term(right, reach, add);
        }
        Term::Distance(inner) => lacks_of_term(inner, reach, add),
        _ => {}
    }
}

fn add_key(key: &Term, reach: &Reach, add: &mut dyn FnMut(Lack)) {
    if let Term::Text(key) = key
        && !reach.keys.contains(key)
    {
        add(Lack::Key(Arc::clone(key)));
    }
}

fn add_text(text: &Arc<str>, reach: &Reach, add: &mut dyn FnMut(Lack)) {
    if !reach.texts.contains(text) {
        add(Lack::Text(Arc::clone(text)));
    }
}
