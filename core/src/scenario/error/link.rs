//! Why a link cannot be opened, each as the sentences that the page shows.

use std::fmt;

use super::{Place, Reason, ScenarioError};
use crate::scenario::limits;

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// Its end is missing.
    Incomplete {
        /// How many characters there are.
        arrived: usize,
        /// How many there should be, if the beginning that says so is there.
        expected: Option<usize>,
    },
    /// It is not as it was made.
    Damaged,
    /// It is of a later format.
    Newer {
        /// Which format.
        format: u32,
    },
    /// It is of this format and holds something that came into use later.
    NewerContents,
    /// It is of this format and holds no scenario.
    UnknownKind {
        /// The letter of what it holds.
        kind: char,
    },
    /// It is no link of the playground.
    NotALink,
    /// It is larger than any link of a scenario can be.
    TooLarge {
        /// How many bytes or characters there are, at least.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// It is whole, and what it holds makes no sense.
    Senseless,
    /// It is whole, and what it holds is not allowed.
    Invalid(Box<ScenarioError>),
}

impl LinkError {
    pub(in crate::scenario) fn too_large(found: usize, limit: usize) -> Self {
        Self::TooLarge { found, limit }
    }

    /// A part of the setting is not allowed.
    pub(in crate::scenario) fn invalid(field: &'static str, reason: Reason) -> Self {
        Self::Invalid(Box::new(ScenarioError::new(Place::Setting { field }, reason)))
    }

    /// The body would be larger than any scenario.
    pub(in crate::scenario) fn body_too_large() -> Self {
        Self::too_large(limits::SCENARIO_BYTES + 1, limits::SCENARIO_BYTES)
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reload = "Reload to update; if that does not help, open the page directly.";
        match self {
            Self::Incomplete { arrived, expected } => {
                f.write_str("This link is incomplete: ")?;
                match expected {
                    Some(expected) => write!(f, "{arrived} of {expected} characters arrived.")?,
                    None => write!(f, "only its beginning arrived.")?,
                }
                f.write_str(" Mail and chat programs sometimes cut the end. ")?;
                f.write_str("Ask for it again, or paste the whole link here.")
            }
            Self::Damaged => f.write_str("This link was changed on the way (check failed)."),
            Self::Newer { format } => {
                write!(f, "Made with a newer version (format {format}; this is 1). {reload}")
            }
            Self::NewerContents => {
                write!(
                    f,
                    "Made with a newer version: it uses what this one does not know. {reload}"
                )
            }
            Self::UnknownKind { kind } => {
                write!(f, "This link holds no scenario, but something of kind `{kind}`. {reload}")
            }
            Self::NotALink => f.write_str("This is no link of the playground."),
            Self::TooLarge { found, limit } => {
                write!(f, "This link is too large: {found} bytes or more; {limit} are the most.")
            }
            Self::Senseless => f.write_str("This link is whole, but what it holds makes no sense."),
            Self::Invalid(error) => {
                write!(f, "This link is whole, but what it holds is not allowed. {error}")
            }
        }
    }
}

impl std::error::Error for LinkError {}
