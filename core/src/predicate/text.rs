//! A predicate as it is written: read again, it is the same.

use super::sort::Sort;
use super::tokens::written;
use super::tree::{Happening, Node, Term, Variable};
use super::vocabulary::{ASKS, Asks, DOMAINS, GIVES, GUARANTEES, Kind, filled};
use crate::world::setting::Setting;

/// Writes with the names of the variables.
pub(super) struct Writer<'a> {
    pub(super) variables: &'a [Variable],
    /// Whose replicas have names, for words.
    pub(super) setting: Option<&'a Setting>,
}

impl Writer<'_> {
    /// A predicate as it is written.
    pub(super) fn node(&self, node: &Node) -> String {
        match node {
            Node::All(nodes) => self.joined(nodes, " & "),
            Node::Any(nodes) => self.joined(nodes, " | "),
            Node::Not(node) => "!".to_owned() + &self.inner(node),
            Node::If(first, then) => [self.inner(first), self.inner(then)].join(" => "),
            Node::Bound { every, slots, body } => {
                let names: Vec<String> = slots.iter().map(|slot| self.binder(*slot)).collect();
                let word = if *every { "forall " } else { "exists " };
                [word, &names.join(", "), ": ", &self.node(body)].concat()
            }
            Node::At { moment, node, .. } => {
                let asked = match **node {
                    Node::Not(_) => ["(", &self.node(node), ")"].concat(),
                    _ => self.inner(node),
                };
                [&asked, "@", &*self.variables[*moment].name].concat()
            }
            Node::Asks(what, of) => self.asked(*what, of),
            Node::Violation(kind) => {
                let row = Kind::ALL.iter().find(|row| row.1 == *kind);
                "violation.".to_owned() + row.map_or("", |row| row.0)
            }
            Node::Arrow(left, right) => [self.term(left), self.term(right)].join("->"),
            Node::Compare(left, relation, right) => {
                [&self.term(left), " ", relation.sign(), " ", &self.term(right)].concat()
            }
            Node::Before(first, second) => {
                [self.happening(first), self.happening(second)].join(" before ")
            }
        }
    }

    fn joined(&self, nodes: &[Node], sign: &str) -> String {
        nodes.iter().map(|node| self.inner(node)).collect::<Vec<_>>().join(sign)
    }

    /// A part: in parentheses unless it holds together by itself.
    fn inner(&self, node: &Node) -> String {
        let text = self.node(node);
        match node {
            Node::All(_) | Node::Any(_) | Node::If(..) | Node::Bound { .. } => {
                ["(", &text, ")"].concat()
            }
            _ => text,
        }
    }

    fn binder(&self, slot: usize) -> String {
        let Variable { name, sort } = &self.variables[slot];
        let row = row_of(*sort);
        // What its first letter says already is not written.
        if name.starts_with(|first: char| row.3.contains(first)) {
            return name.to_string();
        }
        [name, " in ", row.0].concat()
    }

    fn asked(&self, what: Asks, of: &[Term]) -> String {
        let row = ASKS.iter().find(|row| row.2 == what).expect("every question has its row");
        let missing = if what == Asks::BufferedFor { "missing>=" } else { "" };
        self.called(row.0, of, missing)
    }

    fn called(&self, name: &str, of: &[Term], before_last: &str) -> String {
        if of.is_empty() {
            return name.to_owned();
        }
        let mut terms = self.terms(of);
        if let Some(last) = terms.last_mut() {
            last.insert_str(0, before_last);
        }
        [name, "(", &terms.join(", "), ")"].concat()
    }

    fn happening(&self, event: &Happening) -> String {
        self.asked(event.what, &event.of)
    }

    pub(super) fn terms(&self, of: &[Term]) -> Vec<String> {
        of.iter().map(|term| self.term(term)).collect()
    }

    /// A term as it is written, or as it is said where replicas have names.
    pub(super) fn term(&self, term: &Term) -> String {
        let says = |spoken: &str, written: &str| {
            if self.setting.is_some() { spoken.to_owned() } else { written.to_owned() }
        };
        let both = |left: &Term, right: &Term, sign: String| {
            [self.term(left), sign, self.term(right)].join(" ")
        };
        match term {
            Term::Variable(slot) => self.variables[*slot].name.to_string(),
            Term::Replica(replica) => match self.setting {
                Some(setting) => setting.name(*replica),
                None => replica.to_string(),
            },
            Term::Write(dot) => dot.to_string(),
            Term::Text(text) => match self.variables.iter().any(|other| *other.name == **text) {
                true => ["\"", text, "\""].concat(),
                false => written(text),
            },
            Term::Number(number) => number.to_string(),
            Term::Nothing => says("no value", "none"),
            Term::Verb(verb) => verb.word().to_owned(),
            Term::Domain(sort) => row_of(*sort).0.to_owned(),
            Term::Guarantee(guarantee) => {
                let row = GUARANTEES.iter().find(|row| row.1 == *guarantee);
                row.map_or_else(String::new, |row| says(row.2, row.0))
            }
            Term::Call(gives, of) => {
                let row = GIVES.iter().find(|row| row.2 == *gives);
                let row = row.expect("every function has its row");
                match self.setting {
                    Some(_) => filled(row.4, &self.terms(of), true),
                    None => self.called(row.0, of, ""),
                }
            }
            Term::Time(event) => match self.setting {
                Some(_) => "the time when ".to_owned() + &self.said(event.what, &event.of, true),
                None => ["time(", &self.happening(event), ")"].concat(),
            },
            Term::Sum(left, right) => both(left, right, says("plus", "+")),
            Term::Difference(left, right) => both(left, right, says("minus", "-")),
            Term::Distance(term) => {
                let (open, close) = (says("the size of (", "|"), says(")", "|"));
                [open, self.term(term), close].concat()
            }
            Term::Set(terms) => ["{", &self.terms(terms).join(", "), "}"].concat(),
            Term::List(terms) => ["[", &self.terms(terms).join(", "), "]"].concat(),
        }
    }
}

/// What a variable can range over: its row.
pub(super) fn row_of(sort: Sort) -> (&'static str, Sort, &'static str, &'static str) {
    let row = DOMAINS.iter().find(|row| row.1 == sort);
    *row.expect("variables range over these")
}
