//! The peer of table B: stateright's depth-first search over the same store, as somebody would model
//! it who has no replica at hand: a causal store with siblings in thirty lines, and sets of messages
//! on their way.

use stateright::{Checker, HasDiscoveries, Model, Property};

use super::{N_REPLICAS, Size};

/// A vector, by replica.
type Vector = [u8; N_REPLICAS];

/// The program: so many writes, by the replicas in turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Store(pub(super) Size);

/// A write as it travels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Write {
    author: u8,
    key: u8,
    /// What its author had delivered, the write itself included.
    vector: Vector,
}

/// Everything at one replica.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Replica {
    seen: Vector,
    /// By key the siblings, each as its author and number.
    shown: Vec<Vec<(u8, u8)>>,
    /// What waits, in order.
    buffer: Vec<Write>,
    /// What may arrive, in order.
    on_its_way: Vec<Write>,
}

/// Everything at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct World {
    replicas: [Replica; N_REPLICAS],
}

/// One thing that can happen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// A replica makes its next write.
    Write(usize),
    /// The message at this place of what is on its way to a replica arrives.
    Arrive(usize, usize),
}

impl Replica {
    fn is_ready(&self, write: &Write) -> bool {
        let author = usize::from(write.author);
        self.seen.iter().zip(&write.vector).enumerate().all(|(at, (seen, needs))| {
            if at == author { seen + 1 == *needs } else { needs <= seen }
        })
    }

    fn deliver(&mut self, write: &Write) {
        let author = usize::from(write.author);
        self.seen[author] = write.vector[author];
        let siblings = &mut self.shown[usize::from(write.key)];
        siblings.retain(|(author, number)| *number > write.vector[usize::from(*author)]);
        siblings.push((write.author, write.vector[author]));
        siblings.sort_unstable();
    }

    fn receive(&mut self, write: Write) {
        insert(&mut self.buffer, write);
        while let Some(at) = self.buffer.iter().position(|write| self.is_ready(write)) {
            let write = self.buffer.remove(at);
            self.deliver(&write);
        }
    }
}

fn insert(sorted: &mut Vec<Write>, write: Write) {
    let at = sorted.partition_point(|other| *other < write);
    sorted.insert(at, write);
}

impl Store {
    /// The keys of a replica's writes, in order.
    fn key(&self, replica: usize, number: usize) -> Option<u8> {
        let k = number * N_REPLICAS + replica;
        (k < self.0.n_writes).then_some((k % self.0.n_keys) as u8)
    }

    fn write(&self, world: &mut World, author: usize) -> Option<()> {
        let replica = &mut world.replicas[author];
        let key = self.key(author, replica.seen[author].into())?;
        let mut vector = replica.seen;
        vector[author] += 1;
        let write = Write { author: author as u8, key, vector };
        replica.deliver(&write);
        for (to, replica) in world.replicas.iter_mut().enumerate() {
            if to != author {
                insert(&mut replica.on_its_way, write.clone());
            }
        }
        Some(())
    }
}

impl Model for Store {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let replica = Replica { shown: vec![Vec::new(); self.0.n_keys], ..Replica::default() };
        vec![World { replicas: std::array::from_fn(|_| replica.clone()) }]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        for (at, replica) in world.replicas.iter().enumerate() {
            if self.key(at, replica.seen[at].into()).is_some() {
                actions.push(Action::Write(at));
            }
            actions.extend((0..replica.on_its_way.len()).map(|which| Action::Arrive(at, which)));
        }
    }

    fn next_state(&self, world: &World, action: Action) -> Option<World> {
        let mut next = world.clone();
        match action {
            Action::Write(author) => self.write(&mut next, author)?,
            Action::Arrive(at, which) => {
                let replica = &mut next.replicas[at];
                let write = replica.on_its_way.remove(which);
                replica.receive(write);
            }
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        // A model checker needs something to check; this holds everywhere, so that all is visited.
        vec![Property::always("nobody has seen too much", |store: &Self, world: &World| {
            let most = store.0.n_writes.div_ceil(N_REPLICAS);
            world
                .replicas
                .iter()
                .all(|replica| replica.seen.iter().all(|n| usize::from(*n) <= most))
        })]
    }
}

/// Visits everything; how many states there are, and how many were generated, the start included.
pub(super) fn visit(size: Size) -> (usize, usize) {
    let checker = Store(size).checker().threads(1).finish_when(HasDiscoveries::All);
    let checker = checker.spawn_dfs().join();
    (checker.unique_state_count(), checker.state_count())
}
