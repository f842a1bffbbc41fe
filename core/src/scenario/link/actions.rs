//! The script as bytes. Each action begins with one number: four times what it does, plus when.
//!
//! What it does: first the requests, six for each replica, so that in a world of three a write
//! costs one byte beside its key and value; then the other verbs.

use super::bytes::{Reader, Writer};
use super::error::LinkError;
use super::links::{read_link_id, write_link_id};
use super::verbs::{self, Asked, Change, Handling, N_REQUESTS, Naming, Reach, Verb};
use crate::clock::{Actor, Dot, ReplicaId};
use crate::replica::protocol::{Op, Time};
use crate::scenario::limits;
use crate::scenario::model::{ScriptedAction, When};
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use crate::world::network::MessageId;
use crate::world::setting::Setting;

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
        read_request(reader, what)?
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
        Action::Request { on, session, op } => {
            let asked = match op {
                Op::Put { .. } => Asked::Put,
                Op::Get { .. } => Asked::Get,
                Op::Delete { .. } => Asked::Delete,
            };
            return N_REQUESTS * u64::from(on.0) + verbs::request_code(asked, session.is_some());
        }
        Action::Link { links, change } => Verb::Links(verbs::reach(*links), verbs::change(*change)),
        Action::Release(message) => handling(Handling::Release, message),
        Action::Hold(message) => handling(Handling::Hold, message),
        Action::Drop(message) => handling(Handling::Drop, message),
        Action::Duplicate(message) => handling(Handling::Duplicate, message),
        Action::Partition { .. } => Verb::Partition,
        Action::Heal => Verb::Heal,
        Action::Wait { .. } => Verb::Wait,
        Action::Note { .. } => Verb::Note,
    };
    N_REQUESTS * n_replicas + verbs::verb_code(verb)
}

fn write_rest(writer: &mut Writer, action: &Action, setting: &Setting) {
    match action {
        Action::Request { session, op, .. } => {
            session.iter().for_each(|client| writer.text(client));
            writer.text(op.key());
            if let Op::Put { value, .. } = op {
                writer.text(value);
            }
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
            for group in groups {
                writer.size(group.len());
                group.iter().for_each(|replica| writer.number(replica.0.into()));
            }
        }
        Action::Heal => {}
        Action::Wait { ms } => writer.number(*ms),
        Action::Note { text } => writer.text(text),
    }
}

fn read_request(reader: &mut Reader<'_>, what: u64) -> Result<Action, LinkError> {
    let (asked, has_client) = verbs::request(what % N_REQUESTS)?;
    let on = u16::try_from(what / N_REQUESTS).map_err(|_| LinkError::Senseless)?;
    let session = if has_client { Some(reader.text()?) } else { None };
    let key = reader.text()?;
    let op = match asked {
        Asked::Put => Op::Put { key, value: reader.text()? },
        Asked::Get => Op::Get { key },
        Asked::Delete => Op::Delete { key },
    };
    Ok(Action::Request { on: ReplicaId(on), session, op })
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
    })
}

fn write_change(writer: &mut Writer, change: LinkChange) {
    match change {
        LinkChange::State(_) | LinkChange::Fifo(_) => {}
        LinkChange::Latency(least, greatest) => {
            writer.number(least);
            writer.number(greatest.wrapping_sub(least));
        }
        LinkChange::Loss(permille) | LinkChange::Duplicate(permille) => {
            writer.number(permille.into());
        }
    }
}

fn read_change(reader: &mut Reader<'_>, change: Change) -> Result<LinkChange, LinkError> {
    Ok(match change {
        Change::State(state) => LinkChange::State(state),
        Change::Fifo(fifo) => LinkChange::Fifo(fifo),
        Change::Latency => {
            let least = reader.number()?;
            LinkChange::Latency(least, least.wrapping_add(reader.number()?))
        }
        Change::Loss => LinkChange::Loss(reader.small()?),
        Change::Duplicate => LinkChange::Duplicate(reader.small()?),
    })
}

fn write_message(writer: &mut Writer, message: MessageRef, setting: &Setting) {
    match message {
        MessageRef::Write { dot, to } => {
            // One number more, after an odd one, for the rare writes of later incarnations.
            let incarnation = dot.actor.incarnation;
            writer.number(u64::from(dot.actor.replica.0) * 2 + u64::from(incarnation > 0));
            if incarnation > 0 {
                writer.number(incarnation.into());
            }
            writer.number(dot.counter.into());
            writer.number(to.0.into());
        }
        MessageRef::Next(link) => write_link_id(writer, link, setting),
        MessageRef::Id(id) => {
            write_link_id(writer, id.link, setting);
            writer.number(id.number.into());
        }
    }
}

fn read_message(
    reader: &mut Reader<'_>,
    naming: Naming,
    setting: &Setting,
) -> Result<MessageRef, LinkError> {
    Ok(match naming {
        Naming::Write => {
            let actor: u32 = reader.small()?;
            let replica = u16::try_from(actor / 2).map_err(|_| LinkError::Senseless)?;
            let incarnation = if actor % 2 == 1 { reader.small()? } else { 0 };
            let actor = Actor { replica: ReplicaId(replica), incarnation };
            let dot = Dot::new(actor, reader.small()?);
            MessageRef::Write { dot, to: ReplicaId(reader.small()?) }
        }
        Naming::Next => MessageRef::Next(read_link_id(reader, setting)?),
        Naming::Id => {
            let link = read_link_id(reader, setting)?;
            MessageRef::Id(MessageId { link, number: reader.small()? })
        }
    })
}

fn read_groups(reader: &mut Reader<'_>) -> Result<Vec<Vec<ReplicaId>>, LinkError> {
    let group = |reader: &mut Reader<'_>| {
        (0..reader.count()?).map(|_| Ok(ReplicaId(reader.small()?))).collect()
    };
    (0..reader.count()?).map(|_| group(reader)).collect()
}
