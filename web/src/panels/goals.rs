//! The goals of the task: each with a tick once it has come true.

use yew::prelude::*;

use super::press::press;
use crate::model::{Dispatch, GoalLine, Goals};
use crate::msg::{Msg, Timing};
use crate::words;

/// The goals of a task, and what there is to say when it is done.
pub(super) fn goals(goals: &Goals, dispatch: &Dispatch) -> Html {
    let n = goals.lines.len();
    html! {
        <>
            <h3>{ words::GOALS }{ format!(" {} of {n}", goals.n_reached) }</h3>
            <ul class="goals" data-testid="goals" data-reached={goals.n_reached.to_string()}>
                for line in goals.lines.iter() { { goal(line, dispatch) } }
            </ul>
            if goals.are_done() {
                <p class="goals__done" data-testid="done"><strong>{ "Done. " }</strong>{ goals.afterwards }</p>
            }
        </>
    }
}

fn goal(line: &GoalLine, dispatch: &Dispatch) -> Html {
    let (state, sign, means) = match (line.is_reached, &line.lost) {
        (true, _) => ("reached", "✓", "Reached: "),
        (false, Some(_)) => ("lost", "✗", "Lost here: "),
        (false, None) => ("open", "○", "Not yet: "),
    };
    html! {
        <li class="goal" data-state={state}>
            <span aria-hidden="true">{ sign }</span>
            <span class="visually-hidden">{ means }</span>
            <span>{ line.says }</span>
            if let Some((why, back)) = &line.lost {
                <p class="goal__lost">
                    { &**why }{ " " }
                    if let Some(back) = back {
                        {
                            press(dispatch, Msg::Time(Timing::Seek(*back)), "button")
                                .label(format!("Go back to step {back}: {}", line.says))
                                .says(format!("Go back to step {back}"))
                        }
                    }
                </p>
            }
        </li>
    }
}
