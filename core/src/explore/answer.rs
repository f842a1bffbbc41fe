//! What comes of an exploration.

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
    /// What each replica shows: of each key that has values the key and these, in order.
    pub stores: Vec<Shown>,
    /// How many schedules end so, if schedules are counted.
    pub n_schedules: Option<u128>,
    /// One of the shortest of them.
    pub schedule: Schedule,
}

/// What a replica shows: of each key that has values the key and these, in order.
pub type Shown = Vec<(String, Vec<String>)>;
