//! What a client asks: `A: lost = wallet`, `A: del lost`, `ann@C: read lost`, `A: list`; and what it
//! has seen, if it brings that along: `ann@C: seen A1 B2: read lost`.

mod seen;

use std::sync::Arc;

use super::fields::Fields;
use super::sentence::Sentence;
use crate::clock::ReplicaId;
use crate::json::quoted;
use crate::replica::protocol::{Key, Op};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::checks::{Known, Problem, check_exists, check_length, check_line, check_name};
use crate::scenario::cursor::{Cursor, ParseError};
use crate::scenario::error::{LinkError, Reason, ScenarioError};
use crate::scenario::limits;
use crate::scenario::node::Node;
use crate::scenario::node::writing::{Part, shown};
use crate::scenario::quoting::{
    first_token_or_quote, name_or_quote, text_or_quote, token_or_quote,
};
use crate::steps::Steps;
use crate::world::action::{Action, Metadata, SessionName};
use crate::world::setting::Setting;

/// Reads `A: …` or `ann@A: …`, if the line is one.
pub(super) fn from_text(line: &mut Sentence<'_>) -> Result<Option<Action>, ParseError> {
    let mut ahead = line.cursor;
    let name = match ahead.quoted()? {
        Some(name) => name,
        None => ahead.word().to_owned(),
    };
    // No space before these: `note : x` is a note.
    let has_client = ahead.eat("@");
    if !has_client && !ahead.eat(":") {
        return Ok(None);
    }
    let start = std::mem::replace(&mut line.cursor, ahead);
    let (session, on) = if has_client {
        line.note_at("as", start);
        let on = line.names.replica(&mut line.cursor)?;
        line.cursor.skip_blanks();
        if !line.cursor.eat(":") {
            return Err(line.cursor.expected("a colon"));
        }
        (Some(Arc::from(name)), on)
    } else if name.is_empty() {
        return Err(start.expected("a replica before the colon"));
    } else {
        (None, line.names.find(&name).map_err(|reason| start.parse_error(reason))?)
    };
    let seen = seen::from_text(line)?;
    let op = op_from_text(line)?;
    Ok(Some(Action::Request { on, session, op, seen }))
}

fn op_from_text(line: &mut Sentence<'_>) -> Result<Op, ParseError> {
    line.note("key");
    let start = line.cursor;
    let is_quoted = start.rest().starts_with('"');
    let key = key_from_text(line)?;
    line.cursor.skip_blanks();
    if line.cursor.eat("=") {
        line.note("value");
        let value = line.text("a value (\"\" for an empty one)")?;
        return Ok(Op::Put { key, value });
    }
    let verb = if is_quoted { String::new() } else { key.to_ascii_lowercase() };
    let mut named = || {
        line.note("key");
        key_from_text(line)
    };
    match verb.as_str() {
        "read" | "get" => named().map(|key| Op::Get { key }),
        "del" | "delete" => named().map(|key| Op::Delete { key }),
        "list" if line.cursor.at_end() => Ok(Op::List),
        _ => Err(line.cursor.expected("= and a value (or `read` or `del` before the key)")),
    }
}

fn key_from_text(line: &mut Sentence<'_>) -> Result<Key, ParseError> {
    let start: Cursor<'_> = line.cursor;
    if let Some(key) = line.cursor.quoted()? {
        return Ok(key.into());
    }
    let key = if start.at_end() { "" } else { line.cursor.token() };
    if key.is_empty() { Err(start.expected("a key")) } else { Ok(key.into()) }
}

/// Writes what [`from_text`] reads.
pub(super) fn to_text(
    on: ReplicaId,
    client: Option<&str>,
    op: &Op,
    seen: Option<&Metadata>,
) -> String {
    let at = client.map(|client| format!("{}@", name_or_quote(client))).unwrap_or_default();
    let seen = seen.map(|seen| format!("seen {}: ", seen::to_text(seen))).unwrap_or_default();
    let op = match op {
        Op::Put { key, value } => {
            format!("{} = {}", first_token_or_quote(key), text_or_quote(value))
        }
        Op::Get { key } => format!("read {}", token_or_quote(key)),
        Op::Delete { key } => format!("del {}", token_or_quote(key)),
        Op::List => "list".to_owned(),
    };
    format!("{at}{on}: {seen}{op}")
}

const PARTS: [&str; 4] = ["on", "as", "seen", "stamp"];

/// Reads `put` with its `value`.
pub(super) fn put_from_json(fields: &Fields<'_, '_>) -> Result<Action, ScenarioError> {
    fields.only("put", &[&PARTS[..], &["value"]].concat())?;
    let key = fields.field("put")?.string()?.into();
    rest_from_json(fields, Op::Put { key, value: fields.field("value")?.string()?.into() })
}

/// Reads `get` or `delete`, whichever `op` is for.
pub(super) fn key_from_json(
    fields: &Fields<'_, '_>,
    verb: &'static str,
    op: fn(Key) -> Op,
) -> Result<Action, ScenarioError> {
    fields.only(verb, &PARTS)?;
    rest_from_json(fields, op(fields.field(verb)?.string()?.into()))
}

/// Reads `list`.
pub(super) fn list_from_json(fields: &Fields<'_, '_>) -> Result<Action, ScenarioError> {
    fields.only("list", &PARTS)?;
    fields.is_true("list")?;
    rest_from_json(fields, Op::List)
}

fn rest_from_json(fields: &Fields<'_, '_>, op: Op) -> Result<Action, ScenarioError> {
    let on = fields.replica("on")?;
    let session = fields.optional("as").map(Node::string).transpose()?.map(Arc::from);
    Ok(Action::Request { on, session, op, seen: seen::from_json(fields)? })
}

/// Writes what these read.
pub(super) fn to_json(
    on: ReplicaId,
    client: Option<&str>,
    op: &Op,
    seen: Option<&Metadata>,
) -> Vec<Part> {
    let mut parts = match op {
        Op::Put { key, value } => vec![("put", quoted(key)), ("value", quoted(value))],
        Op::Get { key } => vec![("get", quoted(key))],
        Op::Delete { key } => vec![("delete", quoted(key))],
        Op::List => vec![("list", "true".to_owned())],
    };
    parts.push(("on", shown(&on)));
    parts.extend(client.map(|client| ("as", quoted(client))));
    parts.extend(seen.into_iter().flat_map(seen::to_json));
    parts
}

/// What a request asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Put,
    Get,
    Delete,
    List,
}

/// What a request asks, and what it is given: what its number in share links says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    pub(super) asked: Asked,
    pub(super) has_client: bool,
    pub(super) has_seen: bool,
}

impl Ask {
    /// What the number of a request says.
    pub(super) fn of(op: &Op, has_client: bool, has_seen: bool) -> Self {
        let asked = match op {
            Op::Put { .. } => Asked::Put,
            Op::Get { .. } => Asked::Get,
            Op::Delete { .. } => Asked::Delete,
            Op::List => Asked::List,
        };
        Self { asked, has_client, has_seen }
    }

    /// Whether it has a number for each replica, which then is not written.
    pub(super) fn is_usual(self) -> bool {
        self.asked != Asked::List && !self.has_seen
    }
}

/// Writes what belongs to a request: its replica, if its number does not name it, then the client,
/// what that has seen, the key and the value, as far as it has them.
pub(super) fn write(
    writer: &mut Writer,
    on: ReplicaId,
    client: Option<&SessionName>,
    op: &Op,
    seen: Option<&Metadata>,
) {
    if !Ask::of(op, client.is_some(), seen.is_some()).is_usual() {
        writer.number(on.0.into());
    }
    client.into_iter().for_each(|client| writer.text(client));
    seen.into_iter().for_each(|seen| seen::write(writer, seen));
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
    let seen = if ask.has_seen { Some(seen::read(reader, setting)?) } else { None };
    let op = match ask.asked {
        Asked::Put => Op::Put { key: reader.text()?, value: reader.text()? },
        Asked::Get => Op::Get { key: reader.text()? },
        Asked::Delete => Op::Delete { key: reader.text()? },
        Asked::List => Op::List,
    };
    Ok(Action::Request { on, session, op, seen })
}

/// Checks a request.
pub(super) fn check(
    known: Known<'_>,
    on: ReplicaId,
    client: Option<&str>,
    op: &Op,
    seen: Option<&Metadata>,
) -> Result<(), Problem> {
    check_exists(known, "on", on)?;
    if let Some(client) = client {
        check_name("client's name", client, known.steps)
            .map_err(|reason| Problem::new("as", reason))?;
    }
    seen.map_or(Ok(()), |seen| seen::check(known, seen))?;
    op.key()
        .map_or(Ok(()), |key| check_key(key, known.steps))
        .map_err(|reason| Problem::new("key", reason))?;
    match op {
        Op::Put { value, .. } => check_length("value", value.len(), limits::VALUE_BYTES, "bytes")
            .map_err(|reason| Problem::new("value", reason)),
        Op::Get { .. } | Op::Delete { .. } | Op::List => Ok(()),
    }
}

fn check_key(key: &str, steps: &Steps) -> Result<(), Reason> {
    if key.is_empty() {
        return Err(Reason::Empty { what: "key" });
    }
    check_length("key", key.len(), limits::KEY_BYTES, "bytes")?;
    check_line("key", key, steps)
}
