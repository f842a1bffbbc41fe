//! A predicate as it is written: read again, it is the same.

use super::tokens::written;
use super::tree::{Happening, Node, Sort, Term, Variable};
use super::vocabulary::{ASKS, Asks, DOMAINS, GIVES, GUARANTEES, Kind};

/// Writes with the names of the variables.
pub(super) struct Writer<'a>(pub(super) &'a [Variable]);

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
                [&asked, "@", &*self.0[*moment].name].concat()
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
        let Variable { name, sort } = &self.0[slot];
        let row = DOMAINS.iter().find(|row| row.1 == *sort).expect("variables range over these");
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
        let mut terms: Vec<String> = of.iter().map(|term| self.term(term)).collect();
        if let Some(last) = terms.last_mut() {
            last.insert_str(0, before_last);
        }
        [name, "(", &terms.join(", "), ")"].concat()
    }

    fn happening(&self, event: &Happening) -> String {
        self.asked(event.what, &event.of)
    }

    fn term(&self, term: &Term) -> String {
        let list = |terms: &[Term]| {
            terms.iter().map(|term| self.term(term)).collect::<Vec<_>>().join(", ")
        };
        match term {
            Term::Variable(slot) => self.0[*slot].name.to_string(),
            Term::Replica(replica) => replica.to_string(),
            Term::Write(dot) => dot.to_string(),
            Term::Text(text) => match self.0.iter().any(|variable| *variable.name == **text) {
                true => ["\"", text, "\""].concat(),
                false => written(text),
            },
            Term::Number(number) => number.to_string(),
            Term::Nothing => "none".to_owned(),
            Term::Verb(verb) => verb.word().to_owned(),
            Term::Domain(sort) => domain(*sort).to_owned(),
            Term::Guarantee(guarantee) => {
                let row = GUARANTEES.iter().find(|row| row.1 == *guarantee);
                row.map_or("", |row| row.0).to_owned()
            }
            Term::Call(gives, of) => {
                let row = GIVES.iter().find(|row| row.2 == *gives);
                self.called(row.expect("every function has its row").0, of, "")
            }
            Term::Time(event) => ["time(", &self.happening(event), ")"].concat(),
            Term::Sum(left, right) => [self.term(left), self.term(right)].join(" + "),
            Term::Difference(left, right) => [self.term(left), self.term(right)].join(" - "),
            Term::Distance(term) => ["|", &self.term(term), "|"].concat(),
            Term::Set(terms) => ["{", &list(terms), "}"].concat(),
            Term::List(terms) => ["[", &list(terms), "]"].concat(),
        }
    }
}

fn domain(sort: Sort) -> &'static str {
    DOMAINS.iter().find(|row| row.1 == sort).map_or("", |row| row.0)
}
