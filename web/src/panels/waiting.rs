//! A waiting card: four lines, always in the same order, of a write or of a request.

use std::rc::Rc;

use causal_core::history::Readiness;
use causal_diagram::signs::hue;
use yew::prelude::*;

use super::badge::{dot_chip, dot_name};
use super::checks::check_line;
use super::icon::icon;
use super::press::press;
use super::send;
use crate::model::{Dispatch, Help, Remedy, WaitingCard};
use crate::msg::Msg;
use crate::words;

/// One waiting write, or one request, in an inbox.
pub(super) fn waiting(card: &WaitingCard, selected: bool, dispatch: &Dispatch) -> Html {
    html! {
        <li class="waiting" key={format!("{}-{}", card.since, card.name)}
            data-testid={format!("waiting-{}-{}", card.at, card.name)}
            data-selected={selected.to_string()} data-ready={card.is_ready().to_string()}>
            { line_what(card, dispatch) }
            { line_waits(card, dispatch) }
            { line_place(card, dispatch) }
            { check_line(&card.checks) }
            { line_cascade(card) }
        </li>
    }
}

/// Line 1: which write, from whom, what it says; or which client, and what it asks.
fn line_what(card: &WaitingCard, dispatch: &Dispatch) -> Html {
    let name = AttrValue::from(Rc::clone(&card.name));
    let select = Msg::Select(card.selection());
    html! {
        <p class="waiting__what">
            if let Some(dot) = card.dot() {
                <button type="button" class="dot" data-replica={hue(dot.actor.replica)}
                    onclick={send(dispatch, select)}>
                    { name }
                </button>
            } else {
                { press(dispatch, select, "inline-link").says(name) }
            }
            { " " }{ &*card.what }
        </p>
    }
}

/// Line 2: what it waits for.
pub(super) fn line_waits(card: &WaitingCard, dispatch: &Dispatch) -> Html {
    let further = card.missing.iter().skip(1);
    html! {
        <p class="waiting__for">
            { icon(if card.is_ready() { "play" } else { "wait" }) }
            <strong>
                if let (Readiness::Waits, Some((first, known))) =
                    (card.readiness, card.missing.first().copied())
                {
                    { "Waits for " }
                    if known {
                        {
                            press(dispatch, Msg::SelectWrite(first), "inline-link")
                                .says(first.to_string())
                        }
                    } else {
                        { first.to_string() }
                    }
                } else {
                    { &*card.waits }
                }
            </strong>
            for (dot, known) in further {
                { " " }
                if *known { { dot_chip(*dot, dispatch) } } else { { dot_name(*dot) } }
            }
            if card.n_more > 0 {
                { format!(" and {} more", card.n_more) }
            }
        </p>
    }
}

/// Line 3: where the first missing write is, with the one fitting button.
pub(super) fn line_place(card: &WaitingCard, dispatch: &Dispatch) -> Html {
    if card.place.is_none() && card.help.is_none() {
        return Html::default();
    }
    html! {
        <p class="waiting__place">
            <span>{ card.place.as_deref().unwrap_or_default() }</span>
            if let Some(help) = &card.help {
                { " " }{ help_button(help, dispatch) }
            }
        </p>
    }
}

fn help_button(help: &Help, dispatch: &Dispatch) -> Html {
    let (class, testid) = match help.remedy {
        Remedy::Show(_) => ("button", "show"),
        Remedy::Release(_) => ("button button--strong", "release"),
        Remedy::Await(_) => ("button button--strong", "await"),
        Remedy::Gossip { .. } => ("button button--strong", "gossip"),
        Remedy::Snapshot(_) => ("button button--strong", "snapshot"),
        Remedy::Restart(_) => ("button button--strong", "restart"),
        Remedy::Heal(_) => ("button button--strong", "heal-link"),
        Remedy::Join { .. } => ("button button--strong", "join"),
    };
    press(dispatch, help.remedy.into(), class).testid(testid).says(html! { <>{ &*help.says }</> })
}

/// Below: what goes when the first missing write comes.
pub(super) fn line_cascade(card: &WaitingCard) -> Html {
    let Some((first, _)) = card.missing.first() else { return Html::default() };
    if card.cascade.is_empty() {
        return Html::default();
    }
    let chain = words::chain(&card.cascade);
    let answer = card.answers.as_ref().map(|who| words::is_answered(who)).unwrap_or_default();
    html! {
        <p class="waiting__cascade">
            { format!("When {first} is delivered: {chain}{answer}") }
        </p>
    }
}
