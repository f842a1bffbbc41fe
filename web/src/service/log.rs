//! Reading a log of another system, and counting what it has.

use causal_core::export::govector::{self, Execution, Log, Phase};

use super::job::{Answer, Doing, Progress, Refusal};
use super::log_report::{ExecutionReport, HostReport, LogReport};

/// How many executions are told of one by one.
const EXECUTIONS: usize = 20;
/// How many gaps of a host are told of one by one.
const GAPS: usize = 3;

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
    let gaps = log.executions.iter().flat_map(|execution| &execution.gaps);
    let gaps = gaps.map(|gap| gap.n_missing);
    LogReport {
        n_executions: count(log.executions.len()),
        n_events: count(n_events),
        n_missing: gaps.fold(0, u32::saturating_add),
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
