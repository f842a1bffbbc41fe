//! The panel on the right: why things are as they are.

use causal_core::clock::Dot;
use causal_core::history::Cone;
use causal_core::world::network::MessageId;
use yew::prelude::*;

use super::badge::{badge, dot_chip};
use super::checks::check_table;
use super::icon::icon;
use super::press::press;
use super::waiting::{line_cascade, line_place, line_waits};
use crate::model::{Dispatch, Reason, Side, WaitingCard};
use crate::msg::{MessageAction, Msg, Timing};
use crate::words;

/// What the panel shows.
#[derive(Debug)]
pub(crate) struct WhyProps<'a> {
    /// What there is to explain.
    pub(crate) reason: &'a Reason,
    /// Whether it is folded away.
    pub(crate) folded: bool,
    /// The replicas' names, in their order.
    pub(crate) names: &'a [String],
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: &'a Dispatch,
}

/// The panel on the right.
pub(crate) fn why(props: &WhyProps<'_>) -> Html {
    let WhyProps { reason, folded, dispatch, names } = props;
    html! {
        <aside class="side side--why" data-region="why" data-testid="why" tabindex="-1" id="why"
            aria-label="Why">
            <div class="side__head">
                <h2>{ "Why" }</h2>
                {
                    press(dispatch, Msg::ToggleSide(Side::Why), "icon-button side__fold")
                        .label(if *folded { "Show why" } else { "Fold why away" })
                        .expanded(!folded)
                        .says(html! { <>{ icon(if *folded { "fold" } else { "unfold" }) }</> })
                }
            </div>
            <div class="side__body">{ body(reason, names, dispatch) }</div>
        </aside>
    }
}

fn body(reason: &Reason, names: &[String], dispatch: &Dispatch) -> Html {
    html! {
        <>
            if !reason.is_selected && reason.card.is_none() {
                <p class="empty">{ words::NOTHING_SELECTED }</p>
            }
            if let Some(dot) = reason.dot {
                <p class="why__subject">{ dot_chip(dot, dispatch) }{ " " }{ &*reason.what }</p>
            }
            <p class="why__state">{ &*reason.state }</p>
            if let Some(next) = &reason.next {
                <p class="why__next" data-testid="next">{ &**next }</p>
            }
            if let Some(stop) = reason.later {
                <p>
                    { format!("That happens at step {stop}.") }{ " " }
                    { press(dispatch, Msg::Time(Timing::Seek(stop)), "button").says("Go there") }
                </p>
            }
            for [sentence, belief, truth] in reason.violations.iter() {
                <div class="violation violation--told">
                    <p>{ icon("alert") }<strong>{ &**sentence }</strong></p>
                    <p>{ &**belief }</p>
                    <p>{ &**truth }</p>
                </div>
            }
            if let Some(card) = &reason.card {
                { waiting(card, names, dispatch) }
            }
            if let Some((message, held)) = reason.travelling {
                { actions(message, held, dispatch) }
            }
            if reason.card.is_some() || reason.travelling.is_some() {
                if let Some(dot) = reason.dot.filter(|_| reason.is_selected) {
                    { go_to(dot, dispatch) }
                }
            }
            { fates(reason) }
            if let Some(cone) = &reason.cone {
                { cone_lists(cone, dispatch) }
            }
        </>
    }
}

/// The same four lines as on the card, with the comparison as a table.
fn waiting(card: &WaitingCard, names: &[String], dispatch: &Dispatch) -> Html {
    let name = names.get(card.at.index()).cloned().unwrap_or_default();
    html! {
        <div class="why__waiting">
            { line_waits(card, dispatch) }
            { line_place(card, dispatch) }
            { check_table(&card.checks, &card.name, &name) }
            { line_cascade(card) }
        </div>
    }
}

fn actions(message: MessageId, held: bool, dispatch: &Dispatch) -> Html {
    let mut actions = vec![("Release", MessageAction::Release)];
    if !held {
        actions.push(("Hold", MessageAction::Hold));
    }
    actions.extend([("Drop", MessageAction::Drop), ("Duplicate", MessageAction::Duplicate)]);
    html! {
        <div class="why__actions" role="group" aria-label="This message">
            for (verb, action) in actions {
                { press(dispatch, action.on(message), "button").says(verb) }
            }
        </div>
    }
}

fn go_to(dot: Dot, dispatch: &Dispatch) -> Html {
    html! {
        <p>
            {
                press(dispatch, Msg::SelectWrite(dot), "button")
                    .says(html! { <>{ format!("Go to {dot}") }</> })
            }
        </p>
    }
}

/// What has become of a write at the other replicas.
fn fates(reason: &Reason) -> Html {
    if reason.fates.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="why__fates">
            for (id, name, fate) in reason.fates.iter() {
                <li>{ badge(*id) }{ " " }<strong>{ &**name }</strong>{ ": " }{ &**fate }</li>
            }
        </ul>
    }
}

fn cone_lists(cone: &Cone, dispatch: &Dispatch) -> Html {
    let part = |name: &'static str, hint: &'static str, dots: &[Dot]| {
        html! {
            <div class="cone" data-part={name}>
                <dt>{ format!("{name} {}", dots.len()) }<span class="cone__hint">{ hint }</span></dt>
                <dd>
                    if dots.is_empty() { { "none" } }
                    for dot in dots { { dot_chip(*dot, dispatch) }{ " " } }
                </dd>
            </div>
        }
    };
    html! {
        <dl class="cones" data-testid="cones">
            { part("past", "it builds on these", &cone.past) }
            { part("future", "these build on it", &cone.future) }
            { part("concurrent", "neither knew of the other", &cone.concurrent) }
        </dl>
    }
}
