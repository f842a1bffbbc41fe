//! Reading a log of another system: what there is to say of it.

use causal_core::export::govector::{self, Execution, Log, Phase};
use serde::{Deserialize, Serialize};

use super::job::{Answer, Doing, Progress, Refusal};

/// How many executions are told of one by one.
const EXECUTIONS: usize = 20;
/// How many gaps of a host are told of one by one.
const GAPS: usize = 3;

/// What a log has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogReport {
    /// How many executions there are.
    pub n_executions: u32,
    /// How many events there are in all of them.
    pub n_events: u32,
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

/// Reads a log, and says what it has.
///
/// # Errors
/// The first thing that is wrong with it, as a sentence with its line.
pub(super) fn read(text: &str, tell: &mut dyn FnMut(Progress)) -> Result<Answer, Refusal> {
    let read = govector::read_watched(text, &mut |now| {
        let doing = match now.phase {
            Phase::Reading => Doing::ReadingLines,
            Phase::Judging => Doing::JudgingEvents,
        };
        tell(Progress { doing, done: count(now.done), of: count(now.of) });
    });
    let log = read.map_err(|error| Refusal::Input(error.to_string()))?;
    Ok(Answer::Log(report(&log)))
}

fn report(log: &Log) -> LogReport {
    let n_events = log.executions.iter().map(|execution| execution.events.len()).sum();
    LogReport {
        n_executions: count(log.executions.len()),
        n_events: count(n_events),
        executions: log.executions.iter().take(EXECUTIONS).map(of_execution).collect(),
        skipped: log.skipped_in_words(),
    }
}

fn of_execution(execution: &Execution) -> ExecutionReport {
    let mut hosts: Vec<HostReport> = execution.hosts.iter().map(|name| nothing_of(name)).collect();
    execution.events.iter().for_each(|event| hosts[event.host].n_events += 1);
    for gap in &execution.gaps {
        let host = &mut hosts[gap.host];
        host.n_missing = host.n_missing.saturating_add(gap.n_missing);
        if host.gaps.len() < GAPS {
            host.gaps.push((gap.after, gap.n_missing));
        }
    }
    ExecutionReport { name: execution.name.clone(), hosts }
}

fn nothing_of(name: &str) -> HostReport {
    HostReport { name: name.to_owned(), n_events: 0, n_missing: 0, gaps: Vec::new() }
}

/// Logs have fewer lines than this can count.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
