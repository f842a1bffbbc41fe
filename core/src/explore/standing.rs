//! How far each program is, and what its client has seen.

use super::interning::Interner;
use super::program::Program;
use crate::clock::VersionVector;
use crate::replica::canonical::{Listing, Naming};

/// How far a program is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// How many of its actions have been done.
    pub(super) n_done: u32,
    /// Whether its client waits for an answer.
    pub(super) waits: bool,
    /// What its client has seen, if that matters; `None` before its first answer.
    pub(super) metadata: Option<VersionVector>,
    /// The highest stamp that it has seen.
    pub(super) stamp: u64,
}

/// What an answer teaches a client, as far as it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lesson {
    pub(super) metadata: Option<VersionVector>,
    pub(super) stamp: u64,
}

impl Standing {
    /// The number of the next action, if it can be done now.
    pub(super) fn next(&self, program: &Program) -> Option<u32> {
        let next = program.acts.get(self.n_done as usize).copied();
        next.filter(|_| !self.waits)
    }

    /// The same after an action has begun. What a client that waits had seen comes back with the
    /// answer.
    pub(super) fn begun(&self, waits: bool) -> Self {
        Self { n_done: self.n_done + 1, waits, ..Self::default() }
    }

    /// Whether nothing is left to do, nor to wait for.
    pub(super) fn is_over(&self, program: &Program) -> bool {
        self.n_done as usize == program.acts.len() && !self.waits
    }

    /// The same after an answer. Who has nothing left to do needs to remember nothing.
    pub(super) fn taught(&self, lesson: &Lesson, program: &Program) -> Self {
        let n_done = self.n_done;
        if n_done as usize == program.acts.len() {
            return Self { n_done, ..Self::default() };
        }
        Self { n_done, waits: false, metadata: lesson.metadata.clone(), stamp: lesson.stamp }
    }
}

/// Standings and lessons that have numbers.
#[derive(Debug, Default)]
pub(super) struct Standings {
    lists: Interner,
    raw: Vec<Standing>,
    lessons: Vec<Lesson>,
}

/// Standings name no writes.
struct Nameless;

impl Naming for Nameless {
    fn whole(&mut self, _: &std::sync::Arc<crate::replica::protocol::Write>) -> u32 {
        0
    }
    fn shown(&mut self, _: &std::sync::Arc<crate::replica::protocol::Write>) -> u32 {
        0
    }
    fn text(&mut self, _: &std::sync::Arc<str>) -> u32 {
        0
    }
}

impl Standings {
    /// The number of a standing.
    pub(super) fn number(&mut self, standing: &Standing) -> u32 {
        let mut words = vec![standing.n_done << 1 | u32::from(standing.waits)];
        let mut nameless = Nameless;
        let mut listing = Listing::new(&mut words, &mut nameless);
        listing.wide(standing.stamp);
        standing.metadata.iter().for_each(|seen| listing.vector(seen));
        let (number, is_new) = self.lists.intern(&words);
        if is_new {
            self.raw.push(standing.clone());
        }
        number
    }

    /// The standing of a number.
    pub(super) fn get(&self, number: u32) -> &Standing {
        &self.raw[number as usize]
    }

    /// The number of a lesson. There are few, so they are looked through.
    pub(super) fn number_of_lesson(&mut self, lesson: Lesson) -> u32 {
        let found = self.lessons.iter().position(|known| *known == lesson);
        let at = found.unwrap_or_else(|| {
            self.lessons.push(lesson);
            self.lessons.len() - 1
        });
        super::interning::number_of(at)
    }

    /// The lesson of a number.
    pub(super) fn lesson(&self, number: u32) -> &Lesson {
        &self.lessons[number as usize]
    }
}
