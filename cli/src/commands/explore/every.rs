//! Every schedule: how many there are, how they end, and the shortest one that shows something.

use causal_core::explore::{Answer, Asks, Budget, End, Explorer, Hint, Limit, Question};
use causal_core::predicate::Predicate;

use super::{as_json, in_words, refused};
use crate::args::Explore;
use crate::failure::Failure;
use crate::input::Input;
use crate::numbers::{counted, in_groups};
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
    let mut explorer = explorer.map_err(|refusal| refused(input, asked, &refusal))?;
    let mut progress = Progress::new();
    loop {
        let so_far = explorer.go_on(PORTION);
        if so_far.is_over {
            break;
        }
        progress.say(|| {
            let n = counted(so_far.n_states.into(), "state", "states");
            let depth = counted(so_far.depth.into(), "step", "steps");
            if so_far.is_found {
                return format!("found, after {n}; making it shorter");
            }
            format!("{n}, {depth} deep; {} to go on from", in_groups(so_far.n_waiting))
        });
    }
    drop(progress);
    let answer = explorer.answer();
    let setting = &input.scenario.setting;
    let said = sought.map(|predicate| predicate.in_words(setting));
    let hints = hints(input, &answer);
    output::print(&if asked.json {
        as_json::write(&answer, hints, setting)
    } else {
        in_words::write(&answer, &hints, setting, said.as_deref())
    })?;
    verdict(&input.name, &answer, budget)
}

/// Why less may have come of it than was meant: sentences, with line and column where they are of an
/// action.
fn hints(input: &Input, answer: &Answer) -> Vec<String> {
    let hint = |hint: &Hint| match hint {
        Hint::Undone { index } => format!("{}: {hint}", input.place_of_action(*index)),
        Hint::Lacks(_) => hint.to_string(),
    };
    answer.hints.iter().map(hint).collect()
}

/// Whether it came to its end, and found nothing.
fn verdict(name: &str, answer: &Answer, budget: Budget) -> Result<(), Failure> {
    let spent = match answer.end {
        End::Found => return Err(Failure::Findings),
        End::All | End::Working => return Ok(()),
        End::Budget(Limit::States) => counted(budget.n_states.into(), "state", "states"),
        End::Budget(Limit::Bytes) => counted(budget.n_bytes.into(), "byte", "bytes"),
        End::Budget(Limit::Looks) => {
            format!("{} looks at what the variables can stand for", in_groups(budget.n_looks))
        }
        End::Budget(Limit::Numbers) => "what the search has numbers for".to_owned(),
    };
    let n = counted(answer.counts.n_states.into(), "state was", "states were");
    let says = format!("The budget of {spent} is spent: {n} tried, and there are more.");
    Err(Failure::Stopped(format!("{name}: {says}")))
}
