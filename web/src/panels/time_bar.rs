//! The time bar: where the cursor is, and everything that moves it.

use std::rc::Rc;

use causal_core::replica::protocol::Time;
use yew::prelude::*;

use super::branch_tabs::BranchTabs;
use super::icon::icon;
use super::press::press;
use crate::memo::memo;
use crate::model::{BranchId, Dialog, Dispatch, Mark, Rows, SPEEDS_MS, SheetTab};
use crate::msg::{Msg, Timing};
use crate::words;

/// What the bar shows.
#[derive(Debug)]
pub(crate) struct TimeBarProps {
    /// The run in words.
    pub(crate) rows: Rc<Rows>,
    /// The stop that is shown, from 0.
    pub(crate) stop: usize,
    /// The number of the last stop.
    pub(crate) last_stop: usize,
    /// What the clock of the run shows there, in milliseconds.
    pub(crate) now: Time,
    /// Whether the cursor moves by itself.
    pub(crate) playing: bool,
    /// How fast the run plays, as an index of the speeds.
    pub(crate) speed: usize,
    /// Whether there is an action to undo.
    pub(crate) can_undo: bool,
    /// Whether there is an action to redo.
    pub(crate) can_redo: bool,
    /// All branches, each with its name.
    pub(crate) branches: Rc<Vec<(BranchId, Rc<str>)>>,
    /// The branch on show.
    pub(crate) shown: BranchId,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The bar with which people go through the run.
pub(crate) fn time_bar(props: &TimeBarProps) -> Html {
    html! {
        <section class="time" data-region="time-bar" data-testid="time-bar" tabindex="-1"
            aria-label="Time">
            { moves(props) }
            { track(props) }
            <p class="time__counter">
                <span data-testid="stop-counter">
                    { format!("{} of {}", props.stop, props.last_stop) }
                </span>
                <span class="time__clock" data-testid="clock">
                    <span class="visually-hidden">{ "Clock: " }</span>
                    { words::clock(props.now) }
                </span>
            </p>
            {
                press(&props.dispatch, Msg::Pass(1000), "time__button time__pass")
                    .testid("pass")
                    .label("+1 s: let a second pass")
                    .says("+1 s")
            }
            <BranchTabs branches={Rc::clone(&props.branches)} shown={props.shown}
                dispatch={props.dispatch.clone()} />
            { undoing(props) }
        </section>
    }
}

fn button(
    props: &TimeBarProps,
    (testid, label, image): (&'static str, &'static str, &'static str),
    timing: Timing,
    is_possible: bool,
) -> Html {
    // Never `disabled`: that would take the focus away from who steps to the end.
    press(&props.dispatch, Msg::Time(timing), "time__button")
        .testid(testid)
        .label(label)
        .enabled(is_possible)
        .says(icon(image))
}

fn moves(props: &TimeBarProps) -> Html {
    let dispatch = &props.dispatch;
    let (can_go_back, can_go_on) = (props.stop > 0, props.stop < props.last_stop);
    let play = if props.playing { ("Pause", "pause") } else { ("Play", "play") };
    let wide = |testid, label, words, image, timing, possible: bool| {
        let dispatch = dispatch.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            let timing = if event.shift_key() { by_action(timing) } else { timing };
            dispatch.dispatch(Msg::Time(timing));
        });
        let is_forward = image == "forward";
        html! {
            <button type="button" class="time__button time__button--wide" data-testid={testid}
                aria-label={label} aria-disabled={(!possible).to_string()} {onclick}>
                if !is_forward { { icon(image) } }
                <span class="time__word">{ words }</span>
                if is_forward { { icon(image) } }
            </button>
        }
    };
    html! {
        <div class="time__moves" role="group" aria-label="Move">
            { button(props, ("start", "To the start", "start"), Timing::Start, can_go_back) }
            { wide("step-back", "Step back", "step", "back", Timing::StepBack, can_go_back) }
            {
                press(dispatch, Msg::Time(Timing::TogglePlay), "time__button time__button--wide")
                    .testid("play")
                    .label(play.0)
                    .says(html! { <>{ icon(play.1) }<span class="time__word">{ play.1 }</span></> })
            }
            { wide("step", "Step", "step", "forward", Timing::Step, can_go_on) }
            { button(props, ("end", "To the end", "end"), Timing::End, can_go_on) }
            {
                press(dispatch, Msg::OpenDialog(Dialog::Until), "time__button time__until")
                    .testid("until")
                    .label("Run until …")
                    .says("until …")
            }
            {
                press(dispatch, Msg::ShowSheet(SheetTab::Write), "time__button time__write")
                    .testid("go-write")
                    .says(html! { <>{ icon("pencil") }<span>{ "write" }</span></> })
            }
            { speeds(props) }
        </div>
    }
}

/// The same move, action by action.
fn by_action(timing: Timing) -> Timing {
    if timing == Timing::Step { Timing::StepAction } else { Timing::StepBackAction }
}

fn speeds(props: &TimeBarProps) -> Html {
    let dispatch = &props.dispatch;
    html! {
        <span class="time__speed" role="group" aria-label="Speed">
            {
                press(dispatch, Msg::Time(Timing::Slower), "time__button")
                    .testid("slower")
                    .label("Slower")
                    .enabled(props.speed > 0)
                    .says("−")
            }
            <span class="time__ms">{ format!("{} ms", SPEEDS_MS[props.speed]) }</span>
            {
                press(dispatch, Msg::Time(Timing::Faster), "time__button")
                    .testid("faster")
                    .label("Faster")
                    .enabled(props.speed + 1 < SPEEDS_MS.len())
                    .says("+")
            }
        </span>
    }
}

/// The track: large stops are actions, small ones what followed.
fn track(props: &TimeBarProps) -> Html {
    let dispatch = props.dispatch.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let slider: web_sys::HtmlInputElement = event.target_unchecked_into();
        slider
            .value()
            .parse()
            .into_iter()
            .for_each(|stop| dispatch.dispatch(Msg::Time(Timing::Seek(stop))));
    });
    let here = props.rows.at(props.stop).map_or("The start.", |row| &*row.text);
    html! {
        <div class="time__track">
            { memo(ticks, TicksProps { rows: Rc::clone(&props.rows), last_stop: props.last_stop }) }
            <input type="range" min="0" max={props.last_stop.to_string()}
                value={props.stop.to_string()} aria-label="Step" data-testid="track"
                aria-valuetext={format!("{} of {}: {here}", props.stop, props.last_stop)} {oninput} />
        </div>
    }
}

/// What the marks of the track show.
#[derive(PartialEq, Debug)]
struct TicksProps {
    rows: Rc<Rows>,
    last_stop: usize,
}

/// How many marks the track has at most: more would lie on top of each other.
const TICKS: usize = 120;
/// More marks than these are small, so that they do not touch.
const DENSE: usize = 60;

/// The marks of the track; drawn anew only for another run. In a long run one mark stands for several
/// steps, and shows the most remarkable of them.
fn ticks(props: &TicksProps) -> Html {
    let last = props.last_stop.max(1);
    let per_tick = props.last_stop.div_ceil(TICKS).max(1);
    let firsts = (1..=props.last_stop).step_by(per_tick);
    html! {
        <div class="ticks" aria-hidden="true" data-dense={(props.last_stop > DENSE).to_string()}>
            for first in firsts {
                { tick(&props.rows, first, per_tick, last) }
            }
        </div>
    }
}

fn tick(rows: &Rows, first: usize, n_steps: usize, last: usize) -> Html {
    let those = rows.until((first + n_steps - 1).min(rows.len())).rev().take(n_steps);
    let those = those.take_while(|row| row.stop >= first);
    let has = |mark| those.clone().any(|row| row.mark == Some(mark));
    let mark = if has(Mark::Violation) {
        "violation"
    } else if has(Mark::Wait) {
        "wait"
    } else {
        "none"
    };
    let is_action = those.clone().any(|row| row.is_action);
    html! {
        <span class="tick" data-action={is_action.to_string()} data-mark={mark}
            style={format!("--at: {}", first * 1000 / last)}>
        </span>
    }
}

fn undoing(props: &TimeBarProps) -> Html {
    html! {
        <div class="time__undo" role="group" aria-label="Actions">
            { button(props, ("undo", "Undo", "undo"), Timing::Undo, props.can_undo) }
            { button(props, ("redo", "Redo", "redo"), Timing::Redo, props.can_redo) }
        </div>
    }
}
