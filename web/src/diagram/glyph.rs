//! The signs of the diagram, each around its own middle, as paths of our own.

use causal_core::clock::ReplicaId;
use yew::prelude::*;

use super::layout::MarkKind;

/// A replica's colour, by its attribute: four colours in turn, as there are four shapes.
pub(super) fn hue(replica: ReplicaId) -> &'static str {
    ["a", "b", "c", "d"][replica.index() % 4]
}

/// A replica: its letter in its shape.
pub(super) fn replica(id: ReplicaId) -> Html {
    let shape = match id.index() % 4 {
        0 => html! { <circle class="shape" r="12" /> },
        1 => html! { <path class="shape" d="M-11 -11H11V11H-11Z" /> },
        2 => html! { <path class="shape" d="M0 -14L14.5 11H-14.5Z" /> },
        _ => html! { <path class="shape" d="M0 -15L15 0L0 15L-15 0Z" /> },
    };
    let drop = if id.index() % 4 == 2 { "3" } else { "0" };
    html! {
        <>
            { shape }
            <text class="shape__letter" y={drop}>{ id.to_string() }</text>
        </>
    }
}

/// What a mark looks like.
pub(super) fn mark(kind: MarkKind, is_alarm: bool) -> Html {
    match kind {
        MarkKind::Write => html! { <circle class="mark__dot" r="8" /> },
        MarkKind::Arrival => html! { <circle class="mark__ring" r="8" /> },
        MarkKind::Delivery if is_alarm => html! {
            <>
                { octagon() }
                <circle class="mark__ring" r="8" />
                { exclamation() }
            </>
        },
        MarkKind::Delivery => html! {
            <>
                <circle class="mark__ring" r="9" />
                <circle class="mark__dot" r="4" />
            </>
        },
        MarkKind::Discard => html! {
            <>
                if is_alarm { { octagon() } }
                <circle class="mark__ring mark__ring--discarded" r="8" />
                <path class="mark__stroke" d="M-8 8L8 -8" />
            </>
        },
        MarkKind::Loss => html! {
            <>
                <path class="mark__cross-ground" d="M-6 -6L6 6M-6 6L6 -6" />
                <path class="mark__cross" d="M-6 -6L6 6M-6 6L6 -6" />
            </>
        },
    }
}

fn octagon() -> Html {
    html! { <path class="mark__octagon" d="M-5 -12H5L12 -5V5L5 12H-5L-12 5V-5Z" /> }
}

fn exclamation() -> Html {
    html! { <path class="mark__exclamation" d="M0 -4.5V1M0 4.2V4.4" /> }
}

/// ⏸ What holds a message.
pub(super) fn gate() -> Html {
    html! {
        <>
            <rect class="gate__ground" x="-8" y="-9" width="16" height="18" rx="3" />
            <path class="gate__bars" d="M-3 -5V5M3 -5V5" />
        </>
    }
}

/// ✕ A cut link.
pub(super) fn cut() -> Html {
    html! { <path class="note__sign" d="M-4 -4L4 4M-4 4L4 -4" /> }
}

/// ⏸ A link that holds.
pub(super) fn pause() -> Html {
    html! { <path class="note__sign" d="M-2.5 -4.5V4.5M2.5 -4.5V4.5" /> }
}

/// ▶ A link that carries messages.
pub(super) fn open() -> Html {
    html! { <path class="note__sign note__sign--full" d="M-3 -4.5L4.5 0L-3 4.5Z" /> }
}

/// Anything else that changes.
pub(super) fn change() -> Html {
    html! { <path class="note__sign" d="M-5 0H5M-2 -3L-5 0L-2 3M2 -3L5 0L2 3" /> }
}

/// Time.
pub(super) fn clock() -> Html {
    html! { <path class="note__sign" d="M0 -5A5 5 0 1 1 -0.1 -5ZM0 -3V0L2.5 1.5" /> }
}

/// A remark.
pub(super) fn remark() -> Html {
    html! { <path class="note__sign" d="M-5 -4.5H5V2.5H0L-3 5V2.5H-5Z" /> }
}

/// Around a mark: something in the past, in the future, or concurrent.
pub(super) const HALO: &str = "M0 -16A16 16 0 1 1 0 16A16 16 0 1 1 0 -16ZM0 -10\
    A10 10 0 1 0 0 10A10 10 0 1 0 0 -10Z";

/// Arrowheads and patterns, once for each diagram.
pub(super) fn definitions() -> Html {
    html! {
        <defs>
            for hue in ["a", "b", "c", "d"] {
                <marker id={format!("diagram-tip-{hue}")} viewBox="0 0 10 10" refX="9" refY="5"
                    markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse"
                    orient="auto-start-reverse">
                    <path class="tip" data-replica={hue} d="M0 0.5L10 5L0 9.5L2.5 5Z" />
                </marker>
            }
            <pattern id="diagram-waiting" width="7" height="7" patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)">
                <path class="hatch hatch--wait" d="M0 0V7" />
            </pattern>
            <pattern id="diagram-past" width="4.5" height="4.5" patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)">
                <path class="hatch hatch--past" d="M0 0V5" />
            </pattern>
            <pattern id="diagram-future" width="4" height="4" patternUnits="userSpaceOnUse"
                patternTransform="rotate(30)">
                <circle class="hatch hatch--future" cx="2" cy="2" r="1.2" />
            </pattern>
        </defs>
    }
}
