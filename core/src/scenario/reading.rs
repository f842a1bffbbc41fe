//! Reads a scenario whatever its spelling: what is pasted into the page, or dropped on it.

use super::checks::check_input;
use super::error::ScenarioError;
use super::model::Scenario;
use super::{json, limits, link, text};

impl Scenario {
    /// Reads text, JSON or a link, whichever it is, as a scenario that the page can show.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn read(input: &str) -> Result<Self, ScenarioError> {
        Self::read_within(input, limits::REPLICAS_IN_PAGE)
    }

    /// Reads text, JSON or a link of at most so many replicas.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn read_within(input: &str, replicas_max: usize) -> Result<Self, ScenarioError> {
        check_input(input, link::CHARS_MAX)?;
        let begin = input.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if begin.starts_with('{') {
            json::parse_within(input, replicas_max)
        } else if link::is_link(input) {
            Ok(link::decode_within(input, replicas_max)?.scenario)
        } else {
            text::parse_within(input, replicas_max)
        }
    }
}
