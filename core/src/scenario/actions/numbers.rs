//! What an action does, as one number of a share link: first the requests, six for each replica, so
//! that in a world of three a write costs one byte beside its key and value; then everything else,
//! among it the rarer requests. What it is about follows as further numbers.

use super::links::partition;
use super::links::{self, Change, Reach};
use super::messages::{self, Handling, Naming};
use super::replicas::{self, members};
use super::requests::{self, Ask, Asked};
use crate::clock::ReplicaId;
use crate::replica::protocol::{Disk, Tombstones};
use crate::scenario::bytes::ids::{read_link_id, read_replica, write_link_id, write_replica};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::error::LinkError;
use crate::world::action::{Action, MessageRef};
use crate::world::network::{LinkId, LinkState};
use crate::world::setting::Setting;

/// What an action does, as far as its number says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    Links(Reach, Change),
    Message(Handling, Naming),
    Heal,
    Partition,
    Wait,
    Note,
    Crash,
    Restart(Disk),
    Gossip,
    GossipWith,
    View,
    Join,
    JoinFrom,
    Leave,
    Transfer,
    Skew,
    Collect(Tombstones),
    Request(Ask),
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

/// How many requests have a number for each replica.
const N_REQUESTS: u64 = REQUESTS.len() as u64;

const fn ask(asked: Asked, has_client: bool, has_seen: bool) -> Number {
    Number::Request(Ask { asked, has_client, has_seen })
}

const fn state(reach: Reach, state: LinkState) -> Number {
    Number::Links(reach, Change::State(state))
}

/// Everything else in the order of its numbers, what is frequent first. Only ever appended to.
const NUMBERS: [Number; 63] = [
    state(Reach::One, LinkState::Up),
    state(Reach::One, LinkState::Held),
    state(Reach::One, LinkState::Cut),
    Number::Message(Handling::Release, Naming::Write),
    Number::Message(Handling::Release, Naming::Next),
    Number::Heal,
    Number::Wait,
    Number::Note,
    Number::Partition,
    Number::Message(Handling::Drop, Naming::Write),
    Number::Message(Handling::Duplicate, Naming::Write),
    Number::Message(Handling::Hold, Naming::Write),
    Number::Message(Handling::Drop, Naming::Next),
    Number::Message(Handling::Duplicate, Naming::Next),
    Number::Message(Handling::Hold, Naming::Next),
    Number::Message(Handling::Release, Naming::Id),
    Number::Message(Handling::Drop, Naming::Id),
    Number::Message(Handling::Duplicate, Naming::Id),
    Number::Message(Handling::Hold, Naming::Id),
    state(Reach::Both, LinkState::Up),
    state(Reach::Both, LinkState::Held),
    state(Reach::Both, LinkState::Cut),
    state(Reach::All, LinkState::Up),
    state(Reach::All, LinkState::Held),
    state(Reach::All, LinkState::Cut),
    Number::Links(Reach::One, Change::Latency),
    Number::Links(Reach::One, Change::Loss),
    Number::Links(Reach::One, Change::Duplicate),
    Number::Links(Reach::One, Change::Fifo(true)),
    Number::Links(Reach::One, Change::Fifo(false)),
    Number::Links(Reach::Both, Change::Latency),
    Number::Links(Reach::Both, Change::Loss),
    Number::Links(Reach::Both, Change::Duplicate),
    Number::Links(Reach::Both, Change::Fifo(true)),
    Number::Links(Reach::Both, Change::Fifo(false)),
    Number::Links(Reach::All, Change::Latency),
    Number::Links(Reach::All, Change::Loss),
    Number::Links(Reach::All, Change::Duplicate),
    Number::Links(Reach::All, Change::Fifo(true)),
    Number::Links(Reach::All, Change::Fifo(false)),
    Number::Crash,
    Number::Restart(Disk::Keep),
    Number::Restart(Disk::Lose),
    Number::Gossip,
    Number::GossipWith,
    Number::View,
    Number::Join,
    Number::JoinFrom,
    Number::Leave,
    Number::Transfer,
    Number::Skew,
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
    Number::Collect(Tombstones::Stable),
    Number::Collect(Tombstones::All),
];

/// What an action does, as a number among so many replicas.
pub(in crate::scenario) fn of(action: &Action, n_replicas: u64) -> u64 {
    let number = number(action);
    if let (Action::Request { on, .. }, Number::Request(ask)) = (action, number)
        && ask.is_usual()
    {
        return N_REQUESTS * u64::from(on.0) + position(&REQUESTS, (ask.asked, ask.has_client));
    }
    N_REQUESTS * n_replicas + position(&NUMBERS, number)
}

fn position<T: PartialEq>(table: &[T], wanted: T) -> u64 {
    let found = table.iter().position(|entry| *entry == wanted);
    found.expect("the table has everything that is done") as u64
}

fn number(action: &Action) -> Number {
    let message = |handling, message: &MessageRef| Number::Message(handling, Naming::of(*message));
    match action {
        Action::Request { session, op, seen, .. } => {
            Number::Request(Ask::of(op, session.is_some(), seen.is_some()))
        }
        Action::Link { links, change } => Number::Links(Reach::of(*links), Change::of(*change)),
        Action::Release(one) => message(Handling::Release, one),
        Action::Hold(one) => message(Handling::Hold, one),
        Action::Drop(one) => message(Handling::Drop, one),
        Action::Duplicate(one) => message(Handling::Duplicate, one),
        Action::Partition { .. } => Number::Partition,
        Action::Heal => Number::Heal,
        Action::Crash(_) => Number::Crash,
        Action::Restart { disk, .. } => Number::Restart(*disk),
        Action::View { .. } => Number::View,
        Action::Join { from: None, .. } => Number::Join,
        Action::Join { from: Some(_), .. } => Number::JoinFrom,
        Action::Leave(_) => Number::Leave,
        Action::Gossip { with: None, .. } => Number::Gossip,
        Action::Gossip { with: Some(_), .. } => Number::GossipWith,
        Action::Transfer { .. } => Number::Transfer,
        Action::Skew { .. } => Number::Skew,
        Action::Collect { tombstones, .. } => Number::Collect(*tombstones),
        Action::Wait { .. } => Number::Wait,
        Action::Note { .. } => Number::Note,
    }
}

/// Writes what an action is about, as far as its number does not say it.
pub(in crate::scenario) fn write(writer: &mut Writer, action: &Action, setting: &Setting) {
    match action {
        Action::Request { on, session, op, seen } => {
            requests::write(writer, *on, session.as_ref(), op, seen.as_ref());
        }
        Action::Link { links, change } => links::write(writer, *links, *change, setting),
        Action::Release(message)
        | Action::Hold(message)
        | Action::Drop(message)
        | Action::Duplicate(message) => messages::write(writer, *message, setting),
        Action::Partition { groups } => partition::write(writer, groups),
        Action::Heal => {}
        Action::Crash(replica)
        | Action::Restart { replica, .. }
        | Action::Leave(replica)
        | Action::Collect { replica, .. }
        | Action::Join { replica, from: None }
        | Action::Gossip { from: replica, with: None } => write_replica(writer, *replica),
        Action::View { on, members } => members::write_view(writer, *on, members),
        Action::Join { replica: to, from: Some(from) }
        | Action::Gossip { from, with: Some(to) } => {
            write_link_id(writer, LinkId { from: *from, to: *to }, setting);
        }
        Action::Transfer { link } => write_link_id(writer, *link, setting),
        Action::Skew { replica, ms } => replicas::write_skew(writer, *replica, *ms),
        Action::Wait { ms } => writer.number(*ms),
        Action::Note { text } => writer.text(text),
    }
}

/// Reads the action of a number.
pub(in crate::scenario) fn read(
    reader: &mut Reader<'_>,
    number: u64,
    setting: &Setting,
) -> Result<Action, LinkError> {
    let n_requests = N_REQUESTS * setting.names.len() as u64;
    if number < n_requests {
        let on = u16::try_from(number / N_REQUESTS).map_err(|_| LinkError::Senseless)?;
        let (asked, has_client) = entry(&REQUESTS, number % N_REQUESTS)?;
        let ask = Ask { asked, has_client, has_seen: false };
        return requests::read(reader, ReplicaId(on), ask, setting);
    }
    Ok(match entry(&NUMBERS, number - n_requests)? {
        Number::Request(ask) => {
            let on = read_replica(reader)?;
            requests::read(reader, on, ask, setting)?
        }
        Number::Links(reach, change) => links::read(reader, reach, change, setting)?,
        Number::Message(handling, naming) => handling.of(messages::read(reader, naming, setting)?),
        Number::Heal => Action::Heal,
        Number::Partition => partition::read(reader)?,
        Number::Crash => Action::Crash(read_replica(reader)?),
        Number::Restart(disk) => Action::Restart { replica: read_replica(reader)?, disk },
        Number::View => members::read_view(reader)?,
        Number::Join => Action::Join { replica: read_replica(reader)?, from: None },
        Number::JoinFrom => {
            let LinkId { from, to: replica } = read_link_id(reader, setting)?;
            Action::Join { replica, from: Some(from) }
        }
        Number::Leave => Action::Leave(read_replica(reader)?),
        Number::Gossip => Action::Gossip { from: read_replica(reader)?, with: None },
        Number::GossipWith => {
            let LinkId { from, to: with } = read_link_id(reader, setting)?;
            Action::Gossip { from, with: Some(with) }
        }
        Number::Transfer => Action::Transfer { link: read_link_id(reader, setting)? },
        Number::Skew => replicas::read_skew(reader)?,
        Number::Collect(tombstones) => {
            Action::Collect { replica: read_replica(reader)?, tombstones }
        }
        Number::Wait => Action::Wait { ms: reader.number()? },
        Number::Note => Action::Note { text: reader.text()? },
    })
}

fn entry<T: Copy>(table: &[T], number: u64) -> Result<T, LinkError> {
    let entry = usize::try_from(number).ok().and_then(|number| table.get(number));
    entry.copied().ok_or(LinkError::NewerContents)
}
