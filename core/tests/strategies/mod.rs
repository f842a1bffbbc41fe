//! Arbitrary scenarios: everything that is allowed, the strange more often than the usual.

#![allow(dead_code, reason = "each test binary uses a part of these")]

pub(crate) mod actions;
mod wordy;

use std::collections::BTreeMap;

use std::sync::Arc;

use causal_core::clock::ReplicaId;
use causal_core::replica::mistakes::{CATALOG as MISTAKES, Mistakes};
use causal_core::replica::protocol::{
    Amnesia, Conflicts, Dependencies, Protocol, Sessions, Writes,
};
use causal_core::replica::rule::{
    DeliveryRule, Drain, Duplicates, EntryTest, SpecialEntry, VectorUpdate,
};
use causal_core::replica::rule_catalog::CATALOG;
use causal_core::scenario::limits::{INTERVAL_MS, REPLICAS, TIME_MS};
use causal_core::scenario::{Scenario, ScriptedAction, When, validate};
use causal_core::world::network::{LinkId, LinkSetting, LinkState};
use causal_core::world::setting::Setting;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) use actions::{action, request};
use wordy::{names_of_words, wordy};

/// Texts that are easily mistaken for something else.
const TRICKY: [&str; 36] = [
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
    "none",
    "from",
    "gossip",
    "500",
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
        wordy(),
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
    line().prop_map(|line| if line.is_empty() { "k".into() } else { line.into() })
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
    prop_oneof![strange, names_of_words(n_replicas), Just(letters), Just(numbered)]
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
    let interval = || option::of(prop_oneof![Just(1), 1..=INTERVAL_MS]);
    let switches = (any::<bool>(), any::<bool>());
    let conflicts =
        vec![Conflicts::Siblings, Conflicts::Lww, Conflicts::Arrival, Conflicts::WallClock];
    let writes = select(vec![Writes::Gated, Writes::Accepted]);
    let amnesia = select(vec![Amnesia::Safe, Amnesia::Naive]);
    let old = (rule(), sessions, dependencies, timeout);
    let mistakes = prop_oneof![Just(0), 0..1_u64 << MISTAKES.len()];
    let mistakes = mistakes.prop_map(|bits| Mistakes::from_bits(bits).expect("all known"));
    let new = (select(conflicts), writes, amnesia, switches, interval(), interval(), mistakes);
    let usual = Protocol::default();
    let any = (old, new).prop_map(move |(old, new)| {
        let (delivery, sessions, dependencies, session_timeout_ms) = old;
        let usual = Protocol { delivery, sessions, dependencies, session_timeout_ms, ..usual };
        let (conflicts, writes, amnesia, (broadcast, evict), gossip_ms, health_ms, mistakes) = new;
        let usual = Protocol { mistakes, ..usual };
        Protocol { conflicts, writes, amnesia, broadcast, evict, gossip_ms, health_ms, ..usual }
    });
    prop_oneof![3 => any, 1 => Just(usual)]
}

/// Some of the replicas, in any order.
fn members(n_replicas: usize) -> impl Strategy<Value = Vec<ReplicaId>> {
    let all: Vec<ReplicaId> = (0..n_replicas).map(replica).collect();
    (Just(all).prop_shuffle(), 0..=n_replicas).prop_map(|(mut members, n_members)| {
        members.truncate(n_members);
        members
    })
}

fn setting(n_replicas: usize) -> impl Strategy<Value = Setting> {
    let links = if n_replicas > 1 {
        btree_map(link(n_replicas), link_setting(), 0..4).boxed()
    } else {
        Just(BTreeMap::new()).boxed()
    };
    let seed = prop_oneof![Just(0), any::<u64>()];
    let view = option::of(members(n_replicas));
    (seed, names(n_replicas), protocol(), view, link_setting(), links).prop_map(
        |(seed, names, protocol, view, default_link, links)| Setting {
            seed,
            names,
            protocol,
            view,
            default_link,
            links: links.into_iter().collect(),
        },
    )
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

/// Clients alone, among the replicas of the default setting: what they say is the strangest.
pub(crate) fn dialogue() -> impl Strategy<Value = Scenario> {
    vec(request(3), 1..12).prop_map(|requests| {
        let asked = |action| ScriptedAction { when: When::Settled, action };
        Scenario { script: requests.into_iter().map(asked).collect(), ..Scenario::default() }
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
