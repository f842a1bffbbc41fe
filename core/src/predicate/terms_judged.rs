//! What terms come to.

use std::sync::Arc;

use super::answers::sort;
use super::asked::Counter;
use super::judge::Eyes;
use super::sort::Sort;
use super::tree::Term;
use super::value::{Trend, Value};
use super::vocabulary::Gives;
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::Write;
use crate::world::action::SessionName;

impl Eyes<'_> {
    /// What a term comes to, and how that goes on.
    pub(super) fn term(&mut self, term: &Term) -> (Value, Trend) {
        let value = match term {
            Term::Variable(slot) => self.bound[*slot].clone(),
            Term::Replica(replica) => Value::Replica(*replica),
            Term::Write(dot) => match self.facts.truth.named(*dot) {
                Some(name) => Value::Write(name),
                None => Value::Unknown,
            },
            Term::Text(text) => Value::Text(Arc::clone(text)),
            Term::Number(number) => Value::Number(*number),
            Term::Nothing => Value::Nothing,
            Term::Verb(_) | Term::Domain(_) | Term::Guarantee(_) => Value::Nothing,
            Term::Call(gives, of) => return self.call(*gives, of),
            Term::Time(event) => {
                let time = self
                    .event(&event.of)
                    .and_then(|(write, at)| self.facts.orders.time(event, write, at));
                time.and_then(|time| i64::try_from(time).ok()).map_or(Value::Unknown, Value::Number)
            }
            Term::Sum(left, right) => return self.combined(left, right, i64::saturating_add),
            Term::Difference(left, right) => {
                let (value, trend) = self.combined(left, right, i64::saturating_sub);
                let varies = trend == Trend::Grows && self.term(right).1 != Trend::Stays;
                return (value, if varies { Trend::Varies } else { trend });
            }
            Term::Distance(term) => match self.term(term) {
                (Value::Number(number), Trend::Stays) => Value::Number(number.saturating_abs()),
                (Value::Number(number), _) => {
                    return (Value::Number(number.saturating_abs()), Trend::Varies);
                }
                (other, _) => other,
            },
            Term::Set(terms) => {
                let mut all: Vec<Value> = terms.iter().map(|term| self.term(term).0).collect();
                sort(&mut all);
                let is_open = all.contains(&Value::Unknown);
                return (Value::List(all), if is_open { Trend::Varies } else { Trend::Stays });
            }
            Term::List(terms) => Value::List(terms.iter().map(|term| self.term(term).0).collect()),
        };
        (value, Trend::Stays)
    }

    fn combined(&mut self, left: &Term, right: &Term, with: fn(i64, i64) -> i64) -> (Value, Trend) {
        let ((left, first), (right, second)) = (self.term(left), self.term(right));
        let trend = match (first, second) {
            (Trend::Stays, Trend::Stays) => Trend::Stays,
            (Trend::Varies, _) | (_, Trend::Varies) => Trend::Varies,
            _ => Trend::Grows,
        };
        match (left, right) {
            (Value::Number(left), Value::Number(right)) => {
                (Value::Number(with(left, right)), trend)
            }
            _ => (Value::Unknown, Trend::Varies),
        }
    }

    /// The write and the replica of an event; a write alone is at its author's.
    pub(super) fn event(&mut self, of: &[Term]) -> Option<(Dot, ReplicaId)> {
        let Value::Write(write) = self.term(of.first()?).0 else { return None };
        match of.get(1).map(|term| self.term(term).0) {
            Some(Value::Replica(at)) => Some((write, at)),
            None => Some((write, write.actor.replica)),
            Some(_) => None,
        }
    }

    fn call(&mut self, gives: Gives, of: &[Term]) -> (Value, Trend) {
        if let Some(counter) = Counter::of(gives, of) {
            let n = self.facts.counters.iter().find(|of| of.0 == counter);
            let trend = if self.never_counts(counter) { Trend::Stays } else { Trend::Grows };
            return (Value::Number(n.map_or(0, |of| of.1.into())), trend);
        }
        if let (Gives::Count, [Term::Domain(sort)]) = (gives, of) {
            let n = match sort {
                Sort::Replica => return (number(self.predicate.n_replicas.into()), Trend::Stays),
                sort => self.known(*sort).len(),
            };
            return (number(n), Trend::Grows);
        }
        if let (Gives::Answer, [Term::Text(name)]) = (gives, of) {
            let answer = self.facts.answers.iter().find(|known| known.0 == *name);
            return (answer.map_or(Value::Unknown, |known| known.1.clone()), Trend::Varies);
        }
        let of: Vec<Value> = of.iter().map(|term| self.term(term).0).collect();
        let trend = if self.never_shows(gives, &of) { Trend::Stays } else { Trend::Varies };
        match &of[..] {
            [Value::Replica(at), Value::Text(key)] => (self.of_key(gives, *at, key), trend),
            [Value::Replica(at)] => (self.of_replica(gives, *at), Trend::Varies),
            [Value::Read(session, n)] => (self.of_read(gives, session, *n), Trend::Stays),
            [Value::Write(write)] => (self.of_write(gives, *write), Trend::Stays),
            [Value::List(all)] => (number(all.len()), Trend::Stays),
            _ => (Value::Unknown, Trend::Varies),
        }
    }

    fn of_key(&self, gives: Gives, at: ReplicaId, key: &str) -> Value {
        match gives {
            Gives::Siblings => number(self.shown(at, key).len()),
            _ => self.values(at, key),
        }
    }

    /// What a replica shows of a key.
    pub(super) fn shown(&self, at: ReplicaId, key: &str) -> Vec<Arc<Write>> {
        self.sight.store(at).shown(key, self.sight.ahead(at))
    }

    /// The values of a key: one by itself, none as nothing.
    pub(super) fn values(&self, at: ReplicaId, key: &str) -> Value {
        let mut all: Vec<Value> = self.shown(at, key).iter().map(value).collect();
        sort(&mut all);
        match all.len() {
            0 => Value::Nothing,
            1 => all.remove(0),
            _ => Value::List(all),
        }
    }

    fn of_replica(&self, gives: Gives, at: ReplicaId) -> Value {
        match gives {
            Gives::NWaiting => number(self.sight.waiting(at).len()),
            Gives::Tombstones => number(self.sight.store(at).tombstones().count()),
            Gives::Vector => {
                let seen = self.sight.seen(at);
                let all = (0..self.predicate.n_replicas).map(|index| {
                    let replica = ReplicaId(index);
                    let n = seen.iter().filter(|entry| entry.0.replica == replica);
                    Value::Text(n.map(|entry| entry.1).sum::<u32>().to_string().into())
                });
                Value::List(all.collect())
            }
            _ => {
                let shown = self.sight.store(at).all_shown(self.sight.ahead(at));
                let pair = |write: &Arc<Write>| {
                    Value::List(vec![Value::Text(Arc::clone(&write.key)), value(write)])
                };
                let mut all: Vec<Value> = shown.iter().map(pair).collect();
                sort(&mut all);
                Value::List(all)
            }
        }
    }

    fn of_write(&self, gives: Gives, write: Dot) -> Value {
        let Some(made) = self.facts.truth.made(write) else { return Value::Unknown };
        match gives {
            Gives::By => Value::Replica(write.actor.replica),
            Gives::Val => {
                made.value.as_ref().map_or(Value::Nothing, |text| Value::Text(text.clone()))
            }
            Gives::Key => Value::Text(Arc::clone(&made.key)),
            Gives::Dot => Value::Dot(made.dot),
            _ => {
                let past = made.past.iter().flat_map(|(life, last)| {
                    (1..=last).map(move |counter| Value::Write(Dot::new(life, counter)))
                });
                Value::List(past.collect())
            }
        }
    }

    fn of_read(&self, gives: Gives, session: &SessionName, n: u32) -> Value {
        let Some(read) = self.facts.clients.reads.get(&(session.clone(), n)) else {
            return Value::Unknown;
        };
        match gives {
            Gives::Client => Value::Text(Arc::clone(session)),
            Gives::Where => Value::Replica(read.at),
            _ => read.key.as_ref().map_or(Value::Nothing, |key| Value::Text(Arc::clone(key))),
        }
    }
}

fn value(write: &Arc<Write>) -> Value {
    write.value.as_ref().map_or(Value::Nothing, |text| Value::Text(Arc::clone(text)))
}

fn number(n: usize) -> Value {
    Value::Number(i64::try_from(n).unwrap_or(i64::MAX))
}
