//! A predicate as a sentence. What binds tighter than it would read is led in by *both*, *either* or
//! *it is not so that*, so that no two predicates read the same.

use super::text::{Writer, row_of};
use super::tree::{Happening, Node, Slot, Term, Variable};
use super::vocabulary::{ASKS, Asks, Kind, filled};

impl Writer<'_> {
    /// The whole sentence.
    pub(super) fn sentence(&self, node: &Node) -> String {
        let says = match node {
            Node::All(nodes) => self.said_of_all(nodes, ", and "),
            other => self.says(other, true),
        };
        let mut letters = says.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str() + "."
    }

    /// A part of it, or the opposite of one.
    fn says(&self, node: &Node, is_so: bool) -> String {
        match node {
            Node::Not(node) if is_so => self.says(node, false),
            Node::Asks(what, of) => self.said(*what, of, is_so),
            Node::Violation(kind) => {
                let row = Kind::ALL.iter().find(|row| row.1 == *kind);
                filled(row.map_or("", |row| row.2), &[], is_so)
            }
            Node::Arrow(left, right) => {
                let verb = if is_so { " happens before " } else { " does not happen before " };
                [&self.term(left), verb, &self.term(right)].concat()
            }
            Node::Bound { every: false, slots, body } if !is_so && slots.len() == 1 => {
                let bound = self.bound(slots, "no ");
                ["there is ", &bound, " such that ", &self.says(body, true)].concat()
            }
            _ if !is_so => "it is not so that ".to_owned() + &self.says(node, true),
            Node::Not(node) => self.says(node, false),
            Node::All(nodes) => "both ".to_owned() + &self.said_of_all(nodes, " and "),
            Node::Any(nodes) => "either ".to_owned() + &self.said_of_all(nodes, " or "),
            Node::If(first, then) => {
                let first = self.says(first, true);
                let again = if first.starts_with("if ") { "it is so that " } else { "" };
                ["if ", again, &first, ", then ", &self.says(then, true)].concat()
            }
            Node::Bound { every: true, slots, body } => {
                ["for ", &self.bound(slots, "every "), " ", &self.says(body, true)].concat()
            }
            Node::Bound { every: false, slots, body } => {
                let bound = self.bound(slots, "a ");
                ["there is ", &bound, " such that ", &self.says(body, true)].concat()
            }
            Node::At { moment, node, .. } => {
                ["at ", &self.variables[*moment].name, " ", &self.says(node, true)].concat()
            }
            Node::Compare(left, relation, right) => {
                [&*self.term(left), relation.in_words(), &self.term(right)].join(" ")
            }
            Node::Before(first, second) => {
                [self.said_of_event(first), self.said_of_event(second)].join(" before ")
            }
        }
    }

    fn said_of_all(&self, nodes: &[Node], word: &str) -> String {
        nodes.iter().map(|node| self.says(node, true)).collect::<Vec<_>>().join(word)
    }

    /// `a write w1 and a replica r`.
    fn bound(&self, slots: &[Slot], article: &str) -> String {
        let one = |slot: &Slot| {
            let Variable { name, sort } = &self.variables[*slot];
            [article, row_of(*sort).2, " ", name].concat()
        };
        slots.iter().map(one).collect::<Vec<_>>().join(" and ")
    }

    pub(super) fn said(&self, what: Asks, of: &[Term], is_so: bool) -> String {
        let row = ASKS.iter().find(|row| row.2 == what).expect("every question has its row");
        filled(row.3, &self.terms(of), is_so)
    }

    fn said_of_event(&self, event: &Happening) -> String {
        self.said(event.what, &event.of, true)
    }
}
