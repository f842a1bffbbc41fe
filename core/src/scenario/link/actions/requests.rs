//! What clients ask, as numbers and texts.

use crate::clock::{Actor, Dot, ReplicaId};
use crate::replica::protocol::Op;
use crate::scenario::link::bytes::{Reader, Writer};
use crate::scenario::link::error::LinkError;
use crate::scenario::link::verbs::{self, Ask, Asked};
use crate::world::action::{Action, Metadata, SessionName};
use crate::world::setting::Setting;

/// Writes what belongs to a request: its replica, if its verb does not name it, then the client,
/// what that has seen, the key and the value, as far as it has them.
pub(super) fn write(
    writer: &mut Writer,
    on: ReplicaId,
    client: Option<&SessionName>,
    op: &Op,
    seen: Option<&Metadata>,
) {
    if verbs::request_code(verbs::asking(op, client.is_some(), seen.is_some())).is_none() {
        writer.number(on.0.into());
    }
    client.into_iter().for_each(|client| writer.text(client));
    seen.into_iter().for_each(|seen| write_metadata(writer, seen));
    op.key().into_iter().for_each(|key| writer.text(key));
    if let Op::Put { value, .. } = op {
        writer.text(value);
    }
}

/// Reads what belongs to a request to a replica.
pub(super) fn read(
    reader: &mut Reader<'_>,
    on: ReplicaId,
    ask: Ask,
    setting: &Setting,
) -> Result<Action, LinkError> {
    let session = if ask.has_client { Some(reader.text()?) } else { None };
    let seen = if ask.has_seen { Some(read_metadata(reader, setting)?) } else { None };
    let op = match ask.asked {
        Asked::Put => Op::Put { key: reader.text()?, value: reader.text()? },
        Asked::Get => Op::Get { key: reader.text()? },
        Asked::Delete => Op::Delete { key: reader.text()? },
        Asked::List => Op::List,
    };
    Ok(Action::Request { on, session, op, seen })
}

/// Writes the stamp, how many actors there are, and each with its counter.
fn write_metadata(writer: &mut Writer, Metadata { vector, stamp }: &Metadata) {
    writer.number(*stamp);
    writer.size(vector.iter().count());
    for (actor, counter) in vector.iter() {
        writer.number(actor.replica.0.into());
        writer.number(actor.incarnation.into());
        writer.number(counter.into());
    }
}

/// Reads metadata about replicas that there are: a vector has room for all before its last. Later
/// incarnations are in order, as they are written: each comes behind those before it.
fn read_metadata(reader: &mut Reader<'_>, setting: &Setting) -> Result<Metadata, LinkError> {
    let mut seen = Metadata { stamp: reader.number()?, ..Metadata::default() };
    for _ in 0..reader.count()? {
        let (replica, incarnation) = (ReplicaId(reader.small()?), reader.small()?);
        let actor = Actor { replica, incarnation };
        let before = seen.vector.later_entries().last();
        let in_order = incarnation == 0 || before.is_none_or(|(before, _)| *before < actor);
        if !setting.has(replica) || !in_order {
            return Err(LinkError::Senseless);
        }
        seen.vector.include(Dot::new(actor, reader.small()?));
    }
    Ok(seen)
}
