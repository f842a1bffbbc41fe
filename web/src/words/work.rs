//! Long work in words: how far it is, and what came of it.

use causal_diagram::words::counted;

use super::search::{search_outcome, search_refused, searching};
use crate::service::{
    Answer, Doing, ExecutionReport, HostReport, JobKind, LogReport, Progress, Refusal,
};

/// What a log is called that came without a name.
pub(crate) const PASTED_LOG: &str = "the log";
/// What is said beside a report.
pub(crate) const LOG_KEEPS: &str = "The run on show is as it was.";

/// That a job has begun.
pub(crate) fn begun(name: &str) -> String {
    format!("Reading {name}.")
}

/// That a job was withdrawn.
pub(crate) fn cancelled(name: &str) -> String {
    format!("Reading {name} was cancelled. Nothing was changed.")
}

/// How far a job is.
pub(crate) fn progress(kind: JobKind, name: &str, now: Option<&Progress>) -> String {
    let Some(Progress { doing, done, of }) = now else {
        return if kind == JobKind::Log { begun(name) } else { searching(None, 0) };
    };
    match *doing {
        Doing::TryingStates { depth } => searching(now, depth),
        Doing::ReadingLines => format!("Reading {name}: line {done} of {of}."),
        Doing::JudgingEvents => format!("Comparing the clocks of {name}: event {done} of {of}."),
    }
}

/// What came of a job, as one sentence or a few.
pub(crate) fn outcome(kind: JobKind, name: &str, outcome: &Result<Answer, Refusal>) -> String {
    match outcome {
        Ok(Answer::Log(report)) => format!("Read {name}: {}", summary(report)),
        Ok(Answer::Search(report)) => search_outcome(name, report),
        Err(refusal) if kind == JobKind::Search => search_refused(refusal),
        Err(refusal) => refused(name, refusal),
    }
}

fn refused(name: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Input(sentence) => format!("Something is wrong with {name}. {sentence}"),
        Refusal::OtherEngine { page_engine, worker_engine } => format!(
            "The page is of engine {page_engine} and its worker of engine {worker_engine}: the playground \
             was renewed meanwhile. Reload the page, and open {name} again."
        ),
        Refusal::Cancelled { .. } => cancelled(name),
        Refusal::Stopped => format!(
            "Reading {name} broke off: the browser may have too little memory. Nothing was changed."
        ),
    }
}

/// How much a log has, and that nothing in it contradicts itself.
fn summary(report: &LogReport) -> String {
    let n_hosts = report.executions.first().map_or(0, |only| only.hosts.len());
    let events = counted(report.n_events as usize, "event");
    let have = match report.n_executions {
        1 => format!("{events} of {}. All clocks fit together.", counted(n_hosts, "host")),
        n => format!("{events} in {n} executions. All clocks fit together."),
    };
    let have = match report.n_missing {
        0 => have,
        n => {
            format!("{have} {} more {} known of and missing.", counted(n as usize, "event"), are(n))
        }
    };
    report.skipped.iter().fold(have, |have, skipped| format!("{have} {skipped}"))
}

/// What stands over an execution; nothing over the only one.
pub(crate) fn execution(report: &LogReport, at: usize, execution: &ExecutionReport) -> String {
    let n_events: u32 = execution.hosts.iter().map(|host| host.n_events).sum();
    let events = counted(n_events as usize, "event");
    match (report.n_executions, &*execution.name) {
        (1, "") => String::new(),
        (_, "") => format!("Execution {}: {events}", at + 1),
        (_, name) => format!("{name}: {events}"),
    }
}

/// How many executions are not told of.
pub(crate) fn further(report: &LogReport) -> Option<String> {
    let n = (report.n_executions as usize).saturating_sub(report.executions.len());
    (n > 0).then(|| format!("And {} more.", counted(n, "execution")))
}

/// What a host has, and what it lacks.
pub(crate) fn host(host: &HostReport) -> String {
    let events = counted(host.n_events as usize, "event");
    if host.n_missing == 0 {
        return events;
    }
    let places: Vec<String> = host.gaps.iter().map(|&(after, n)| gap(after, n)).collect();
    let told: u32 = host.gaps.iter().map(|gap| gap.1).fold(0, u32::saturating_add);
    let more = if told < host.n_missing { ", and further ones" } else { "" };
    let n = host.n_missing;
    let are = are(n);
    format!("{events}; {n} more {are} known of and missing here ({}{more})", places.join(", "))
}

fn are(n: u32) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

fn gap(after: u32, n: u32) -> String {
    match (after, n) {
        (0, n) => format!("{n} at its beginning"),
        (after, n) => format!("{n} after number {after}"),
    }
}
