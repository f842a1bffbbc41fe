//! A replica's letter in its shape, and a write's name in its author's colour: the same everywhere.

use causal_core::clock::{Dot, ReplicaId};
use yew::prelude::*;

use super::send;
use crate::model::Dispatch;
use crate::msg::Msg;

/// Circle, square, triangle, diamond; more than four replicas begin again.
const SHAPES: [&str; 4] = [
    "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22z",
    "M2 2h20v20H2z",
    "M12 0L24 22.5H0z",
    "M12 0L24 12L12 24L0 12z",
];

/// The colour of a replica, as styles name it.
pub(super) fn hue(id: ReplicaId) -> &'static str {
    ["a", "b", "c", "d"][id.index() % 4]
}

/// A replica's letter in its shape.
pub(super) fn badge(id: ReplicaId) -> Html {
    let shape = id.index() % 4;
    let letter_y = if shape == 2 { "19" } else { "16.5" };
    html! {
        <svg class="badge" viewBox="0 0 24 24" data-replica={hue(id)} aria-hidden="true">
            <path d={SHAPES[shape]} />
            <text x="12" y={letter_y} text-anchor="middle">{ id.to_string() }</text>
        </svg>
    }
}

/// A write's name; pressing it selects the write.
pub(super) fn dot_chip(dot: Dot, dispatch: &Dispatch) -> Html {
    html! {
        <button type="button" class="dot" data-replica={hue(dot.actor.replica)}
            onclick={send(dispatch, Msg::SelectWrite(dot))}>
            { dot.to_string() }
        </button>
    }
}

/// A write's name that leads nowhere, because there is no such write.
pub(super) fn dot_name(dot: Dot) -> Html {
    html! {
        <span class="dot dot--plain" data-replica={hue(dot.actor.replica)}>{ dot.to_string() }</span>
    }
}
