//! An expression as a program for a machine that tries one way after the other (Pike 1987; Cox 2009,
//! "Regular Expression Matching: the Virtual Machine Approach").

use super::class::Class;
use super::parse::{Assertion, Node};

/// How many instructions there may be: work grows with them.
const SIZE: usize = 1_000;

/// What the machine does next.
#[derive(Clone, Debug)]
pub(super) enum Instruction {
    /// Goes on behind a character of this set.
    Take(Class),
    /// Goes on at such a place.
    Assert(Assertion),
    /// Notes the place: `2n` where group n begins, `2n + 1` where it ends.
    Note(usize),
    /// Tries the first, then the second; the number counts these instructions.
    Fork { first: usize, second: usize, number: usize },
    /// Goes on at another instruction.
    Go(usize),
    /// The match ends here.
    Done,
}

/// A regular expression as instructions, to be run over a text.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    pub(super) n_forks: usize,
    pub(super) n_groups: usize,
}

impl Program {
    /// The program of an expression; or why there is none.
    pub(super) fn new(node: &Node, n_groups: usize) -> Result<Self, String> {
        let mut program = Self { instructions: Vec::new(), n_forks: 0, n_groups };
        program.add(node)?;
        program.push(Instruction::Done)?;
        Ok(program)
    }

    fn push(&mut self, instruction: Instruction) -> Result<usize, String> {
        if self.instructions.len() == SIZE {
            let says = "it is too large: with its repetitions written out it has more than";
            return Err(format!("{says} {SIZE} parts"));
        }
        self.instructions.push(instruction);
        Ok(self.instructions.len() - 1)
    }

    /// A fork whose ways are still open.
    fn fork(&mut self) -> Result<usize, String> {
        self.n_forks += 1;
        self.push(Instruction::Fork { first: 0, second: 0, number: self.n_forks - 1 })
    }

    /// The first way of a fork leads to the next instruction, the second to a place; the other way
    /// round if it is not greedy.
    fn lead(&mut self, fork: usize, inside: usize, outside: usize, is_greedy: bool) {
        if let Instruction::Fork { first, second, .. } = &mut self.instructions[fork] {
            (*first, *second) = if is_greedy { (inside, outside) } else { (outside, inside) };
        }
    }

    fn add(&mut self, node: &Node) -> Result<(), String> {
        match node {
            Node::Class(class) => self.push(Instruction::Take(class.clone())).map(drop),
            Node::Assert(assertion) => self.push(Instruction::Assert(*assertion)).map(drop),
            Node::Group(number, inside) => {
                self.push(Instruction::Note(2 * number))?;
                self.add(inside)?;
                self.push(Instruction::Note(2 * number + 1)).map(drop)
            }
            Node::All(nodes) => nodes.iter().try_for_each(|node| self.add(node)),
            Node::Either(branches) => self.add_branches(branches),
            Node::Repeat { what, least, most, is_greedy } => {
                self.add_repeated(what, *least, *most, *is_greedy)
            }
        }
    }

    fn add_branches(&mut self, branches: &[Node]) -> Result<(), String> {
        let Some((last, firsts)) = branches.split_last() else { return Ok(()) };
        let mut ends = Vec::with_capacity(firsts.len());
        for branch in firsts {
            let fork = self.fork()?;
            self.add(branch)?;
            ends.push(self.push(Instruction::Go(0))?);
            self.lead(fork, fork + 1, self.instructions.len(), true);
        }
        self.add(last)?;
        let end = self.instructions.len();
        ends.into_iter().for_each(|at| self.instructions[at] = Instruction::Go(end));
        Ok(())
    }

    fn add_repeated(
        &mut self,
        what: &Node,
        least: usize,
        most: Option<usize>,
        is_greedy: bool,
    ) -> Result<(), String> {
        for _ in 0..least {
            self.add_or_stop(what)?;
        }
        let Some(most) = most else {
            let fork = self.fork()?;
            self.add(what)?;
            self.push(Instruction::Go(fork))?;
            self.lead(fork, fork + 1, self.instructions.len(), is_greedy);
            return Ok(());
        };
        let mut forks = Vec::new();
        for _ in least..most {
            forks.push(self.fork()?);
            self.add_or_stop(what)?;
        }
        let end = self.instructions.len();
        forks.into_iter().for_each(|fork| self.lead(fork, fork + 1, end, is_greedy));
        Ok(())
    }

    /// Repeats even what adds nothing at most as often as there is room.
    fn add_or_stop(&mut self, what: &Node) -> Result<(), String> {
        let before = self.instructions.len();
        self.add(what)?;
        if self.instructions.len() == before {
            self.push(Instruction::Go(before + 1))?;
        }
        Ok(())
    }
}
