//! One line of text while an action is read from it.

use std::sync::Arc;

use crate::clock::ReplicaId;
use crate::scenario::cursor::{Cursor, ParseError};
use crate::scenario::refs::Names;
use crate::world::action::{LinkSelector, MessageRef};

/// A line, and where its parts were found.
pub(in crate::scenario) struct Sentence<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) names: &'a Names<'a>,
    start: usize,
    parts: Vec<(&'static str, usize)>,
}

impl<'a> Sentence<'a> {
    /// The line from the cursor on.
    pub(in crate::scenario) fn new(cursor: Cursor<'a>, names: &'a Names<'a>) -> Self {
        Self { cursor, names, start: cursor.at(), parts: Vec::new() }
    }

    /// Where a part of the action was found; where the action starts, if it was not noted.
    pub(in crate::scenario) fn place(&self, part: &str) -> usize {
        let found = self.parts.iter().rfind(|(noted, _)| *noted == part);
        found.map_or(self.start, |found| found.1)
    }

    /// Notes that a part is the next thing.
    pub(super) fn note(&mut self, part: &'static str) {
        self.cursor.skip_blanks();
        self.note_at(part, self.cursor);
    }

    /// Notes where a part was found.
    pub(super) fn note_at(&mut self, part: &'static str, at: Cursor<'_>) {
        self.parts.push((part, at.at()));
    }

    /// Reads the replica that a verb is about.
    pub(super) fn replica(&mut self, part: &'static str) -> Result<ReplicaId, ParseError> {
        self.note(part);
        self.names.replica(&mut self.cursor)
    }

    /// Reads one or more links.
    pub(super) fn links(&mut self) -> Result<LinkSelector, ParseError> {
        self.note("link");
        self.names.links(&mut self.cursor)
    }

    /// Reads a message.
    pub(super) fn message(&mut self) -> Result<MessageRef, ParseError> {
        self.note("message");
        self.names.message(&mut self.cursor)
    }

    /// Reads a text up to the end of the line.
    pub(super) fn text(&mut self, what: &str) -> Result<Arc<str>, ParseError> {
        let start = self.cursor;
        match self.cursor.text()? {
            Some(text) => Ok(text.into()),
            None => Err(start.expected(what)),
        }
    }

    /// Reads a word, in lower case; may be empty.
    pub(super) fn word(&mut self) -> String {
        self.cursor.skip_blanks();
        self.cursor.word().to_ascii_lowercase()
    }
}
