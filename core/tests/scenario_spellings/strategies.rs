//! Arbitrary scenarios: everything that is allowed, the strange more often than the usual.

use std::collections::BTreeMap;

use std::sync::Arc;

use causal_core::clock::{Actor, Dot, ReplicaId};
use causal_core::replica::protocol::{Conflicts, Dependencies, Op, Protocol, Sessions};
use causal_core::replica::rule::{
    DeliveryRule, Drain, Duplicates, EntryTest, SpecialEntry, VectorUpdate,
};
use causal_core::replica::rule_catalog::CATALOG;
use causal_core::scenario::limits::{REPLICAS, TIME_MS};
use causal_core::scenario::{Scenario, ScriptedAction, When, validate};
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use causal_core::world::network::{LinkId, LinkSetting, LinkState, MessageId};
use causal_core::world::setting::Setting;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Texts that are easily mistaken for something else.
const TRICKY: [&str; 32] = [
    "",
    " ",
    "x",
    "=",
    "==",
    "x = 1",
    "#",
    "# x",
    "a #b",
    "a#b",
    "\"",
    "\"\"",
    "\\",
    "\\n",
    "'",
    "A",
    "A1->C",
    "A: x = 1",
    "@900 A: x = 1",
    "+3",
    "1. x",
    "2)",
    "next",
    "all",
    "read",
    "del",
    "\n",
    "a\r\n b\t",
    "\u{0}",
    "\u{feff}",
    "<b>é</b>",
    "ends ",
];

/// Any text at all.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(&TRICKY[..]).prop_map(String::from),
        "[a-z]{1,8}",
        "\\PC{0,12}",
        any::<String>()
    ]
}

/// Any text in one line.
fn line() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.chars().filter(|c| !c.is_control()).take(40).collect())
}

fn key() -> impl Strategy<Value = Arc<str>> {
    line().prop_map(|line| {
        let short: String = line.chars().take(12).collect();
        if short.is_empty() { "k".into() } else { short.into() }
    })
}

fn client() -> impl Strategy<Value = Arc<str>> {
    line().prop_map(|line| {
        let short: String = line.trim().chars().take(20).collect();
        if short.trim().is_empty() { "ann".into() } else { short.trim().into() }
    })
}

/// Names that cannot be the same, however strange.
fn names(n_replicas: usize) -> impl Strategy<Value = Vec<String>> {
    let strange = vec(line(), n_replicas).prop_map(|lines| {
        let numbered = lines.into_iter().enumerate();
        numbered
            .map(|(index, line)| {
                let short: String = line.chars().take(12).collect();
                format!("{}·{index}", short.trim_start())
            })
            .collect()
    });
    let letters = (0..n_replicas).map(|index| replica(index).to_string()).collect::<Vec<_>>();
    let numbered = (0..n_replicas).map(|index| format!("s{index}_")).collect::<Vec<_>>();
    prop_oneof![strange, Just(letters), Just(numbered)]
}

fn replica(index: usize) -> ReplicaId {
    ReplicaId::from_index(index).expect("few replicas")
}

fn any_replica(n_replicas: usize) -> impl Strategy<Value = ReplicaId> {
    (0..n_replicas).prop_map(replica)
}

fn link(n_replicas: usize) -> BoxedStrategy<LinkId> {
    assert!(n_replicas > 1, "a link joins two");
    (0..n_replicas, 1..n_replicas)
        .prop_map(move |(from, step)| LinkId {
            from: replica(from),
            to: replica((from + step) % n_replicas),
        })
        .boxed()
}

fn latency() -> impl Strategy<Value = (u64, u64)> {
    let any = (0..=TIME_MS, 0..=TIME_MS).prop_map(|(a, b)| (a.min(b), a.max(b)));
    prop_oneof![any, (0..50_u64).prop_map(|same| (same, same))]
}

fn state() -> impl Strategy<Value = LinkState> {
    select(vec![LinkState::Up, LinkState::Held, LinkState::Cut])
}

fn link_setting() -> impl Strategy<Value = LinkSetting> {
    let parts = (latency(), 0..=1000_u16, 0..=1000_u16, any::<bool>(), state());
    let any = parts.prop_map(|(latency_ms, loss_permille, duplicate_permille, fifo, state)| {
        LinkSetting { latency_ms, loss_permille, duplicate_permille, fifo, state }
    });
    let held = LinkSetting { state: LinkState::Held, ..LinkSetting::default() };
    prop_oneof![any, Just(LinkSetting::default()), Just(held)]
}

fn rule() -> impl Strategy<Value = DeliveryRule> {
    use EntryTest::{Any, AtMost, Equal, Less, Newer, Next};
    let test = || select(vec![Any, Less, Equal, AtMost, Next, Newer]);
    let special = vec![SpecialEntry::Senders, SpecialEntry::Receivers, SpecialEntry::None];
    let update = vec![VectorUpdate::Stays, VectorUpdate::AddOne, VectorUpdate::Maximum];
    let drain = select(vec![Drain::Fixpoint, Drain::OnePass]);
    let duplicates = select(vec![Duplicates::Discarded, Duplicates::LikeAnyOther]);
    let parts = (test(), test(), select(special), select(update), any::<bool>(), drain, duplicates);
    let any = parts.prop_map(|(sender, others, special, update, ticks, drain, duplicates)| {
        let ticks_on_receipt = ticks;
        DeliveryRule { sender, others, special, update, ticks_on_receipt, drain, duplicates }
    });
    prop_oneof![any, select(CATALOG).prop_map(|entry| entry.rule)]
}

fn protocol() -> impl Strategy<Value = Protocol> {
    let sessions = select(vec![Sessions::Off, Sessions::Wait, Sessions::Reject]);
    let dependencies = select(vec![Dependencies::Replica, Dependencies::Session]);
    let timeout = prop_oneof![Just(20_000), 0..=TIME_MS];
    (rule(), sessions, dependencies, timeout).prop_map(
        |(delivery, sessions, dependencies, session_timeout_ms)| Protocol {
            delivery,
            conflicts: Conflicts::Siblings,
            sessions,
            dependencies,
            session_timeout_ms,
        },
    )
}

fn setting(n_replicas: usize) -> impl Strategy<Value = Setting> {
    let links = if n_replicas > 1 {
        btree_map(link(n_replicas), link_setting(), 0..4).boxed()
    } else {
        Just(BTreeMap::new()).boxed()
    };
    let seed = prop_oneof![Just(0), any::<u64>()];
    (seed, names(n_replicas), protocol(), link_setting(), links).prop_map(
        |(seed, names, protocol, default_link, links)| Setting {
            seed,
            names,
            protocol,
            default_link,
            links: links.into_iter().collect(),
        },
    )
}

fn request(n_replicas: usize) -> impl Strategy<Value = Action> {
    let op = prop_oneof![
        (key(), text()).prop_map(|(key, value)| Op::Put { key, value: value.into() }),
        key().prop_map(|key| Op::Get { key }),
        key().prop_map(|key| Op::Delete { key }),
    ];
    (any_replica(n_replicas), option::of(client()), op)
        .prop_map(|(on, session, op)| Action::Request { on, session, op })
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
    let counter = || prop_oneof![1..9_u32, 1..=u32::MAX];
    let dot = (any_replica(n_replicas), prop_oneof![Just(0), 0..5_u16], counter());
    let dot = dot.prop_map(|(replica, incarnation, n)| Dot::new(Actor { replica, incarnation }, n));
    let message = prop_oneof![
        (link(n_replicas), counter())
            .prop_map(|(link, number)| MessageRef::Id(MessageId { link, number })),
        (dot, any_replica(n_replicas)).prop_map(|(dot, to)| MessageRef::Write { dot, to }),
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

fn action(n_replicas: usize) -> BoxedStrategy<Action> {
    let alone = prop_oneof![
        4 => request(n_replicas),
        1 => partition(n_replicas),
        1 => Just(Action::Heal),
        1 => (0..=TIME_MS).prop_map(|ms| Action::Wait { ms }),
        1 => text().prop_map(|text| Action::Note { text: text.into() }),
    ];
    if n_replicas == 1 {
        return alone.boxed();
    }
    prop_oneof![alone, on_links(n_replicas), on_message(n_replicas)].boxed()
}

fn moments() -> impl Strategy<Value = When> {
    prop_oneof![
        Just(When::Settled),
        (0..2000_u64).prop_map(When::At),
        prop_oneof![0..4_u32, any::<u32>()].prop_map(When::After),
    ]
}

fn script(n_replicas: usize) -> impl Strategy<Value = Vec<ScriptedAction>> {
    vec((moments(), action(n_replicas)), 0..12).prop_map(|steps| {
        let mut clock = 0;
        let script = steps.into_iter().map(|(mut when, action)| {
            if let When::At(later) = &mut when {
                clock += *later;
                *later = clock;
            }
            ScriptedAction { when, action }
        });
        script.collect()
    })
}

/// Any scenario that is allowed.
pub(crate) fn scenario() -> impl Strategy<Value = Scenario> {
    let n_replicas = prop_oneof![10 => 1..6_usize, 1 => Just(16_usize), 1 => Just(30_usize)];
    let parts = n_replicas.prop_flat_map(|n| {
        (line(), vec(text(), 0..4), setting(n), script(n), option::of(any::<u32>()))
    });
    parts.prop_map(|(title, notes, setting, script, open_at)| {
        let scenario = Scenario { title, notes: notes.join("\n"), setting, script, open_at };
        assert_eq!(validate::check(&scenario, REPLICAS), Ok(()), "{scenario:#?}");
        scenario
    })
}
