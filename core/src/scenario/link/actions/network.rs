//! What changes about links, and which message is meant, as numbers.

use crate::clock::{Actor, Dot, ReplicaId};
use crate::scenario::link::bytes::{Reader, Writer};
use crate::scenario::link::error::LinkError;
use crate::scenario::link::links::{read_link_id, write_link_id};
use crate::scenario::link::verbs::{Change, Naming};
use crate::world::action::{LinkChange, MessageRef};
use crate::world::network::MessageId;
use crate::world::setting::Setting;

/// Writes the numbers of a change of links.
pub(super) fn write_change(writer: &mut Writer, change: LinkChange) {
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

/// Reads the numbers of a change of links.
pub(super) fn read_change(
    reader: &mut Reader<'_>,
    change: Change,
) -> Result<LinkChange, LinkError> {
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

/// Writes which message is meant.
pub(super) fn write_message(writer: &mut Writer, message: MessageRef, setting: &Setting) {
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

/// Reads which message is meant.
pub(super) fn read_message(
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
