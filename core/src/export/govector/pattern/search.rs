//! The machine: it goes back to the last fork where a way ends, and never goes the same way from the
//! same place twice. So its steps are at most instructions times characters.

use std::ops::Range;

use super::Captured;
use super::parse::Assertion;
use super::program::{Instruction, Program};
use crate::steps::{Steps, TooMuchWork};

/// How many ways may be open at once.
const OPEN: usize = 1 << 20;

/// What is still to be tried, or to be undone before.
enum Open {
    /// A way: an instruction and a place.
    Way(usize, usize),
    /// A note as it was.
    Note(usize, Option<usize>),
}

/// A machine with its memory, which is used again from search to search.
pub(super) struct Search {
    program: Program,
    open: Vec<Open>,
    notes: Vec<Option<usize>>,
    /// By place and fork: whether its ways have been tried from there.
    tried: Vec<u64>,
    /// Which words of these are not zero.
    marked: Vec<usize>,
}

impl Search {
    pub(super) fn new(program: Program) -> Self {
        let notes = vec![None; 2 * program.n_groups];
        Self { program, open: Vec::new(), notes, tried: Vec::new(), marked: Vec::new() }
    }

    /// The first match that begins in a range of a text and ends in it.
    pub(super) fn find(
        &mut self,
        text: &str,
        range: Range<usize>,
        steps: &Steps,
    ) -> Result<Option<Captured>, TooMuchWork> {
        self.marked.drain(..).for_each(|word| self.tried[word] = 0);
        let n_bits = (range.len() + 1) * self.program.n_forks;
        if self.tried.len() < n_bits.div_ceil(64) {
            self.tried.resize(n_bits.div_ceil(64), 0);
        }
        let mut start = range.start;
        loop {
            if let Some(end) = self.run(text, &range, start, steps)? {
                let mut groups = self.notes.chunks(2);
                let groups = groups.by_ref().map(|ends| Some(ends[0]?..ends[1]?));
                return Ok(Some((start..end, groups.collect())));
            }
            match text[start..range.end].chars().next() {
                Some(character) => start += character.len_utf8(),
                None => return Ok(None),
            }
        }
    }

    /// Where the match ends that begins at a place.
    fn run(
        &mut self,
        text: &str,
        range: &Range<usize>,
        start: usize,
        steps: &Steps,
    ) -> Result<Option<usize>, TooMuchWork> {
        self.notes.fill(None);
        self.open.clear();
        self.open.push(Open::Way(0, start));
        while let Some(open) = self.open.pop() {
            match open {
                Open::Note(slot, before) => self.notes[slot] = before,
                Open::Way(instruction, at) => {
                    let (end, n_steps) = self.follow(text, range, instruction, at);
                    steps.spend(n_steps)?;
                    if end.is_some() {
                        return Ok(end);
                    }
                }
            }
            if self.open.len() > OPEN {
                return Err(TooMuchWork);
            }
        }
        Ok(None)
    }

    /// Follows a way to its end, or to the end of the match; and says how many steps that took.
    fn follow(
        &mut self,
        text: &str,
        range: &Range<usize>,
        mut next: usize,
        mut at: usize,
    ) -> (Option<usize>, u64) {
        let mut n_steps = 0;
        loop {
            n_steps += 1;
            match &self.program.instructions[next] {
                Instruction::Done => return (Some(at), n_steps),
                Instruction::Go(to) => next = *to,
                Instruction::Take(class) => match text[at..range.end].chars().next() {
                    Some(character) if class.has(character) => {
                        at += character.len_utf8();
                        next += 1;
                    }
                    _ => return (None, n_steps),
                },
                Instruction::Assert(assertion) if holds(*assertion, text, at) => next += 1,
                Instruction::Assert(_) => return (None, n_steps),
                Instruction::Note(slot) => {
                    let slot = *slot;
                    self.open.push(Open::Note(slot, self.notes[slot]));
                    self.notes[slot] = Some(at);
                    next += 1;
                }
                Instruction::Fork { first, second, number } => {
                    let (first, second) = (*first, *second);
                    let bit = (at - range.start) * self.program.n_forks + number;
                    if self.is_tried(bit) {
                        return (None, n_steps);
                    }
                    self.open.push(Open::Way(second, at));
                    next = first;
                }
            }
        }
    }

    /// Whether the ways of a fork have been tried from a place; from now on they have.
    fn is_tried(&mut self, bit: usize) -> bool {
        let (word, mask) = (bit / 64, 1 << (bit % 64));
        if self.tried[word] == 0 {
            self.marked.push(word);
        }
        let before = self.tried[word];
        self.tried[word] |= mask;
        before & mask != 0
    }
}

fn holds(assertion: Assertion, text: &str, at: usize) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b'\n');
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let is_word = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    match assertion {
        Assertion::LineStart => is_end(before),
        Assertion::LineEnd => is_end(bytes.get(at)),
        Assertion::WordEdge => is_word(before) != is_word(bytes.get(at)),
        Assertion::NoWordEdge => is_word(before) == is_word(bytes.get(at)),
    }
}
