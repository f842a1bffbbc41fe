//! Random stories about the whole protocol, from a seed: every setting, every action.

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::{
    Amnesia, Conflicts, Dependencies, Disk, Op, Protocol, Sessions, Writes,
};
use causal_core::scenario::{Scenario, ScriptedAction, When};
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};
use causal_core::world::event::{Event, EventKind};
use causal_core::world::network::{LinkId, LinkSetting, LinkState};
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};
use rand_core::Rng;
use rand_pcg::Pcg32;

/// Rolls.
pub(crate) struct Luck(Pcg32);

impl Luck {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg32::new(seed, 77))
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0.next_u64() % limit.max(1)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).expect("small")]
    }
}

fn protocol(luck: &mut Luck) -> Protocol {
    Protocol {
        conflicts: luck.pick(&[
            Conflicts::Siblings,
            Conflicts::Siblings,
            Conflicts::Lww,
            Conflicts::WallClock,
            Conflicts::Arrival,
        ]),
        sessions: luck.pick(&[Sessions::Off, Sessions::Wait, Sessions::Reject]),
        dependencies: luck.pick(&[Dependencies::Replica, Dependencies::Session]),
        writes: luck.pick(&[Writes::Gated, Writes::Gated, Writes::Accepted]),
        session_timeout_ms: luck.pick(&[300, 20_000]),
        broadcast: !luck.one_in(8),
        gossip_ms: luck.pick(&[None, Some(40), Some(500)]),
        health_ms: luck.pick(&[None, None, Some(100)]),
        evict: luck.one_in(3),
        amnesia: if luck.one_in(12) { Amnesia::Naive } else { Amnesia::Safe },
        ..Protocol::default()
    }
}

fn setting(luck: &mut Luck) -> Setting {
    let n = u16::try_from(2 + luck.below(6)).expect("small");
    let least = luck.below(30);
    let view = luck.one_in(5).then(|| (0..n.max(3) - 1).map(ReplicaId).collect());
    Setting {
        seed: luck.below(1 << 40),
        names: (0..n).map(|id| ReplicaId(id).to_string()).collect(),
        protocol: protocol(luck),
        view: view.filter(|members: &Vec<_>| members.len() < usize::from(n)),
        default_link: LinkSetting {
            latency_ms: (least, least + luck.below(60)),
            loss_permille: luck.pick(&[0, 0, 0, 100]),
            duplicate_permille: luck.pick(&[0, 0, 150]),
            fifo: luck.one_in(4),
            ..LinkSetting::default()
        },
        ..Setting::default()
    }
}

fn action(luck: &mut Luck, n: u16, told: &[Metadata]) -> Action {
    let replica = |luck: &mut Luck| ReplicaId(u16::try_from(luck.below(n.into())).expect("small"));
    let link = |luck: &mut Luck| {
        let from = replica(luck);
        let further = 1 + luck.below(u64::from(n) - 1);
        let to = (u64::from(from.0) + further) % u64::from(n);
        LinkId { from, to: ReplicaId(u16::try_from(to).expect("small")) }
    };
    match luck.below(40) {
        0..20 => request(luck, n, told),
        20..24 => {
            let state = luck.pick(&[LinkState::Held, LinkState::Up, LinkState::Up, LinkState::Cut]);
            let selected = link(luck);
            let links = luck.pick(&[LinkSelector::One(selected), LinkSelector::Both(selected)]);
            Action::Link { links, change: LinkChange::State(state) }
        }
        24 => Action::Release(MessageRef::Next(link(luck))),
        25 => Action::Drop(MessageRef::Next(link(luck))),
        26 => Action::Duplicate(MessageRef::Next(link(luck))),
        27 => Action::Hold(MessageRef::Next(link(luck))),
        28 => Action::Heal,
        29 => Action::Partition { groups: vec![vec![replica(luck)]] },
        30 => Action::Wait { ms: luck.below(1500) },
        31 => Action::Crash(replica(luck)),
        32..34 => {
            let disk = luck.pick(&[Disk::Keep, Disk::Lose]);
            Action::Restart { replica: replica(luck), disk }
        }
        34 => Action::Join { replica: replica(luck), from: None },
        35 => Action::Leave(replica(luck)),
        36 => Action::Gossip { from: replica(luck), with: None },
        37 => Action::Transfer { link: link(luck) },
        38 => Action::Skew {
            replica: replica(luck),
            ms: i64::try_from(luck.below(900)).expect("small") - 400,
        },
        _ => Action::Note { text: "here".into() },
    }
}

fn request(luck: &mut Luck, n: u16, told: &[Metadata]) -> Action {
    let key = luck.pick(&["x", "y"]).into();
    let op = match luck.below(20) {
        0..4 => Op::Delete { key },
        4..11 => Op::Get { key },
        11 => Op::List,
        _ => Op::Put { key, value: luck.below(1000).to_string().into() },
    };
    let session = luck.pick(&[None, Some("ann"), Some("ben")]).map(Into::into);
    let seen = luck.one_in(6).then(|| {
        let told = told.get(usize::try_from(luck.below(told.len() as u64 + 1)).expect("small"));
        told.cloned().unwrap_or_default()
    });
    Action::Request {
        on: ReplicaId(u16::try_from(luck.below(n.into())).expect("small")),
        session,
        op,
        seen,
    }
}

/// What clients were told that they have seen; some bring it along later, to any replica.
fn answers(events: &[Event]) -> impl Iterator<Item = Metadata> + '_ {
    events.iter().filter_map(|event| match &event.kind {
        EventKind::Replied { metadata, stamp, .. } => {
            Some(Metadata { vector: metadata.clone(), stamp: *stamp })
        }
        _ => None,
    })
}

/// A random story; it holds only actions that can happen.
pub(crate) fn story(seed: u64) -> Scenario {
    let luck = &mut Luck::new(seed);
    let setting = setting(luck);
    let n = setting.n_replicas();
    let mut world = World::new(setting.clone());
    let mut script = Vec::new();
    let mut told = Vec::new();
    for _ in 0..4 + luck.below(30) {
        let mut pause = u32::try_from(luck.pick(&[0, 0, 1, 2, 5, 20])).expect("small");
        for passed in 0..pause {
            let Some((_, choice)) = world.next_due() else {
                pause = passed;
                break;
            };
            told.extend(answers(&world.step(choice).expect("what is due can happen")));
        }
        let action = action(luck, n, &told);
        let done = match action {
            Action::Wait { .. } => None,
            _ => world.step(Choice::Act(action.clone())).ok(),
        };
        if let Some(events) = done {
            told.extend(answers(&events));
            script.push(ScriptedAction { when: When::After(pause), action });
        } else if pause > 0 {
            let action = Action::Note { text: "later".into() };
            world.step(Choice::Act(action.clone())).expect("a note is always possible");
            script.push(ScriptedAction { when: When::After(pause), action });
        }
    }
    Scenario { setting, script, ..Scenario::default() }
}
