//! What comes of an exploration.

use std::fmt;

use crate::predicate::Lack;
use crate::scenario::Scenario;

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Different states that were met.
    pub n_states: u64,
    /// Steps that were tried from them.
    pub n_transitions: u64,
    /// How many steps the deepest of them is away from the start.
    pub depth: u32,
    /// How many of them were met and not gone on from yet.
    pub n_waiting: u64,
    /// Whether what was looked for is found; it is made shorter then, until the end.
    pub is_found: bool,
    /// Whether nothing is left to do.
    pub is_over: bool,
}

/// What is known so far, never more.
#[derive(Clone, Debug)]
pub struct Answer {
    /// How many there are.
    pub counts: Counts,
    /// How the search has ended, if it has.
    pub end: End,
    /// The shortest schedule of what was looked for.
    pub found: Option<Schedule>,
    /// The final stores that were met, if they were asked for.
    pub outcomes: Vec<Outcome>,
    /// Why less may have come of it than was meant, if anything.
    pub hints: Vec<Hint>,
}

/// Why less may have come of an exploration than was meant: a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The condition asks for something that never comes about.
    Lacks(Lack),
    /// An action of the script can be done in no schedule.
    Undone {
        /// Which of the script, from 0.
        index: usize,
    },
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lacks(lack) => write!(f, "The condition asks for what never is: {lack}."),
            Self::Undone { index } => write!(
                f,
                "Action {} can be done in no schedule, nor can what its actor does after it.",
                index + 1
            ),
        }
    }
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Different states.
    pub n_states: u64,
    /// Steps from one state to another. What performance tables call *generated* is one more: the
    /// start.
    pub n_transitions: u64,
    /// States in which nothing is left that has to happen.
    pub n_finals: u64,
    /// Complete schedules, from the start to such a state. `None` if they were not counted, are more
    /// than 2¹²⁸, or without end.
    pub n_schedules: Option<u128>,
    /// How many steps the deepest state is away from the start.
    pub depth: u32,
}

/// How a search has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It has not: it can go on.
    Working,
    /// Every state was visited.
    All,
    /// What was looked for was found.
    Found,
    /// Its budget is spent.
    Budget(Limit),
}

/// Which part of a budget is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// As many states as are allowed were visited.
    States,
    /// As much memory as is allowed is in use.
    Bytes,
    /// More different replica states than the search can number.
    Numbers,
    /// As many looks as are allowed were taken at what variables can stand for.
    Looks,
}

/// A schedule as a scenario: all links hold, and then everything happens by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Opens like any other.
    pub scenario: Scenario,
    /// How many steps the schedule has: actions, arrivals and faults.
    pub n_steps: u32,
}

/// Final stores, one for each replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What each replica shows.
    pub stores: Vec<Shown>,
    /// How many schedules end so, if schedules are counted.
    pub n_schedules: Option<u128>,
    /// One of the shortest of them.
    pub schedule: Schedule,
}

/// What a replica shows, on one line as `x = 1 | 2, y = 3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    /// Whether it is up; else it would show this once it is.
    pub is_up: bool,
    /// Of each key that has values the key and these, in order.
    pub values: Vec<(String, Vec<String>)>,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_up {
            f.write_str("down, with ")?;
        }
        if self.values.is_empty() {
            f.write_str("nothing")?;
        }
        for (at, (key, values)) in self.values.iter().enumerate() {
            let gap = if at == 0 { "" } else { ", " };
            write!(f, "{gap}{key} = {}", values.join(" | "))?;
        }
        Ok(())
    }
}
