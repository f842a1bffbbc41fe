//! What is done to one message: `release A1->C`, `hold A>C#2`, `drop next A->C`, `dup A1->C`.

use super::fields::Fields;
use crate::clock::{Actor, Dot, ReplicaId};
use crate::json::quoted;
use crate::scenario::bytes::ids::{read_link_id, read_replica, write_link_id, write_replica};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::checks::{Known, Problem, check_link, check_replica};
use crate::scenario::error::{LinkError, Reason, ScenarioError};
use crate::scenario::node::values::whole;
use crate::scenario::node::writing::{Part, shown};
use crate::world::action::{Action, MessageRef};
use crate::world::network::MessageId;
use crate::world::setting::Setting;

/// Reads a message beside a verb, or `"next"` with a `link`.
pub(super) fn from_json(
    fields: &Fields<'_, '_>,
    verb: &'static str,
    action: fn(MessageRef) -> Action,
) -> Result<Action, ScenarioError> {
    let node = fields.field(verb)?;
    let message = if node.string()?.eq_ignore_ascii_case("next") {
        fields.only(verb, &["link"])?;
        MessageRef::Next(fields.link("link")?)
    } else {
        fields.only(verb, &[])?;
        whole(node, |cursor| fields.names.message(cursor))?
    };
    Ok(action(message))
}

/// Writes what [`from_json`] reads.
pub(super) fn to_json(verb: &'static str, message: MessageRef) -> Vec<Part> {
    match message {
        MessageRef::Next(link) => vec![(verb, quoted("next")), ("link", shown(&link))],
        named => vec![(verb, shown(&named))],
    }
}

/// What is done to a message: what its number in share links says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handling {
    Release,
    Hold,
    Drop,
    Duplicate,
}

impl Handling {
    /// The action on a message.
    pub(super) fn of(self, message: MessageRef) -> Action {
        match self {
            Self::Release => Action::Release(message),
            Self::Hold => Action::Hold(message),
            Self::Drop => Action::Drop(message),
            Self::Duplicate => Action::Duplicate(message),
        }
    }
}

/// How a message is named: what the number says of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    Write,
    Next,
    Id,
}

impl Naming {
    /// How this one is named.
    pub(super) fn of(message: MessageRef) -> Self {
        match message {
            MessageRef::Write { .. } => Self::Write,
            MessageRef::Next(_) => Self::Next,
            MessageRef::Id(_) => Self::Id,
        }
    }
}

/// Writes which message is meant.
pub(super) fn write(writer: &mut Writer, message: MessageRef, setting: &Setting) {
    match message {
        MessageRef::Write { dot, to } => {
            // One number more, after an odd one, for the rare writes of later incarnations.
            let incarnation = dot.actor.incarnation;
            writer.number(u64::from(dot.actor.replica.0) * 2 + u64::from(incarnation > 0));
            if incarnation > 0 {
                writer.number(incarnation.into());
            }
            writer.number(dot.counter.into());
            write_replica(writer, to);
        }
        MessageRef::Next(link) => write_link_id(writer, link, setting),
        MessageRef::Id(id) => {
            write_link_id(writer, id.link, setting);
            writer.number(id.number.into());
        }
    }
}

/// Reads which message is meant.
pub(super) fn read(
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
            MessageRef::Write { dot, to: read_replica(reader)? }
        }
        Naming::Next => MessageRef::Next(read_link_id(reader, setting)?),
        Naming::Id => {
            let link = read_link_id(reader, setting)?;
            MessageRef::Id(MessageId { link, number: reader.small()? })
        }
    })
}

/// Checks that a message can be meant.
pub(super) fn check(known: Known<'_>, message: MessageRef) -> Result<(), Problem> {
    let problem = |reason| Problem::new("message", reason);
    match message {
        MessageRef::Id(id) => {
            check_link(known, id.link).map_err(problem)?;
            check_counts("messages", id.number).map_err(problem)
        }
        MessageRef::Write { dot, to } => {
            check_replica(known, dot.actor.replica).map_err(problem)?;
            check_counts("writes", dot.counter).map_err(problem)?;
            check_replica(known, to).map_err(problem)
        }
        MessageRef::Next(link) => {
            check_link(known, link).map_err(|reason| Problem::new("link", reason))
        }
    }
}

fn check_counts(what: &'static str, number: u32) -> Result<(), Reason> {
    if number == 0 { Err(Reason::CountsFromOne { what }) } else { Ok(()) }
}
