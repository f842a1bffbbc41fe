//! What is done about members: `view A: A B`, `join D from A`, `gossip B->C`, `snapshot A->D`.

use crate::clock::ReplicaId;
use crate::scenario::actions::fields::Fields;
use crate::scenario::actions::sentence::Sentence;
use crate::scenario::bytes::ids::{read_replica, read_replicas, write_replica, write_replicas};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::checks::{Known, Problem, check_exists, check_link, check_members};
use crate::scenario::cursor::ParseError;
use crate::scenario::error::{LinkError, Reason, ScenarioError};
use crate::scenario::limits;
use crate::scenario::node::values::replica;
use crate::scenario::node::writing::{Part, replicas, shown};
use crate::scenario::refs::{link_in_text, members_in_text};
use crate::world::action::Action;
use crate::world::network::LinkId;

/// Reads who is told, a colon, and the members.
pub(in crate::scenario::actions) fn view_from_text(
    line: &mut Sentence<'_>,
) -> Result<Action, ParseError> {
    let on = line.replica("on")?;
    line.cursor.skip_blanks();
    if !line.cursor.eat(":") {
        return Err(line.cursor.expected("a colon, then the members"));
    }
    line.note("view");
    let found = line.names.members(&mut line.cursor)?;
    Ok(Action::View { on, members: found.into_iter().map(|(_, member)| member).collect() })
}

/// Writes what [`view_from_text`] reads.
pub(in crate::scenario::actions) fn view_to_text(on: ReplicaId, members: &[ReplicaId]) -> String {
    format!("view {on}: {}", members_in_text(members))
}

/// Reads `view` with the members, and `on`, who is told of them.
pub(in crate::scenario::actions) fn view_from_json(
    fields: &Fields<'_, '_>,
) -> Result<Action, ScenarioError> {
    fields.only("view", &["on"])?;
    let on = fields.replica("on")?;
    let nodes = fields.field("view")?.array("members", limits::REPLICAS)?;
    let members = nodes.iter().map(|member| replica(member, fields.names));
    Ok(Action::View { on, members: members.collect::<Result<_, _>>()? })
}

/// Writes what [`view_from_json`] reads.
pub(in crate::scenario::actions) fn view_to_json(
    on: ReplicaId,
    members: &[ReplicaId],
) -> Vec<Part> {
    vec![("view", replicas(members)), ("on", shown(&on))]
}

/// Writes who is told, and the members.
pub(in crate::scenario::actions) fn write_view(
    writer: &mut Writer,
    on: ReplicaId,
    members: &[ReplicaId],
) {
    write_replica(writer, on);
    write_replicas(writer, members);
}

/// Reads what [`write_view`] writes.
pub(in crate::scenario::actions) fn read_view(
    reader: &mut Reader<'_>,
) -> Result<Action, LinkError> {
    Ok(Action::View { on: read_replica(reader)?, members: read_replicas(reader)? })
}

/// Checks who is told, and the members.
pub(in crate::scenario::actions) fn check_view(
    known: Known<'_>,
    on: ReplicaId,
    members: &[ReplicaId],
) -> Result<(), Problem> {
    check_exists(known, "on", on)?;
    check_members(known, members).map_err(|(_, reason)| Problem::new("view", reason))
}

/// Reads `D` or `D from A`.
pub(in crate::scenario::actions) fn join_from_text(
    line: &mut Sentence<'_>,
) -> Result<Action, ParseError> {
    let replica = line.replica("join")?;
    let end = line.cursor;
    if end.at_end() {
        return Ok(Action::Join { replica, from: None });
    }
    if line.word() != "from" {
        return Err(end.expected("`from` and a member, or the end of the line"));
    }
    Ok(Action::Join { replica, from: Some(line.replica("from")?) })
}

/// Writes what [`join_from_text`] reads.
pub(in crate::scenario::actions) fn join_to_text(
    replica: ReplicaId,
    from: Option<ReplicaId>,
) -> String {
    let from = from.map(|from| format!(" from {from}")).unwrap_or_default();
    format!("join {replica}{from}")
}

/// Reads `join`, perhaps with `from`.
pub(in crate::scenario::actions) fn join_from_json(
    fields: &Fields<'_, '_>,
) -> Result<Action, ScenarioError> {
    fields.only("join", &["from"])?;
    let replica = fields.replica("join")?;
    Ok(Action::Join { replica, from: fields.optional_replica("from")? })
}

/// Writes what [`join_from_json`] reads.
pub(in crate::scenario::actions) fn join_to_json(
    replica: ReplicaId,
    from: Option<ReplicaId>,
) -> Vec<Part> {
    let from = from.map(|from| ("from", shown(&from)));
    [("join", shown(&replica))].into_iter().chain(from).collect()
}

/// Checks who joins, and from whom.
pub(in crate::scenario::actions) fn check_join(
    known: Known<'_>,
    replica: ReplicaId,
    from: Option<ReplicaId>,
) -> Result<(), Problem> {
    check_exists(known, "join", replica)?;
    from.map_or(Ok(()), |from| check_exists(known, "from", from))?;
    if from == Some(replica) {
        return Err(Problem::new("from", Reason::JoinsFromItself { replica }));
    }
    Ok(())
}

/// Reads `B` or `B->C`.
pub(in crate::scenario::actions) fn gossip_from_text(
    line: &mut Sentence<'_>,
) -> Result<Action, ParseError> {
    line.note("gossip");
    let mut ahead = line.cursor;
    let from = line.names.replica(&mut ahead)?;
    if ahead.at_end() {
        line.cursor = ahead;
        return Ok(Action::Gossip { from, with: None });
    }
    let link = line.names.link(&mut line.cursor)?;
    Ok(Action::Gossip { from: link.from, with: Some(link.to) })
}

/// Writes what [`gossip_from_text`] reads.
pub(in crate::scenario::actions) fn gossip_to_text(
    from: ReplicaId,
    with: Option<ReplicaId>,
) -> String {
    with.map_or_else(|| format!("gossip {from}"), |with| format!("gossip {from}->{with}"))
}

/// Reads `gossip`, perhaps with `with`.
pub(in crate::scenario::actions) fn gossip_from_json(
    fields: &Fields<'_, '_>,
) -> Result<Action, ScenarioError> {
    fields.only("gossip", &["with"])?;
    let from = fields.replica("gossip")?;
    Ok(Action::Gossip { from, with: fields.optional_replica("with")? })
}

/// Writes what [`gossip_from_json`] reads.
pub(in crate::scenario::actions) fn gossip_to_json(
    from: ReplicaId,
    with: Option<ReplicaId>,
) -> Vec<Part> {
    let with = with.map(|with| ("with", shown(&with)));
    [("gossip", shown(&from))].into_iter().chain(with).collect()
}

/// Checks who gossips, and with whom.
pub(in crate::scenario::actions) fn check_gossip(
    known: Known<'_>,
    from: ReplicaId,
    with: Option<ReplicaId>,
) -> Result<(), Problem> {
    check_exists(known, "gossip", from)?;
    with.map_or(Ok(()), |to| check_link(known, LinkId { from, to }))
        .map_err(|reason| Problem::new("with", reason))
}

/// Reads `A->D`.
pub(in crate::scenario::actions) fn transfer_from_text(
    line: &mut Sentence<'_>,
) -> Result<Action, ParseError> {
    line.note("transfer");
    line.names.link(&mut line.cursor).map(|link| Action::Transfer { link })
}

/// Writes what [`transfer_from_text`] reads.
pub(in crate::scenario::actions) fn transfer_to_text(link: LinkId) -> String {
    format!("snapshot {}", link_in_text(link))
}

/// Reads `transfer` with a link.
pub(in crate::scenario::actions) fn transfer_from_json(
    fields: &Fields<'_, '_>,
) -> Result<Action, ScenarioError> {
    fields.only("transfer", &[])?;
    Ok(Action::Transfer { link: fields.link("transfer")? })
}

/// Checks who sends its state to whom.
pub(in crate::scenario::actions) fn check_transfer(
    known: Known<'_>,
    link: LinkId,
) -> Result<(), Problem> {
    check_link(known, link).map_err(|reason| Problem::new("transfer", reason))
}
