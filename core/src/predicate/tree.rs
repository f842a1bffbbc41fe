//! What a predicate is made of, when it has been read and checked.

use std::sync::Arc;

use super::sort::Sort;
use super::vocabulary::{Asks, Gives, Kind};
use crate::check::Guarantee;
use crate::clock::{Dot, ReplicaId};
use crate::scenario::actions::Verb;

/// Which variable: each binder has variables of its own.
pub(super) type Slot = usize;

/// A variable and what it ranges over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: Box<str>,
    pub(super) sort: Sort,
}

/// A part of a predicate that is so or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// All of them are so.
    All(Vec<Node>),
    /// At least one of them is so.
    Any(Vec<Node>),
    /// It is not so.
    Not(Box<Node>),
    /// Where the first is so, the second is so.
    If(Box<Node>, Box<Node>),
    /// It is so for something, or for everything, that the variables range over; those for moments
    /// come last.
    Bound { every: bool, slots: Vec<Slot>, body: Box<Node> },
    /// It was so at a moment; which of the parts that are asked at that moment.
    At { moment: Slot, part: usize, node: Box<Node> },
    /// Something is asked of things.
    Asks(Asks, Vec<Term>),
    /// Something of this kind has gone wrong.
    Violation(Kind),
    /// One write happens before another.
    Arrow(Term, Term),
    /// Two terms compare so.
    Compare(Term, Relation, Term),
    /// The first event happened before the second.
    Before(Happening, Happening),
}

/// The first event of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Happening {
    pub(super) what: Asks,
    pub(super) of: Vec<Term>,
    /// Which of the events whose order or time is asked.
    pub(super) number: usize,
}

/// What stands for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Variable(Slot),
    Replica(ReplicaId),
    Write(Dot),
    /// A key, a value or a client.
    Text(Arc<str>),
    Number(i64),
    /// No value.
    Nothing,
    Verb(Verb),
    Domain(Sort),
    Guarantee(Guarantee),
    Call(Gives, Vec<Term>),
    /// When something happened for the first time.
    Time(Box<Happening>),
    Sum(Box<Term>, Box<Term>),
    Difference(Box<Term>, Box<Term>),
    Distance(Box<Term>),
    /// Things without order.
    Set(Vec<Term>),
    /// Numbers, or words, in order.
    List(Vec<Term>),
}

/// How two terms compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    In,
    NotIn,
}

impl Relation {
    /// In the order in which they are tried.
    pub(super) const ALL: [(&'static str, Self, &'static str); 8] = [
        ("!=", Self::Unequal, "is not"),
        ("<=", Self::AtMost, "is at most"),
        (">=", Self::AtLeast, "is at least"),
        ("=", Self::Equal, "is"),
        ("<", Self::Less, "is less than"),
        (">", Self::Greater, "is greater than"),
        ("in", Self::In, "is one of"),
        ("not in", Self::NotIn, "is none of"),
    ];

    fn row(self) -> (&'static str, Self, &'static str) {
        let found = Self::ALL.into_iter().find(|row| row.1 == self);
        found.expect("every relation has its row")
    }

    /// How it is written.
    pub(super) fn sign(self) -> &'static str {
        self.row().0
    }

    /// How it is said.
    pub(super) fn in_words(self) -> &'static str {
        self.row().2
    }
}

impl Node {
    /// All of some, without a list in a list.
    pub(super) fn all(nodes: Vec<Self>) -> Self {
        Self::flat(nodes, true)
    }

    /// Any of some, without a list in a list.
    pub(super) fn any(nodes: Vec<Self>) -> Self {
        Self::flat(nodes, false)
    }

    fn flat(nodes: Vec<Self>, is_all: bool) -> Self {
        let mut flat = Vec::new();
        for node in nodes {
            match node {
                Self::All(inner) if is_all => flat.extend(inner),
                Self::Any(inner) if !is_all => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            1 => flat.remove(0),
            _ if is_all => Self::All(flat),
            _ => Self::Any(flat),
        }
    }

    /// That it is not so.
    pub(super) fn not(self) -> Self {
        match self {
            Self::Not(node) => *node,
            node => Self::Not(node.into()),
        }
    }

    /// Its own parts, in order.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().collect(),
            Self::Not(node) | Self::Bound { body: node, .. } | Self::At { node, .. } => vec![node],
            Self::If(first, then) => vec![first, then],
            _ => Vec::new(),
        }
    }

    /// The terms that stand in it itself.
    pub(super) fn terms(&self) -> Vec<&Term> {
        match self {
            Self::Asks(_, terms) => terms.iter().collect(),
            Self::Arrow(left, right) | Self::Compare(left, _, right) => vec![left, right],
            Self::Before(first, second) => first.of.iter().chain(&second.of).collect(),
            _ => Vec::new(),
        }
    }

    /// Looks at it and at everything in it, from outside in.
    pub(super) fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Self)) {
        see(self);
        self.parts().into_iter().for_each(|part| part.visit(see));
    }

    /// Looks at every term in it, from outside in.
    pub(super) fn visit_terms<'a>(&'a self, see: &mut dyn FnMut(&'a Term)) {
        self.visit(&mut |node| node.terms().into_iter().for_each(|term| term.visit(see)));
    }
}

impl Term {
    fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Self)) {
        see(self);
        match self {
            Self::Call(_, terms) | Self::Set(terms) | Self::List(terms) => {
                terms.iter().for_each(|term| term.visit(see));
            }
            Self::Time(event) => event.of.iter().for_each(|term| term.visit(see)),
            Self::Sum(left, right) | Self::Difference(left, right) => {
                left.visit(see);
                right.visit(see);
            }
            Self::Distance(term) => term.visit(see),
            _ => {}
        }
    }
}
