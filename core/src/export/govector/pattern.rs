//! Regular expressions as ShiViz takes them, in JavaScript's dialect. They are bounded twice: how
//! large they are when their counted repetitions are written out, and how many steps they take in
//! all of a log. What is not there, as lookahead and back references, is an error that says so.
//!
//! Blanks at the end of a line are never in the way: the end of a record and every `\n` take them.

mod class;
mod parse;
mod program;
mod search;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::PATTERN_BYTES;
use super::error::ImportError;
use crate::steps::{Steps, TooMuchWork};
use parse::{Assertion, Node};
use program::Program;
use search::Search;

/// A regular expression that is ready to use.
pub(super) struct Pattern {
    /// The names of its groups.
    pub(super) names: Vec<Arc<str>>,
    /// Behind a pointer, for it is large; what it remembers between searches is its own affair.
    search: Box<RefCell<Search>>,
}

/// Where a match is, and each of its groups, in the order of their names.
pub(super) type Captured = (Range<usize>, Vec<Option<Range<usize>>>);

impl Pattern {
    /// The next match that begins in a range of a text and ends in it; `None` if there is none.
    ///
    /// # Errors
    /// When the steps are used up.
    pub(super) fn find(
        &self,
        text: &str,
        range: Range<usize>,
        steps: &Steps,
    ) -> Result<Option<Captured>, TooMuchWork> {
        self.search.borrow_mut().find(text, range, steps)
    }
}

/// Makes a pattern that matches whole lines, as ShiViz does with files.
pub(super) fn compile(source: &str, line: usize) -> Result<Pattern, ImportError> {
    let error = |says: String| ImportError::Pattern { line, says };
    if source.len() > PATTERN_BYTES {
        let says = format!("it has {} bytes, and {PATTERN_BYTES} are the most", source.len());
        return Err(error(says));
    }
    let (mut branches, names) = parse::parse(source).map_err(error)?;
    // ShiViz writes `^` before and `$` behind it, so each belongs to one branch.
    if let Some(first) = branches.first_mut() {
        first.insert(0, Node::Assert(Assertion::LineStart));
    }
    if let Some(last) = branches.last_mut() {
        last.extend([Node::blanks(), Node::Assert(Assertion::LineEnd)]);
    }
    let program = Program::new(&Node::of_branches(branches), names.len()).map_err(error)?;
    let search = Box::new(RefCell::new(Search::new(program)));
    Ok(Pattern { names: names.into_iter().map(Into::into).collect(), search })
}

#[cfg(test)]
mod tests;
