//! What is selected, what the keyboard is on, and the cone around a selected write: drawn on top,
//! so that selecting something redraws nothing else.

use litemap::LiteMap;
use std::ops::Range;
use std::rc::Rc;

use causal_core::clock::Dot;
use causal_core::history::Cone;
use causal_core::world::event::EventId;
use causal_diagram::layout::chart::{Mark, MessageInFlight};
use causal_diagram::layout::metrics::TIP_GAP;
use causal_diagram::layout::open;
use causal_diagram::layout::{Direction, Format, Layout, MarkKind, Point};
use causal_diagram::path;
use yew::prelude::*;

use super::glyph;
use crate::model::Selection;

/// What the overlay depends on.
#[derive(PartialEq, Debug)]
pub(super) struct OverlayProps {
    pub(super) layout: Rc<Layout>,
    pub(super) format: Format,
    /// How many events have happened.
    pub(super) position: usize,
    /// The columns in sight.
    pub(super) columns: Range<usize>,
    pub(super) selection: Option<Selection>,
    pub(super) focus: Option<EventId>,
    pub(super) cone: Option<Rc<Cone>>,
}

/// The part of a cone that a write is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Past,
    Future,
    Concurrent,
}

/// The rings and halos around what is selected.
pub(super) fn overlay(props: &OverlayProps) -> Html {
    html! {
        <g class="overlay">
            if let Some(cone) = &props.cone {
                { halos(props, cone) }
            }
            { selected(props) }
            { focused(props) }
        </g>
    }
}

fn halos(props: &OverlayProps, cone: &Cone) -> Html {
    let part_of = parts(cone);
    let chart = &props.layout.chart;
    let mut events = chart.events_of(props.columns.clone());
    events.end = events.end.min(props.position);
    let marks = chart.marks_in(&events);
    let writes = chart.marks.range(marks.clone()).zip(marks);
    let writes = writes.filter(|(mark, _)| mark.kind == MarkKind::Write);
    html! {
        <g class="halos">
            for (mark, index) in writes {
                if let Some(part) = mark.dot.and_then(|dot| part_of.get(&dot)) {
                    { halo_at(place(props, index), *part) }
                }
            }
        </g>
    }
}

fn parts(cone: &Cone) -> LiteMap<Dot, Part> {
    let mut part_of = LiteMap::new();
    let parts = [
        (&cone.past, Part::Past),
        (&cone.future, Part::Future),
        (&cone.concurrent, Part::Concurrent),
    ];
    for (dots, part) in parts {
        for dot in dots {
            part_of.insert(*dot, part);
        }
    }
    part_of
}

fn halo_at(at: Point, part: Part) -> Html {
    html! { <g transform={format!("translate({} {})", at.x, at.y)}>{ halo(part) }</g> }
}

/// A pattern around a write: never only a colour.
pub(super) fn halo(part: Part) -> Html {
    match part {
        Part::Past => html! {
            <g class="halo" data-part="past">
                <path d={glyph::HALO} fill="url(#diagram-past)" fill-rule="evenodd" />
                <circle class="halo__edge" r="16" />
            </g>
        },
        Part::Future => html! {
            <g class="halo" data-part="future">
                <path d={glyph::HALO} fill="url(#diagram-future)" fill-rule="evenodd" />
                <circle class="halo__edge" r="16" />
            </g>
        },
        Part::Concurrent => html! {
            <g class="halo" data-part="concurrent"><circle class="halo__edge" r="14" /></g>
        },
    }
}

fn place(props: &OverlayProps, mark: usize) -> Point {
    let drawing = props.layout.drawing(props.format);
    props.format.point(drawing.spots[mark])
}

fn selected(props: &OverlayProps) -> Html {
    let chart = &props.layout.chart;
    let (mark, message) = match props.selection {
        None => (None, None),
        Some(Selection::Event(event)) => {
            let mark = chart.mark_index_of(event);
            let message = mark.and_then(|mark| chart.marks[mark].message);
            let message = message.or_else(|| chart.message_of(event));
            (mark, message.and_then(|message| chart.message_index(message)))
        }
        Some(Selection::Message(message)) => {
            let index = chart.message_index(message);
            (index.and_then(|index| chart.messages[index].end), index)
        }
    };
    html! {
        <g class="selected">
            if let Some(index) = message {
                { highlight(props, index) }
            }
            if let Some(mark) = mark.filter(|mark| is_there(&chart.marks[*mark], props.position)) {
                { ring(props, "selected__ring", mark) }
            }
        </g>
    }
}

fn is_there(mark: &Mark, position: usize) -> bool {
    mark.event.index() < position
}

/// A broad line beneath the message, as far as it is drawn.
fn highlight(props: &OverlayProps, index: usize) -> Html {
    let layout = &*props.layout;
    let in_flight: &MessageInFlight = &layout.chart.messages[index];
    let drawing = layout.drawing(props.format);
    let route = if in_flight.is_open_at(props.position) {
        Some(open::message(&layout.chart, drawing, index, props.position).route)
    } else {
        let has_ended = in_flight.ended.is_some_and(|event| event.index() < props.position);
        has_ended.then(|| drawing.ways[index].route.shortened(TIP_GAP))
    };
    html! {
        if let Some(route) = route {
            <path class="selected__line" d={path::of_route(&route, props.format.direction())} />
        }
    }
}

/// Around a mark, as close as can be seen: words begin right behind it.
fn ring(props: &OverlayProps, class: &'static str, mark: usize) -> Html {
    let at = place(props, mark);
    let radius = if props.layout.chart.marks[mark].alarm.is_some() { "17" } else { "13" };
    html! {
        <circle {class} cx={at.x.to_string()} cy={at.y.to_string()} r={radius} />
    }
}

/// The keyboard's ring: around a mark, or a note, or where a message is held.
fn focused(props: &OverlayProps) -> Html {
    let chart = &props.layout.chart;
    let Some(event) = props.focus.filter(|event| event.index() < props.position) else {
        return html! {};
    };
    let drawing = props.layout.drawing(props.format);
    let note = chart.notes_in(&(event.index()..event.index() + 1)).next();
    let note = note.and_then(|note| chart.notes.get(note));
    if let Some(mark) = chart.mark_index_of(event) {
        return html! {
            <g data-testid="focus-ring">{ ring(props, "focused", mark) }</g>
        };
    }
    if let Some(note) = note {
        let time = drawing.times[note.column];
        let (x, y, width) = match drawing.direction() {
            Direction::Right => (time - 24, 24, 48),
            Direction::Down => (drawing.size.x / 2 - 44, time - 11, 88),
        };
        return html! {
            <rect class="focused" data-testid="focus-ring" x={x.to_string()} y={y.to_string()}
                width={width.to_string()} height="22" rx="5" />
        };
    }
    let message = chart.message_of(event).and_then(|message| chart.message_index(message));
    html! {
        if let Some(index) = message {
            <g class="focused__message" data-testid="focus-ring">{ highlight(props, index) }</g>
        }
    }
}
