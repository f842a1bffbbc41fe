//! Every schedule of small worlds, counted against numbers worked out by hand.
//!
//! k replicas write once each, a write's two messages arrive in any order and anything may happen
//! in between: the complete schedules are the linear extensions of k trees of one root with two
//! leaves. A forest of 3k nodes has (3k)! / 3^k of them (each root comes first among its three):
//! 2 for one writer, 80 for two, 13 440 for three.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::Op;
use causal_core::world::action::Action;
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};

/// A world with what its replicas still have to write, in order.
#[derive(Clone)]
struct Program {
    world: World,
    to_write: Vec<Vec<u32>>,
    n_keys: u32,
}

impl Program {
    /// Writes 0, 1, … k − 1 by replicas 0, 1, 2, 0, …, on keys taken in turn.
    fn new(n_writes: u32, n_keys: u32) -> Self {
        let by = |replica: u32| (0..n_writes).filter(|n| n % 3 == replica).collect();
        let to_write = (0..3).map(by).collect();
        Self { world: World::new(Setting::default()), to_write, n_keys }
    }

    /// Everything that may happen next: any message, or any replica's next write.
    fn successors(&self) -> Vec<Self> {
        let arrivals = self.world.choices().into_iter().map(|choice| self.after(choice, None));
        let writers = (0..3).filter(|at| !self.to_write[*at].is_empty());
        let writes = writers.map(|at| self.after(self.next_write(at), Some(at)));
        arrivals.chain(writes).collect()
    }

    fn next_write(&self, at: usize) -> Choice {
        let n = self.to_write[at][0];
        let key = format!("k{}", n % self.n_keys).into();
        let on = ReplicaId::from_index(at).unwrap();
        Choice::Act(Action::Request {
            on,
            session: None,
            op: Op::Put { key, value: "v".into() },
            seen: None,
        })
    }

    fn after(&self, choice: Choice, writer: Option<usize>) -> Self {
        let mut next = self.clone();
        next.world.step(choice).unwrap();
        if let Some(at) = writer {
            next.to_write[at].remove(0);
        }
        next
    }

    /// Vectors, sibling dots per key, buffers and messages on their way; no time, no history.
    fn state(&self) -> String {
        let mut state = self.outcome();
        for replica in self.world.replicas() {
            let mut buffered: Vec<_> =
                replica.buffer().waiting().map(|w| (w.dot, &w.deps)).collect();
            buffered.sort();
            state += &format!("{} {buffered:?}", replica.seen());
        }
        let mut flying: Vec<String> = self
            .world
            .envelopes()
            .map(|envelope| {
                (envelope.what.write().expect("only writes travel").clone(), envelope.id.link.to)
            })
            .map(|(write, to)| format!("{}{}>{to}", write.dot, write.deps))
            .collect();
        flying.sort();
        state + &flying.concat()
    }

    fn outcome(&self) -> String {
        let of_store = |(key, siblings): (&_, &[std::sync::Arc<_>])| {
            let dots = siblings
                .iter()
                .map(|w: &std::sync::Arc<causal_core::replica::protocol::Write>| w.dot.to_string());
            format!("{key}:{};", dots.collect::<Vec<_>>().join(","))
        };
        let of_replica = |replica: &causal_core::replica::Replica| {
            replica.store().iter().map(of_store).collect::<String>() + "|"
        };
        self.world.replicas().iter().map(of_replica).collect()
    }
}

fn complete_schedules(program: &Program) -> u64 {
    let next = program.successors();
    if next.is_empty() { 1 } else { next.iter().map(complete_schedules).sum() }
}

/// Unique states, generated states (the start included) and final outcomes.
fn explore(start: Program) -> (usize, usize, usize) {
    let mut seen = BTreeSet::from([start.state()]);
    let mut outcomes = BTreeSet::new();
    let mut generated = 1;
    let mut todo = vec![start];
    while let Some(program) = todo.pop() {
        let next = program.successors();
        generated += next.len();
        if next.is_empty() {
            outcomes.insert(program.outcome());
        }
        todo.extend(next.into_iter().filter(|program| seen.insert(program.state())));
    }
    (seen.len(), generated, outcomes.len())
}

#[test]
fn schedules_of_one_two_and_three_writers_are_as_many_as_on_paper() {
    for (n_writes, expected) in [(1, 2), (2, 80), (3, 13_440)] {
        assert_eq!(complete_schedules(&Program::new(n_writes, 1)), expected, "{n_writes} writes");
    }
}

#[test]
fn reachable_states_are_as_many_as_two_other_programs_counted() {
    assert_eq!(explore(Program::new(3, 2)), (453, 1_188, 3));
    assert_eq!(explore(Program::new(3, 1)).0, 497);
    assert_eq!(explore(Program::new(3, 3)).0, 431);
    assert_eq!(explore(Program::new(4, 2)), (3_593, 12_099, 9));
}
