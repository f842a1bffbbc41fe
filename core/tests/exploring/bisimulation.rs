//! Replicas that write the same down answer every input alike, and write the same down again: whoever
//! takes them for one loses nothing. Tried over all mistakes, rules and policies; wrong ways of taking
//! replicas for one are caught by the same test.

use std::collections::BTreeMap;
use std::sync::Arc;

use causal_core::clock::ReplicaId;
use causal_core::replica::Replica;
use causal_core::replica::canonical::{Asked, Listing, Naming};
use causal_core::replica::mistakes::{CATALOG, Mistake};
use causal_core::replica::protocol::{
    Amnesia, Answer, Conflicts, Dependencies, Effect, Input, Op, Protocol, Request, RequestId,
    Sessions, Write, Writes,
};
use causal_core::replica::rule_catalog;

use crate::walks::{Walk, inputs_of};

/// How many replicas are kept that are taken for one.
const KEPT: usize = 12;

/// How many inputs each of them gets.
const INPUTS: usize = 40;

/// A naming that takes writes for one more or less rightly.
#[derive(Default)]
pub(crate) struct Texts {
    numbers: BTreeMap<String, u32>,
    by_dots: bool,
}

impl Texts {
    pub(crate) fn number(&mut self, text: String) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap();
        *self.numbers.entry(text).or_insert(next)
    }
}

impl Naming for Texts {
    fn whole(&mut self, write: &Arc<Write>) -> u32 {
        if self.by_dots {
            return self.shown(write);
        }
        self.number(format!("{write:?}"))
    }
    fn shown(&mut self, write: &Arc<Write>) -> u32 {
        self.number(format!("{} {} {:?}", write.dot, write.key, write.value))
    }
    fn text(&mut self, text: &Arc<str>) -> u32 {
        self.number(format!("text {text}"))
    }
}

/// What replicas are tried under.
#[derive(Clone, Copy)]
pub(crate) struct Tried {
    pub(crate) protocol: Protocol,
    pub(crate) asked: Asked,
}

/// Which replicas are taken for one.
type Identity<'a> = &'a mut dyn FnMut(&Replica, Asked) -> Vec<u32>;

fn described(texts: &mut Texts, replica: &Replica, asked: Asked) -> Vec<u32> {
    let mut words = Vec::new();
    replica.describe(asked, &mut Listing::new(&mut words, texts));
    words
}

/// What others get to know of what a replica does.
fn outputs(effects: &[Effect], tried: Tried, texts: &mut Texts) -> Vec<String> {
    let mut told = Vec::new();
    for effect in effects {
        told.push(match effect {
            Effect::Send { to, message } => {
                let mut words = Vec::new();
                message.describe(&mut Listing::new(&mut words, texts));
                format!("send {to} {words:?}")
            }
            Effect::Reply { request, answer, metadata, stamp } => {
                let answer = match answer {
                    Answer::Values(writes) => {
                        format!("{:?}", writes.iter().map(|w| texts.shown(w)).collect::<Vec<_>>())
                    }
                    other => format!("{other:?}"),
                };
                let learned = tried.asked.metadata.then_some((metadata, stamp));
                format!("reply {request:?} {answer} {learned:?}")
            }
            Effect::Record(what) => format!("record {what:?}"),
            Effect::SetTimer { .. } => continue,
        });
    }
    // The log sends what is missing in the order of its deliveries, and that order is nobody's business.
    told.sort();
    told
}

/// Replicas in all sorts of states, and inputs that there are.
#[derive(Default)]
struct Lives {
    replicas: BTreeMap<String, Replica>,
    inputs: BTreeMap<ReplicaId, BTreeMap<String, Input>>,
}

impl Lives {
    /// Those that random walks come to.
    fn random(tried: Tried, seeds: u64) -> Self {
        let mut lives = Self::default();
        for seed in 0..seeds {
            let mut walk = Walk::new(tried, seed);
            for _ in 0..24 {
                let (at, input) = walk.step();
                lives.add(&walk.replicas[at.index()].0, input);
            }
        }
        lives
    }

    fn add(&mut self, replica: &Replica, input: Input) {
        let at = replica.actor().replica;
        self.inputs.entry(at).or_default().insert(format!("{input:?}"), input);
        self.replicas.insert(format!("{replica:?}"), replica.clone());
    }

    /// Two replicas with the same writes in their buffers, which came in another order.
    fn with_two_orders(tried: Tried) -> Self {
        let mut lives = Self::default();
        let [mut a, mut b, mut c] =
            [0, 1, 2].map(|id| Replica::new(ReplicaId(id), 3, tried.protocol));
        let put = |value: &str| {
            let op = Op::Put { key: "x".into(), value: value.into() };
            Input::Request(Request { id: RequestId(0), op, metadata: None, stamp: 0 })
        };
        let sent = |from: &Replica, effects: Vec<Effect>| {
            let sent = effects.into_iter().find_map(|effect| match effect {
                Effect::Send { message, .. } => Some(message),
                _ => None,
            });
            Input::Message { from: from.actor().replica, message: sent.unwrap() }
        };
        let effects = a.handle(put("first"), 0);
        let first = sent(&a, effects);
        for replica in [&mut b, &mut c] {
            let _ = replica.handle(first.clone(), 0);
        }
        let (by_b, by_c) = (b.handle(put("b"), 0), c.handle(put("c"), 0));
        let replies = [sent(&b, by_b), sent(&c, by_c)];
        for order in [[0, 1], [1, 0]] {
            let mut late = Replica::new(ReplicaId(3), 4, tried.protocol);
            for which in order {
                let _ = late.handle(replies[which].clone(), 0);
            }
            lives.add(&late, first.clone());
        }
        lives
    }
}

/// The first thing by which two replicas that are taken for one are told apart; none if nothing is.
fn told_apart(tried: Tried, lives: &Lives, identity: Identity<'_>) -> Option<String> {
    let mut classes: BTreeMap<(ReplicaId, Vec<u32>), Vec<&Replica>> = BTreeMap::new();
    for replica in lives.replicas.values() {
        let key = (replica.actor().replica, identity(replica, tried.asked));
        let class = classes.entry(key).or_default();
        if class.len() < KEPT {
            class.push(replica);
        }
    }
    let mut texts = Texts::default();
    for ((at, _), replicas) in classes.iter().filter(|(_, replicas)| replicas.len() > 1) {
        let inputs = &lives.inputs[at];
        let every = inputs.len().div_ceil(INPUTS);
        let extra = inputs_of(tried, *at);
        for input in inputs.values().step_by(every).chain(&extra) {
            let mut first: Option<(Vec<u32>, Vec<String>)> = None;
            for replica in replicas {
                let mut next = Replica::clone(replica);
                let effects = next.handle(input.clone(), 0);
                let told = outputs(&effects, tried, &mut texts);
                let now = (identity(&next, tried.asked), told);
                match &first {
                    None => first = Some(now),
                    Some(first) if *first == now => {}
                    Some(first) => {
                        return Some(format!(
                            "{input:?}\n{:?}\n{replica:?}\n{first:?}\n{now:?}",
                            replicas[0]
                        ));
                    }
                }
            }
        }
    }
    None
}

fn check(name: &str, tried: Tried, seeds: u64) {
    let mut texts = Texts::default();
    let apart = told_apart(tried, &Lives::random(tried, seeds), &mut |replica, asked| {
        described(&mut texts, replica, asked)
    });
    assert_eq!(apart, None, "{name}");
}

const PLAIN: Asked = Asked { repairs: false, states: false, metadata: false, order: false };
const CLIENTS: Asked = Asked { metadata: true, ..PLAIN };
const ALL: Asked = Asked { repairs: true, states: true, metadata: true, order: false };

fn policies() -> Vec<(String, Protocol)> {
    let mut all = Vec::new();
    for conflicts in [Conflicts::Siblings, Conflicts::Lww, Conflicts::Arrival] {
        for sessions in [Sessions::Off, Sessions::Wait, Sessions::Reject] {
            for dependencies in [Dependencies::Replica, Dependencies::Session] {
                for writes in [Writes::Gated, Writes::Accepted] {
                    let protocol = Protocol {
                        conflicts,
                        sessions,
                        dependencies,
                        writes,
                        ..Protocol::default()
                    };
                    let name = format!("{conflicts:?} {sessions:?} {dependencies:?} {writes:?}");
                    all.push((name, protocol));
                }
            }
        }
    }
    all
}

fn asked_of(protocol: &Protocol) -> [Asked; 2] {
    let clients = Asked::uses_metadata(protocol);
    [if clients { CLIENTS } else { PLAIN }, Asked { metadata: clients, ..ALL }]
}

#[test]
fn replicas_that_write_the_same_down_cannot_be_told_apart_under_any_policy() {
    for (name, protocol) in policies() {
        for asked in asked_of(&protocol) {
            check(&format!("{name} {asked:?}"), Tried { protocol, asked }, 20);
        }
    }
}

#[test]
fn nor_under_any_rule() {
    for rule in rule_catalog::CATALOG {
        for conflicts in [Conflicts::Siblings, Conflicts::Arrival, Conflicts::Lww] {
            let protocol = Protocol { delivery: rule.rule, conflicts, ..Protocol::default() };
            for asked in asked_of(&protocol) {
                check(&format!("{} {conflicts:?}", rule.name), Tried { protocol, asked }, 20);
            }
        }
    }
}

#[test]
fn nor_with_any_mistake() {
    for named in CATALOG.iter().filter(|named| named.mistake != Mistake::TwoLocks) {
        for sessions in [Sessions::Off, Sessions::Wait, Sessions::Reject] {
            for conflicts in [Conflicts::Siblings, Conflicts::Lww] {
                let mut protocol = Protocol { sessions, conflicts, ..Protocol::default() };
                protocol.mistakes.set(named.mistake, true);
                if sessions == Sessions::Off {
                    protocol.amnesia = Amnesia::Naive;
                }
                for asked in asked_of(&protocol) {
                    check(&format!("{} {sessions:?}", named.name), Tried { protocol, asked }, 20);
                }
            }
        }
    }
}

/// All that can be seen of a replica from outside, and so not all that counts.
fn seen_from_outside(texts: &mut Texts, replica: &Replica, in_order: bool) -> Vec<u32> {
    let mut waiting: Vec<String> =
        replica.buffer().waiting().map(|write| format!("{write:?}")).collect();
    if !in_order {
        waiting.sort();
    }
    let text = format!(
        "{} {:?} {waiting:?} {:?} {:?} {:?}",
        replica.seen(),
        replica.store(),
        replica.ahead(),
        replica.phase(),
        replica.view()
    );
    vec![texts.number(text)]
}

#[test]
fn wrong_ways_of_taking_replicas_for_one_are_caught() {
    let with = |change: fn(&mut Protocol)| {
        let mut protocol = Protocol::default();
        change(&mut protocol);
        protocol
    };
    let plain = Protocol::default();
    let caught = |name: &str, protocol, asked, identity: Identity<'_>| {
        let tried = Tried { protocol, asked };
        let lives = [Lives::random(tried, 200), Lives::with_two_orders(tried)];
        let apart = lives.iter().find_map(|lives| told_apart(tried, lives, identity));
        assert!(apart.is_some(), "{name} is not caught");
    };
    // What is left out although it is asked for.
    for (name, left_out) in [
        ("without the log", Asked { repairs: false, ..ALL }),
        ("known by name though sent whole", PLAIN),
    ] {
        let mut texts = Texts::default();
        caught(name, plain, ALL, &mut |replica, _| described(&mut texts, replica, left_out));
    }
    let mut texts = Texts::default();
    let reads = with(|protocol| protocol.sessions = Sessions::Wait);
    caught("known by name though read", reads, CLIENTS, &mut |replica, _| {
        described(&mut texts, replica, PLAIN)
    });
    let mut texts = Texts { by_dots: true, ..Texts::default() };
    caught("waiting writes by their names", plain, PLAIN, &mut |replica, asked| {
        described(&mut texts, replica, asked)
    });
    // What nobody sees from outside: parked requests, last deps, reports.
    for (name, asked, protocol) in [
        (
            "no last deps",
            CLIENTS,
            with(|protocol| {
                protocol.sessions = Sessions::Reject;
                protocol.dependencies = Dependencies::Session;
            }),
        ),
        ("nothing parked", CLIENTS, with(|protocol| protocol.sessions = Sessions::Wait)),
        ("no reports", ALL, with(|protocol| protocol.conflicts = Conflicts::Lww)),
    ] {
        let mut texts = Texts::default();
        caught(name, protocol, asked, &mut |replica, _| {
            seen_from_outside(&mut texts, replica, true)
        });
    }
    let arrival = with(|protocol| protocol.conflicts = Conflicts::Arrival);
    let mut texts = Texts::default();
    caught("a buffer without order", arrival, PLAIN, &mut |replica, _| {
        seen_from_outside(&mut texts, replica, false)
    });
}
