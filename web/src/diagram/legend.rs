//! One line below the diagram, and in the help: what the signs and the patterns mean.

use causal_diagram::layout::MarkKind;
use yew::prelude::*;

use super::glyph;
use super::overlay::{Part, halo};

/// The signs and the patterns with their words. It never changes.
pub(crate) fn legend(_: &()) -> Html {
    let signs = [
        (MarkKind::Write, "write"),
        (MarkKind::Arrival, "arrives"),
        (MarkKind::Delivery, "delivered"),
    ];
    let mark = |kind| html! { <g class="mark">{ glyph::mark(kind, false) }</g> };
    let parts = [(Part::Past, "past"), (Part::Concurrent, "concurrent"), (Part::Future, "future")];
    html! {
        <p class="legend" aria-hidden="true">
            <span class="legend__group legend__group--signs">
                for (kind, words) in signs {
                    { entry(mark(kind), words) }
                }
                { entry(waiting(), "waits") }
                { entry(html! { <g class="gate">{ glyph::gate() }</g> }, "held") }
                { entry(mark(MarkKind::Loss), "lost") }
                { entry(mark(MarkKind::Answer), "read") }
                { entry(mark(MarkKind::Crash), "crash") }
            </span>
            <span class="legend__group">
                for (part, words) in parts {
                    { entry(halo(part), words) }
                }
            </span>
        </p>
    }
}

fn waiting() -> Html {
    html! {
        <g class="wait">
            <rect class="wait__ground" x="-14" y="-8" width="28" height="16" rx="3" />
            <rect class="wait__hatch" x="-14" y="-8" width="28" height="16" rx="3"
                fill="url(#diagram-waiting)" />
        </g>
    }
}

fn entry(sign: Html, words: &'static str) -> Html {
    html! {
        <span class="legend__entry">
            <svg class="legend__sign" viewBox="-18 -18 36 36" data-replica="a">{ sign }</svg>
            { words }
        </span>
    }
}
