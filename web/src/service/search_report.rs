//! What is asked of every schedule of a run's requests, and what there is to say of them.

use serde::{Deserialize, Serialize};

/// What is asked of every schedule of a run's requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// The run, as a link.
    pub link: String,
    /// What is looked for.
    pub what: SearchFor,
    /// How many messages may be lost.
    pub n_lost: u32,
    /// How many messages may be doubled.
    pub n_doubled: u32,
    /// How many replicas may crash.
    pub n_crashes: u32,
    /// How many rounds of gossip there may be.
    pub n_gossips: u32,
    /// How many writes there may be beside those of the run, at any replica.
    pub n_writes: u32,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchFor {
    /// The shortest schedule after which a condition is true, in the language of conditions.
    Condition(String),
    /// All stores that there can be at the end.
    Outcomes,
}

/// What all schedules come to, as far as they were tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchReport {
    /// What the replicas are called.
    pub names: Vec<String>,
    /// How many states were tried.
    pub n_states: u64,
    /// How many complete schedules there are; nothing if they were not counted.
    pub n_schedules: Option<u128>,
    /// How many steps the furthest state is away from the start.
    pub depth: u32,
    /// Why there is nothing more to try.
    pub end: SearchEnd,
    /// The shortest schedule after which the condition is true.
    pub found: Option<FoundSchedule>,
    /// Why less may have come of it than was meant, a sentence each.
    pub hints: Vec<String>,
    /// The first outcomes.
    pub outcomes: Vec<OutcomeReport>,
    /// How many outcomes there are.
    pub n_outcomes: u32,
}

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchEnd {
    /// Every state was tried.
    All,
    /// What was looked for is found.
    Found,
    /// It has tried as many states, or used as much memory, as a search may.
    AtLimit,
}

/// A schedule that can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundSchedule {
    /// Its run, as a link.
    pub link: String,
    /// How many steps it has, arrivals included.
    pub n_steps: u32,
}

/// What the stores can be at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeReport {
    /// What each replica shows, on one line: `x = 1 | 2, y = 3`.
    pub stores: Vec<String>,
    /// How many schedules end so; nothing if they were not counted.
    pub n_schedules: Option<u128>,
    /// The shortest of them.
    pub schedule: FoundSchedule,
}
