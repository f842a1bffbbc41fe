//! Against a plain map of every link.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const N_REPLICAS: u16 = 5;

/// What is said of links, as events say it.
fn kind() -> impl Strategy<Value = EventKind> {
    let state = || {
        prop_oneof![Just(LinkState::Up), Just(LinkState::Held), Just(LinkState::Cut)]
            .prop_map(LinkChange::State)
    };
    let change = prop_oneof![
        4 => state(),
        1 => (0_u64..3).prop_map(|ms| LinkChange::Latency(ms, ms)),
        1 => (0_u16..3).prop_map(LinkChange::Loss),
        1 => (0_u16..3).prop_map(LinkChange::Duplicate),
        1 => any::<bool>().prop_map(LinkChange::Fifo),
    ];
    let setting = state().prop_map(|change| change.applied_to(LinkSetting::default()));
    prop_oneof![
        6 => (link(), setting).prop_map(|(link, setting)| EventKind::LinkChanged { link, setting }),
        2 => change.prop_map(|change| EventKind::LinksChanged { change }),
        3 => groups().prop_map(|groups| EventKind::Partitioned { groups, n_alone: 0 }),
        3 => Just(EventKind::Healed),
        1 => Just(EventKind::TimePassed),
    ]
}

fn link() -> impl Strategy<Value = LinkId> {
    let pair = (0..N_REPLICAS, 1..N_REPLICAS);
    pair.prop_map(|(from, by)| LinkId {
        from: ReplicaId(from),
        to: ReplicaId((from + by) % N_REPLICAS),
    })
}

/// Groups of some of the replicas.
fn groups() -> impl Strategy<Value = std::sync::Arc<[Vec<ReplicaId>]>> {
    proptest::collection::vec(0_usize..4, usize::from(N_REPLICAS)).prop_map(|group_of| {
        let of = |wanted: usize| {
            let places = (0..N_REPLICAS).zip(&group_of).filter(|(_, group)| **group == wanted);
            places.map(|(replica, _)| ReplicaId(replica)).rev().collect()
        };
        // The fourth group are those that are in none.
        (0..3).map(of).collect()
    })
}

fn naively(links: &mut BTreeMap<LinkId, LinkSetting>, kind: &EventKind) {
    match kind {
        EventKind::LinkChanged { link, setting } => {
            links.insert(*link, *setting);
        }
        EventKind::LinksChanged { change } => {
            links.values_mut().for_each(|setting| *setting = change.applied_to(*setting));
        }
        EventKind::Partitioned { groups, .. } => {
            let group_of = |id| groups.iter().position(|group| group.contains(&id));
            for (link, setting) in links {
                let (from, to) = (group_of(link.from), group_of(link.to));
                if from.is_none() || from != to {
                    setting.state = LinkState::Cut;
                }
            }
        }
        EventKind::Healed => {
            let cut = links.values_mut().filter(|setting| setting.state == LinkState::Cut);
            cut.for_each(|setting| setting.state = LinkState::Up);
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_link_is_as_in_a_plain_map(
        first in proptest::collection::vec((link(), 0_u64..3), 0..4),
        kinds in proptest::collection::vec(kind(), 0..40),
    ) {
        let names = (0..N_REPLICAS).map(|n| n.to_string()).collect();
        let at_start = |ms| LinkSetting { latency_ms: (ms, ms), ..LinkSetting::default() };
        let setting = Setting {
            names,
            default_link: LinkSetting { state: LinkState::Held, ..LinkSetting::default() },
            links: first.into_iter().map(|(link, ms)| (link, at_start(ms))).collect(),
            ..Setting::default()
        };
        let mut links = Links::of(&setting);
        let mut model: BTreeMap<_, _> = links.ids().map(|id| (id, setting.link(id))).collect();
        for kind in kinds {
            links.follow(&kind);
            naively(&mut model, &kind);
            let told: BTreeMap<_, _> = links.iter().collect();
            prop_assert_eq!(&told, &model, "after {:?}", kind);
        }
    }
}

/// What partitions leave behind does not add up: only links that were named alone are kept.
#[test]
fn many_changes_of_many_links_leave_nothing_behind() {
    let names = (0..256).map(|n| n.to_string()).collect();
    let mut links = Links::of(&Setting { names, ..Setting::default() });
    let groups = |n: u16| std::sync::Arc::from([vec![ReplicaId(n)], vec![ReplicaId(n + 1)]]);
    for state in [LinkState::Up, LinkState::Held, LinkState::Cut] {
        links.follow(&EventKind::LinksChanged { change: LinkChange::State(state) });
        for n in 0..255 {
            links.follow(&EventKind::Partitioned { groups: groups(n), n_alone: 254 });
            links.follow(&EventKind::Healed);
        }
        assert!(links.states.others.is_empty());
    }
    assert!(links.latency_ms.others.is_empty());
    let outside = LinkId { from: ReplicaId(0), to: ReplicaId(256) };
    let itself = LinkId { from: ReplicaId(3), to: ReplicaId(3) };
    assert_eq!((links.get(outside), links.get(itself)), (None, None));
}
