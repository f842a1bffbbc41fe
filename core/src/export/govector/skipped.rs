//! A line of a log that was not taken for part of an event.

use std::fmt;

/// How many characters of a line are shown.
const SHOWN: usize = 80;

/// A line that is no part of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedLine {
    /// Its number, from 1.
    pub line: usize,
    /// What stands there, or how it begins.
    pub text: String,
    /// What it lacks, as part of a sentence, if that can be said.
    pub lacks: Option<String>,
}

impl SkippedLine {
    /// A line that is shown as it stands, or its beginning.
    pub(super) fn new(line: usize, text: &str, lacks: Option<String>) -> Self {
        let mut shown: String = text.trim().chars().take(SHOWN).collect();
        if shown.len() < text.trim().len() {
            shown.push('…');
        }
        let text = shown.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        Self { line, text, lacks }
    }
}

impl fmt::Display for SkippedLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, `{}`", self.line, self.text)?;
        self.lacks.iter().try_for_each(|lacks| write!(f, ", which {lacks}"))
    }
}
