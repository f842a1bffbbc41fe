//! Arbitrary actions.

use causal_core::clock::{Actor, Dot};
use causal_core::replica::protocol::{Disk, Op};
use causal_core::scenario::limits::{SKEW_MS, TIME_MS};
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};
use causal_core::world::network::MessageId;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{any_replica, client, key, latency, link, members, replica, state, text};

/// Any request that is allowed among so many replicas.
pub(crate) fn request(n_replicas: usize) -> impl Strategy<Value = Action> {
    let op = prop_oneof![
        (key(), text()).prop_map(|(key, value)| Op::Put { key, value: value.into() }),
        key().prop_map(|key| Op::Get { key }),
        key().prop_map(|key| Op::Delete { key }),
        Just(Op::List),
    ];
    let seen = option::weighted(0.2, metadata(n_replicas));
    (any_replica(n_replicas), option::of(client()), op, seen)
        .prop_map(|(on, session, op, seen)| Action::Request { on, session, op, seen })
}

fn metadata(n_replicas: usize) -> impl Strategy<Value = Metadata> {
    let stamp = prop_oneof![Just(0), 1..9_u64, any::<u64>()];
    (vec(dot(n_replicas), 0..4), stamp)
        .prop_map(|(dots, stamp)| Metadata { vector: dots.into_iter().collect(), stamp })
}

fn counter() -> impl Strategy<Value = u32> {
    prop_oneof![1..9_u32, 1..=u32::MAX]
}

fn dot(n_replicas: usize) -> impl Strategy<Value = Dot> {
    let dot = (any_replica(n_replicas), prop_oneof![Just(0), 0..5_u16], counter());
    dot.prop_map(|(replica, incarnation, n)| Dot::new(Actor { replica, incarnation }, n))
}

fn on_links(n_replicas: usize) -> impl Strategy<Value = Action> {
    let links = prop_oneof![
        link(n_replicas).prop_map(LinkSelector::One),
        link(n_replicas).prop_map(LinkSelector::Both),
        Just(LinkSelector::All),
    ];
    let change = prop_oneof![
        state().prop_map(LinkChange::State),
        latency().prop_map(|(least, greatest)| LinkChange::Latency(least, greatest)),
        (0..=1000_u16).prop_map(LinkChange::Loss),
        (0..=1000_u16).prop_map(LinkChange::Duplicate),
        any::<bool>().prop_map(LinkChange::Fifo),
    ];
    (links, change).prop_map(|(links, change)| Action::Link { links, change })
}

fn on_message(n_replicas: usize) -> impl Strategy<Value = Action> {
    let message = prop_oneof![
        (link(n_replicas), counter())
            .prop_map(|(link, number)| MessageRef::Id(MessageId { link, number })),
        (dot(n_replicas), any_replica(n_replicas))
            .prop_map(|(dot, to)| MessageRef::Write { dot, to }),
        link(n_replicas).prop_map(MessageRef::Next),
    ];
    (message, 0..4_u8).prop_map(|(message, verb)| match verb {
        0 => Action::Release(message),
        1 => Action::Hold(message),
        2 => Action::Drop(message),
        _ => Action::Duplicate(message),
    })
}

fn partition(n_replicas: usize) -> impl Strategy<Value = Action> {
    vec(0..4_usize, n_replicas).prop_map(|group_of| {
        // Group 3 stands for no group at all.
        let members = |wanted: usize| {
            let all = group_of.iter().enumerate();
            let members = all.filter(|(_, group)| **group == wanted);
            members.map(|(index, _)| replica(index)).collect::<Vec<_>>()
        };
        let groups: Vec<_> = (0..3).map(members).filter(|group| !group.is_empty()).collect();
        if groups.is_empty() { Action::Heal } else { Action::Partition { groups } }
    })
}

fn on_replica(n_replicas: usize) -> impl Strategy<Value = Action> {
    let one = || any_replica(n_replicas);
    let disk = select(vec![Disk::Keep, Disk::Lose]);
    let skew = prop_oneof![-50..50_i64, -SKEW_MS..=SKEW_MS];
    prop_oneof![
        one().prop_map(Action::Crash),
        (one(), disk).prop_map(|(replica, disk)| Action::Restart { replica, disk }),
        (one(), members(n_replicas)).prop_map(|(on, members)| Action::View { on, members }),
        one().prop_map(|replica| Action::Join { replica, from: None }),
        one().prop_map(Action::Leave),
        one().prop_map(|from| Action::Gossip { from, with: None }),
        (one(), skew).prop_map(|(replica, ms)| Action::Skew { replica, ms }),
    ]
}

fn on_two_replicas(n_replicas: usize) -> impl Strategy<Value = Action> {
    (link(n_replicas), 0..3_u8).prop_map(|(link, verb)| match verb {
        0 => Action::Join { replica: link.to, from: Some(link.from) },
        1 => Action::Gossip { from: link.from, with: Some(link.to) },
        _ => Action::Transfer { link },
    })
}

/// Any action that is allowed among so many replicas.
pub(crate) fn action(n_replicas: usize) -> BoxedStrategy<Action> {
    let alone = prop_oneof![
        4 => request(n_replicas),
        1 => partition(n_replicas),
        1 => Just(Action::Heal),
        4 => on_replica(n_replicas),
        1 => (0..=TIME_MS).prop_map(|ms| Action::Wait { ms }),
        1 => text().prop_map(|text| Action::Note { text: text.into() }),
    ];
    if n_replicas == 1 {
        return alone.boxed();
    }
    prop_oneof![
        2 => alone,
        1 => on_links(n_replicas),
        1 => on_message(n_replicas),
        1 => on_two_replicas(n_replicas),
    ]
    .boxed()
}
