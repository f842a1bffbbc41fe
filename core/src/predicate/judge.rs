//! Whether a predicate is so, and whether it can still become so.

use std::cell::Cell;

use super::Predicate;
use super::clients::Read;
use super::facts::Facts;
use super::lacks::Lack;
use super::sight::Sight;
use super::sort::Sort;
use super::tree::{Node, Relation, Slot, Term};
use super::value::{Is, Trend, Value};
use super::vocabulary::{Asks, Kind};
use crate::check::Guarantee;
use crate::clock::ReplicaId;

/// The present, what is remembered, and what the variables stand for.
pub(super) struct Eyes<'a> {
    pub(super) predicate: &'a Predicate,
    pub(super) facts: &'a Facts,
    pub(super) sight: &'a dyn Sight,
    pub(super) bound: Vec<Value>,
    /// How much may still be looked at.
    pub(super) left: &'a Cell<u64>,
    /// What is asked for and never comes about, if anybody knows.
    pub(super) lacks: &'a [Lack],
}

impl Eyes<'_> {
    /// Whether a part is so.
    pub(super) fn is(&mut self, node: &Node) -> Is {
        if !self.lacks.is_empty()
            && let Some(is) = self.without(node)
        {
            return is;
        }
        match node {
            Node::All(nodes) => self.every(nodes.len(), |eyes, index| eyes.is(&nodes[index])),
            Node::Any(nodes) => {
                self.every(nodes.len(), |eyes, index| eyes.is(&nodes[index]).not()).not()
            }
            Node::Not(node) => self.is(node).not(),
            Node::If(first, then) => self
                .every(2, |eyes, index| match index {
                    0 => eyes.is(first),
                    _ => eyes.is(then).not(),
                })
                .not(),
            Node::Bound { every: true, slots, body } => self.for_all(slots, body, false),
            Node::Bound { every: false, slots, body } => self.for_all(slots, body, true).not(),
            Node::At { moment, part, .. } => match self.bound[*moment] {
                Value::Moment(answers) => Is::always(answers & (1 << *part) != 0),
                _ => Is::now(false),
            },
            Node::Asks(what, of) => self.asked(*what, of),
            Node::Violation(kind) => Is::once(self.facts.violated & kind.bit() != 0),
            Node::Arrow(left, right) => match (self.term(left).0, self.term(right).0) {
                (Value::Write(left), Value::Write(right)) => {
                    Is::always(self.facts.truth.happens_before(left, right))
                }
                _ => Is::now(false),
            },
            Node::Compare(left, relation, right) => {
                let (mut left, mut right) = (self.term(left), self.term(right));
                if has_dot(&left.0) || has_dot(&right.0) {
                    self.name(&mut left.0);
                    self.name(&mut right.0);
                }
                compare(left, *relation, right)
            }
            Node::Before(first, second) => {
                let number = first.number;
                let (first, second) = (self.event(&first.of), self.event(&second.of));
                let (Some(first), Some(second)) = (first, second) else { return Is::now(false) };
                let before = self.facts.orders.before(number, first, second);
                before.map_or(Is::now(false), Is::always)
            }
        }
    }

    /// Puts the names that writes bear in their places.
    fn name(&self, value: &mut Value) {
        match value {
            Value::Write(write) => {
                let made = self.facts.truth.made(*write);
                *value = made.map_or(Value::Unknown, |made| Value::Dot(made.dot));
            }
            Value::List(all) => all.iter_mut().for_each(|one| self.name(one)),
            _ => {}
        }
    }

    /// Whether all of some are so; what comes after one that never will be is not looked at.
    fn every(&mut self, n: usize, mut of: impl FnMut(&mut Self, usize) -> Is) -> Is {
        let mut all = Is::always(true);
        for index in 0..n {
            let one = of(self, index);
            if one == Is::always(false) {
                return one;
            }
            all = both(all, one);
        }
        all
    }

    /// Whether the body, or its opposite, is so for everything.
    fn for_all(&mut self, slots: &[Slot], body: &Node, opposite: bool) -> Is {
        let Some((&slot, rest)) = slots.split_first() else {
            let one = self.is(body);
            return if opposite { one.not() } else { one };
        };
        let (domain, may_grow) = self.domain(slot);
        // What comes later may be otherwise.
        let mut all =
            if may_grow { self.unless_later(slot, rest, body, opposite) } else { Is::always(true) };
        for value in domain {
            match self.left.get().checked_sub(1) {
                Some(left) => self.left.set(left),
                None => return Is::now(false),
            }
            self.bound[slot] = value;
            let one = self.for_all(rest, body, opposite);
            if one == Is::always(false) {
                all = one;
                break;
            }
            all = both(all, one);
        }
        self.bound[slot] = Value::Unknown;
        all
    }

    /// That all are so as long as nothing comes of which it is not; for good, if it will be so of
    /// whatever comes.
    fn unless_later(&mut self, slot: Slot, rest: &[Slot], body: &Node, opposite: bool) -> Is {
        self.bound[slot] = Value::Unknown;
        // To look at the rest costs as much again, which is worth it where much never comes.
        let any = if rest.is_empty() || !self.lacks.is_empty() {
            self.for_all(rest, body, opposite)
        } else {
            Is::now(true)
        };
        Is { so: true, fixed: any == Is::always(true) }
    }

    /// What a variable ranges over at present, and whether there may be more later.
    pub(super) fn domain(&self, slot: Slot) -> (Vec<Value>, bool) {
        let sort = self.predicate.variables[slot].sort;
        match sort {
            Sort::Read if self.lacks.contains(&Lack::Read) => (Vec::new(), false),
            Sort::Moment => {
                let Some(index) =
                    self.predicate.asked.moments.iter().position(|a| a.moment == slot)
                else {
                    return (vec![Value::Moment(0)], true);
                };
                let of = &self.predicate.asked.moments[index].of;
                let key: Vec<Value> = of.iter().map(|slot| self.bound[*slot].clone()).collect();
                let known = self.facts.moments[index].get(&key).map_or(&[][..], |all| all);
                (known.iter().map(|answers| Value::Moment(*answers)).collect(), true)
            }
            Sort::Replica => {
                let n = self.predicate.n_replicas;
                ((0..n).map(|index| Value::Replica(ReplicaId(index))).collect(), false)
            }
            _ => (self.known(sort), true),
        }
    }

    /// All writes, keys, clients or reads that there have been, in order.
    pub(super) fn known(&self, sort: Sort) -> Vec<Value> {
        match sort {
            Sort::Write => self.facts.truth.writes().map(|(name, _)| Value::Write(name)).collect(),
            Sort::Key => {
                let mut keys: Vec<Value> = Vec::new();
                for (_, made) in self.facts.truth.writes() {
                    let key = Value::Text(made.key.clone());
                    if let Err(at) = keys.binary_search(&key) {
                        keys.insert(at, key);
                    }
                }
                keys
            }
            Sort::Client => {
                let names = self.facts.clients.names();
                names.map(|name| Value::Text(name.clone())).collect()
            }
            Sort::Read => {
                let reads = self.facts.clients.reads.keys();
                reads.map(|(session, n)| Value::Read(session.clone(), *n)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn asked(&mut self, what: Asks, of: &[Term]) -> Is {
        if let (Asks::Broke, [read, Term::Guarantee(guarantee)]) = (what, of) {
            let Value::Read(session, n) = self.term(read).0 else { return Is::now(false) };
            let read = self.facts.clients.reads.get(&(session, n));
            return read.map_or(Is::now(false), |read| {
                read_is(read, read.broke & bit_of(*guarantee) != 0)
            });
        }
        let of: Vec<Value> = of.iter().map(|term| self.term(term).0).collect();
        let text = |value: &Value| match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        match (what, &of[..]) {
            (Asks::Shows, [Value::Replica(at), Value::Text(key)]) => {
                Is::now(!self.shown(*at, key).is_empty())
            }
            (Asks::ShowsValue, [Value::Replica(at), Value::Text(key), value]) => {
                let shown = self.shown(*at, key);
                Is::now(shown.iter().any(|write| write.value == text(value)))
            }
            (Asks::Same, [Value::Text(key)]) => Is::now(self.is_same(key)),
            (Asks::Waiting, [Value::Write(write), Value::Replica(at)]) => {
                let waiting = self.sight.waiting(*at);
                let is_it = |other: &&_| self.facts.truth.name_of(other) == Some(*write);
                Is::now(waiting.iter().any(is_it))
            }
            (Asks::Up, [Value::Replica(at)]) => Is::now(self.sight.runs(*at)),
            (Asks::Quiet, _) => Is::now(self.sight.is_quiet()),
            (Asks::Idle, _) => {
                let mut all = (0..self.predicate.n_replicas).map(ReplicaId);
                Is::now(self.sight.is_quiet() && all.all(|at| self.sight.waiting(at).is_empty()))
            }
            (Asks::Made, [Value::Write(_)]) => Is::always(true),
            (Asks::BufferedFor, [Value::Write(write), Value::Replica(at), Value::Number(n)]) => {
                let most = self.facts.missing.get(&(*write, *at));
                Is::once(most.is_some_and(|most| i64::try_from(*most).is_ok_and(|most| most >= *n)))
            }
            (Asks::Concurrent, [Value::Write(left), Value::Write(right)]) => {
                let truth = &self.facts.truth;
                let ordered =
                    truth.happens_before(*left, *right) || truth.happens_before(*right, *left);
                Is::always(left != right && !ordered)
            }
            (_, [Value::Read(session, n)]) => {
                let read = self.facts.clients.reads.get(&(session.clone(), *n));
                read.map_or(Is::now(false), |read| match what {
                    Asks::Waited => read_is(read, read.waited),
                    Asks::Refused => read_is(read, read.refused),
                    _ => read_is(read, read.answered),
                })
            }
            (_, [Value::Write(write), Value::Replica(at)]) => {
                let here = self.facts.happened[at.index()].iter().find(|of| of.0 == what);
                Is::once(here.is_some_and(|of| of.1.has(*write)))
            }
            _ => Is::now(false),
        }
    }

    /// Whether all replicas that serve show the same values of a key.
    fn is_same(&self, key: &str) -> bool {
        let all = (0..self.predicate.n_replicas).map(ReplicaId);
        let mut serving = all.filter(|at| self.sight.runs(*at) && self.sight.serves(*at));
        let Some(first) = serving.next() else { return true };
        let first = self.values(first, key);
        serving.all(|at| self.values(at, key) == first)
    }
}

fn has_dot(value: &Value) -> bool {
    match value {
        Value::Dot(_) => true,
        Value::List(all) => all.iter().any(has_dot),
        _ => false,
    }
}

/// What is so of a read that is over stays so; what has happened to another one, too.
fn read_is(read: &Read, so: bool) -> Is {
    Is { so, fixed: so || read.answered || read.refused }
}

fn bit_of(guarantee: Guarantee) -> u16 {
    let kind = match guarantee {
        Guarantee::ReadYourWrites => Kind::ReadYourWrites,
        Guarantee::MonotonicReads => Kind::MonotonicReads,
        Guarantee::MonotonicWrites => Kind::MonotonicWrites,
        Guarantee::WritesFollowReads => Kind::WritesFollowReads,
    };
    kind.bit()
}

fn both(left: Is, right: Is) -> Is {
    let never = left == Is::always(false) || right == Is::always(false);
    Is { so: left.so && right.so, fixed: never || (left.fixed && right.fixed) }
}

/// How two values compare, given how they go on.
fn compare(left: (Value, Trend), relation: Relation, right: (Value, Trend)) -> Is {
    let so = match (&left.0, relation, &right.0) {
        (Value::Unknown, ..) | (_, _, Value::Unknown) => return Is::now(false),
        (left, Relation::In, Value::List(all)) => all.contains(left),
        (left, Relation::NotIn, Value::List(all)) => !all.contains(left),
        (left, Relation::Equal, right) => left == right,
        (left, Relation::Unequal, right) => left != right,
        (Value::Number(left), Relation::Less, Value::Number(right)) => left < right,
        (Value::Number(left), Relation::AtMost, Value::Number(right)) => left <= right,
        (Value::Number(left), Relation::Greater, Value::Number(right)) => left > right,
        (Value::Number(left), Relation::AtLeast, Value::Number(right)) => left >= right,
        _ => return Is::always(false),
    };
    let fixed = match (left.1, right.1) {
        (Trend::Stays, Trend::Stays) => true,
        (Trend::Grows, Trend::Stays) => is_passed(&left.0, relation, &right.0, so),
        (Trend::Stays, Trend::Grows) => is_passed(&right.0, mirrored(relation), &left.0, so),
        _ => false,
    };
    Is { so, fixed }
}

/// Whether a number that grows has passed what it is compared with.
fn is_passed(number: &Value, relation: Relation, with: &Value, so: bool) -> bool {
    match relation {
        Relation::Greater | Relation::AtLeast => so,
        Relation::Less | Relation::AtMost => !so,
        Relation::Equal | Relation::Unequal => number > with,
        Relation::In | Relation::NotIn => false,
    }
}

fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::AtMost => Relation::AtLeast,
        Relation::Greater => Relation::Less,
        Relation::AtLeast => Relation::AtMost,
        other => other,
    }
}
