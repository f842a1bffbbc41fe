//! Actions that nobody could have written down: replicas that are not there, numbers at the edge,
//! messages of the present.

use causal_core::clock::{Actor, Dot, ReplicaId};
use causal_core::world::World;
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};
use causal_core::world::network::{LinkId, MessageId};

use crate::luck::Luck;

/// Times and numbers at the edge of something.
const NUMBERS: [u64; 8] = [0, 1, 1000, 1_000_001, u32::MAX as u64, 1 << 53, u64::MAX - 1, u64::MAX];

/// An action in which one thing is otherwise.
pub(super) fn spoiled(action: Action, world: &World, luck: &mut Luck) -> Action {
    let replica = any_replica(world, luck);
    match action {
        Action::Request { on, session, op, seen } => match luck.below(3) {
            0 => Action::Request { on: replica, session, op, seen },
            1 => Action::Request { on, session: waiting(world, luck), op, seen },
            _ => Action::Request { on, session, op, seen: Some(metadata(world, luck)) },
        },
        Action::Link { links, change } => match luck.below(2) {
            0 => Action::Link { links: selector(world, luck), change },
            _ => Action::Link { links, change: change_of(luck) },
        },
        Action::Release(_) => Action::Release(message(world, luck)),
        Action::Hold(_) => Action::Hold(message(world, luck)),
        Action::Drop(_) => Action::Drop(message(world, luck)),
        Action::Duplicate(_) => Action::Duplicate(message(world, luck)),
        Action::Partition { mut groups } => {
            match luck.below(3) {
                0 => groups.push(vec![replica]),
                1 => groups.push(Vec::new()),
                _ => groups.iter_mut().for_each(|group| group.push(replica)),
            }
            Action::Partition { groups }
        }
        Action::Crash(_) => Action::Crash(replica),
        Action::Restart { disk, .. } => Action::Restart { replica, disk },
        Action::View { on, mut members } => {
            members.push(replica);
            let on = if luck.one_in(2) { replica } else { on };
            Action::View { on, members }
        }
        // A join from oneself is no action of this door.
        Action::Join { replica: own, .. } if own != replica => {
            Action::Join { replica: own, from: Some(replica) }
        }
        Action::Leave(_) => Action::Leave(replica),
        Action::Gossip { from, .. } => Action::Gossip { from, with: Some(replica) },
        Action::Transfer { link } => Action::Transfer { link: LinkId { to: replica, ..link } },
        Action::Skew { replica, .. } => {
            let ms = *luck.pick(&[i64::MIN, i64::MAX, 0, -1, 86_400_001]);
            Action::Skew { replica, ms }
        }
        Action::Collect { tombstones, .. } => Action::Collect { replica, tombstones },
        Action::Wait { .. } => Action::Wait { ms: *luck.pick(&NUMBERS) },
        Action::Heal | Action::Note { .. } | Action::Join { .. } => Action::Wait { ms: 0 },
    }
}

fn any_replica(world: &World, luck: &mut Luck) -> ReplicaId {
    let n_replicas = usize::from(world.setting().n_replicas());
    match luck.below(6) {
        0 => ReplicaId(*luck.pick(&[255, 256, u16::MAX])),
        1 => ReplicaId(world.setting().n_replicas()),
        _ => ReplicaId(u16::try_from(luck.below(n_replicas)).expect("few replicas")),
    }
}

/// A client that waits for an answer, if one does.
fn waiting(world: &World, luck: &mut Luck) -> Option<std::sync::Arc<str>> {
    let waits: Vec<_> = world.clients().map(|(session, _)| session.clone()).collect();
    if waits.is_empty() { None } else { Some(luck.pick(&waits).clone()) }
}

fn counter(luck: &mut Luck) -> u32 {
    *luck.pick(&[0, 1, 2, 3, 1_000_000, 1_000_001, u32::MAX])
}

fn dot(world: &World, luck: &mut Luck) -> Dot {
    let incarnation = *luck.pick(&[0, 0, 1, u16::MAX]);
    Dot::new(Actor { replica: any_replica(world, luck), incarnation }, counter(luck))
}

fn metadata(world: &World, luck: &mut Luck) -> Metadata {
    let vector = (0..luck.below(3)).map(|_| dot(world, luck)).collect();
    Metadata { vector, stamp: *luck.pick(&NUMBERS) }
}

fn link(world: &World, luck: &mut Luck) -> LinkId {
    LinkId { from: any_replica(world, luck), to: any_replica(world, luck) }
}

fn selector(world: &World, luck: &mut Luck) -> LinkSelector {
    match luck.below(3) {
        0 => LinkSelector::One(link(world, luck)),
        1 => LinkSelector::Both(link(world, luck)),
        _ => LinkSelector::All,
    }
}

fn change_of(luck: &mut Luck) -> LinkChange {
    match luck.below(4) {
        0 => LinkChange::Latency(*luck.pick(&NUMBERS), *luck.pick(&NUMBERS)),
        1 => LinkChange::Loss(*luck.pick(&[0, 1000, 1001, u16::MAX])),
        2 => LinkChange::Duplicate(*luck.pick(&[0, 1000, 1001, u16::MAX])),
        _ => LinkChange::Fifo(true),
    }
}

/// A message that is there, more often than not.
fn message(world: &World, luck: &mut Luck) -> MessageRef {
    let there: Vec<_> = world.envelopes().collect();
    if there.is_empty() || luck.one_in(3) {
        return match luck.below(3) {
            0 => MessageRef::Next(link(world, luck)),
            1 => MessageRef::Id(MessageId { link: link(world, luck), number: counter(luck) }),
            _ => MessageRef::Write { dot: dot(world, luck), to: any_replica(world, luck) },
        };
    }
    let envelope = luck.pick(&there);
    match envelope.what.write().filter(|_| luck.one_in(2)) {
        Some(write) => MessageRef::Write { dot: write.dot, to: envelope.id.link.to },
        None if luck.one_in(2) => MessageRef::Next(envelope.id.link),
        None => MessageRef::Id(envelope.id),
    }
}
