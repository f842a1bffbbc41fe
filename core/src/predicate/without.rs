//! What is so of predicates where something that they ask for never comes about.

use std::cell::Cell;
use std::sync::Arc;

use super::Predicate;
use super::asked::Counter;
use super::facts::Facts;
use super::judge::Eyes;
use super::lacks::Lack;
use super::tree::{Node, Relation, Term};
use super::value::{Is, Value};
use super::vocabulary::{Asks, Gives};
use crate::history::Moment;
use crate::world::setting::Setting;

impl Predicate {
    /// Whether it is so at no time, in no run in which what it lacks never comes about.
    pub(crate) fn is_never_without(&self, lacks: &[Lack], setting: &Setting) -> bool {
        let mut facts = Facts::start(self, setting);
        let start = Moment::start(Arc::new(setting.clone()));
        facts.look(self, &start);
        let bound = vec![Value::Unknown; self.variables.len()];
        let left = Cell::new(1 << 20);
        let mut eyes =
            Eyes { predicate: self, facts: &facts, sight: &start, bound, left: &left, lacks };
        eyes.is(&self.node) == Is::always(false) && left.get() > 0
    }
}

impl Eyes<'_> {
    /// What is so of a part for lack of something, whatever comes.
    pub(super) fn without(&mut self, node: &Node) -> Option<Is> {
        let lacks = |lack: &Lack| self.lacks.contains(lack);
        let never = match node {
            Node::Asks(Asks::Up, _) => return lacks(&Lack::Down).then_some(Is::always(true)),
            Node::Asks(Asks::Answered | Asks::Waited | Asks::Refused | Asks::Broke, _) => {
                lacks(&Lack::Read)
            }
            Node::Asks(Asks::Shows | Asks::ShowsValue, of) => {
                let lacks_text = |term: &Term, lack: fn(Arc<str>) -> Lack| match term {
                    Term::Text(text) => lacks(&lack(Arc::clone(text))),
                    _ => false,
                };
                of.get(1).is_some_and(|key| lacks_text(key, Lack::Key))
                    || of.get(2).is_some_and(|value| lacks_text(value, Lack::Text))
            }
            Node::Asks(what, of) => {
                (*what == Asks::Lost && lacks(&Lack::Loss)) || self.has_none(of.iter())
            }
            Node::Arrow(left, right) => self.has_none([left, right].into_iter()),
            Node::Before(first, second) => {
                let is_loss = first.what == Asks::Lost || second.what == Asks::Lost;
                (is_loss && lacks(&Lack::Loss)) || self.has_none(first.of.iter().chain(&second.of))
            }
            Node::Compare(left, relation, right) => {
                let is_text = |term: &Term| match term {
                    Term::Text(text) => lacks(&Lack::Text(Arc::clone(text))),
                    _ => false,
                };
                (*relation == Relation::Equal && (is_text(left) || is_text(right)))
                    || self.has_none([left, right].into_iter())
            }
            // What never is was at no moment either.
            Node::At { moment, node, .. } if self.bound[*moment] == Value::Unknown => {
                self.is(node) == Is::always(false)
            }
            _ => false,
        };
        never.then_some(Is::always(false))
    }

    /// Whether a write that never is made stands among some terms, itself or with what is asked of it.
    fn has_none<'a>(&self, terms: impl Iterator<Item = &'a Term>) -> bool {
        let is_none = |term: &Term| matches!(term, Term::Write(dot) if self.lacks.contains(&Lack::Write(*dot)));
        let mut terms = terms;
        terms.any(|term| match term {
            Term::Call(Gives::By | Gives::Val | Gives::Key | Gives::Dot | Gives::Past, of) => {
                of.iter().any(is_none)
            }
            other => is_none(other),
        })
    }

    /// Whether a counter stays as it is for lack of what it counts.
    pub(super) fn never_counts(&self, counter: Counter) -> bool {
        self.lacks.iter().any(|lack| match (lack, counter) {
            (Lack::Loss, Counter::Lost) => true,
            (Lack::Action(verb), Counter::Did(did)) => *verb == did,
            _ => false,
        })
    }

    /// Whether a replica never shows anything of a key.
    pub(super) fn never_shows(&self, gives: Gives, of: &[Value]) -> bool {
        match of {
            [Value::Replica(_), Value::Text(key)] => {
                matches!(gives, Gives::Value | Gives::Siblings)
                    && self.lacks.contains(&Lack::Key(Arc::clone(key)))
            }
            _ => false,
        }
    }
}
