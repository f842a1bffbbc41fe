//! The script as bytes. Each action begins with one number: four times what it does, plus when.
//!
//! What it does: first the requests, six for each replica, so that in a world of three a write
//! costs one byte beside its key and value; then the other verbs, among them the rarer requests.

mod network;
mod replicas;
mod requests;

use super::bytes::{Reader, Writer};
use super::error::LinkError;
use super::links::{read_link_id, read_replicas, write_link_id, write_replicas};
use super::verbs::{self, Deed, Handling, N_REQUESTS, Reach, Verb};
use crate::clock::ReplicaId;
use crate::replica::protocol::Time;
use crate::scenario::limits;
use crate::scenario::model::{ScriptedAction, When};
use crate::world::action::{Action, LinkSelector, MessageRef};
use crate::world::network::LinkId;
use crate::world::setting::Setting;
use network::{read_change, read_message, write_change, write_message};

// When an action is done.
const SETTLED: u64 = 0;
const AT: u64 = 1;
const AFTER: u64 = 2;
const AT_ONCE: u64 = 3;

/// Writes how many actions there are, and each.
pub(super) fn write(writer: &mut Writer, script: &[ScriptedAction], setting: &Setting) {
    writer.size(script.len());
    let mut clock = 0;
    for scripted in script {
        write_action(writer, scripted, setting, &mut clock);
    }
}

/// Reads the actions.
pub(super) fn read(
    reader: &mut Reader<'_>,
    setting: &Setting,
) -> Result<Vec<ScriptedAction>, LinkError> {
    let count = reader.count()?;
    if count > limits::ACTIONS {
        return Err(LinkError::too_large(count, limits::ACTIONS));
    }
    let mut clock = 0;
    (0..count).map(|_| read_action(reader, setting, &mut clock)).collect()
}

fn write_action(
    writer: &mut Writer,
    scripted: &ScriptedAction,
    setting: &Setting,
    clock: &mut Time,
) {
    let what = code(&scripted.action, setting.names.len() as u64);
    match scripted.when {
        When::Settled => writer.number(what * 4 + SETTLED),
        When::After(0) => writer.number(what * 4 + AT_ONCE),
        When::After(steps) => {
            writer.number(what * 4 + AFTER);
            writer.number(steps.into());
        }
        When::At(at) => {
            writer.number(what * 4 + AT);
            writer.number(at.wrapping_sub(*clock));
            *clock = at;
        }
    }
    write_rest(writer, &scripted.action, setting);
}

fn read_action(
    reader: &mut Reader<'_>,
    setting: &Setting,
    clock: &mut Time,
) -> Result<ScriptedAction, LinkError> {
    let head = reader.number()?;
    let when = match head % 4 {
        SETTLED => When::Settled,
        AT_ONCE => When::After(0),
        AFTER => When::After(reader.small()?),
        _ => {
            *clock = clock.wrapping_add(reader.number()?);
            When::At(*clock)
        }
    };
    let what = head / 4;
    let n_requests = N_REQUESTS * setting.names.len() as u64;
    let action = if what < n_requests {
        let on = u16::try_from(what / N_REQUESTS).map_err(|_| LinkError::Senseless)?;
        requests::read(reader, ReplicaId(on), verbs::request(what % N_REQUESTS)?, setting)?
    } else {
        read_other(reader, verbs::verb(what - n_requests)?, setting)?
    };
    Ok(ScriptedAction { when, action })
}

/// What an action does, as a number.
fn code(action: &Action, n_replicas: u64) -> u64 {
    let handling =
        |handling, message: &MessageRef| Verb::Message(handling, verbs::naming(*message));
    let verb = match action {
        Action::Request { on, session, op, seen } => {
            let ask = verbs::asking(op, session.is_some(), seen.is_some());
            if let Some(code) = verbs::request_code(ask) {
                return N_REQUESTS * u64::from(on.0) + code;
            }
            Verb::Request(ask)
        }
        Action::Link { links, change } => Verb::Links(verbs::reach(*links), verbs::change(*change)),
        Action::Release(message) => handling(Handling::Release, message),
        Action::Hold(message) => handling(Handling::Hold, message),
        Action::Drop(message) => handling(Handling::Drop, message),
        Action::Duplicate(message) => handling(Handling::Duplicate, message),
        Action::Partition { .. } => Verb::Partition,
        Action::Heal => Verb::Heal,
        Action::Crash(_) => Verb::Replica(Deed::Crash),
        Action::Restart { disk, .. } => Verb::Replica(Deed::Restart(*disk)),
        Action::View { .. } => Verb::Replica(Deed::View),
        Action::Join { from: None, .. } => Verb::Replica(Deed::Join),
        Action::Join { from: Some(_), .. } => Verb::Replica(Deed::JoinFrom),
        Action::Leave(_) => Verb::Replica(Deed::Leave),
        Action::Gossip { with: None, .. } => Verb::Replica(Deed::Gossip),
        Action::Gossip { with: Some(_), .. } => Verb::Replica(Deed::GossipWith),
        Action::Transfer { .. } => Verb::Replica(Deed::Transfer),
        Action::Skew { .. } => Verb::Replica(Deed::Skew),
        Action::Wait { .. } => Verb::Wait,
        Action::Note { .. } => Verb::Note,
    };
    N_REQUESTS * n_replicas + verbs::verb_code(verb)
}

fn write_rest(writer: &mut Writer, action: &Action, setting: &Setting) {
    match action {
        Action::Request { on, session, op, seen } => {
            requests::write(writer, *on, session.as_ref(), op, seen.as_ref());
        }
        Action::Link { links, change } => {
            if let LinkSelector::One(link) | LinkSelector::Both(link) = links {
                write_link_id(writer, *link, setting);
            }
            write_change(writer, *change);
        }
        Action::Release(message)
        | Action::Hold(message)
        | Action::Drop(message)
        | Action::Duplicate(message) => write_message(writer, *message, setting),
        Action::Partition { groups } => {
            writer.size(groups.len());
            groups.iter().for_each(|group| write_replicas(writer, group));
        }
        Action::Heal => {}
        Action::Crash(replica)
        | Action::Restart { replica, .. }
        | Action::Leave(replica)
        | Action::Join { replica, from: None }
        | Action::Gossip { from: replica, with: None } => writer.number(replica.0.into()),
        Action::View { on, members } => {
            writer.number(on.0.into());
            write_replicas(writer, members);
        }
        Action::Join { replica: to, from: Some(from) }
        | Action::Gossip { from, with: Some(to) } => {
            write_link_id(writer, LinkId { from: *from, to: *to }, setting);
        }
        Action::Transfer { link } => write_link_id(writer, *link, setting),
        Action::Skew { replica, ms } => {
            writer.number(replica.0.into());
            writer.signed(*ms);
        }
        Action::Wait { ms } => writer.number(*ms),
        Action::Note { text } => writer.text(text),
    }
}

fn read_other(reader: &mut Reader<'_>, verb: Verb, setting: &Setting) -> Result<Action, LinkError> {
    Ok(match verb {
        Verb::Links(reach, change) => {
            let links = match reach {
                Reach::One => LinkSelector::One(read_link_id(reader, setting)?),
                Reach::Both => LinkSelector::Both(read_link_id(reader, setting)?),
                Reach::All => LinkSelector::All,
            };
            Action::Link { links, change: read_change(reader, change)? }
        }
        Verb::Message(handling, naming) => {
            verbs::handled(handling, read_message(reader, naming, setting)?)
        }
        Verb::Heal => Action::Heal,
        Verb::Partition => Action::Partition { groups: read_groups(reader)? },
        Verb::Wait => Action::Wait { ms: reader.number()? },
        Verb::Note => Action::Note { text: reader.text()? },
        Verb::Replica(deed) => replicas::read(reader, deed, setting)?,
        Verb::Request(ask) => {
            let on = ReplicaId(reader.small()?);
            requests::read(reader, on, ask, setting)?
        }
    })
}

fn read_groups(reader: &mut Reader<'_>) -> Result<Vec<Vec<ReplicaId>>, LinkError> {
    (0..reader.count()?).map(|_| read_replicas(reader)).collect()
}
