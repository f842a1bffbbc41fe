//! The same writers for stateright: a plain model of its own, as small as it can be made. A write is
//! known by its number, since each replica's writes come in order; what it depends on is kept as long
//! as it is on its way or waits somewhere.

use stateright::{Checker, Model, Property};

/// Replicas.
const N: usize = 3;

/// Writes, at most.
const MOST: usize = 8;

/// Sets of writes are bits.
type Writes = u8;

/// Everything at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct State {
    seen: [[u8; N]; N],
    shown: [Writes; N],
    waiting: [Writes; N],
    on_its_way: [Writes; N],
    made: Writes,
    deps: [[u8; N]; MOST],
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Make(usize),
    Arrive { at: usize, write: usize },
}

/// Replicas 0, 1, 2, 0, … write so often, to so many keys in turn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writers {
    pub(crate) n_writes: usize,
    pub(crate) n_keys: usize,
}

fn author(write: usize) -> usize {
    write % N
}

fn counter(write: usize) -> u8 {
    u8::try_from(write / N + 1).expect("few writes")
}

fn all(writes: Writes) -> impl Iterator<Item = usize> {
    (0..MOST).filter(move |write| writes >> write & 1 == 1)
}

impl Writers {
    fn deliver(self, state: &mut State, at: usize, write: usize) {
        let deps = state.deps[write];
        state.seen[at][author(write)] = counter(write);
        let replaced = all(state.shown[at]).filter(|old| {
            old % self.n_keys == write % self.n_keys && counter(*old) <= deps[author(*old)]
        });
        let replaced = replaced.fold(0, |set, old| set | 1 << old);
        state.shown[at] = state.shown[at] & !replaced | 1 << write;
    }

    fn is_ready(state: &State, at: usize, write: usize) -> bool {
        let seen = &state.seen[at];
        let is_next = counter(write) == seen[author(write)] + 1;
        is_next
            && (0..N).all(|other| other == author(write) || state.deps[write][other] <= seen[other])
    }
}

impl Model for Writers {
    type State = State;
    type Action = Step;

    fn init_states(&self) -> Vec<State> {
        vec![State {
            seen: [[0; N]; N],
            shown: [0; N],
            waiting: [0; N],
            on_its_way: [0; N],
            made: 0,
            deps: [[0; N]; MOST],
        }]
    }

    fn actions(&self, state: &State, steps: &mut Vec<Step>) {
        for replica in 0..N {
            let next =
                (replica..self.n_writes).step_by(N).find(|write| state.made >> write & 1 == 0);
            steps.extend(next.map(Step::Make));
            let arriving = all(state.on_its_way[replica]);
            steps.extend(arriving.map(|write| Step::Arrive { at: replica, write }));
        }
    }

    fn next_state(&self, last: &State, step: Step) -> Option<State> {
        let mut state = last.clone();
        match step {
            Step::Make(write) => {
                let at = author(write);
                state.deps[write] = state.seen[at];
                state.made |= 1 << write;
                self.deliver(&mut state, at, write);
                for other in (0..N).filter(|other| *other != at) {
                    state.on_its_way[other] |= 1 << write;
                }
            }
            Step::Arrive { at, write } => {
                state.on_its_way[at] &= !(1 << write);
                state.waiting[at] |= 1 << write;
                while let Some(ready) =
                    all(state.waiting[at]).find(|write| Self::is_ready(&state, at, *write))
                {
                    state.waiting[at] &= !(1 << ready);
                    self.deliver(&mut state, at, ready);
                }
            }
        }
        let needed = (0..N).fold(0, |set, at| set | state.waiting[at] | state.on_its_way[at]);
        for write in (0..MOST).filter(|write| needed >> write & 1 == 0) {
            state.deps[write] = [0; N];
        }
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        // Without a property that can still fail it would not search at all.
        vec![Property::always("true", |_, _| true)]
    }
}

/// Unique and generated states by its depth-first search on one thread.
pub(crate) fn search(writers: Writers) -> (u64, u64) {
    let checker = writers.checker().threads(1).spawn_dfs().join();
    (checker.unique_state_count() as u64, checker.state_count() as u64)
}
