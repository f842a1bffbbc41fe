//! What is done to replicas: `crash A`, `restart A without disk`, `leave C`, `skew B -10`, `collect A all`; and, beside
//! this file, what is done about members, as `view A: A B` or `gossip B->C`.

pub(super) mod members;

use super::fields::Fields;
use super::sentence::Sentence;
use crate::clock::ReplicaId;
use crate::json::quoted;
use crate::replica::protocol::{Disk, Tombstones};
use crate::scenario::amounts::eat_unit;
use crate::scenario::bytes::ids::{read_replica, write_replica};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::checks::{Known, Problem, check_exists};
use crate::scenario::cursor::ParseError;
use crate::scenario::error::{LinkError, Reason, ScenarioError};
use crate::scenario::limits;
use crate::scenario::node::Node;
use crate::scenario::node::writing::{Part, shown};
use crate::scenario::words::Words;
use crate::world::action::Action;

/// Reads the one replica that a verb is about.
pub(super) fn one_from_text(
    line: &mut Sentence<'_>,
    verb: &'static str,
    action: fn(ReplicaId) -> Action,
) -> Result<Action, ParseError> {
    line.replica(verb).map(action)
}

/// Reads the one replica that a verb is about.
pub(super) fn one_from_json(
    fields: &Fields<'_, '_>,
    verb: &'static str,
    action: fn(ReplicaId) -> Action,
) -> Result<Action, ScenarioError> {
    fields.only(verb, &[])?;
    fields.replica(verb).map(action)
}

/// Reads `A`, `A with disk` or `A without disk`.
pub(super) fn restart_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    let replica = line.replica("restart")?;
    let end = line.cursor;
    if end.at_end() {
        return Ok(Action::Restart { replica, disk: Disk::Keep });
    }
    let disk = match line.word().as_str() {
        "with" => Disk::Keep,
        "without" => Disk::Lose,
        _ => return Err(end.expected("`without disk`, or the end of the line")),
    };
    let start = line.cursor;
    if line.word() != "disk" {
        return Err(start.expected("`disk`"));
    }
    Ok(Action::Restart { replica, disk })
}

/// Writes what [`restart_from_text`] reads.
pub(super) fn restart_to_text(replica: ReplicaId, disk: Disk) -> String {
    match disk {
        Disk::Keep => format!("restart {replica}"),
        Disk::Lose => format!("restart {replica} without disk"),
    }
}

/// Reads `restart`, perhaps with `disk`.
pub(super) fn restart_from_json(fields: &Fields<'_, '_>) -> Result<Action, ScenarioError> {
    fields.only("restart", &["disk"])?;
    let replica = fields.replica("restart")?;
    let disk = fields.object.get("disk").map_or(Ok(Disk::Keep), Node::word)?;
    Ok(Action::Restart { replica, disk })
}

/// Writes what [`restart_from_json`] reads.
pub(super) fn restart_to_json(replica: ReplicaId, disk: Disk) -> Vec<Part> {
    let mut parts = vec![("restart", shown(&replica))];
    if disk != Disk::default() {
        parts.push(("disk", quoted(disk.word())));
    }
    parts
}

/// Reads `A` or `A all`.
pub(super) fn collect_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    let replica = line.replica("collect")?;
    let end = line.cursor;
    if end.at_end() {
        return Ok(Action::Collect { replica, tombstones: Tombstones::Stable });
    }
    if line.word() != "all" {
        return Err(end.expected("`all`, or the end of the line"));
    }
    Ok(Action::Collect { replica, tombstones: Tombstones::All })
}

/// Writes what [`collect_from_text`] reads.
pub(super) fn collect_to_text(replica: ReplicaId, tombstones: Tombstones) -> String {
    match tombstones {
        Tombstones::Stable => format!("collect {replica}"),
        Tombstones::All => format!("collect {replica} all"),
    }
}

/// Reads `collect`, perhaps with `all`.
pub(super) fn collect_from_json(fields: &Fields<'_, '_>) -> Result<Action, ScenarioError> {
    fields.only("collect", &["all"])?;
    let replica = fields.replica("collect")?;
    let is_all = fields.object.get("all").map_or(Ok(false), Node::switch)?;
    let tombstones = if is_all { Tombstones::All } else { Tombstones::Stable };
    Ok(Action::Collect { replica, tombstones })
}

/// Writes what [`collect_from_json`] reads.
pub(super) fn collect_to_json(replica: ReplicaId, tombstones: Tombstones) -> Vec<Part> {
    let all = (tombstones == Tombstones::All).then(|| ("all", "true".to_owned()));
    [("collect", shown(&replica))].into_iter().chain(all).collect()
}

/// Reads `B 10`, `B +10` or `B -10`.
pub(super) fn skew_from_text(line: &mut Sentence<'_>) -> Result<Action, ParseError> {
    let replica = line.replica("skew")?;
    line.note("ms");
    let start = line.cursor;
    let is_behind = line.cursor.eat("-");
    if !is_behind {
        line.cursor.eat("+");
    }
    let digits = line.cursor.take_while(|c| c.is_ascii_digit());
    let signed = if is_behind { format!("-{digits}") } else { digits.to_owned() };
    let ms = signed.parse().map_err(|_| start.expected("milliseconds, as 10 or -10"))?;
    eat_unit(&mut line.cursor);
    Ok(Action::Skew { replica, ms })
}

/// Reads `skew` with `ms`.
pub(super) fn skew_from_json(fields: &Fields<'_, '_>) -> Result<Action, ScenarioError> {
    fields.only("skew", &["ms"])?;
    Ok(Action::Skew { replica: fields.replica("skew")?, ms: fields.field("ms")?.signed()? })
}

/// Writes what [`skew_from_json`] reads.
pub(super) fn skew_to_json(replica: ReplicaId, ms: i64) -> Vec<Part> {
    vec![("skew", shown(&replica)), ("ms", ms.to_string())]
}

/// Writes whose clock is how far off.
pub(super) fn write_skew(writer: &mut Writer, replica: ReplicaId, ms: i64) {
    write_replica(writer, replica);
    writer.signed(ms);
}

/// Reads what [`write_skew`] writes.
pub(super) fn read_skew(reader: &mut Reader<'_>) -> Result<Action, LinkError> {
    Ok(Action::Skew { replica: read_replica(reader)?, ms: reader.signed()? })
}

/// Checks whose clock is how far off.
pub(super) fn check_skew(known: Known<'_>, replica: ReplicaId, ms: i64) -> Result<(), Problem> {
    check_exists(known, "skew", replica)?;
    let most = limits::SKEW_MS;
    if (-most..=most).contains(&ms) {
        return Ok(());
    }
    let found = ms.to_string();
    Err(Problem::new("ms", Reason::OutOfRange { what: "skew", found, least: -most, most }))
}
