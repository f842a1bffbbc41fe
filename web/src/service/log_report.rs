//! What there is to say of a log.

use serde::{Deserialize, Serialize};

/// What a log has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogReport {
    /// How many executions there are.
    pub n_executions: u32,
    /// How many events there are in all of them.
    pub n_events: u32,
    /// How many further events are known of and missing, in all of them.
    pub n_missing: u32,
    /// The first executions, in the order of the file.
    pub executions: Vec<ExecutionReport>,
    /// What was left out, as a sentence, if anything was.
    pub skipped: Option<String>,
}

/// What one execution has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecutionReport {
    /// What the file calls it; may be empty.
    pub name: String,
    /// Its hosts in the order in which they are first named.
    pub hosts: Vec<HostReport>,
}

/// What one host has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostReport {
    /// What the log calls it.
    pub name: String,
    /// How many events it has.
    pub n_events: u32,
    /// How many further events are known of, and not in the log.
    pub n_missing: u32,
    /// The number of the last event before a gap, and how many are missing there: the first gaps.
    pub gaps: Vec<(u32, u32)>,
}
