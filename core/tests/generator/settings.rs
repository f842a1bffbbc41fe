//! What a story starts from: 2 to 16 replicas, any protocol that promises something, any links.

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::{
    Amnesia, Conflicts, Dependencies, Protocol, Sessions, Writes,
};
use causal_core::world::network::LinkSetting;
use causal_core::world::setting::Setting;

use super::luck::Luck;

fn protocol(luck: &mut Luck) -> Protocol {
    Protocol {
        conflicts: luck.pick(&[
            Conflicts::Siblings,
            Conflicts::Siblings,
            Conflicts::Lww,
            Conflicts::Lww,
            Conflicts::Lww,
            Conflicts::WallClock,
            Conflicts::Arrival,
        ]),
        sessions: luck.pick(&[Sessions::Off, Sessions::Wait, Sessions::Reject]),
        dependencies: luck.pick(&[Dependencies::Replica, Dependencies::Session]),
        writes: luck.pick(&[Writes::Gated, Writes::Accepted]),
        session_timeout_ms: luck.pick(&[300, 20_000]),
        broadcast: !luck.one_in(5),
        gossip_ms: luck.pick(&[None, Some(40), Some(500), Some(1500)]),
        health_ms: luck.pick(&[None, None, Some(100)]),
        evict: luck.one_in(3),
        amnesia: if luck.one_in(15) { Amnesia::Naive } else { Amnesia::Safe },
        ..Protocol::default()
    }
}

/// A random setting.
pub(crate) fn setting(luck: &mut Luck) -> Setting {
    let more = luck.pick(&[1, 2, 2, 3, 3, 5, 15]);
    let n = u16::try_from(2 + luck.below(more)).expect("small");
    let least = luck.pick(&[0, 0, 30]);
    let least = luck.below(least + 1);
    let spread = luck.pick(&[0, 60]);
    let view = luck.one_in(5).then(|| (0..n.max(3) - 1).map(ReplicaId).collect());
    Setting {
        seed: luck.below(1 << 40),
        names: (0..n).map(|id| ReplicaId(id).to_string()).collect(),
        protocol: protocol(luck),
        view: view.filter(|members: &Vec<_>| members.len() < usize::from(n)),
        default_link: LinkSetting {
            latency_ms: (least, least + luck.below(spread + 1)),
            loss_permille: luck.pick(&[0, 0, 0, 100]),
            duplicate_permille: luck.pick(&[0, 0, 150]),
            fifo: luck.one_in(4),
            ..LinkSetting::default()
        },
        ..Setting::default()
    }
}
