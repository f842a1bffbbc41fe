//! Plots: what has to come together before something can go wrong, in the right order.

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::{Disk, Op};
use causal_core::world::World;
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use causal_core::world::network::{Envelope, LinkId, LinkState};

use super::actions::write;
use super::luck::Luck;

/// One move of a plot.
#[derive(Clone)]
pub(super) enum Move {
    /// Somebody acts.
    Do(Action),
    /// The writes of a replica that are on their way stop.
    Stop(ReplicaId),
    /// They go on.
    LetGo(ReplicaId),
}

impl Move {
    /// What it comes to in this world.
    pub(super) fn actions(self, world: &World) -> Vec<Action> {
        let on_their_way = |of: ReplicaId, held: bool| {
            let is_of = move |envelope: &&Envelope| {
                let writes = envelope.what.writes();
                envelope.held == held && writes.iter().any(|write| write.dot.actor.replica == of)
            };
            world.envelopes().filter(is_of).map(|envelope| MessageRef::Id(envelope.id))
        };
        match self {
            Self::Do(action) => vec![action],
            Self::Stop(of) => on_their_way(of, false).map(Action::Hold).collect(),
            Self::LetGo(of) => on_their_way(of, true).map(Action::Release).collect(),
        }
    }
}

/// A random plot.
pub(super) fn plot(luck: &mut Luck, world: &World) -> Vec<Move> {
    let n = world.setting().n_replicas();
    match luck.below(10) {
        0..5 => slow_put(luck, n),
        5 => everybody_down(luck, n),
        6 | 7 => apart(luck, n),
        _ => wanders(luck, n),
    }
}

fn set(from: ReplicaId, to: ReplicaId, state: LinkState) -> Move {
    let links = LinkSelector::Both(LinkId { from, to });
    Move::Do(Action::Link { links, change: LinkChange::State(state) })
}

fn others(n: u16, one: ReplicaId) -> impl Iterator<Item = ReplicaId> {
    (0..n).map(ReplicaId).filter(move |other| *other != one)
}

fn wait(luck: &mut Luck) -> Move {
    Move::Do(Action::Wait { ms: 40 + luck.below(120) })
}

/// Gossip by hand: some with some, or everybody with everybody, with time to arrive.
fn talk(luck: &mut Luck, n: u16) -> Vec<Move> {
    let mut talk = Vec::new();
    let all = n < 6 && !luck.one_in(3);
    let pairs: Vec<LinkId> = if all {
        let from_all = (0..n).map(ReplicaId);
        from_all.flat_map(|from| others(n, from).map(move |to| LinkId { from, to })).collect()
    } else {
        (0..1 + luck.below(5)).map(|_| luck.link(n)).collect()
    };
    let first = usize::try_from(luck.below(pairs.len() as u64)).expect("few pairs");
    for pair in pairs[first..].iter().chain(&pairs[..first]) {
        talk.push(Move::Do(Action::Gossip { from: pair.from, with: Some(pair.to) }));
        if luck.one_in(3) {
            talk.push(wait(luck));
        }
    }
    talk.push(wait(luck));
    talk
}

/// A put is on its way for long; meanwhile its key is deleted elsewhere, and something befalls its
/// author before or after.
fn slow_put(luck: &mut Luck, n: u16) -> Vec<Move> {
    let author = luck.replica(n);
    let deleter = luck.other_than(n, author);
    let key = luck.pick(&["x", "x", "y"]);
    let put = [Move::Do(write(author, key, Some("slow"))), Move::Stop(author)];
    let befalls = fate(luck, n, author);
    let (befalls_first, is_cut_off) = (luck.one_in(3), luck.one_in(3));
    let mut plot = Vec::new();
    if is_cut_off {
        plot.extend(others(n, author).map(|to| set(author, to, LinkState::Cut)));
    }
    if befalls_first {
        plot.extend(befalls.clone());
        if is_cut_off && luck.one_in(2) {
            plot.push(Move::Do(Action::Heal));
        }
    }
    let (early, late) = if luck.one_in(3) { (&[][..], &put[..]) } else { (&put[..], &[][..]) };
    plot.extend_from_slice(early);
    for _ in 0..luck.below(3) {
        plot.push(Move::Do(write(deleter, "z", Some("0"))));
    }
    plot.push(Move::Do(write(deleter, key, Some("0"))));
    plot.push(Move::Do(write(deleter, key, None)));
    if luck.one_in(3) {
        plot.push(Move::Stop(deleter));
    } else {
        plot.push(wait(luck));
    }
    if !befalls_first {
        plot.extend(befalls);
    }
    plot.extend_from_slice(late);
    plot.push(Move::Do(Action::Heal));
    plot.extend(talk(luck, n));
    plot.push(Move::LetGo(deleter));
    plot.extend(talk(luck, n));
    plot.push(Move::LetGo(author));
    plot.push(wait(luck));
    plot
}

/// What befalls a replica: it loses its disk, leaves, is removed, is told that it is alone, or
/// nothing.
fn fate(luck: &mut Luck, n: u16, whose: ReplicaId) -> Vec<Move> {
    let teller = luck.other_than(n, whose);
    let rest: Vec<ReplicaId> = others(n, whose).collect();
    let alone = Action::View { on: whose, members: vec![whose] };
    let lost = [Action::Crash(whose), Action::Restart { replica: whose, disk: Disk::Lose }];
    let back = Action::Join { replica: whose, from: Some(teller) };
    let mut fate = match luck.below(7) {
        0 => vec![],
        1 => lost.to_vec(),
        2 => vec![Action::Leave(whose)],
        3 => vec![Action::View { on: teller, members: rest }],
        4 => vec![alone],
        5 => [&[alone][..], &lost].concat(),
        _ => [&[Action::Leave(whose), alone][..], &lost].concat(),
    };
    if luck.one_in(3) {
        fate.push(Action::Gossip { from: whose, with: Some(teller) });
    }
    if luck.one_in(2) {
        fate.push(Action::Wait { ms: luck.pick(&[50, 2500]) });
        fate.push(back);
        fate.push(Action::Wait { ms: luck.pick(&[50, 2500]) });
    }
    fate.into_iter().map(Move::Do).collect()
}

/// All crash, and come back in some order, some without their disks; perhaps an administrator ends
/// the waiting.
fn everybody_down(luck: &mut Luck, n: u16) -> Vec<Move> {
    let mut plot: Vec<Action> = (0..n).map(ReplicaId).map(Action::Crash).collect();
    let lost = luck.pick(&[1, 1, 2]);
    for replica in (0..n).map(ReplicaId) {
        let disk = if luck.one_in(lost) { Disk::Lose } else { Disk::Keep };
        let at = luck.below(plot.len() as u64 - u64::from(n) + 1);
        let at = usize::from(n) + usize::try_from(at).expect("small");
        plot.insert(at, Action::Restart { replica, disk });
    }
    plot.push(Action::Wait { ms: luck.below(5000) });
    let one = luck.replica(n);
    if luck.one_in(2) {
        plot.push(Action::View { on: one, members: vec![one] });
        plot.push(write(one, "x", Some("alone")));
        plot.push(Action::View { on: one, members: (0..n).map(ReplicaId).collect() });
    }
    plot.push(write(luck.replica(n), "x", None));
    plot.into_iter().map(Move::Do).collect()
}

/// A client goes from replica to replica, sooner than what it has seen gets there.
fn wanders(luck: &mut Luck, n: u16) -> Vec<Move> {
    let client = luck.pick(&["ann", "ben"]);
    let key = luck.pick(&["x", "x", "y"]);
    let asks = |luck: &mut Luck, op| {
        let session = Some(client.into());
        Move::Do(Action::Request { on: luck.replica(n), session, op, seen: None })
    };
    let mut plot = Vec::new();
    for _ in 0..1 + luck.below(3) {
        let put = Op::Put { key: key.into(), value: luck.below(1000).to_string().into() };
        let write = if luck.one_in(3) { Op::Delete { key: key.into() } } else { put };
        plot.push(asks(luck, write));
        let read = if luck.one_in(4) { Op::List } else { Op::Get { key: key.into() } };
        plot.push(asks(luck, read));
    }
    plot
}

/// Two administrators disagree about who the members are; both sides go on, and meet again.
fn apart(luck: &mut Luck, n: u16) -> Vec<Move> {
    let (here, there) = (luck.replica(n), luck.replica(n));
    let begin = [
        Action::View { on: here, members: luck.some(n) },
        Action::View { on: there, members: luck.some(n) },
        write(here, "x", Some("here")),
        write(there, "x", Some("there")),
        write(luck.pick(&[here, there]), "x", None),
    ];
    let mut plot: Vec<Move> = begin.map(Move::Do).to_vec();
    plot.extend(talk(luck, n));
    let all: Vec<ReplicaId> = (0..n).map(ReplicaId).collect();
    for _ in 0..1 + luck.below(2) {
        let on = luck.pick(&[here, there]);
        plot.push(Move::Do(Action::View { on, members: all.clone() }));
    }
    plot.extend(talk(luck, n));
    plot
}
