//! A replica's letter in its shape, and a write's name in its author's colour: the same everywhere.

use causal_core::clock::{Dot, ReplicaId};
use causal_diagram::signs::hue;
use yew::prelude::*;

use super::send;
use crate::diagram::replica_sign;
use crate::model::Dispatch;
use crate::msg::Msg;

/// A replica's letter in its shape.
pub(super) fn badge(id: ReplicaId) -> Html {
    html! {
        <svg class="badge" viewBox="-17 -17 34 34" data-replica={hue(id)} aria-hidden="true">
            { replica_sign(id) }
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
