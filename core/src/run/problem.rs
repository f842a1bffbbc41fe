//! Why a run ends before its script does.

use std::fmt;

use crate::numbers::grouped;
use crate::world::ActionError;

/// Why a run stops before its script ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// An action cannot happen.
    Action {
        /// Which of the script, from 0.
        index: usize,
        /// Why the action cannot happen.
        error: ActionError,
    },
    /// The run has as many steps as it may have.
    TooLong {
        /// How many steps a run may have.
        limit: usize,
    },
    /// So much has happened in few steps that the run takes as much memory as it may.
    TooLarge {
        /// How many events there are.
        n_events: usize,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Action { index, error } => {
                write!(
                    f,
                    "Action {} cannot happen: {error}. What comes before it is kept.",
                    index + 1
                )
            }
            Self::TooLong { limit } => write!(
                f,
                "{} steps is the limit of one run. Start a branch from here or share this one.",
                in_groups(*limit)
            ),
            Self::TooLarge { n_events } => write!(
                f,
                "This run has grown to {} events, and one run cannot hold more. What happened \
                 until then is kept.",
                in_groups(*n_events)
            ),
        }
    }
}

impl std::error::Error for Problem {}

fn in_groups(number: usize) -> String {
    grouped(number as u128, ' ')
}
