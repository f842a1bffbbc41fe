//! What was asked of moments that are gone.

use std::cell::Cell;
use std::sync::Arc;

use super::Predicate;
use super::facts::Facts;
use super::judge::Eyes;
use super::sight::Sight;
use super::sort::Sort;
use super::tree::{Node, Slot};
use super::truth::Truth;
use super::value::Value;
use super::vocabulary::Kind;
use crate::clock::ReplicaId;
use crate::replica::protocol::Write;

impl Facts {
    /// A whole step is over, or nothing has happened yet: remembers what is asked of such moments.
    pub fn look(&mut self, predicate: &Predicate, sight: &dyn Sight) {
        self.look_within(predicate, sight, &Cell::new(u64::MAX));
    }

    /// The same with a limit to how many things are looked at.
    pub(crate) fn look_within(
        &mut self,
        predicate: &Predicate,
        sight: &dyn Sight,
        left: &Cell<u64>,
    ) {
        self.truth.rest();
        let asked = predicate.asked.violations & !self.violated;
        if asked & Kind::Diverged.bit() != 0 && has_diverged(predicate, sight) {
            self.violated |= Kind::Diverged.bit();
        }
        if asked & Kind::HeldBack.bit() != 0 && holds_back(&self.truth, predicate, sight) {
            self.violated |= Kind::HeldBack.bit();
        }
        look(self, predicate, sight, left);
    }
}

/// Remembers what the parts come to at present, for whatever they may speak of later.
pub(super) fn look(facts: &mut Facts, predicate: &Predicate, sight: &dyn Sight, left: &Cell<u64>) {
    for index in 0..predicate.asked.moments.len() {
        let asked = &predicate.asked.moments[index];
        let parts = parts_at(&predicate.node, asked.moment);
        let bound = vec![Value::Unknown; predicate.variables.len()];
        let mut eyes = Eyes { predicate, facts, sight, bound, left, lacks: &[] };
        let mut answers = Vec::new();
        ask(&mut eyes, &asked.of, &asked.of, &parts, &mut answers);
        remember(facts, index, predicate, answers);
    }
}

fn parts_at(node: &Node, at: Slot) -> Vec<(usize, &Node)> {
    let mut parts = Vec::new();
    node.visit(&mut |inner| match inner {
        Node::At { moment, part, node } if *moment == at => parts.push((*part, &**node)),
        _ => {}
    });
    parts
}

/// The answers for everything that the variables may stand for, and for what is not there yet.
fn ask(
    eyes: &mut Eyes<'_>,
    of: &[Slot],
    left: &[Slot],
    parts: &[(usize, &Node)],
    answers: &mut Vec<(Vec<Value>, u64)>,
) {
    let Some((&slot, left)) = left.split_first() else {
        let so = |(part, node): &(usize, &Node)| u64::from(eyes.is(node).so) << *part;
        let bits = parts.iter().map(so).fold(0, |all, one| all | one);
        let key = of.iter().map(|slot| eyes.bound[*slot].clone()).collect();
        return answers.push((key, bits));
    };
    let (mut domain, may_grow) = eyes.domain(slot);
    if may_grow {
        domain.push(Value::Unknown);
    }
    for value in domain {
        let Some(n_left) = eyes.left.get().checked_sub(1) else { return };
        eyes.left.set(n_left);
        eyes.bound[slot] = value;
        ask(eyes, of, left, parts, answers);
    }
}

fn remember(
    facts: &mut Facts,
    index: usize,
    predicate: &Predicate,
    answers: Vec<(Vec<Value>, u64)>,
) {
    let of = &predicate.asked.moments[index].of;
    let grows = |place: usize| predicate.variables[of[place]].sort != Sort::Replica;
    // What is new was not there before: then it was what is not there yet.
    let is_new = |value: &Value, place: usize, known: &[(Vec<Value>, Vec<u64>)]| {
        known.iter().all(|(key, _)| key[place] != *value)
    };
    let memory = &mut facts.moments[index];
    let before: Vec<(Vec<Value>, Vec<u64>)> =
        match answers.iter().any(|a| !memory.contains_key(&a.0)) {
            true => memory.iter().map(|(key, seen)| (key.clone(), seen.clone())).collect(),
            false => Vec::new(),
        };
    for (key, bits) in answers {
        if !memory.contains_key(&key) {
            let mut old = key.clone();
            for (place, value) in old.iter_mut().enumerate() {
                if grows(place) && is_new(value, place, &before) {
                    *value = Value::Unknown;
                }
            }
            let seen = before.iter().find(|entry| entry.0 == old);
            memory.insert(key.clone(), seen.map_or_else(Vec::new, |entry| entry.1.clone()));
        }
        let seen = memory.get_mut(&key).expect("just put there");
        if let Err(at) = seen.binary_search(&bits) {
            seen.insert(at, bits);
        }
    }
}

/// Whether two replicas that serve have equal vectors and show different values.
fn has_diverged(predicate: &Predicate, sight: &dyn Sight) -> bool {
    let all = || (0..predicate.n_replicas).map(ReplicaId);
    let serves = |at: &ReplicaId| sight.runs(*at) && sight.serves(*at);
    let shown = |at| {
        let values = sight.store(at).iter().flat_map(|(_, writes)| writes);
        values.map(|write| (write.dot, &write.key, &write.value))
    };
    all().filter(serves).any(|left| {
        let later = all().skip(left.index() + 1).filter(serves);
        let mut alike = later.filter(|right| sight.seen(left) == sight.seen(*right));
        alike.any(|right| shown(left).ne(shown(right)))
    })
}

/// Whether a write waits at a replica for nothing that happens before it.
fn holds_back(truth: &Truth, predicate: &Predicate, sight: &dyn Sight) -> bool {
    let for_nothing = |at: ReplicaId, write: &Arc<Write>| {
        let name = truth.name_of(write);
        name.and_then(|name| Some((name, truth.made(name)?))).is_some_and(|(name, made)| {
            truth.has_effect(name, at) || truth.lacks(at, &made.past).next().is_none()
        })
    };
    (0..predicate.n_replicas).map(ReplicaId).any(|at| {
        let mut waiting = sight.waiting(at).into_iter().chain(sight.ahead(at));
        waiting.any(|write| for_nothing(at, write))
    })
}
