//! What is wrong with a predicate that somebody has typed.

use std::fmt;

use crate::scenario::{excerpt, nearest};

/// Where reading stopped, and why, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PredicateError {
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong there and, where it can be guessed, what was meant.
    pub says: String,
}

impl fmt::Display for PredicateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stop = if self.says.ends_with('?') { "" } else { "." };
        write!(f, "Column {}: {}{stop}", self.column, self.says)
    }
}

impl std::error::Error for PredicateError {}

/// What is wrong, and at which byte. Boxed: it is handed up through every part of the reading, and a
/// single word is handed up with the least code.
pub(super) type Wrong = Box<(usize, String)>;

/// What is wrong at a byte, in pieces.
#[cold]
#[inline(never)]
pub(super) fn wrong(at: usize, says: &[&str]) -> Wrong {
    Box::new((at, says.concat()))
}

/// More words than these are not listed in a sentence.
const LISTED: usize = 8;

/// That a word is not among those known, with the one that it looks like.
pub(super) fn unknown(what: &str, found: &str, known: &[&str]) -> String {
    let says = ["there is no ", what, " `", &excerpt(found), "`"].concat();
    match nearest(found, known) {
        Some(meant) => says + "; did you mean `" + meant + "`?",
        None if known.len() > LISTED => says,
        None => says + "; known are " + &known.join(", "),
    }
}
