//! Random settings, actions and runs for the property tests, as strategies that shrink.

#![allow(dead_code, reason = "each test binary uses a part of these")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::{Dependencies, Op, Protocol, Sessions};
use causal_core::replica::rule::DeliveryRule;
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use causal_core::world::network::{LinkId, LinkSetting, LinkState};
use causal_core::world::setting::Setting;
use proptest::collection::vec;
use proptest::prelude::*;

/// What happens in a random run: at which stop somebody acts (as a share of the run so far, in
/// thousandths, mostly the end), and what they do.
pub(crate) type TimedAction = (u32, Action);

pub(crate) fn replica(n: u16) -> impl Strategy<Value = ReplicaId> {
    (0..n).prop_map(ReplicaId)
}

pub(crate) fn link(n: u16) -> impl Strategy<Value = LinkId> {
    (0..n, 1..n).prop_map(move |(from, further)| LinkId {
        from: ReplicaId(from),
        to: ReplicaId((from + further) % n),
    })
}

pub(crate) fn request(n: u16) -> impl Strategy<Value = Action> {
    let key = prop_oneof!["x", "y", "z"].prop_map(Into::into);
    let op = (key, 0_u8..4, "[a-z]{1,4}").prop_map(|(key, kind, value)| match kind {
        0 => Op::Get { key },
        1 => Op::Delete { key },
        _ => Op::Put { key, value: value.into() },
    });
    let client = proptest::option::of(prop_oneof!["ann", "ben"].prop_map(Into::into));
    (replica(n), client, op).prop_map(|(on, session, op)| Action::Request {
        on,
        session,
        op,
        seen: None,
    })
}

pub(crate) fn network_action(n: u16) -> impl Strategy<Value = Action> {
    let links = prop_oneof![
        6 => link(n).prop_map(LinkSelector::One),
        2 => link(n).prop_map(LinkSelector::Both),
        1 => Just(LinkSelector::All),
    ];
    let change = prop_oneof![
        3 => Just(LinkChange::State(LinkState::Held)),
        4 => Just(LinkChange::State(LinkState::Up)),
        1 => Just(LinkChange::State(LinkState::Cut)),
        2 => (0_u64..40, 0_u64..40).prop_map(|(l, more)| LinkChange::Latency(l, l + more)),
        1 => (0_u16..300).prop_map(LinkChange::Loss),
        1 => (0_u16..500).prop_map(LinkChange::Duplicate),
        1 => any::<bool>().prop_map(LinkChange::Fifo),
    ];
    let message = link(n).prop_map(MessageRef::Next);
    prop_oneof![
        4 => (links, change).prop_map(|(links, change)| Action::Link { links, change }),
        2 => message.prop_flat_map(|m| prop_oneof![
            Just(Action::Release(m)),
            Just(Action::Hold(m)),
            Just(Action::Drop(m)),
            Just(Action::Duplicate(m)),
        ]),
        1 => vec(vec(replica(n), 1..3), 1..3).prop_map(|groups| Action::Partition { groups }),
        1 => Just(Action::Heal),
        1 => (0_u64..30_000).prop_map(|ms| Action::Wait { ms }),
    ]
}

pub(crate) fn action(n: u16) -> impl Strategy<Value = Action> {
    prop_oneof![3 => request(n), 2 => network_action(n)]
}

pub(crate) fn protocol(rule: DeliveryRule) -> impl Strategy<Value = Protocol> {
    let sessions = prop_oneof![Just(Sessions::Off), Just(Sessions::Wait), Just(Sessions::Reject)];
    let dependencies = prop_oneof![Just(Dependencies::Replica), Just(Dependencies::Session)];
    (sessions, dependencies).prop_map(move |(sessions, dependencies)| Protocol {
        delivery: rule,
        sessions,
        dependencies,
        ..Protocol::default()
    })
}

pub(crate) fn setting(n: u16, rule: DeliveryRule) -> impl Strategy<Value = Setting> {
    let latency = (0_u64..30, 0_u64..30).prop_map(|(least, more)| (least, least + more));
    (any::<u64>(), protocol(rule), latency).prop_map(move |(seed, protocol, latency_ms)| Setting {
        seed,
        names: (0..n).map(|id| ReplicaId(id).to_string()).collect(),
        protocol,
        default_link: LinkSetting { latency_ms, ..LinkSetting::default() },
        ..Setting::default()
    })
}

/// A setting and acts among 2 to 6 replicas.
pub(crate) fn story(rule: DeliveryRule) -> impl Strategy<Value = (Setting, Vec<TimedAction>)> {
    (2_u16..7).prop_flat_map(move |n| {
        let when = prop_oneof![3 => Just(1000_u32), 2 => 0_u32..1000];
        (setting(n, rule), vec((when, action(n)), 0..30))
    })
}

/// Carries the acts out one after the other; those that cannot happen are left out.
pub(crate) fn played(setting: Setting, acts: &[TimedAction]) -> Run {
    let mut run = Run::new(Scenario { setting, ..Scenario::default() });
    for (share, action) in acts {
        let stop = (run.stops().len() - 1) * usize::try_from(*share).unwrap() / 1000;
        if let Ok(acted) = run.act(stop, action.clone()) {
            run = acted.run;
        }
    }
    run
}
