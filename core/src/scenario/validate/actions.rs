//! What is allowed in an action.

use super::settings::{check_latency, check_link, check_members, check_permille, check_replica};
use super::{Known, Problem, check_length, check_line, check_name, check_time};
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::Op;
use crate::scenario::limits;
use crate::scenario::reason::Reason;
use crate::steps::Steps;
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};
use crate::world::network::LinkId;

/// Checks an action, as [`check_action`](super::check_action).
pub(in crate::scenario) fn check_action_in(
    known: Known<'_>,
    action: &Action,
) -> Result<(), Problem> {
    match action {
        Action::Request { on, session, op, seen } => {
            check_exists(known, "on", *on)?;
            if let Some(client) = session {
                check_name("client's name", client, known.steps)
                    .map_err(|why| Problem::new("as", why))?;
            }
            seen.as_ref().map_or(Ok(()), |seen| check_metadata(known, seen))?;
            check_op(op, known.steps)
        }
        Action::Link { links, change } => {
            check_links(known, *links)?;
            check_change(*change)
        }
        Action::Release(message)
        | Action::Hold(message)
        | Action::Drop(message)
        | Action::Duplicate(message) => check_message(known, *message),
        Action::Partition { groups } => {
            check_groups(known, groups).map_err(|reason| Problem::new("partition", reason))
        }
        Action::Heal => Ok(()),
        Action::Crash(replica) => check_exists(known, "crash", *replica),
        Action::Restart { replica, .. } => check_exists(known, "restart", *replica),
        Action::View { on, members } => {
            check_exists(known, "on", *on)?;
            check_members(known, members).map_err(|(_, reason)| Problem::new("view", reason))
        }
        Action::Join { replica, from } => check_join(known, *replica, *from),
        Action::Leave(replica) => check_exists(known, "leave", *replica),
        Action::Gossip { from, with } => check_gossip(known, *from, *with),
        Action::Transfer { link } => {
            check_link(known, *link).map_err(|reason| Problem::new("transfer", reason))
        }
        Action::Skew { replica, ms } => {
            check_exists(known, "skew", *replica)?;
            check_skew(*ms)
        }
        Action::Wait { ms } => {
            check_time("wait", *ms).map_err(|reason| Problem::new("wait", reason))
        }
        Action::Note { text } => check_length("note", text.len(), limits::VALUE_BYTES, "bytes")
            .map_err(|reason| Problem::new("note", reason)),
    }
}

/// Checks that the replica that a field names exists.
fn check_exists(known: Known<'_>, field: &'static str, replica: ReplicaId) -> Result<(), Problem> {
    check_replica(known, replica).map_err(|reason| Problem::new(field, reason))
}

fn check_join(
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

fn check_gossip(known: Known<'_>, from: ReplicaId, with: Option<ReplicaId>) -> Result<(), Problem> {
    check_exists(known, "gossip", from)?;
    with.map_or(Ok(()), |to| check_link(known, LinkId { from, to }))
        .map_err(|reason| Problem::new("with", reason))
}

fn check_skew(ms: i64) -> Result<(), Problem> {
    let most = limits::SKEW_MS;
    if (-most..=most).contains(&ms) {
        return Ok(());
    }
    let found = ms.to_string();
    Err(Problem::new("ms", Reason::OutOfRange { what: "skew", found, least: -most, most }))
}

fn check_metadata(known: Known<'_>, seen: &Metadata) -> Result<(), Problem> {
    let problem = |reason| Problem::new("seen", reason);
    let mut n_marks = 0;
    for (actor, _) in seen.vector.iter() {
        check_replica(known, actor.replica).map_err(problem)?;
        n_marks += usize::from(actor.incarnation);
    }
    // A link says 65,535 lost disks in three bytes, and a text in as many apostrophes.
    check_length("list of writes seen", n_marks, limits::SCENARIO_BYTES, "apostrophes")
        .map_err(problem)
}

fn check_op(op: &Op, steps: &Steps) -> Result<(), Problem> {
    op.key()
        .map_or(Ok(()), |key| check_key(key, steps))
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

fn check_links(known: Known<'_>, links: LinkSelector) -> Result<(), Problem> {
    match links {
        LinkSelector::All => Ok(()),
        LinkSelector::One(link) | LinkSelector::Both(link) => {
            check_link(known, link).map_err(|reason| Problem::new("link", reason))
        }
    }
}

fn check_change(change: LinkChange) -> Result<(), Problem> {
    match change {
        LinkChange::State(_) | LinkChange::Fifo(_) => Ok(()),
        LinkChange::Latency(least, greatest) => check_latency(least, greatest),
        LinkChange::Loss(permille) => check_permille("loss", permille),
        LinkChange::Duplicate(permille) => check_permille("duplicate", permille),
    }
}

fn check_message(known: Known<'_>, message: MessageRef) -> Result<(), Problem> {
    let problem = |reason| Problem::new("message", reason);
    match message {
        MessageRef::Id(id) => {
            check_link(known, id.link).map_err(problem)?;
            check_counts("messages", id.number).map_err(problem)
        }
        MessageRef::Write { dot, to } => {
            check_dot(known, dot).map_err(problem)?;
            check_replica(known, to).map_err(problem)
        }
        MessageRef::Next(link) => {
            check_link(known, link).map_err(|reason| Problem::new("link", reason))
        }
    }
}

fn check_dot(known: Known<'_>, dot: Dot) -> Result<(), Reason> {
    check_replica(known, dot.actor.replica)?;
    check_counts("writes", dot.counter)
}

fn check_counts(what: &'static str, number: u32) -> Result<(), Reason> {
    if number == 0 { Err(Reason::CountsFromOne { what }) } else { Ok(()) }
}

fn check_groups(known: Known<'_>, groups: &[Vec<ReplicaId>]) -> Result<(), Reason> {
    if groups.is_empty() || groups.iter().any(Vec::is_empty) {
        return Err(Reason::EmptyGroup);
    }
    known.steps.count(known.setting.names.len());
    let mut is_taken = vec![false; known.setting.names.len()];
    for &replica in groups.iter().flatten() {
        check_replica(known, replica)?;
        if std::mem::replace(&mut is_taken[replica.index()], true) {
            return Err(Reason::InTwoGroups { replica });
        }
    }
    Ok(())
}
