//! A waiting card: four lines, always in the same order.

use causal_core::history::Readiness;
use yew::prelude::*;

use super::badge::{dot_chip, dot_name, hue};
use super::checks::check_line;
use super::icon::icon;
use super::press::press;
use super::send;
use crate::model::{Dispatch, Remedy, Selection, WaitingCard};
use crate::msg::Msg;
use crate::words;

/// One waiting write in an inbox.
pub(super) fn waiting(card: &WaitingCard, selected: bool, dispatch: &Dispatch) -> Html {
    html! {
        <li class="waiting" key={card.message.to_string()}
            data-testid={format!("waiting-{}-{}", card.at, card.dot)}
            data-selected={selected.to_string()} data-ready={card.is_ready().to_string()}>
            { line_what(card, dispatch) }
            { line_waits(card, dispatch) }
            { line_place(card, dispatch) }
            { check_line(&card.checks) }
            { line_cascade(card) }
        </li>
    }
}

/// Line 1: which write, from whom, what it says.
pub(super) fn line_what(card: &WaitingCard, dispatch: &Dispatch) -> Html {
    let select = send(dispatch, Msg::Select(Selection::Message(card.message)));
    html! {
        <p class="waiting__what">
            <button type="button" class="dot" data-replica={hue(card.dot.actor.replica)}
                onclick={select}>
                { card.dot.to_string() }
            </button>
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
    let Some(place) = &card.place else { return Html::default() };
    html! {
        <p class="waiting__place">
            <span>{ &**place }</span>
            if let Some(remedy) = card.remedy {
                { " " }{ remedy_button(remedy, dispatch) }
            }
        </p>
    }
}

fn remedy_button(remedy: Remedy, dispatch: &Dispatch) -> Html {
    match remedy {
        Remedy::Release(message, dot) => {
            press(dispatch, Msg::Release(message), "button button--strong")
                .testid("release")
                .says(html! { <>{ format!("Release {dot}") }</> })
        }
        Remedy::Show(selection, dot) => press(dispatch, Msg::Select(selection), "button")
            .testid("show")
            .says(html! { <>{ format!("Show {dot}") }</> }),
    }
}

/// Below: what goes when the first missing write comes.
pub(super) fn line_cascade(card: &WaitingCard) -> Html {
    let Some((first, _)) = card.missing.first() else { return Html::default() };
    if card.cascade.is_empty() {
        return Html::default();
    }
    html! {
        <p class="waiting__cascade">
            { format!("When {first} is delivered: {}", words::chain(&card.cascade)) }
        </p>
    }
}
