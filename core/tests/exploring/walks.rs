//! Random lives of a few replicas, for the sake of the states that they come to and the inputs that
//! there are.

use causal_core::clock::{ReplicaId, VersionVector};
use causal_core::replica::Replica;
use causal_core::replica::protocol::{
    Disk, Effect, Input, Message, Op, Request, RequestId, Tombstones,
};

use crate::bisimulation::Tried;

const N_REPLICAS: u16 = 3;

/// Some replicas, what is on its way, and what two clients have seen.
pub(crate) struct Walk {
    tried: Tried,
    pub(crate) replicas: Vec<(Replica, bool)>,
    on_its_way: Vec<(ReplicaId, ReplicaId, Message)>,
    clients: [(Option<VersionVector>, u64); 2],
    /// The client of each request.
    requests: Vec<usize>,
    state: u64,
}

impl Walk {
    pub(crate) fn new(tried: Tried, seed: u64) -> Self {
        let replica = |id| (Replica::new(ReplicaId(id), N_REPLICAS, tried.protocol), true);
        Self {
            tried,
            replicas: (0..N_REPLICAS).map(replica).collect(),
            on_its_way: Vec::new(),
            clients: Default::default(),
            requests: Vec::new(),
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
        }
    }

    fn roll(&mut self, below: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap() % below
    }

    /// Something happens to a replica: which, and what.
    pub(crate) fn step(&mut self) -> (ReplicaId, Input) {
        let at = ReplicaId::from_index(self.roll(N_REPLICAS.into())).unwrap();
        let input = self.input(at);
        match input {
            (to, Input::Message { .. }) if !self.replicas[to.index()].1 => self.step(),
            (at, input) => {
                self.drive(at, input.clone());
                (at, input)
            }
        }
    }

    fn input(&mut self, at: ReplicaId) -> (ReplicaId, Input) {
        let kind = self.roll(10);
        if !self.replicas[at.index()].1 {
            let disk = if self.tried.asked.states && kind < 4 { Disk::Lose } else { Disk::Keep };
            return (at, Input::Restart(disk));
        }
        if kind < 5 && !self.on_its_way.is_empty() {
            let which = self.roll(self.on_its_way.len());
            let is_copied = self.roll(8) == 0;
            let (from, to, message) = match is_copied {
                true => self.on_its_way[which].clone(),
                false => self.on_its_way.swap_remove(which),
            };
            return (to, Input::Message { from, message });
        }
        if kind == 9 {
            let mut wishes = inputs_of(self.tried, at);
            wishes.push(Input::Crash);
            let which = self.roll(wishes.len());
            return (at, wishes.swap_remove(which));
        }
        (at, self.request(at))
    }

    fn request(&mut self, at: ReplicaId) -> Input {
        let client = self.roll(2);
        let key = if self.roll(2) == 0 { "x" } else { "y" };
        let id = RequestId(u32::try_from(self.requests.len()).unwrap());
        let value = format!("{at}{}", self.roll(3)).into();
        let op = match self.roll(4) {
            0 => Op::Get { key: key.into() },
            1 => Op::Delete { key: key.into() },
            _ => Op::Put { key: key.into(), value },
        };
        self.requests.push(client);
        let (metadata, stamp) =
            if self.tried.asked.metadata { self.clients[client].clone() } else { (None, 0) };
        Input::Request(Request { id, op, metadata, stamp })
    }

    fn drive(&mut self, at: ReplicaId, input: Input) {
        let (replica, runs) = &mut self.replicas[at.index()];
        match input {
            Input::Crash => *runs = false,
            Input::Restart(_) => *runs = true,
            _ => {}
        }
        for effect in replica.handle(input, 0) {
            match effect {
                Effect::Send { to, message } => self.on_its_way.push((at, to, message)),
                Effect::Reply { request, metadata, stamp, .. } => {
                    let client = self.requests[request.0 as usize];
                    self.clients[client] = (Some(metadata), stamp);
                }
                Effect::SetTimer { .. } | Effect::Record(_) => {}
            }
        }
    }
}

/// What an administrator can want of a replica, as far as it may be asked.
pub(crate) fn inputs_of(tried: Tried, at: ReplicaId) -> Vec<Input> {
    let all: Vec<ReplicaId> = (0..N_REPLICAS).map(ReplicaId).collect();
    let others: Vec<ReplicaId> = all.iter().copied().filter(|other| *other != at).collect();
    let mut inputs = Vec::new();
    if tried.asked.repairs {
        inputs.push(Input::Gossip(None));
        inputs.extend(others.iter().map(|other| Input::Gossip(Some(*other))));
    }
    if tried.asked.states {
        inputs.extend(others.iter().map(|other| Input::Transfer(*other)));
        inputs.push(Input::SetView(all.clone()));
        inputs.push(Input::SetView(vec![at, others[0]]));
        inputs.push(Input::SetView(others));
    }
    inputs.push(Input::Collect(Tombstones::Stable));
    inputs.push(Input::Collect(Tombstones::All));
    inputs
}
