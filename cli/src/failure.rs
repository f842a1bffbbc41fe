//! What can go wrong, as an exit code and a line on standard error.

use std::fmt;
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use causal_core::scenario::{Place, Reason, ScenarioError};

/// The command line is wrong.
pub(crate) const USAGE: u8 = 2;
const FINDINGS: u8 = 1;
const UNREADABLE: u8 = 3;
const STOPPED: u8 = 4;
const UNWRITABLE: u8 = 5;

/// What the help says of them.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  something was found: by `check`, by `explore`, or in what `merge` puts together;
     or a predicate is not so, which `check` was asked or `run` waits for
  2  the command line is wrong, or a predicate
  3  the input cannot be read: no such file, no UTF-8, no scenario, no answer; or its
     schedules cannot be explored
  4  not all of it: the run stopped early, for an action cannot happen or it has too
     many steps; `explore` has used up its budget; `merge` lacks seeds; what there is
     is printed
  5  the output cannot be written (a closed pipe is fine)

Errors are on standard error, as `causal: FILE:LINE:COLUMN: sentence`.";

/// Why the exit code is not 0.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something was found, which is printed already.
    Findings,
    /// A predicate is not so, which is printed already.
    NotSo,
    /// A predicate cannot be read, or asks for what cannot be.
    Misread(String),
    /// The input is no scenario.
    Unreadable(String),
    /// The run stopped early, or what there is is not all.
    Stopped(String),
    /// The output went nowhere.
    Unwritable(String),
}

impl Failure {
    /// Says on standard error what is wrong; the exit code comes back.
    pub(crate) fn tell(&self) -> ExitCode {
        if !matches!(self, Self::Findings | Self::NotSo) {
            // Nobody may listen there either.
            let _unheard = writeln!(io::stderr(), "causal: {self}");
        }
        ExitCode::from(match self {
            Self::Findings | Self::NotSo => FINDINGS,
            Self::Misread(_) => USAGE,
            Self::Unreadable(_) => UNREADABLE,
            Self::Stopped(_) => STOPPED,
            Self::Unwritable(_) => UNWRITABLE,
        })
    }

    /// The input cannot be read, as a whole.
    pub(crate) fn unreadable(name: &str, says: impl fmt::Display) -> Self {
        Self::Unreadable(format!("{name}: {says}"))
    }

    /// A file cannot be opened, or not be read to its end.
    pub(crate) fn unread(name: &str, why: &io::Error) -> Self {
        let says = match why.kind() {
            ErrorKind::NotFound => "there is no such file.".to_owned(),
            ErrorKind::IsADirectory => "this is a folder.".to_owned(),
            ErrorKind::PermissionDenied => "this file may not be read.".to_owned(),
            _ => format!("this cannot be read: {why}."),
        };
        Self::unreadable(name, says)
    }

    /// The input is no scenario: with line and column where there are such.
    pub(crate) fn no_scenario(name: &str, error: &ScenarioError) -> Self {
        let reason = error.reason();
        match error.place() {
            Place::Text { line, column } => {
                Self::Unreadable(format!("{name}:{line}:{column}: {reason}."))
            }
            Place::Json { path, line, column } => {
                let is_whole = path.is_empty() || matches!(reason, Reason::Newer { .. });
                let field = if is_whole { String::new() } else { format!("{path}: ") };
                Self::Unreadable(format!("{name}:{line}:{column}: {field}{reason}."))
            }
            Place::Whole | Place::Setting { .. } | Place::Action { .. } => {
                Self::unreadable(name, error)
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Findings => f.write_str("there are findings."),
            Self::NotSo => f.write_str("it is not so."),
            Self::Misread(says)
            | Self::Unreadable(says)
            | Self::Stopped(says)
            | Self::Unwritable(says) => f.write_str(says),
        }
    }
}
