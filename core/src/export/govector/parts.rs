//! A log in the parts that belong to one execution each.

use super::error::ImportError;
use super::layout::Delimiter;
use crate::steps::Steps;

/// A piece of a log that belongs to one execution.
pub(super) struct Part<'a> {
    /// The execution's name; empty if it has none.
    pub(super) name: String,
    /// The text, without the delimiter.
    pub(super) text: &'a str,
    /// The number of its first line.
    pub(super) first_line: usize,
}

/// Cuts a text at the lines that are delimiters. Parts without anything in them are left out.
pub(super) fn parts<'a>(
    text: &'a str,
    first_line: usize,
    delimiter: &Delimiter,
    steps: &Steps,
) -> Result<Vec<Part<'a>>, ImportError> {
    steps.count(text.len());
    let mut parts = Vec::new();
    let (mut name, mut start, mut start_line) = (String::new(), 0, first_line);
    let mut at = 0;
    for (number, line) in (first_line..).zip(text.split('\n')) {
        if let Some(next) = delimiter.name_in(line, steps)? {
            let name = std::mem::replace(&mut name, next);
            parts.push(Part { name, text: &text[start..at], first_line: start_line });
            start = (at + line.len() + 1).min(text.len());
            start_line = number + 1;
        }
        at += line.len() + 1;
    }
    parts.push(Part { name, text: &text[start..], first_line: start_line });
    parts.retain(|part| !part.text.trim().is_empty());
    parts.iter_mut().for_each(Part::skip_blank_lines);
    Ok(parts)
}

impl Part<'_> {
    /// Moves on to the first line with something in it, as ShiViz does: where what happened stands
    /// first, a blank line would be taken for it.
    fn skip_blank_lines(&mut self) {
        while let Some((blank, rest)) = self.text.split_once('\n') {
            if !blank.trim().is_empty() {
                break;
            }
            self.text = rest;
            self.first_line += 1;
        }
    }
}
