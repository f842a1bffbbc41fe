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

use super::PATTERN_BYTES;
use super::error::ImportError;
use super::layout::Pattern;
use parse::{Assertion, Node};
use program::Program;
use search::Search;

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
    let search = RefCell::new(Search::new(program));
    let find =
        Box::new(move |text: &str, range, steps: &_| search.borrow_mut().find(text, range, steps));
    Ok(Pattern { names: names.into_iter().map(Into::into).collect(), find })
}

#[cfg(test)]
mod tests;
