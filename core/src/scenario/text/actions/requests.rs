//! Reads what a client asks: `A: lost = wallet`, `A: del lost`, `ann@C: read lost`, `A: list`; and
//! what it has seen, if it brings that along: `ann@C: seen A1 B2: read lost`.

use std::sync::Arc;

use super::Sentence;
use crate::clock::{ReplicaId, VersionVector};
use crate::replica::protocol::{Key, Op};
use crate::scenario::cursor::{Cursor, Stumble};
use crate::world::action::{Action, Metadata};

impl Sentence<'_> {
    /// Reads `A: …` or `ann@A: …`, if the line is one.
    pub(super) fn request(&mut self) -> Result<Option<Action>, Stumble> {
        let mut ahead = self.cursor;
        let name = match ahead.quoted()? {
            Some(name) => name,
            None => ahead.word().to_owned(),
        };
        // No space before these: `note : x` is a note.
        let has_client = ahead.eat("@");
        if !has_client && !ahead.eat(":") {
            return Ok(None);
        }
        let start = std::mem::replace(&mut self.cursor, ahead);
        let (session, on) = if has_client {
            self.parts.push(("as", start.at()));
            let on = self.names.replica(&mut self.cursor)?;
            self.cursor.skip_blanks();
            if !self.cursor.eat(":") {
                return Err(self.cursor.expected("a colon"));
            }
            (Some(Arc::from(name)), on)
        } else {
            (None, self.replica(&name, start)?)
        };
        let seen = self.seen()?;
        let op = self.op()?;
        Ok(Some(Action::Request { on, session, op, seen }))
    }

    fn replica(&self, name: &str, at: Cursor<'_>) -> Result<ReplicaId, Stumble> {
        if name.is_empty() {
            return Err(at.expected("a replica before the colon"));
        }
        self.names.find(name).map_err(|reason| at.stumble(reason))
    }

    /// Reads `seen A1 B2:`, `seen A1 stamp 7:` or `seen none:`, if no `=` follows the first word:
    /// keys may begin like this too.
    fn seen(&mut self) -> Result<Option<Metadata>, Stumble> {
        self.note("seen");
        let (mut word, mut token) = (self.cursor, self.cursor);
        token.token();
        token.skip_blanks();
        let is_key = token.rest().starts_with('=');
        if is_key || !eat_word(&mut word, "seen") || word.rest().is_empty() {
            return Ok(None);
        }
        self.cursor = word;
        let mut dots = Vec::new();
        if !eat_word(&mut self.cursor, "none") {
            while let Some(dot) = self.names.dot(&mut self.cursor)? {
                dots.push(dot);
                self.cursor.skip_blanks();
            }
        }
        self.names.steps().count_sorting(dots.len());
        let mut seen = Metadata { vector: VersionVector::covering(dots), ..Metadata::default() };
        if eat_word(&mut self.cursor, "stamp") {
            self.note("stamp");
            seen.stamp = self.cursor.number("a stamp")?;
            self.cursor.skip_blanks();
        }
        if self.cursor.eat(":") {
            Ok(Some(seen))
        } else {
            Err(self.cursor.expected("a write, as A1, or a colon"))
        }
    }

    fn op(&mut self) -> Result<Op, Stumble> {
        self.note("key");
        let start = self.cursor;
        let is_quoted = start.rest().starts_with('"');
        let key = self.key()?;
        self.cursor.skip_blanks();
        if self.cursor.eat("=") {
            return self.put(key);
        }
        let verb = if is_quoted { String::new() } else { key.to_ascii_lowercase() };
        match verb.as_str() {
            "list" if self.cursor.at_end() => Ok(Op::List),
            "read" | "get" => self.named_key().map(|key| Op::Get { key }),
            "del" | "delete" => self.named_key().map(|key| Op::Delete { key }),
            _ => Err(self.cursor.expected("= and a value (or `read` or `del` before the key)")),
        }
    }

    fn put(&mut self, key: Key) -> Result<Op, Stumble> {
        self.note("value");
        let value = self.text("a value (\"\" for an empty one)")?;
        Ok(Op::Put { key, value })
    }

    fn named_key(&mut self) -> Result<Key, Stumble> {
        self.note("key");
        self.key()
    }

    fn key(&mut self) -> Result<Key, Stumble> {
        let start = self.cursor;
        if let Some(key) = self.cursor.quoted()? {
            return Ok(key.into());
        }
        let key = if start.at_end() { "" } else { self.cursor.token() };
        if key.is_empty() { Err(start.expected("a key")) } else { Ok(key.into()) }
    }
}

/// Passes over a word and the white space behind it, if it is the next thing.
fn eat_word(cursor: &mut Cursor<'_>, word: &str) -> bool {
    let mut ahead = *cursor;
    let is_it = ahead.word().eq_ignore_ascii_case(word);
    if is_it {
        ahead.skip_blanks();
        *cursor = ahead;
    }
    is_it
}
