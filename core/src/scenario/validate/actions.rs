//! What is allowed in an action.

use super::settings::{check_latency, check_link, check_members, check_permille, check_replica};
use super::{Problem, check_length, check_line, check_name, check_time};
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::Op;
use crate::scenario::limits;
use crate::scenario::reason::Reason;
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};
use crate::world::network::LinkId;
use crate::world::setting::Setting;

/// Checks an action against the limits and against the replicas that there are. Whether it can
/// happen at a certain moment only the world knows.
///
/// # Errors
/// The first thing that is not allowed.
pub fn check_action(setting: &Setting, action: &Action) -> Result<(), Problem> {
    match action {
        Action::Request { on, session, op, seen } => {
            check_exists(setting, "on", *on)?;
            if let Some(client) = session {
                check_name("client's name", client).map_err(|why| Problem::new("as", why))?;
            }
            seen.as_ref().map_or(Ok(()), |seen| check_metadata(setting, seen))?;
            check_op(op)
        }
        Action::Link { links, change } => {
            check_links(setting, *links)?;
            check_change(*change)
        }
        Action::Release(message)
        | Action::Hold(message)
        | Action::Drop(message)
        | Action::Duplicate(message) => check_message(setting, *message),
        Action::Partition { groups } => {
            check_groups(setting, groups).map_err(|reason| Problem::new("partition", reason))
        }
        Action::Heal => Ok(()),
        Action::Crash(replica) => check_exists(setting, "crash", *replica),
        Action::Restart { replica, .. } => check_exists(setting, "restart", *replica),
        Action::View { on, members } => {
            check_exists(setting, "on", *on)?;
            check_members(setting, members).map_err(|(_, reason)| Problem::new("view", reason))
        }
        Action::Join { replica, from } => check_join(setting, *replica, *from),
        Action::Leave(replica) => check_exists(setting, "leave", *replica),
        Action::Gossip { from, with } => check_gossip(setting, *from, *with),
        Action::Transfer { link } => {
            check_link(setting, *link).map_err(|reason| Problem::new("transfer", reason))
        }
        Action::Skew { replica, ms } => {
            check_exists(setting, "skew", *replica)?;
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
fn check_exists(setting: &Setting, field: &'static str, replica: ReplicaId) -> Result<(), Problem> {
    check_replica(setting, replica).map_err(|reason| Problem::new(field, reason))
}

fn check_join(
    setting: &Setting,
    replica: ReplicaId,
    from: Option<ReplicaId>,
) -> Result<(), Problem> {
    check_exists(setting, "join", replica)?;
    from.map_or(Ok(()), |from| check_exists(setting, "from", from))?;
    if from == Some(replica) {
        return Err(Problem::new("from", Reason::JoinsFromItself { replica }));
    }
    Ok(())
}

fn check_gossip(
    setting: &Setting,
    from: ReplicaId,
    with: Option<ReplicaId>,
) -> Result<(), Problem> {
    check_exists(setting, "gossip", from)?;
    with.map_or(Ok(()), |to| check_link(setting, LinkId { from, to }))
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

fn check_metadata(setting: &Setting, seen: &Metadata) -> Result<(), Problem> {
    let mut actors = seen.vector.iter().map(|entry| entry.0);
    actors
        .try_for_each(|actor| check_replica(setting, actor.replica))
        .map_err(|reason| Problem::new("seen", reason))
}

fn check_op(op: &Op) -> Result<(), Problem> {
    op.key().map_or(Ok(()), |key| check_key(key)).map_err(|reason| Problem::new("key", reason))?;
    match op {
        Op::Put { value, .. } => check_length("value", value.len(), limits::VALUE_BYTES, "bytes")
            .map_err(|reason| Problem::new("value", reason)),
        Op::Get { .. } | Op::Delete { .. } | Op::List => Ok(()),
    }
}

fn check_key(key: &str) -> Result<(), Reason> {
    if key.is_empty() {
        return Err(Reason::Empty { what: "key" });
    }
    check_length("key", key.len(), limits::KEY_BYTES, "bytes")?;
    check_line("key", key)
}

fn check_links(setting: &Setting, links: LinkSelector) -> Result<(), Problem> {
    match links {
        LinkSelector::All => Ok(()),
        LinkSelector::One(link) | LinkSelector::Both(link) => {
            check_link(setting, link).map_err(|reason| Problem::new("link", reason))
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

fn check_message(setting: &Setting, message: MessageRef) -> Result<(), Problem> {
    let problem = |reason| Problem::new("message", reason);
    match message {
        MessageRef::Id(id) => {
            check_link(setting, id.link).map_err(problem)?;
            check_counts("messages", id.number).map_err(problem)
        }
        MessageRef::Write { dot, to } => {
            check_dot(setting, dot).map_err(problem)?;
            check_replica(setting, to).map_err(problem)
        }
        MessageRef::Next(link) => {
            check_link(setting, link).map_err(|reason| Problem::new("link", reason))
        }
    }
}

fn check_dot(setting: &Setting, dot: Dot) -> Result<(), Reason> {
    check_replica(setting, dot.actor.replica)?;
    check_counts("writes", dot.counter)
}

fn check_counts(what: &'static str, number: u32) -> Result<(), Reason> {
    if number == 0 { Err(Reason::CountsFromOne { what }) } else { Ok(()) }
}

fn check_groups(setting: &Setting, groups: &[Vec<ReplicaId>]) -> Result<(), Reason> {
    if groups.is_empty() || groups.iter().any(Vec::is_empty) {
        return Err(Reason::EmptyGroup);
    }
    let mut is_taken = vec![false; setting.names.len()];
    for &replica in groups.iter().flatten() {
        check_replica(setting, replica)?;
        if std::mem::replace(&mut is_taken[replica.index()], true) {
            return Err(Reason::InTwoGroups { replica });
        }
    }
    Ok(())
}
