//! Arbitrary actions, verb by verb: a verb without a strategy does not compile.

use causal_core::clock::{Actor, Dot};
use causal_core::replica::protocol::{Disk, Op, Tombstones};
use causal_core::scenario::actions::Verb;
use causal_core::scenario::limits::{SKEW_MS, TIME_MS};
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};
use causal_core::world::network::{LinkId, MessageId};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::{any_replica, client, key, latency, link, members, replica, state, text};

/// Any action that is allowed among so many replicas: each verb as often as the others, but for
/// what clients store.
pub(crate) fn action(n_replicas: usize) -> BoxedStrategy<Action> {
    let weighted = |verb| {
        let weight = if verb == Verb::Put { 3 } else { 1 };
        of_verb(verb, n_replicas).map(|actions| (weight, actions))
    };
    Union::new_weighted(Verb::ALL.into_iter().filter_map(weighted).collect()).boxed()
}

/// Any request that is allowed among so many replicas.
pub(crate) fn request(n_replicas: usize) -> impl Strategy<Value = Action> {
    let verbs = [Verb::Put, Verb::Get, Verb::Delete, Verb::List];
    Union::new(verbs.into_iter().filter_map(move |verb| of_verb(verb, n_replicas)))
}

/// Any action of a verb that is allowed among so many replicas; none if they are too few for it.
pub(crate) fn of_verb(verb: Verb, n_replicas: usize) -> Option<BoxedStrategy<Action>> {
    let one = || any_replica(n_replicas);
    let two = || (n_replicas > 1).then(|| link(n_replicas));
    let other = || two().map_or_else(|| Just(None).boxed(), |two| option::of(two).boxed());
    Some(match verb {
        Verb::Put => {
            let op = (key(), text()).prop_map(|(key, value)| Op::Put { key, value: value.into() });
            of_client(op, n_replicas)
        }
        Verb::Get => of_client(key().prop_map(|key| Op::Get { key }), n_replicas),
        Verb::Delete => of_client(key().prop_map(|key| Op::Delete { key }), n_replicas),
        Verb::List => of_client(Just(Op::List), n_replicas),
        Verb::Link => on_links(two()?),
        Verb::Release => message(n_replicas)?.prop_map(Action::Release).boxed(),
        Verb::Hold => message(n_replicas)?.prop_map(Action::Hold).boxed(),
        Verb::Drop => message(n_replicas)?.prop_map(Action::Drop).boxed(),
        Verb::Duplicate => message(n_replicas)?.prop_map(Action::Duplicate).boxed(),
        Verb::Partition => partition(n_replicas),
        Verb::Heal => Just(Action::Heal).boxed(),
        Verb::Crash => one().prop_map(Action::Crash).boxed(),
        Verb::Restart => (one(), select(vec![Disk::Keep, Disk::Lose]))
            .prop_map(|(replica, disk)| Action::Restart { replica, disk })
            .boxed(),
        Verb::View => (one(), members(n_replicas))
            .prop_map(|(on, members)| Action::View { on, members })
            .boxed(),
        Verb::Join => (one(), other())
            .prop_map(|(alone, link)| match link {
                None => Action::Join { replica: alone, from: None },
                Some(link) => Action::Join { replica: link.to, from: Some(link.from) },
            })
            .boxed(),
        Verb::Leave => one().prop_map(Action::Leave).boxed(),
        Verb::Gossip => (one(), other())
            .prop_map(|(alone, link)| match link {
                None => Action::Gossip { from: alone, with: None },
                Some(link) => Action::Gossip { from: link.from, with: Some(link.to) },
            })
            .boxed(),
        Verb::Transfer => two()?.prop_map(|link| Action::Transfer { link }).boxed(),
        Verb::Skew => (one(), prop_oneof![-50..50_i64, -SKEW_MS..=SKEW_MS])
            .prop_map(|(replica, ms)| Action::Skew { replica, ms })
            .boxed(),
        Verb::Collect => (one(), select(vec![Tombstones::Stable, Tombstones::All]))
            .prop_map(|(replica, tombstones)| Action::Collect { replica, tombstones })
            .boxed(),
        Verb::Wait => (0..=TIME_MS).prop_map(|ms| Action::Wait { ms }).boxed(),
        Verb::Note => text().prop_map(|text| Action::Note { text: text.into() }).boxed(),
    })
}

fn of_client(op: impl Strategy<Value = Op> + 'static, n_replicas: usize) -> BoxedStrategy<Action> {
    let seen = option::weighted(0.2, metadata(n_replicas));
    (any_replica(n_replicas), option::of(client()), op, seen)
        .prop_map(|(on, session, op, seen)| Action::Request { on, session, op, seen })
        .boxed()
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

fn on_links(link: BoxedStrategy<LinkId>) -> BoxedStrategy<Action> {
    let links = prop_oneof![
        link.clone().prop_map(LinkSelector::One),
        link.prop_map(LinkSelector::Both),
        Just(LinkSelector::All),
    ];
    let change = prop_oneof![
        state().prop_map(LinkChange::State),
        latency().prop_map(|(least, greatest)| LinkChange::Latency(least, greatest)),
        (0..=1000_u16).prop_map(LinkChange::Loss),
        (0..=1000_u16).prop_map(LinkChange::Duplicate),
        any::<bool>().prop_map(LinkChange::Fifo),
    ];
    (links, change).prop_map(|(links, change)| Action::Link { links, change }).boxed()
}

fn message(n_replicas: usize) -> Option<BoxedStrategy<MessageRef>> {
    let link = (n_replicas > 1).then(|| link(n_replicas))?;
    let message = prop_oneof![
        (link.clone(), counter())
            .prop_map(|(link, number)| MessageRef::Id(MessageId { link, number })),
        (dot(n_replicas), any_replica(n_replicas))
            .prop_map(|(dot, to)| MessageRef::Write { dot, to }),
        link.prop_map(MessageRef::Next),
    ];
    Some(message.boxed())
}

fn partition(n_replicas: usize) -> BoxedStrategy<Action> {
    let groups = vec(0..4_usize, n_replicas).prop_map(|group_of| {
        // Group 3 stands for no group at all, unless everybody is in it.
        let members = |wanted: usize| {
            let all = group_of.iter().enumerate();
            let members = all.filter(|(_, group)| **group == wanted);
            members.map(|(index, _)| replica(index)).collect::<Vec<_>>()
        };
        let groups: Vec<_> = (0..3).map(members).filter(|group| !group.is_empty()).collect();
        if groups.is_empty() { vec![members(3)] } else { groups }
    });
    groups.prop_map(|groups| Action::Partition { groups }).boxed()
}
