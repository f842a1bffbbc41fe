//! What is said of trying every schedule.

use super::count;
use crate::service::{Progress, Refusal, SearchEnd, SearchReport};

pub(crate) const FIND: &str = "Find";
pub(crate) const FIND_SAYS: &str = "Tries every order in which the messages of this run's requests can arrive. Its holds, \
     cuts and delays are left out: whatever is on its way may be next.";
pub(crate) const FIND_IT: &str = "Find the shortest";
pub(crate) const ALL_OUTCOMES: &str = "All outcomes";
/// What a search for outcomes is called.
pub(crate) const OUTCOMES: &str = "all outcomes";
pub(crate) const SEARCH_BEGUN: &str = "Trying every schedule.";
pub(crate) const SHOW_IT: &str = "Show the schedule";

/// What stands beside a choice of how many.
pub(crate) const EXTRAS: [&str; 5] =
    ["more writes, by anybody", "messages lost", "messages doubled", "crashes", "rounds of gossip"];

/// How far a search is.
pub(crate) fn searching(now: Option<&Progress>, depth: u32) -> String {
    match now {
        None => SEARCH_BEGUN.to_owned(),
        Some(now) => {
            format!("{} tried, {} deep.", states(now.done.into()), steps(depth))
        }
    }
}

/// That something is found, and what is done still.
pub(crate) fn shortening(report: &SearchReport) -> String {
    let n_steps = report.found.as_ref().map_or(0, |found| found.n_steps);
    format!("Found in {}; making it shorter …", steps(n_steps))
}

/// That a search was cancelled, and what it had covered.
fn search_cancelled(n_states: u32) -> String {
    match n_states {
        0 => "Cancelled. The run is as it was.".to_owned(),
        n => {
            format!("Cancelled after {}. Of the others nothing is known.", states(n.into()))
        }
    }
}

/// That an answer is about something else than what is asked for now.
pub(crate) fn asked_of(what: &str) -> String {
    format!("The answer below is about {what}.")
}

/// The run of a tab.
pub(crate) fn run_of(tab: &str) -> String {
    format!("the run of the tab {}", quoted(tab))
}

/// What somebody has typed.
pub(crate) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// What could happen when it was asked.
pub(crate) const CHOSEN_BEFORE: &str = "what was chosen before";

/// What a search has come to.
pub(crate) fn search_outcome(name: &str, report: &SearchReport) -> String {
    let mut says = search_end(name, report);
    for hint in &report.hints {
        says.push(' ');
        says.push_str(hint);
    }
    says
}

fn search_end(name: &str, report: &SearchReport) -> String {
    let tried = tried(report.n_states);
    if let Some(found) = &report.found {
        return format!("Found in {}; {tried}.", steps(found.n_steps));
    }
    match (report.end, name == OUTCOMES) {
        (SearchEnd::AtLimit, _) => format!(
            "Stopped at the limit of a search, after {}, {} deep: {} so far. Of the others nothing \
             is known.",
            states(report.n_states.into()),
            steps(report.depth),
            if name == OUTCOMES { outcomes(report.n_outcomes) } else { "none".to_owned() },
        ),
        (_, true) => format!("{}: all {tried}.", outcomes(report.n_outcomes)),
        (_, false) => format!("None: all {tried}."),
    }
}

fn outcomes(n: u32) -> String {
    count(n as usize, "outcome", "outcomes")
}

/// Why nothing came of a search.
pub(crate) fn search_refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Input(sentence) => sentence.clone(),
        Refusal::Cancelled { n_states } => search_cancelled(*n_states),
        Refusal::OtherEngine { page_engine, worker_engine } => format!(
            "The page is of engine {page_engine} and its worker of engine {worker_engine}: the playground \
             was renewed meanwhile. Reload the page, and search again."
        ),
        Refusal::Stopped => {
            "The search broke off: the browser may have too little memory. The run is as it \
                             was."
                .to_owned()
        }
    }
}

/// What all replicas show at the end; once, if they agree.
pub(crate) fn stores(stores: &[String], names: &[String]) -> String {
    match stores {
        [first, others @ ..] if others.iter().all(|other| other == first) => {
            format!("Everywhere {first}")
        }
        _ => {
            let each = names.iter().zip(stores);
            let each = each.map(|(name, shown)| format!("{name}: {shown}"));
            each.collect::<Vec<_>>().join("; ")
        }
    }
}

/// In how many schedules an outcome comes about.
pub(crate) fn in_schedules(n: Option<u128>, of: Option<u128>) -> String {
    match (n, of) {
        (Some(n), Some(all)) => format!("{} of {} schedules", grouped(n), grouped(all)),
        (Some(1), None) => "1 schedule".to_owned(),
        (Some(n), None) => format!("{} schedules", grouped(n)),
        (None, _) => String::new(),
    }
}

/// What the tab of a found schedule is called.
pub(crate) fn found_tab(condition: &str) -> String {
    format!("Found: {condition}")
}

/// What the tab of an outcome's schedule is called.
pub(crate) fn outcome_tab(at: usize) -> String {
    format!("Outcome {}", at + 1)
}

/// That a schedule is on show.
pub(crate) fn schedule_on_show(n_steps: u32) -> String {
    format!("A schedule of {} is on show.", steps(n_steps))
}

fn steps(n: u32) -> String {
    count(n as usize, "step", "steps")
}

/// A number in groups of three digits: `35 193`.
fn grouped(n: u128) -> String {
    causal_core::numbers::grouped(n, '\u{a0}')
}

/// How many states.
fn states(n: u128) -> String {
    grouped(n) + if n == 1 { " state" } else { " states" }
}

/// How many states were tried, as a clause.
fn tried(n: u64) -> String {
    states(n.into()) + if n == 1 { " was tried" } else { " were tried" }
}
