//! Trying every schedule of a run's requests.

use std::cmp::Reverse;

use causal_core::explore::{
    Answer as Explored, Asks, Budget, End, Explorer, Faults, Outcome, Question, Schedule, lacks,
};
use causal_core::predicate::Predicate;
use causal_core::scenario::{Scenario, link};
use causal_core::sorted::sorted_by_key;

use super::job::{Answer, Doing, News, Progress, Refusal};
use super::search_report::{
    FoundSchedule, OutcomeReport, Search, SearchEnd, SearchFor, SearchReport,
};

/// How many states are gone on from between two tellings.
const PORTION: u64 = 5_000;
/// How many states the page remembers at most.
const STATES: u64 = 4_000_000;
/// How much memory they may take, in bytes.
const BYTES: u64 = 384 << 20;
/// How often it looks at what variables can stand for.
const LOOKS: u64 = 500_000_000;
/// How many outcomes are told of one by one.
const OUTCOMES: usize = 100;

/// Tries every schedule.
///
/// # Errors
/// What cannot be explored, as a sentence.
pub(super) fn perform(search: &Search, tell: &mut dyn FnMut(News)) -> Result<Answer, Refusal> {
    let run = link::decode(&search.link);
    let scenario = run.map_err(|error| Refusal::Input(error.to_string()))?.scenario;
    let question = question(search, &scenario).map_err(Refusal::Input)?;
    let explorer = Explorer::new(&scenario, question);
    let mut explorer = explorer.map_err(|refusal| Refusal::Input(refusal.to_string()))?;
    let names = &scenario.setting.names;
    let mut is_told = false;
    loop {
        let now = explorer.go_on(PORTION);
        if now.is_over {
            return Ok(Answer::Search(report(explorer.answer(), names)));
        }
        if now.is_found && !is_told {
            is_told = true;
            tell(News::Found(Answer::Search(report(explorer.answer(), names))));
        }
        let done = u32::try_from(now.n_states).unwrap_or(u32::MAX);
        let doing = Doing::TryingStates { depth: now.depth };
        tell(News::Progress(Progress { doing, done, of: 0 }));
    }
}

/// Why a condition need not be looked for: it can never be so in a scenario, with what may happen. With
/// the column that stands in the way.
pub(crate) fn never(search: &Search, scenario: &Scenario) -> Option<String> {
    let SearchFor::Condition(typed) = &search.what else { return None };
    let Question { asks: Asks::Find(condition), faults, n_free_writes, .. } =
        question(search, scenario).ok()?
    else {
        return None;
    };
    let refusal = lacks(scenario, &condition, faults, n_free_writes).err()?;
    Some(match refusal.column(typed) {
        Some(column) => format!("Column {column}: {refusal}"),
        None => refusal.to_string(),
    })
}

fn question(search: &Search, scenario: &Scenario) -> Result<Question, String> {
    let asks = match &search.what {
        SearchFor::Outcomes => Asks::Outcomes,
        SearchFor::Condition(text) => {
            let read = Predicate::parse(text, &scenario.setting);
            Asks::Find(read.map_err(|error| error.to_string())?)
        }
    };
    Ok(Question {
        asks,
        faults: Faults {
            lose: search.n_lost,
            duplicate: search.n_doubled,
            crash: search.n_crashes,
            gossip: search.n_gossips,
        },
        n_free_writes: search.n_writes,
        budget: Budget { n_states: STATES, n_bytes: BYTES, n_looks: LOOKS },
        reduce: false,
    })
}

fn report(explored: Explored, names: &[String]) -> SearchReport {
    // What comes about most often comes first.
    let outcomes = explored.outcomes.into_iter();
    let outcomes = sorted_by_key(outcomes, |outcome| Reverse(outcome.n_schedules));
    SearchReport {
        names: names.to_vec(),
        n_states: explored.counts.n_states,
        n_schedules: explored.counts.n_schedules,
        depth: explored.counts.depth,
        end: match explored.end {
            End::Found => SearchEnd::Found,
            End::All => SearchEnd::All,
            End::Budget(_) | End::Working => SearchEnd::AtLimit,
        },
        found: explored.found.as_ref().map(schedule),
        hints: explored.hints.iter().map(ToString::to_string).collect(),
        n_outcomes: u32::try_from(outcomes.len()).unwrap_or(u32::MAX),
        outcomes: outcomes.into_iter().take(OUTCOMES).map(outcome).collect(),
    }
}

fn outcome(outcome: Outcome) -> OutcomeReport {
    OutcomeReport {
        schedule: schedule(&outcome.schedule),
        stores: outcome.stores.iter().map(ToString::to_string).collect(),
        n_schedules: outcome.n_schedules,
    }
}

/// Schedules go as links: short, and opened like any other.
fn schedule(schedule: &Schedule) -> FoundSchedule {
    FoundSchedule { link: link::encode(&schedule.scenario, 0), n_steps: schedule.n_steps }
}
