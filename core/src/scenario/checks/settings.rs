//! What is allowed in a setting.

use super::known::{Known, Problem};
use super::texts::{check_count, check_name, check_time};
use crate::clock::ReplicaId;
use crate::replica::protocol::{Protocol, Time};
use crate::scenario::error::Reason;
use crate::scenario::limits;
use crate::scenario::refs::{Names, no_such_replica};
use crate::steps::Steps;
use crate::world::network::{LinkId, LinkSetting};

/// Checks a setting, as [`check_setting`](crate::scenario::validate::check_setting).
pub(in crate::scenario) fn check_setting_in(
    known: Known<'_>,
    replicas_max: usize,
) -> Result<(), Problem> {
    let Known { setting, steps } = known;
    check_names(&setting.names, replicas_max, steps).map_err(|(_, reason)| replicas(reason))?;
    if let Some(members) = &setting.view {
        check_members(known, members).map_err(|(_, reason)| Problem::new("view", reason))?;
    }
    check_times(&setting.protocol)?;
    let in_links = |problem: Problem| Problem::new("links", problem.reason);
    check_link_setting(&setting.default_link).map_err(in_links)?;
    for (link, at_start) in &setting.links {
        check_link(known, *link).map_err(|reason| Problem::new("links", reason))?;
        check_link_setting(at_start).map_err(in_links)?;
    }
    Ok(())
}

fn replicas(reason: Reason) -> Problem {
    Problem::new("replicas", reason)
}

/// Checks the names of the replicas; an error comes with the index of the name at fault.
pub(in crate::scenario) fn check_names(
    names: &[String],
    replicas_max: usize,
    steps: &Steps,
) -> Result<(), (usize, Reason)> {
    if names.is_empty() {
        return Err((0, Reason::Empty { what: "list of replicas" }));
    }
    check_count("replicas", names.len(), replicas_max).map_err(|reason| (replicas_max, reason))?;
    let known = Names::new(names, steps);
    (0..names.len()).try_for_each(|index| {
        name_problem(&known, names, index).map_or(Ok(()), |reason| Err((index, reason)))
    })
}

/// What is wrong with one of the names, if anything.
fn name_problem(known: &Names<'_>, names: &[String], index: usize) -> Option<Reason> {
    let name = &names[index];
    if let Err(reason) = check_name("name", name, known.steps()) {
        return Some(reason);
    }
    let means = |means: String| Some(Reason::NameMeansOther { name: name.clone(), means });
    // The first of that name: an earlier one, if the name is taken.
    if let Ok(by) = known.find(name)
        && by.index() < index
    {
        return Some(Reason::NameTaken { name: name.clone(), by });
    }
    let letter = ReplicaId::from_letters(name);
    if let Some(other) =
        letter.filter(|other| other.index() != index && other.index() < names.len())
    {
        return means(format!("replica {}", other.index() + 1));
    }
    known.is_dot(name).then(|| means("a write".to_owned())).flatten()
}

/// Checks that the members of a view exist and differ; an error comes with the index of the member
/// at fault.
pub(in crate::scenario) fn check_members(
    known: Known<'_>,
    members: &[ReplicaId],
) -> Result<(), (usize, Reason)> {
    known.steps.count(known.setting.names.len());
    let mut is_member = vec![false; known.setting.names.len()];
    for (index, &replica) in members.iter().enumerate() {
        check_replica(known, replica).map_err(|reason| (index, reason))?;
        if std::mem::replace(&mut is_member[replica.index()], true) {
            return Err((index, Reason::GivenTwice { what: format!("member {replica}") }));
        }
    }
    Ok(())
}

/// Checks how long a request may be parked, and how often replicas gossip and ping.
pub(in crate::scenario) fn check_times(protocol: &Protocol) -> Result<(), Problem> {
    check_time("timeout", protocol.session_timeout_ms)
        .map_err(|reason| Problem::new("session_timeout_ms", reason))?;
    check_interval("gossip interval", protocol.gossip_ms)
        .map_err(|reason| Problem::new("gossip_ms", reason))?;
    check_interval("interval of health checks", protocol.health_ms)
        .map_err(|reason| Problem::new("health_ms", reason))
}

fn check_interval(what: &'static str, ms: Option<Time>) -> Result<(), Reason> {
    let Some(ms) = ms.filter(|ms| !(1..=limits::INTERVAL_MS).contains(ms)) else {
        return Ok(());
    };
    let most = limits::INTERVAL_MS.cast_signed();
    Err(Reason::OutOfRange { what, found: ms.to_string(), least: 1, most })
}

/// Checks how a link behaves.
pub(in crate::scenario) fn check_link_setting(setting: &LinkSetting) -> Result<(), Problem> {
    let (least, greatest) = setting.latency_ms;
    check_latency(least, greatest)?;
    check_permille("loss", setting.loss_permille)?;
    check_permille("duplicate", setting.duplicate_permille)
}

/// Checks how long messages take, least and greatest.
pub(in crate::scenario) fn check_latency(least: Time, greatest: Time) -> Result<(), Problem> {
    let problem = |reason| Problem::new("latency", reason);
    if least > greatest {
        return Err(problem(Reason::LatencyReversed { least, greatest }));
    }
    check_time("latency", greatest).map_err(problem)
}

/// Checks parts per thousand.
pub(in crate::scenario) fn check_permille(
    field: &'static str,
    permille: u16,
) -> Result<(), Problem> {
    if permille <= 1000 {
        return Ok(());
    }
    let reason = Reason::TooGreat {
        what: "number of parts per thousand",
        found: permille.into(),
        limit: 1000,
    };
    Err(Problem::new(field, reason))
}

/// Checks that a link joins two different replicas that exist.
pub(in crate::scenario) fn check_link(known: Known<'_>, link: LinkId) -> Result<(), Reason> {
    check_replica(known, link.from)?;
    check_replica(known, link.to)?;
    if link.from == link.to {
        return Err(Reason::SelfLink { replica: link.from });
    }
    Ok(())
}

/// Checks that a replica exists.
pub(in crate::scenario) fn check_replica(
    known: Known<'_>,
    replica: ReplicaId,
) -> Result<(), Reason> {
    known.steps.count(1);
    if known.setting.has(replica) {
        return Ok(());
    }
    Err(no_such_replica(replica.to_string(), &known.setting.names))
}

/// Checks that the replica that a field names exists.
pub(in crate::scenario) fn check_exists(
    known: Known<'_>,
    field: &'static str,
    replica: ReplicaId,
) -> Result<(), Problem> {
    check_replica(known, replica).map_err(|reason| Problem::new(field, reason))
}
