//! Judges predicates plainly: from all events up to a step, once more for every step. Slow, and
//! without anything that the language is made of.

use std::collections::BTreeSet;

use causal_core::clock::{Actor, Causality, Dot, ReplicaId};
use causal_core::replica::protocol::Phase;
use causal_core::run::Run;

use crate::past::{Past, past};
use crate::sentence::{Range, Sentence, Thing, alike};

/// What a variable stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Write(Dot),
    Replica(ReplicaId),
    Key(String),
    Moment(usize),
}

/// A run with its past at every step.
pub(crate) struct Naive(Vec<Past>);

impl Naive {
    pub(crate) fn of(run: &Run) -> Self {
        let n_steps = (0..).take_while(|n| run.step_at(*n).is_some()).count();
        Self((0..=n_steps).map(|n| past(run, n)).collect())
    }

    /// Whether a predicate is so after so many steps.
    pub(crate) fn is(&self, sentence: &Sentence, n_steps: usize) -> bool {
        self.holds(sentence, n_steps, n_steps, &mut Vec::new())
    }

    fn holds(&self, of: &Sentence, now: usize, at: usize, bound: &mut Vec<Value>) -> bool {
        match of {
            Sentence::Both(a, b) => self.holds(a, now, at, bound) && self.holds(b, now, at, bound),
            Sentence::Either(a, b) => {
                self.holds(a, now, at, bound) || self.holds(b, now, at, bound)
            }
            Sentence::If(a, b) => !self.holds(a, now, at, bound) || self.holds(b, now, at, bound),
            Sentence::Not(a) => !self.holds(a, now, at, bound),
            Sentence::Some(range, body) => {
                self.all(*range, at).into_iter().any(|v| self.with(v, body, (now, at), bound))
            }
            Sentence::Every(range, body) => {
                self.all(*range, at).into_iter().all(|v| self.with(v, body, (now, at), bound))
            }
            Sentence::Once(body) => {
                (0..=now).any(|t| self.with(Value::Moment(t), body, (now, at), bound))
            }
            Sentence::Always(body) => {
                (0..=now).all(|t| self.with(Value::Moment(t), body, (now, at), bound))
            }
            Sentence::At(moment, body) => {
                let Value::Moment(at) = bound[*moment] else { panic!("a moment") };
                self.holds(body, now, at, bound)
            }
            atom => self.0[at].holds(atom, bound),
        }
    }

    fn with(
        &self,
        value: Value,
        body: &Sentence,
        (now, at): (usize, usize),
        bound: &mut Vec<Value>,
    ) -> bool {
        bound.push(value);
        let so = self.holds(body, now, at, bound);
        bound.pop();
        so
    }

    fn all(&self, range: Range, at: usize) -> Vec<Value> {
        let past = &self.0[at];
        match range {
            Range::Write => past.writes.iter().copied().map(Value::Write).collect(),
            Range::Replica => past.moment.setting().replicas().map(Value::Replica).collect(),
            Range::Key => {
                let made = past.writes.iter().filter_map(|dot| past.judge.of_name(*dot));
                let keys: BTreeSet<String> = made.map(|made| made.write.key.to_string()).collect();
                keys.into_iter().map(Value::Key).collect()
            }
        }
    }
}

impl Past {
    fn write(&self, thing: Thing, bound: &[Value]) -> Option<Dot> {
        let dot = match thing {
            Thing::Bound(at) => match bound[at] {
                Value::Write(dot) => dot,
                _ => panic!("a write"),
            },
            Thing::Fixed(n) => Dot::new(Actor::first(ReplicaId(n)), 1),
        };
        self.writes.contains(&dot).then_some(dot)
    }

    fn replica(thing: Thing, bound: &[Value]) -> ReplicaId {
        match thing {
            Thing::Bound(at) => match bound[at] {
                Value::Replica(replica) => replica,
                _ => panic!("a replica"),
            },
            Thing::Fixed(n) => ReplicaId(n),
        }
    }

    /// The key, unless nobody has written it by now.
    fn key(thing: Thing, bound: &[Value]) -> String {
        match thing {
            Thing::Bound(at) => match &bound[at] {
                Value::Key(key) => key.clone(),
                _ => panic!("a key"),
            },
            Thing::Fixed(n) => ["x", "y"][usize::from(n)].to_owned(),
        }
    }

    fn values(&self, at: ReplicaId, key: &str) -> Vec<String> {
        let replica = &self.moment.replicas[at.index()];
        let shown = replica.store.shown(key, &replica.ahead);
        shown.iter().map(|write| write.value.as_deref().unwrap_or("(deleted)").to_owned()).collect()
    }

    fn holds(&self, atom: &Sentence, bound: &[Value]) -> bool {
        match atom {
            Sentence::Atom(what, of) => self.asked(what, of, bound),
            Sentence::Count(what, of, relation, with) => {
                self.count(what, of, bound).is_some_and(|n| match *relation {
                    "=" => n == *with,
                    "!=" => n != *with,
                    "<" => n < *with,
                    "<=" => n <= *with,
                    ">" => n > *with,
                    _ => n >= *with,
                })
            }
            Sentence::Before(first, of, second, and) => {
                let first_of = |what: &str, of: &[Thing]| {
                    let write = self.write(of[0], bound)?;
                    let at = Self::replica(of[1], bound);
                    let found = self
                        .happened
                        .iter()
                        .find(|entry| *entry.0 == (entry.0.0, write, at) && entry.0.0 == what);
                    found.map(|entry| entry.1[0])
                };
                match (first_of(first, of), first_of(second, and)) {
                    (Some(first), Some(second)) => first < second,
                    _ => false,
                }
            }
            Sentence::Arrow(left, right) => {
                self.relate(*left, *right, bound) == Some(Causality::Before)
            }
            Sentence::Alike(what, left, relation, right) => {
                let same = if alike(what) == Range::Replica {
                    let (left, right) = (Self::replica(*left, bound), Self::replica(*right, bound));
                    let of = |at: ReplicaId| &self.moment.replicas[at.index()];
                    Some(match *what {
                        "vector" => {
                            let count = |at: ReplicaId, by: ReplicaId| -> u32 {
                                let seen = of(at).seen.iter().filter(|entry| entry.0.replica == by);
                                seen.map(|entry| entry.1).sum()
                            };
                            let mut all = self.moment.setting().replicas();
                            all.all(|by| count(left, by) == count(right, by))
                        }
                        _ => {
                            let all = |at: ReplicaId| -> BTreeSet<(String, Option<String>)> {
                                let shown = of(at).store.all_shown(&of(at).ahead);
                                let pair = |w: &std::sync::Arc<
                                    causal_core::replica::protocol::Write,
                                >| {
                                    (w.key.to_string(), w.value.as_ref().map(ToString::to_string))
                                };
                                shown.iter().map(pair).collect()
                            };
                            all(left) == all(right)
                        }
                    })
                } else {
                    let (left, right) = (self.write(*left, bound), self.write(*right, bound));
                    left.zip(right).map(|(left, right)| {
                        let write = |dot| &self.judge.of_name(dot).expect("made").write;
                        match *what {
                            "by" => left.actor.replica == right.actor.replica,
                            "key" => write(left).key == write(right).key,
                            _ => write(left).value == write(right).value,
                        }
                    })
                };
                same.is_some_and(|same| same == (*relation == "="))
            }
            Sentence::Violation(kind) => self.violated.contains(kind),
            _ => panic!("no atom"),
        }
    }

    fn relate(&self, left: Thing, right: Thing, bound: &[Value]) -> Option<Causality> {
        self.judge.relation(self.write(left, bound)?, self.write(right, bound)?)
    }

    fn count(&self, what: &str, of: &[Thing], bound: &[Value]) -> Option<u32> {
        let small = |n: usize| Some(u32::try_from(n).expect("few"));
        match what {
            "lost" => small(self.n_lost),
            "actions" => small(self.n_actions),
            "did(put)" => small(self.n_puts),
            "count(writes)" => small(self.writes.len()),
            "past" => {
                let cone = self.judge.cone(self.write(of[0], bound)?);
                small(cone.past.len())
            }
            "siblings" => {
                let key = Self::key(of[1], bound);
                let is_known =
                    |dot: &Dot| *self.judge.of_name(*dot).expect("made").write.key == *key;
                let is_there = matches!(of[1], Thing::Fixed(_)) || self.writes.iter().any(is_known);
                is_there
                    .then(|| self.values(Self::replica(of[0], bound), &key).len())
                    .and_then(small)
            }
            "waiting" => {
                small(self.moment.replicas[Self::replica(of[0], bound).index()].inbox.len())
            }
            _ => {
                let store = &self.moment.replicas[Self::replica(of[0], bound).index()].store;
                let keys: BTreeSet<&str> = self
                    .writes
                    .iter()
                    .map(|dot| &*self.judge.of_name(*dot).expect("made").write.key)
                    .collect();
                let held = keys.into_iter().flat_map(|key| store.held(key));
                small(held.filter(|write| write.value.is_none()).count())
            }
        }
    }

    fn asked(&self, what: &str, of: &[Thing], bound: &[Value]) -> bool {
        let happened = |what: &str| {
            let Some(write) = self.write(of[0], bound) else { return false };
            let at = Self::replica(of[1], bound);
            self.happened.keys().any(|key| key.0 == what && key.1 == write && key.2 == at)
        };
        let n_waiting =
            self.moment.replicas.iter().map(|replica| replica.inbox.len()).sum::<usize>();
        match what {
            "shows" => {
                !self.values(Self::replica(of[0], bound), &Self::key(of[1], bound)).is_empty()
            }
            "same" => {
                let key = Self::key(of[0], bound);
                // Of a key that nobody has written by then nothing is so.
                let is_known =
                    |dot: &Dot| *self.judge.of_name(*dot).expect("made").write.key == *key;
                let is_there = matches!(of[0], Thing::Fixed(_)) || self.writes.iter().any(is_known);
                let serving =
                    self.moment.replicas.iter().filter(|r| r.runs && r.phase == Phase::Serving);
                let shown: BTreeSet<BTreeSet<String>> = serving
                    .map(|r| self.values(r.actor.replica, &key).into_iter().collect())
                    .collect();
                is_there && shown.len() <= 1
            }
            "waiting" => self.write(of[0], bound).is_some_and(|write| {
                let inbox = &self.moment.replicas[Self::replica(of[1], bound).index()].inbox;
                inbox.iter().any(|entry| entry.write.dot == write)
            }),
            "up" => self.moment.replicas[Self::replica(of[0], bound).index()].runs,
            "quiet" => self.moment.messages.is_empty(),
            "idle" => self.moment.messages.is_empty() && n_waiting == 0,
            "made" => self.write(of[0], bound).is_some(),
            "conc" => self.relate(of[0], of[1], bound) == Some(Causality::Concurrent),
            "buffered2" => {
                let write = self.write(of[0], bound);
                let key = write.map(|write| (write, Self::replica(of[1], bound)));
                key.is_some_and(|key| self.missing.get(&key).is_some_and(|n| *n >= 2))
            }
            what => happened(what),
        }
    }
}
