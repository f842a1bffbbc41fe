//! The cursor: a line at the present, and what is open there.

use std::rc::Rc;

use causal_diagram::layout::chart::Outage;
use causal_diagram::layout::metrics::SMALL_CHAR;
use causal_diagram::layout::open::{self, OpenMessage};
use causal_diagram::layout::{Direction, Drawing, Format, Layout, Point, Spot};
use causal_diagram::path;
use causal_diagram::signs;
use yew::prelude::*;

use super::{glyph, pieces};

/// What the present depends on.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct NowProps {
    pub(super) layout: Rc<Layout>,
    pub(super) format: Format,
    /// How many events have happened.
    pub(super) position: usize,
    /// The first column in sight.
    pub(super) first: usize,
    /// How many events lie before the end of what is in sight.
    pub(super) until: usize,
}

/// Where life lines are broken: from a crash to the restart, or as long as the replica is down.
pub(super) fn outages(props: &NowProps) -> Html {
    let NowProps { layout, format, position, first, until } = props;
    let (chart, drawing) = (&layout.chart, layout.drawing(*format));
    let n_columns = chart.n_columns_at(*position.min(until));
    let is_in_sight = |outage: &&Outage| {
        outage.since < n_columns && outage.until.is_none_or(|until| until >= *first)
    };
    let in_sight = chart.outages.iter().filter(is_in_sight);
    html! {
        <g class="outages">
            for outage in in_sight {
                { broken(drawing, outage, n_columns) }
            }
        </g>
    }
}

fn broken(drawing: &Drawing, outage: &Outage, n_columns: usize) -> Html {
    let lane = drawing.lanes[outage.replica.index()];
    let until = outage.until.filter(|until| *until < n_columns);
    let until = until.map_or(drawing.end(), |until| drawing.times[until]);
    let ends = [drawing.times[outage.since], until];
    let [from, to] = ends.map(|time| drawing.direction().point(Spot::new(time, lane.lifeline)));
    html! {
        <>
            { pieces::line("rails__gap", from, to) }
            { pieces::line("rails__down", from, to) }
        </>
    }
}

/// The line between past and future, with the future under a veil.
pub(super) fn veil(props: &NowProps) -> Html {
    let drawing = props.layout.drawing(props.format);
    let now = drawing.now(props.layout.chart.n_columns_at(props.position));
    let (corner, size) = beyond(drawing, now);
    let (from, to) = match props.format.direction() {
        Direction::Right => (Spot::new(now, 24), Spot::new(now, drawing.size.y - 8)),
        Direction::Down => (Spot::new(now, 4), Spot::new(now, drawing.size.x - 4)),
    };
    let [from, to] = [from, to].map(|spot| props.format.point(spot));
    html! {
        <g class="now" data-testid="now">
            <rect class="now__veil" x={corner.x.to_string()} y={corner.y.to_string()}
                width={size.x.to_string()} height={size.y.to_string()} />
            <line class="now__line" x1={from.x.to_string()} y1={from.y.to_string()}
                x2={to.x.to_string()} y2={to.y.to_string()} />
        </g>
    }
}

/// The rectangle of the future.
fn beyond(drawing: &Drawing, now: i32) -> (Point, Point) {
    let corner = drawing.direction().point(Spot::new(now, 0));
    let size = Point { x: drawing.size.x - corner.x, y: drawing.size.y - corner.y };
    (corner, size)
}

/// How many open messages, and how many open waits, are drawn: the newest.
const MOST: usize = 40;

/// The newest of some numbers, and how many others there are.
fn newest(all: impl Iterator<Item = usize>) -> (Vec<usize>, usize) {
    let mut all: Vec<usize> = all.collect();
    let n_others = all.len().saturating_sub(MOST);
    (all.split_off(n_others), n_others)
}

/// Waits that go on, and those that have ended beyond what is in sight.
pub(super) fn open_waits(props: &NowProps) -> Html {
    let NowProps { layout, format, position, until, .. } = props;
    let (chart, drawing) = (&layout.chart, layout.drawing(*format));
    let (waits, _) = newest(chart.waits_open_at(*position.min(until)));
    html! {
        <g class="open">
            for index in waits {
                if chart.waits[index].is_open_at(*position) {
                    {
                        pieces::wait(layout, *format, index,
                            &open::wait(chart, drawing, index, *position).bar, true)
                    }
                } else {
                    { pieces::ended_wait(layout, *format, index) }
                }
            }
        </g>
    }
}

/// Messages on their way or held, and those that have ended beyond what is in sight.
pub(super) fn open_messages(props: &NowProps) -> Html {
    let NowProps { layout, format, position, until, .. } = props;
    let (chart, drawing) = (&layout.chart, layout.drawing(*format));
    let (messages, _) = newest(chart.messages_open_at(*position.min(until)));
    let (open, ended): (Vec<usize>, Vec<usize>) =
        messages.into_iter().partition(|index| chart.messages[*index].is_open_at(*position));
    let open = open::messages_among(chart, drawing, &open, *position);
    html! {
        <g class="open">
            for index in ended {
                { pieces::ended_message(layout, *format, index) }
            }
            for open in &open {
                { open_message(layout, *format, open) }
            }
            for open in &open {
                { words_at_gate(layout, open) }
            }
        </g>
    }
}

/// On top of all open messages, so that no line runs through them.
fn words_at_gate(layout: &Layout, open: &OpenMessage) -> Html {
    let Some(label) = open.gate.as_ref().and_then(|gate| gate.label.as_ref()) else {
        return html! {};
    };
    let message = layout.chart.messages[open.index].message;
    let (left, right) = label.extent(SMALL_CHAR);
    html! {
        <g class="held" data-message={message.to_string()}
            data-replica={signs::hue(message.link.from)}>
            <rect class="held__ground" x={left.to_string()} y={(label.at.y - 7).to_string()}
                width={(right - left).to_string()} height="14" />
            { pieces::text("held__label", label) }
        </g>
    }
}

/// How many messages on their way or held are not drawn.
pub(super) fn n_not_drawn(layout: &Layout, position: usize) -> usize {
    newest(layout.chart.messages_open_at(position)).1
}

fn open_message(layout: &Layout, format: Format, open: &OpenMessage) -> Html {
    let in_flight = &layout.chart.messages[open.index];
    let line = path::of_route(&open.route, format.direction());
    let Some(gate) = &open.gate else {
        return pieces::message(in_flight, "in-flight", "on its way", &line, true);
    };
    let at = format.point(gate.at);
    let beyond = path::of_route(&gate.beyond.shortened(10), format.direction());
    let hue = signs::hue(in_flight.message.link.from);
    let id = in_flight.message.to_string();
    html! {
        <g class="held" key={id.clone()} data-message={id} data-replica={hue}>
            <path class="message__hit" d={beyond.clone()} />
            <path class="held__beyond" d={beyond} marker-end={format!("url(#diagram-tip-{hue})")} />
            { pieces::message(in_flight, "held", "held", &line, false) }
            <g class="gate" transform={format!("translate({} {})", at.x, at.y)}>
                { glyph::gate() }
            </g>
        </g>
    }
}
