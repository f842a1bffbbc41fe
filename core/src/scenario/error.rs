//! The one error of every spelling: what is wrong, and where.

mod link;
mod reason;

pub use link::LinkError;
pub use reason::Reason;

use std::fmt;

/// Why something is no scenario, as one or two sentences for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    place: Place,
    // Boxed, so that a success is not made to carry the room for it.
    reason: Box<Reason>,
}

/// Where a scenario is wrong. Lines, columns and actions are counted from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The scenario as a whole is wrong, not one part of it.
    Whole,
    /// A place in a text.
    Text {
        /// The line, from 1.
        line: usize,
        /// The column, in characters from 1.
        column: usize,
    },
    /// A place in JSON.
    Json {
        /// Which field, as `actions[3].on`; here actions count from 0. Empty for the whole.
        path: String,
        /// The line, from 1.
        line: usize,
        /// The column, in characters from 1.
        column: usize,
    },
    /// In the setting of a scenario that is not text.
    Setting {
        /// The field's name in JSON.
        field: &'static str,
    },
    /// In an action of a scenario that is not text.
    Action {
        /// The number of the action in the script, from 1.
        number: usize,
        /// Which part of it.
        field: &'static str,
    },
}

impl ScenarioError {
    pub(super) fn new(place: Place, reason: Reason) -> Self {
        Self { place, reason: Box::new(reason) }
    }

    /// Where it is wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What is wrong at that place.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.reason
    }

    /// The line and the column, both from 1, if the scenario was text or JSON.
    #[must_use]
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        match self.place {
            Place::Text { line, column } | Place::Json { line, column, .. } => Some((line, column)),
            Place::Whole | Place::Setting { .. } | Place::Action { .. } => None,
        }
    }
}

impl From<LinkError> for ScenarioError {
    fn from(error: LinkError) -> Self {
        Self::new(Place::Whole, Reason::Link(error))
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = &self.reason;
        match &**reason {
            Reason::Link(_) => return reason.fmt(f),
            Reason::Newer { .. } => return write!(f, "{reason}."),
            _ => {}
        }
        match &self.place {
            Place::Whole => {
                let sentence = reason.to_string();
                let (first, rest) =
                    sentence.split_at(sentence.chars().next().map_or(0, char::len_utf8));
                write!(f, "{}{rest}.", first.to_ascii_uppercase())
            }
            Place::Text { line, column } => write!(f, "Line {line}, column {column}: {reason}."),
            Place::Json { path, line, column } => {
                let gap = if path.is_empty() { "" } else { ": " };
                write!(f, "{path}{gap}{reason}; line {line}, column {column}.")
            }
            Place::Setting { field } => write!(f, "Setting, {field}: {reason}."),
            Place::Action { number, field } => write!(f, "Action {number}, {field}: {reason}."),
        }
    }
}

impl std::error::Error for ScenarioError {}
