//! Every schedule: how many there are, how they end, and the shortest one that shows something.

use causal_core::explore::{Answer, Asks, Budget, End, Explorer, Limit, Question, Refusal};

use causal_core::predicate::Predicate;

use super::{as_json, in_words};
use crate::args::Explore;
use crate::failure::Failure;
use crate::input::Input;
use crate::numbers::in_groups;
use crate::output;
use crate::progress::Progress;

/// How many steps are made before somebody may be told how far it is.
const PORTION: u64 = 20_000;

/// Goes through every schedule, as far as the budget reaches, and prints what is known then.
pub(crate) fn explore(
    input: &Input,
    asked: &Explore,
    sought: Option<Predicate>,
) -> Result<(), Failure> {
    let asks = match sought.clone() {
        Some(predicate) if asked.never.is_some() => Asks::Never(predicate),
        Some(predicate) => Asks::Find(predicate),
        None if asked.outcomes => Asks::Outcomes,
        None => Asks::Count,
    };
    let question = Question {
        asks,
        faults: asked.faults.faults(),
        n_free_writes: asked.faults.writes,
        budget: asked.budget(),
        reduce: false,
    };
    let budget = question.budget;
    let explorer = Explorer::new(&input.scenario, question);
    let mut explorer = explorer.map_err(|refusal| refused(input, &refusal))?;
    let mut progress = Progress::new();
    loop {
        let so_far = explorer.go_on(PORTION);
        if so_far.is_over {
            break;
        }
        progress.say(|| {
            let [n, depth, waiting] =
                [so_far.n_states, so_far.depth.into(), so_far.n_waiting].map(in_groups);
            format!("{n} states, {depth} steps deep; {waiting} to go on from")
        });
    }
    drop(progress);
    let answer = explorer.answer();
    let setting = &input.scenario.setting;
    let said = sought.map(|predicate| predicate.in_words(setting));
    output::print(&if asked.json {
        as_json::write(&answer, setting)
    } else {
        in_words::write(&answer, setting, said.as_deref())
    })?;
    verdict(&input.name, &answer, budget)
}

/// What stands in the way: with line and column where it is an action.
fn refused(input: &Input, refusal: &Refusal) -> Failure {
    let place = match refusal {
        Refusal::Skew { index } => input.place_of_action(*index),
        _ => input.name.clone(),
    };
    Failure::unreadable(&place, refusal)
}

/// Whether it came to its end, and found nothing.
fn verdict(name: &str, answer: &Answer, budget: Budget) -> Result<(), Failure> {
    let spent = match answer.end {
        End::Found => return Err(Failure::Findings),
        End::All | End::Working => return Ok(()),
        End::Budget(Limit::States) => format!("{} states", in_groups(budget.n_states)),
        End::Budget(Limit::Bytes) => format!("{} bytes", in_groups(budget.n_bytes)),
        End::Budget(Limit::Numbers) => "what the search has numbers for".to_owned(),
    };
    let n = in_groups(answer.counts.n_states);
    let says =
        format!("The budget of {spent} is spent: {n} states were tried, and there are more.");
    Err(Failure::Stopped(format!("{name}: {says}")))
}
