//! A log that was read: hosts, events, and where some are missing.

use std::collections::BTreeMap;

use litemap::LiteMap;

use super::clock;
use super::error::ImportError;
use super::lines::column;
use super::progress::Watch;
use super::record::Record;
use super::skipped::SkippedLine;
use super::{EVENTS, HOSTS};
use crate::steps::Steps;

/// Everything that a file tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// The executions in the order of the file; most files have one.
    pub executions: Vec<Execution>,
    /// How many lines were not taken for part of an event; empty ones do not count.
    pub n_skipped: usize,
    /// The first of them.
    pub first_skipped: Option<SkippedLine>,
}

impl Log {
    /// What was left out, as a sentence; nothing if all lines were taken.
    #[must_use]
    pub fn skipped_in_words(&self) -> Option<String> {
        let first = self.first_skipped.as_ref()?;
        Some(match self.n_skipped {
            1 => format!("1 line is no part of an event: {first}."),
            n => format!("{n} lines are no part of an event; the first is {first}."),
        })
    }
}

/// One run of a system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Execution {
    /// What the file calls it; may be empty.
    pub name: String,
    /// The hosts in the order in which they are first named, also those without any event.
    pub hosts: Vec<String>,
    /// The events, each after everything that it knows of; otherwise in the order of their lines.
    pub events: Vec<LoggedEvent>,
    /// Where events are missing, by host and number.
    pub gaps: Vec<Gap>,
}

/// One event of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedEvent {
    /// Where it happened, as a position among the hosts.
    pub host: usize,
    /// What it knows of, itself included: hosts and counts, in the order of the hosts, without
    /// zeros.
    pub clock: Vec<(usize, u32)>,
    /// What happened, in the log's own words.
    pub text: String,
    /// What else the log says of it, by name.
    pub fields: Vec<(String, String)>,
    /// The line of its clock, from 1.
    pub line: usize,
}

/// Events of one host that were not logged: they are named, or left out in counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The host that lacks events, by its index.
    pub host: usize,
    /// The number of the host's last event before the gap; 0 if there is none.
    pub after: u32,
    /// How many events are missing; at the end, as far as anyone knows.
    pub n_missing: u32,
}

impl LoggedEvent {
    /// Which of its host's events it is, from 1; 0 if its clock does not say.
    #[must_use]
    pub fn number(&self) -> u32 {
        count_of(&self.clock, self.host)
    }
}

/// The entry of a host in a clock; 0 if there is none.
pub(super) fn count_of(clock: &[(usize, u32)], host: usize) -> u32 {
    clock.binary_search_by_key(&host, |entry| entry.0).map_or(0, |at| clock[at].1)
}

/// A log that is being read; nothing is judged yet, and events are in the order of the file.
pub(super) struct Draft<'w> {
    pub(super) watch: Watch<'w>,
    pub(super) executions: Vec<Execution>,
    pub(super) n_skipped: usize,
    pub(super) first_skipped: Option<SkippedLine>,
    n_events: usize,
    name: String,
    by_name: BTreeMap<String, usize>,
    /// The positions of the hosts, for each execution.
    by_host: Vec<LiteMap<String, usize>>,
}

impl<'w> Draft<'w> {
    /// Nothing is read yet; whoever watches is told how far reading is.
    pub(super) fn new(watch: Watch<'w>) -> Self {
        Self {
            watch,
            executions: Vec::new(),
            n_skipped: 0,
            first_skipped: None,
            n_events: 0,
            name: String::new(),
            by_name: BTreeMap::new(),
            by_host: Vec::new(),
        }
    }

    /// How many events there are.
    pub(super) fn n_events(&self) -> usize {
        self.n_events
    }

    /// What follows belongs to the execution of this name.
    pub(super) fn begin(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    /// Counts a line that is no part of an event, unless it is empty.
    pub(super) fn skip(&mut self, line: usize, text: &str, lacks: Option<String>) {
        if text.trim().is_empty() {
            return;
        }
        self.n_skipped += 1;
        self.first_skipped.get_or_insert_with(|| SkippedLine::new(line, text, lacks));
    }

    /// Takes in an event.
    pub(super) fn add(&mut self, record: &Record<'_>, steps: &Steps) -> Result<(), ImportError> {
        if self.n_events == EVENTS {
            return Err(ImportError::TooManyEvents { line: record.line, limit: EVENTS });
        }
        self.watch.passed(record.line);
        let entries = clock::read(record.clock, steps);
        let entries = entries.map_err(|(offset, says)| ImportError::Clock {
            line: record.line,
            column: record.column + column(record.clock, offset) - 1,
            says,
        })?;
        let at = self.execution();
        let host = self.host(at, &record.host, record.line)?;
        let mut counts: LiteMap<usize, u32> = LiteMap::new();
        for (name, count) in entries {
            let host = self.host(at, &name, record.line)?;
            counts.insert(host, count);
        }
        let clock = counts.into_iter().filter(|entry| entry.1 > 0).collect();
        let field = |(name, field): &(String, std::borrow::Cow<'_, str>)| {
            (name.clone(), field.clone().into_owned())
        };
        self.n_events += 1;
        self.executions[at].events.push(LoggedEvent {
            host,
            clock,
            text: record.text.clone().into_owned(),
            fields: record.fields.iter().map(field).collect(),
            line: record.line,
        });
        Ok(())
    }

    /// The present execution: the parts of one name belong together.
    fn execution(&mut self) -> usize {
        if let Some(at) = self.by_name.get(&self.name) {
            return *at;
        }
        let at = self.executions.len();
        self.by_name.insert(self.name.clone(), at);
        self.executions.push(Execution { name: self.name.clone(), ..Execution::default() });
        self.by_host.push(LiteMap::new());
        at
    }

    fn host(&mut self, execution: usize, name: &str, line: usize) -> Result<usize, ImportError> {
        if let Some(at) = self.by_host[execution].get(name) {
            return Ok(*at);
        }
        let hosts = &mut self.executions[execution].hosts;
        if hosts.len() == HOSTS {
            return Err(ImportError::TooManyHosts { line, limit: HOSTS });
        }
        let at = hosts.len();
        hosts.push(name.to_owned());
        self.by_host[execution].insert(name.to_owned(), at);
        Ok(at)
    }
}
