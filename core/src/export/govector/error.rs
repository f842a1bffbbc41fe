//! Why something is no log, as one sentence for people.

use std::fmt;

use super::impossible::Impossible;
use super::skipped::SkippedLine;
use crate::export::words::one_line;

/// What is wrong with a log. Lines and columns are counted from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// It is larger than a log may be.
    TooLong {
        /// Its bytes.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// It has more events than a log may have.
    TooManyEvents {
        /// Where the first one too many stands.
        line: usize,
        /// How many there may be.
        limit: usize,
    },
    /// Its clocks name more hosts than a log may have.
    TooManyHosts {
        /// Where the first one too many is named.
        line: usize,
        /// How many there may be.
        limit: usize,
    },
    /// Its header cannot be read as a regular expression.
    Pattern {
        /// 1 for how events look, 2 for what stands between executions.
        line: usize,
        /// Why, as part of a sentence.
        says: String,
    },
    /// Its header lacks a group.
    MissingGroup {
        /// The group's name.
        group: &'static str,
    },
    /// Nothing in it looks like an event.
    NoEvents {
        /// The first line that could have been one.
        first: Option<SkippedLine>,
    },
    /// A line is not JSON.
    Json {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// Why, as part of a sentence.
        says: String,
    },
    /// A clock is none.
    Clock {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// Why, as part of a sentence.
        says: String,
    },
    /// A clock is one that no run can give.
    Impossible(Box<Impossible>),
}

impl ImportError {
    /// The line, from 1, if it is wrong in one place.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::TooLong { .. } | Self::NoEvents { .. } => None,
            Self::MissingGroup { .. } => Some(1),
            Self::TooManyEvents { line, .. }
            | Self::TooManyHosts { line, .. }
            | Self::Pattern { line, .. }
            | Self::Json { line, .. }
            | Self::Clock { line, .. } => Some(*line),
            Self::Impossible(impossible) => Some(impossible.line),
        }
    }
}

impl ImportError {
    /// That the expression on a line looks around too much.
    pub(super) fn too_much_work(line: usize) -> Self {
        let says = "it goes through this log again and again; that is too much work, and nothing \
                    is read";
        Self::Pattern { line, says: says.to_owned() }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line() {
            write!(f, "Line {line}")?;
        }
        match self {
            Self::TooLong { found, limit } => {
                write!(f, "This log has {found} bytes; {limit} are the most.")
            }
            Self::TooManyEvents { limit, .. } => write!(f, ": {limit} events are the most."),
            Self::TooManyHosts { limit, .. } => write!(f, ": {limit} hosts are the most."),
            Self::Pattern { says, .. } => {
                write!(f, ": the regular expression cannot be read: {}.", one_line(says))
            }
            Self::MissingGroup { group } => {
                write!(f, ": the regular expression has no group `(?<{group}>…)`.")
            }
            Self::NoEvents { first } => {
                f.write_str("There is no event in this text")?;
                first.iter().try_for_each(|first| write!(f, ", not on {first}"))?;
                f.write_str(
                    ". A GoVector log has lines like `A {\"A\":1}`, each with a line below that \
                     says what happened.",
                )
            }
            Self::Json { column, says, .. } => {
                write!(f, ", column {column}: this is no JSON: {}.", one_line(says))
            }
            Self::Clock { column, says, .. } => {
                write!(f, ", column {column}: this is no clock: {}.", one_line(says))
            }
            // Hosts may be called anything, also what a terminal would act on.
            Self::Impossible(impossible) => write!(f, ": {}", one_line(&impossible.to_string())),
        }
    }
}

impl std::error::Error for ImportError {}
