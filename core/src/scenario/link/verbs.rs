//! The verbs of actions, numbered for links. What they are about follows as further numbers.

use crate::replica::protocol::{Disk, Op};
use crate::scenario::link::error::LinkError;
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use crate::world::network::LinkState;

/// What a request asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Put,
    Get,
    Delete,
    List,
}

/// What is done to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handling {
    Release,
    Hold,
    Drop,
    Duplicate,
}

/// How a message is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    Write,
    Next,
    Id,
}

/// Which links are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    One,
    Both,
    All,
}

/// What changes about links; numbers follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    State(LinkState),
    Latency,
    Loss,
    Duplicate,
    Fifo(bool),
}

/// What is done to replicas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Crash,
    Restart(Disk),
    View,
    Join,
    JoinFrom,
    Leave,
    Gossip,
    GossipWith,
    Transfer,
    Skew,
}

/// What an action does, when it is no request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Links(Reach, Change),
    Message(Handling, Naming),
    Heal,
    Partition,
    Wait,
    Note,
    Replica(Deed),
    Request(Ask),
}

/// A request that has no number of its own for each replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    pub(super) asked: Asked,
    pub(super) has_client: bool,
    pub(super) has_seen: bool,
}

/// The requests in the order of their numbers, each without and with a client's name.
const REQUESTS: [(Asked, bool); 6] = [
    (Asked::Put, false),
    (Asked::Put, true),
    (Asked::Get, false),
    (Asked::Get, true),
    (Asked::Delete, false),
    (Asked::Delete, true),
];

const fn ask(asked: Asked, has_client: bool, has_seen: bool) -> Verb {
    Verb::Request(Ask { asked, has_client, has_seen })
}

const fn state(reach: Reach, state: LinkState) -> Verb {
    Verb::Links(reach, Change::State(state))
}

/// The other verbs in the order of their numbers, frequent ones first. Only ever appended to.
const VERBS: [Verb; 61] = [
    state(Reach::One, LinkState::Up),
    state(Reach::One, LinkState::Held),
    state(Reach::One, LinkState::Cut),
    Verb::Message(Handling::Release, Naming::Write),
    Verb::Message(Handling::Release, Naming::Next),
    Verb::Heal,
    Verb::Wait,
    Verb::Note,
    Verb::Partition,
    Verb::Message(Handling::Drop, Naming::Write),
    Verb::Message(Handling::Duplicate, Naming::Write),
    Verb::Message(Handling::Hold, Naming::Write),
    Verb::Message(Handling::Drop, Naming::Next),
    Verb::Message(Handling::Duplicate, Naming::Next),
    Verb::Message(Handling::Hold, Naming::Next),
    Verb::Message(Handling::Release, Naming::Id),
    Verb::Message(Handling::Drop, Naming::Id),
    Verb::Message(Handling::Duplicate, Naming::Id),
    Verb::Message(Handling::Hold, Naming::Id),
    state(Reach::Both, LinkState::Up),
    state(Reach::Both, LinkState::Held),
    state(Reach::Both, LinkState::Cut),
    state(Reach::All, LinkState::Up),
    state(Reach::All, LinkState::Held),
    state(Reach::All, LinkState::Cut),
    Verb::Links(Reach::One, Change::Latency),
    Verb::Links(Reach::One, Change::Loss),
    Verb::Links(Reach::One, Change::Duplicate),
    Verb::Links(Reach::One, Change::Fifo(true)),
    Verb::Links(Reach::One, Change::Fifo(false)),
    Verb::Links(Reach::Both, Change::Latency),
    Verb::Links(Reach::Both, Change::Loss),
    Verb::Links(Reach::Both, Change::Duplicate),
    Verb::Links(Reach::Both, Change::Fifo(true)),
    Verb::Links(Reach::Both, Change::Fifo(false)),
    Verb::Links(Reach::All, Change::Latency),
    Verb::Links(Reach::All, Change::Loss),
    Verb::Links(Reach::All, Change::Duplicate),
    Verb::Links(Reach::All, Change::Fifo(true)),
    Verb::Links(Reach::All, Change::Fifo(false)),
    Verb::Replica(Deed::Crash),
    Verb::Replica(Deed::Restart(Disk::Keep)),
    Verb::Replica(Deed::Restart(Disk::Lose)),
    Verb::Replica(Deed::Gossip),
    Verb::Replica(Deed::GossipWith),
    Verb::Replica(Deed::View),
    Verb::Replica(Deed::Join),
    Verb::Replica(Deed::JoinFrom),
    Verb::Replica(Deed::Leave),
    Verb::Replica(Deed::Transfer),
    Verb::Replica(Deed::Skew),
    ask(Asked::List, false, false),
    ask(Asked::List, true, false),
    ask(Asked::Put, false, true),
    ask(Asked::Put, true, true),
    ask(Asked::Get, false, true),
    ask(Asked::Get, true, true),
    ask(Asked::Delete, false, true),
    ask(Asked::Delete, true, true),
    ask(Asked::List, false, true),
    ask(Asked::List, true, true),
];

/// How many requests there are for each replica.
pub(super) const N_REQUESTS: u64 = REQUESTS.len() as u64;

/// The number of a request among those of its replica, if it has one there.
pub(super) fn request_code(ask: Ask) -> Option<u64> {
    let Ask { asked, has_client, has_seen } = ask;
    let is_usual = asked != Asked::List && !has_seen;
    is_usual.then(|| code(&REQUESTS, (asked, has_client)))
}

/// The request of a number.
pub(super) fn request(code: u64) -> Result<Ask, LinkError> {
    let (asked, has_client) = entry(&REQUESTS, code)?;
    Ok(Ask { asked, has_client, has_seen: false })
}

/// What a request asks, and what it is given.
pub(super) fn asking(op: &Op, has_client: bool, has_seen: bool) -> Ask {
    let asked = match op {
        Op::Put { .. } => Asked::Put,
        Op::Get { .. } => Asked::Get,
        Op::Delete { .. } => Asked::Delete,
        Op::List => Asked::List,
    };
    Ask { asked, has_client, has_seen }
}

/// The number of a verb.
pub(super) fn verb_code(verb: Verb) -> u64 {
    code(&VERBS, verb)
}

/// The verb of a number.
pub(super) fn verb(code: u64) -> Result<Verb, LinkError> {
    entry(&VERBS, code)
}

fn code<T: PartialEq>(table: &[T], wanted: T) -> u64 {
    let found = table.iter().position(|entry| *entry == wanted);
    found.expect("the table has every verb") as u64
}

fn entry<T: Copy>(table: &[T], code: u64) -> Result<T, LinkError> {
    let entry = usize::try_from(code).ok().and_then(|code| table.get(code));
    entry.copied().ok_or(LinkError::NewerContents)
}

/// Which links a selector means.
pub(super) fn reach(links: LinkSelector) -> Reach {
    match links {
        LinkSelector::One(_) => Reach::One,
        LinkSelector::Both(_) => Reach::Both,
        LinkSelector::All => Reach::All,
    }
}

/// What changes, without the numbers.
pub(super) fn change(change: LinkChange) -> Change {
    match change {
        LinkChange::State(state) => Change::State(state),
        LinkChange::Latency(..) => Change::Latency,
        LinkChange::Loss(_) => Change::Loss,
        LinkChange::Duplicate(_) => Change::Duplicate,
        LinkChange::Fifo(fifo) => Change::Fifo(fifo),
    }
}

/// How a message is named.
pub(super) fn naming(message: MessageRef) -> Naming {
    match message {
        MessageRef::Write { .. } => Naming::Write,
        MessageRef::Next(_) => Naming::Next,
        MessageRef::Id(_) => Naming::Id,
    }
}

/// What is done to a message.
pub(super) fn handled(handling: Handling, message: MessageRef) -> Action {
    match handling {
        Handling::Release => Action::Release(message),
        Handling::Hold => Action::Hold(message),
        Handling::Drop => Action::Drop(message),
        Handling::Duplicate => Action::Duplicate(message),
    }
}
