//! One random action.

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::{Disk, Op, Tombstones};
use causal_core::world::World;
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};
use causal_core::world::network::LinkState;

use super::luck::Luck;

/// A random action; it need not be possible.
pub(super) fn action(luck: &mut Luck, world: &World, told: &[Metadata]) -> Action {
    let n = world.setting().n_replicas();
    match luck.below(44) {
        0..20 => request(luck, n, told),
        20..24 => {
            let state = luck.pick(&[LinkState::Held, LinkState::Up, LinkState::Up, LinkState::Cut]);
            let link = luck.link(n);
            let both = LinkSelector::Both(link);
            let links = luck.pick(&[LinkSelector::One(link), both, both, LinkSelector::All]);
            Action::Link { links, change: LinkChange::State(state) }
        }
        24 => Action::Release(some_message(luck, world)),
        25 => Action::Drop(some_message(luck, world)),
        26 => Action::Duplicate(some_message(luck, world)),
        27 => Action::Hold(some_message(luck, world)),
        28 => Action::Heal,
        29 => partition(luck, n),
        30 => Action::Wait { ms: luck.below(1500) },
        31 => Action::Crash(luck.replica(n)),
        32..34 => {
            Action::Restart { replica: luck.replica(n), disk: luck.pick(&[Disk::Keep, Disk::Lose]) }
        }
        34 => Action::Join { replica: luck.replica(n), from: None },
        35 => {
            let replica = luck.replica(n);
            Action::Join { replica, from: Some(luck.other_than(n, replica)) }
        }
        36 => Action::Leave(luck.replica(n)),
        37 => Action::View { on: luck.replica(n), members: luck.some(n) },
        38..40 => Action::Gossip { from: luck.replica(n), with: None },
        40 => {
            let link = luck.link(n);
            Action::Gossip { from: link.from, with: Some(link.to) }
        }
        41 => Action::Transfer { link: luck.link(n) },
        42 => Action::Skew {
            replica: luck.replica(n),
            ms: i64::try_from(luck.below(900)).expect("small") - 400,
        },
        _ => Action::Note { text: "here".into() },
    }
}

/// Somebody forgets what is stable. It is possible for a moment only, where a report has come and
/// nothing has been forgotten since.
pub(super) fn collect(replica: ReplicaId) -> Action {
    Action::Collect { replica, tombstones: Tombstones::Stable }
}

/// One group or two; whoever is in none is alone.
fn partition(luck: &mut Luck, n: u16) -> Action {
    let mut one = luck.some(n);
    let cut = usize::try_from(luck.below(one.len() as u64 + 1)).expect("small");
    let mut groups = vec![one.split_off(cut), one];
    groups.retain(|group| !group.is_empty());
    if groups.is_empty() { Action::Heal } else { Action::Partition { groups } }
}

/// A message that is on its way, or the next one of a link.
fn some_message(luck: &mut Luck, world: &World) -> MessageRef {
    let count = world.envelopes().count() as u64;
    let nth = usize::try_from(luck.below(count)).expect("few messages");
    match world.envelopes().nth(nth) {
        Some(envelope) if !luck.one_in(3) => MessageRef::Id(envelope.id),
        _ => MessageRef::Next(luck.link(world.setting().n_replicas())),
    }
}

fn request(luck: &mut Luck, n: u16, told: &[Metadata]) -> Action {
    let key = luck.pick(&["x", "x", "y"]).into();
    let op = match luck.below(20) {
        0..5 => Op::Delete { key },
        5..11 => Op::Get { key },
        11 => Op::List,
        _ => Op::Put { key, value: luck.below(1000).to_string().into() },
    };
    let session = luck.pick(&[None, Some("ann"), Some("ben")]).map(Into::into);
    let seen = luck.one_in(8).then(|| {
        let told = told.get(usize::try_from(luck.below(told.len() as u64 + 1)).expect("small"));
        told.cloned().unwrap_or_default()
    });
    Action::Request { on: luck.replica(n), session, op, seen }
}

/// A put or a delete by the replica's own client.
pub(super) fn write(on: ReplicaId, key: &str, value: Option<&str>) -> Action {
    let key = key.into();
    let op = match value {
        Some(value) => Op::Put { key, value: value.into() },
        None => Op::Delete { key },
    };
    Action::Request { on, session: None, op, seen: None }
}
