//! The signs of the diagram, each around its own middle.

use causal_core::clock::ReplicaId;
use causal_diagram::layout::{MarkKind, NoteKind};
use causal_diagram::signs;
use yew::prelude::*;

/// A replica: its letter in its shape.
pub(crate) fn replica(id: ReplicaId) -> Html {
    let (shape, drop) = signs::shape(id);
    let shape = match shape {
        None => html! { <circle class="shape" r={signs::DISC.to_string()} /> },
        Some(path) => html! { <path class="shape" d={path} /> },
    };
    html! {
        <>
            { shape }
            <text class="shape__letter" y={drop.to_string()}>{ id.to_string() }</text>
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
                <path class="mark__stroke" d={signs::STROKE} />
            </>
        },
        MarkKind::Loss => html! {
            <>
                <path class="mark__cross-ground" d={signs::CROSS} />
                <path class="mark__cross" d={signs::CROSS} />
            </>
        },
        MarkKind::Sending => html! { <circle class="mark__dot" r="5" /> },
        MarkKind::Request => framed(signs::QUESTION, is_alarm),
        MarkKind::Answer => framed(signs::REPLY, is_alarm),
        MarkKind::Refusal => framed(signs::BAR, is_alarm),
        MarkKind::Crash => life(signs::CRASH),
        MarkKind::Restart => life(signs::RESTART),
    }
}

/// What a client asks, or is told.
fn framed(sign: &'static str, is_alarm: bool) -> Html {
    html! {
        <>
            if is_alarm { { octagon() } }
            <path class="mark__ring" d={signs::FRAME} />
            <path class="mark__ring" d={sign} />
        </>
    }
}

/// ╳ ↻ Where a life line ends, and where it goes on.
fn life(sign: &'static str) -> Html {
    html! {
        <>
            <path class="mark__cross-ground" d={sign} />
            <path class="mark__life" d={sign} />
        </>
    }
}

fn octagon() -> Html {
    html! { <path class="mark__octagon" d={signs::OCTAGON} /> }
}

fn exclamation() -> Html {
    html! { <path class="mark__exclamation" d={signs::EXCLAMATION} /> }
}

/// ⏸ What holds a message.
pub(super) fn gate() -> Html {
    html! {
        <>
            <rect class="gate__ground" x="-8" y="-9" width="16" height="18" rx="3" />
            <path class="gate__bars" d={signs::BARS} />
        </>
    }
}

/// The sign of a note.
pub(super) fn note(kind: NoteKind) -> Html {
    let path = match kind {
        NoteKind::Held => signs::PAUSE,
        NoteKind::Open | NoteKind::Released => signs::OPEN,
        NoteKind::Doubled => signs::DOUBLED,
        NoteKind::Cut => signs::CUT,
        NoteKind::Changed => signs::CHANGE,
        NoteKind::TimePassed => signs::CLOCK,
        NoteKind::Remark | NoteKind::Replica | NoteKind::Violation => signs::REMARK,
    };
    let is_full = matches!(kind, NoteKind::Open | NoteKind::Released);
    let class = if is_full { "note__sign note__sign--full" } else { "note__sign" };
    html! { <path {class} d={path} /> }
}

/// Around a mark: something in the past, in the future, or concurrent.
pub(super) const HALO: &str = "M0 -16A16 16 0 1 1 0 16A16 16 0 1 1 0 -16ZM0 -10\
    A10 10 0 1 0 0 10A10 10 0 1 0 0 -10Z";

/// Arrowheads in the replicas' colors, and patterns, once for each diagram.
pub(super) fn definitions(n_replicas: usize) -> Html {
    html! {
        <defs>
            for hue in (0..n_replicas.min(signs::N_LOOKS)).filter_map(ReplicaId::from_index).map(signs::hue) {
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
