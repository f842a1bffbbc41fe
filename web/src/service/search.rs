//! Trying every schedule of a run's requests: what is asked, and what comes of it.

use std::cmp::Reverse;

use causal_core::explore::{
    Answer as Explored, Asks, Budget, End, Explorer, Faults, Outcome, Question, Schedule,
};
use causal_core::predicate::Predicate;
use causal_core::scenario::{Scenario, link};
use causal_diagram::sorted::sorted_by_key;
use serde::{Deserialize, Serialize};

use super::job::{Answer, Doing, Progress, Refusal};
use crate::codec;

/// How many states are gone on from between two tellings.
const PORTION: u64 = 5_000;
/// How many states the page remembers at most.
const STATES: u64 = 4_000_000;
/// How much memory they may take, in bytes.
const BYTES: u64 = 384 << 20;
/// How many outcomes are told of one by one.
const OUTCOMES: usize = 100;

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
    /// The memory that a search may have is used up.
    OutOfMemory,
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
    /// What each replica shows: of each key that has values the key and these, in order.
    pub stores: Vec<Vec<(String, Vec<String>)>>,
    /// How many schedules end so; nothing if they were not counted.
    pub n_schedules: Option<u128>,
    /// The shortest of them.
    pub schedule: FoundSchedule,
}

impl Search {
    /// Tries every schedule.
    ///
    /// # Errors
    /// What cannot be explored, as a sentence.
    pub(super) fn perform(&self, tell: &mut dyn FnMut(Progress)) -> Result<Answer, Refusal> {
        let (scenario, _) = codec::read_kept(&self.link).map_err(Refusal::Input)?;
        let question = self.question(&scenario).map_err(Refusal::Input)?;
        let explorer = Explorer::new(&scenario, question);
        let mut explorer = explorer.map_err(|refusal| Refusal::Input(refusal.to_string()))?;
        loop {
            let now = explorer.go_on(PORTION);
            if now.is_over {
                return Ok(Answer::Search(report(explorer.answer())));
            }
            let done = u32::try_from(now.n_states).unwrap_or(u32::MAX);
            tell(Progress { doing: Doing::TryingStates { depth: now.depth }, done, of: 0 });
        }
    }

    fn question(&self, scenario: &Scenario) -> Result<Question, String> {
        let asks = match &self.what {
            SearchFor::Outcomes => Asks::Outcomes,
            SearchFor::Condition(text) => {
                let read = Predicate::parse(text, &scenario.setting);
                Asks::Find(read.map_err(|error| error.to_string())?)
            }
        };
        Ok(Question {
            asks,
            faults: Faults {
                lose: self.n_lost,
                duplicate: self.n_doubled,
                crash: self.n_crashes,
                gossip: self.n_gossips,
            },
            n_free_writes: self.n_writes,
            budget: Budget { n_states: STATES, n_bytes: BYTES },
            reduce: false,
        })
    }
}

fn report(explored: Explored) -> SearchReport {
    // What comes about most often comes first.
    let outcomes = explored.outcomes.into_iter();
    let outcomes = sorted_by_key(outcomes, |outcome| Reverse(outcome.n_schedules));
    SearchReport {
        n_states: explored.counts.n_states,
        n_schedules: explored.counts.n_schedules,
        depth: explored.counts.depth,
        end: match explored.end {
            End::Found => SearchEnd::Found,
            End::All => SearchEnd::All,
            End::Budget(_) | End::Working => SearchEnd::OutOfMemory,
        },
        found: explored.found.as_ref().map(schedule),
        n_outcomes: u32::try_from(outcomes.len()).unwrap_or(u32::MAX),
        outcomes: outcomes.into_iter().take(OUTCOMES).map(outcome).collect(),
    }
}

fn outcome(outcome: Outcome) -> OutcomeReport {
    OutcomeReport {
        schedule: schedule(&outcome.schedule),
        stores: outcome.stores,
        n_schedules: outcome.n_schedules,
    }
}

/// Schedules go as links: short, and opened like any other.
fn schedule(schedule: &Schedule) -> FoundSchedule {
    FoundSchedule { link: link::encode(&schedule.scenario, 0), n_steps: schedule.n_steps }
}
