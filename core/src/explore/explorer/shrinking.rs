//! A schedule that was found needs what its programs do before the thing itself: here actions are left
//! out one by one, as DSLabs does (Michael et al., "Teaching Rigorous Distributed Systems With Efficient
//! Model Checking", 2019), as long as it can still be found, and no later.

use super::Explorer;
use crate::explore::answer::Schedule;
use crate::explore::question::{Budget, Question};
use crate::scenario::Scenario;
use crate::world::action::Action;

/// All searches together may visit so many times what the first one has visited.
const PATIENCE: u64 = 8;

/// The schedule with as few actions as it is found with.
pub(super) fn shrink(
    scenario: &Scenario,
    question: &Question,
    found: Schedule,
    n_states: u64,
) -> Schedule {
    let (mut best, mut scenario) = (found, scenario.clone());
    let mut left = n_states.saturating_mul(PATIENCE);
    for index in (0..scenario.script.len()).rev() {
        if left == 0 {
            break;
        }
        if matches!(scenario.script[index].action, Action::Note { .. }) {
            continue;
        }
        let mut less = scenario.clone();
        less.script.remove(index);
        let n_looks = question.budget.n_looks / PATIENCE;
        let budget = Budget { n_states: left.min(n_states), n_looks, ..question.budget };
        let Ok(mut explorer) = Explorer::new(&less, Question { budget, ..question.clone() }) else {
            continue;
        };
        while !explorer.go_on(1 << 12).is_over {}
        left = left.saturating_sub(explorer.progress().n_states);
        let again = explorer.found().filter(|again| again.n_steps <= best.n_steps);
        if let Some(again) = again {
            (best, scenario) = (again, less);
        }
    }
    best
}
