//! Random histories from a seed for what is exported: few keys, everything by which causes travel,
//! and everything that only seems to carry them: gossip, repairs, pings, states, named clients.

use causal_core::clock::ReplicaId;
use causal_core::history::History;
use causal_core::replica::protocol::{
    Amnesia, Conflicts, Dependencies, Disk, Op, Protocol, Sessions, Writes,
};
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};
use causal_core::world::event::EventKind;
use causal_core::world::network::{LinkId, LinkSetting, LinkState};
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};
use rand_core::Rng;
use rand_pcg::Pcg32;

/// Rolls.
pub(crate) struct Rolls(Pcg32);

impl Rolls {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg32::new(seed, 8))
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.0.next_u64() % limit.max(1) as u64).unwrap()
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn replica(&mut self, n: u16) -> ReplicaId {
        ReplicaId(u16::try_from(self.below(n.into())).unwrap())
    }

    fn link(&mut self, n: u16) -> LinkId {
        let from = self.replica(n);
        let further = 1 + u16::try_from(self.below(usize::from(n) - 1)).unwrap();
        LinkId { from, to: ReplicaId((from.0 + further) % n) }
    }
}

fn setting(rolls: &mut Rolls) -> Setting {
    let n = u16::try_from(2 + rolls.below(4)).unwrap();
    let protocol = Protocol {
        conflicts: rolls.pick(&[Conflicts::Siblings, Conflicts::Lww]),
        sessions: rolls.pick(&[Sessions::Off, Sessions::Wait, Sessions::Wait, Sessions::Reject]),
        dependencies: rolls.pick(&[Dependencies::Replica, Dependencies::Session]),
        writes: rolls.pick(&[Writes::Gated, Writes::Accepted]),
        session_timeout_ms: rolls.pick(&[300, 20_000]),
        broadcast: !rolls.one_in(3),
        gossip_ms: rolls.pick(&[None, Some(40), Some(300)]),
        health_ms: rolls.pick(&[None, None, Some(100)]),
        evict: rolls.one_in(4),
        amnesia: if rolls.one_in(12) { Amnesia::Naive } else { Amnesia::Safe },
        ..Protocol::default()
    };
    let least = rolls.below(30) as u64;
    Setting {
        seed: rolls.below(1 << 30) as u64,
        names: (0..n).map(|id| ReplicaId(id).to_string()).collect(),
        protocol,
        default_link: LinkSetting {
            latency_ms: (least, least + rolls.below(60) as u64),
            loss_permille: rolls.pick(&[0, 0, 0, 150]),
            duplicate_permille: rolls.pick(&[0, 0, 150]),
            ..LinkSetting::default()
        },
        ..Setting::default()
    }
}

fn request(rolls: &mut Rolls, n: u16, told: &[Metadata]) -> Action {
    let key = rolls.pick(&["x", "y"]).into();
    let op = match rolls.below(10) {
        0..4 => Op::Get { key },
        4 => Op::Delete { key },
        _ => Op::Put { key, value: rolls.below(100).to_string().into() },
    };
    let clients = [None, Some("ann"), Some("b n"), Some("A"), Some("network")];
    let seen = (!told.is_empty() && rolls.one_in(8)).then(|| rolls.pick(told));
    Action::Request {
        on: rolls.replica(n),
        session: rolls.pick(&clients).map(Into::into),
        op,
        seen,
    }
}

fn action(rolls: &mut Rolls, n: u16, told: &[Metadata]) -> Action {
    match rolls.below(30) {
        0..15 => request(rolls, n, told),
        15..18 => {
            let state =
                rolls.pick(&[LinkState::Held, LinkState::Up, LinkState::Up, LinkState::Cut]);
            let links = LinkSelector::One(rolls.link(n));
            Action::Link { links, change: LinkChange::State(state) }
        }
        18 => Action::Release(MessageRef::Next(rolls.link(n))),
        19 => Action::Drop(MessageRef::Next(rolls.link(n))),
        20 => Action::Duplicate(MessageRef::Next(rolls.link(n))),
        21 => Action::Heal,
        22 => Action::Wait { ms: rolls.below(500) as u64 },
        23 => Action::Crash(rolls.replica(n)),
        24 => Action::Restart { replica: rolls.replica(n), disk: Disk::Keep },
        25 => Action::Restart { replica: rolls.replica(n), disk: Disk::Lose },
        26 => Action::Join { replica: rolls.replica(n), from: None },
        27 => Action::Leave(rolls.replica(n)),
        28 => Action::Gossip { from: rolls.replica(n), with: None },
        _ => Action::Transfer { link: rolls.link(n) },
    }
}

/// A random run; what cannot happen in it is left out.
pub(crate) fn history(seed: u64) -> (History, Setting) {
    let rolls = &mut Rolls::new(seed);
    let setting = setting(rolls);
    let n = setting.n_replicas();
    let mut world = World::new(setting.clone());
    let (mut history, mut told) = (History::new(), Vec::new());
    for _ in 0..5 + rolls.below(35) {
        for _ in 0..rolls.pick(&[0, 0, 1, 2, 5, 20]) {
            let Some((_, choice)) = world.next_due() else { break };
            history.extend(world.step(choice).unwrap());
        }
        if let Ok(events) = world.step(Choice::Act(action(rolls, n, &told))) {
            history.extend(events);
        }
        told = answers(&history);
    }
    (history, setting)
}

/// What clients were told that they have seen; some bring it along later, to any replica.
fn answers(history: &History) -> Vec<Metadata> {
    let told = history.events().iter().filter_map(|event| match &event.kind {
        EventKind::Replied { metadata, stamp, .. } => {
            Some(Metadata { vector: metadata.clone(), stamp: *stamp })
        }
        _ => None,
    });
    told.collect()
}
