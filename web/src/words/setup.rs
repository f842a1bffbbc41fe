//! What is said where the replicas are chosen.

use causal_core::clock::ReplicaId;
use causal_core::scenario::Reason;
use causal_core::scenario::limits::NAME_CHARS;

use super::count;

pub(crate) const REPLICAS: &str = "Replicas";
pub(crate) const SETUP_SAYS: &str = "Up to 16. The same actions are played again with these replicas, and \
                                     the run before stays as a tab.";
pub(crate) const SET_UP: &str = "Use these replicas";
pub(crate) const SET_UP_AFRESH: &str = "Start empty with these";

/// What there is in a fresh run.
pub(crate) fn replicas_now(names: &[String]) -> String {
    format!("{}, nothing written.", count(names.len(), "replica", "replicas"))
}

/// Why a name cannot be used.
pub(crate) fn wrong_name(replica: ReplicaId, reason: &Reason) -> String {
    let why = match reason {
        Reason::Empty { .. } => "it needs a name, for example its letter".to_owned(),
        Reason::TooLong { .. } => format!("{NAME_CHARS} characters at most for a name"),
        Reason::NameTaken { name, by } => format!("{by} is called “{name}” already"),
        Reason::NameMeansOther { name, means } => format!("“{name}” means {means}"),
        other => other.to_string(),
    };
    format!("Replica {replica}: {why}. The run is as it was, and what you typed stays here.")
}

/// Which action cannot be done without a replica that would be gone.
pub(crate) fn needs_replica(number: usize, row: Option<&str>, reason: &Reason) -> String {
    let action = row.map_or_else(|| format!("Action {number}"), |row| format!("“{row}”"));
    let why = match reason {
        Reason::NoSuchReplica { found, .. } => format!("needs replica {found}"),
        other => format!("cannot be done: {other}"),
    };
    format!("{action} {why}. The run is as it was. Choose more replicas, or start empty.")
}
