//! The members of a view, read from text.

use super::names::Names;
use crate::clock::ReplicaId;
use crate::scenario::cursor::{Cursor, ParseError};

impl Names<'_> {
    /// Reads members, each with its place, up to the end of the line; or `none`. A replica of that
    /// name has a letter, and can stand between quotes.
    pub(in crate::scenario) fn members<'a>(
        &self,
        cursor: &mut Cursor<'a>,
    ) -> Result<Vec<(Cursor<'a>, ReplicaId)>, ParseError> {
        cursor.skip_blanks();
        let mut ahead = *cursor;
        if ahead.word().eq_ignore_ascii_case("none") && ahead.at_end() {
            *cursor = ahead;
            return Ok(Vec::new());
        }
        if cursor.at_end() {
            return Err(cursor.expected("the members, or `none`"));
        }
        let mut found = Vec::new();
        while !cursor.at_end() {
            cursor.skip_blanks();
            if found.is_empty() || !cursor.eat(",") {
                let start = *cursor;
                found.push((start, self.replica(cursor)?));
            }
        }
        Ok(found)
    }
}
