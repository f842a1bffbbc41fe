//! The ground of the diagram: rails, the replicas at their heads, and the numbers of the stops.

use std::ops::Range;
use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_diagram::layout::drawing::Lane;
use causal_diagram::layout::{Direction, Drawing, Format, Layout, Spot};
use causal_diagram::signs;
use yew::prelude::*;

use super::window::FULL;
use super::{glyph, window};

/// How wide the heads are on a desktop.
pub(super) const HEADS_WIDE: i32 = 68;
/// How high the heads are on a phone.
pub(super) const HEADS_HIGH: i32 = 34;
/// How much room the numbers of the stops take across time: before it where it runs down, above it
/// otherwise.
pub(super) const NUMBERS: i32 = 24;
pub(super) const NUMBERS_HIGH: i32 = 18;

/// What the ground depends on: nothing that changes while the cursor moves.
#[derive(PartialEq, Debug)]
pub(super) struct RailsProps {
    pub(super) layout: Rc<Layout>,
    pub(super) format: Format,
    /// The columns in sight.
    pub(super) columns: Range<usize>,
}

/// Two rails for each replica, and the numbers of the stops.
pub(super) fn rails(props: &RailsProps) -> Html {
    let drawing = props.layout.drawing(props.format);
    let ends = window::ends(drawing, &props.columns);
    html! {
        <g class="rails">
            if drawing.direction() == Direction::Right {
                for (_, time) in first_of_stops(&props.layout, drawing, &props.columns) {
                    <line class="number__line" x1={time.to_string()} x2={time.to_string()}
                        y1="24" y2={(drawing.size.y - 8).to_string()} />
                }
            }
            for lane in &drawing.lanes {
                { rail("rails__inbox", lane.inbox, drawing, ends) }
                { rail("rails__lifeline", lane.lifeline, drawing, ends) }
            }
        </g>
    }
}

fn rail(class: &'static str, across: i32, drawing: &Drawing, (start, end): (i32, i32)) -> Html {
    let point = |time| drawing.direction().point(Spot::new(time, across));
    let (from, to) = (point(start), point(end));
    html! {
        <line class={class} x1={from.x.to_string()} y1={from.y.to_string()}
            x2={to.x.to_string()} y2={to.y.to_string()} />
    }
}

/// The stops in sight, each with the time of its first column.
fn first_of_stops<'a>(
    layout: &'a Layout,
    drawing: &'a Drawing,
    range: &Range<usize>,
) -> impl Iterator<Item = (usize, i32)> + 'a {
    let columns = layout.chart.columns.range(range.clone());
    let columns = columns.zip(drawing.times.range(range.clone()));
    let before = range.start.checked_sub(1).and_then(|before| layout.chart.columns.get(before));
    let mut last = before.map_or(0, |column| column.stop);
    columns.filter_map(move |(column, time)| {
        (std::mem::replace(&mut last, column.stop) != column.stop).then_some((column.stop, *time))
    })
}

/// The number of the stop at which each column shows, once each; a press goes there. They stay in
/// sight while the rest scrolls: above it, or before it where time runs down.
pub(super) fn numbers(props: &RailsProps) -> Html {
    let drawing = props.layout.drawing(props.format);
    html! {
        <g class="numbers">
            for (stop, time) in first_of_stops(&props.layout, drawing, &props.columns) {
                { number(stop, time, drawing.direction()) }
            }
        </g>
    }
}

fn number(stop: usize, time: i32, direction: Direction) -> Html {
    let (wide, high, across) = match direction {
        Direction::Right => (32, NUMBERS_HIGH, NUMBERS_HIGH / 2),
        Direction::Down => (NUMBERS, 32, NUMBERS / 2 + 1),
    };
    let middle = direction.point(Spot::new(time, across));
    html! {
        <g class="number" data-stop={stop.to_string()}>
            <rect class="number__ground" x={(middle.x - wide / 2).to_string()}
                y={(middle.y - high / 2).to_string()} width={wide.to_string()}
                height={high.to_string()} />
            <text class="number__text" x={middle.x.to_string()} y={middle.y.to_string()}>
                { stop.to_string() }
            </text>
            <title>{ format!("Go to step {stop}") }</title>
        </g>
    }
}

/// What the heads depend on.
#[derive(PartialEq, Debug)]
pub(super) struct HeadsProps {
    pub(super) layout: Rc<Layout>,
    pub(super) format: Format,
    /// By how many thousandths the drawing is scaled: heads shrink no more than they have to.
    pub(super) scale: i32,
}

/// The replicas, each at the head of its lifeline. They stay in sight while the rest scrolls.
pub(super) fn heads(props: &HeadsProps) -> Html {
    let drawing = props.layout.drawing(props.format);
    let lanes = props.layout.chart.names.iter().zip(&drawing.lanes).enumerate();
    let grown = grown(props.scale);
    html! {
        <g class="heads">
            for (index, (name, lane)) in lanes {
                if let Some(id) = ReplicaId::from_index(index) {
                    { head(id, name, lane, (props.format, grown)) }
                }
            }
        </g>
    }
}

/// By how many thousandths a head is larger than the drawing around it: at full size if the drawing is
/// not, but no larger than there is room between two of them.
pub(super) fn grown(scale: i32) -> i32 {
    (FULL * FULL / scale).min(2 * FULL)
}

fn head(id: ReplicaId, name: &str, lane: &Lane, (format, grown): (Format, i32)) -> Html {
    let middle = (lane.inbox + lane.lifeline) / 2;
    let at = match format.direction() {
        Direction::Right => format!("translate({} {})", 20 * grown / FULL, lane.lifeline),
        Direction::Down => format!("translate({middle} {})", HEADS_HIGH / 2 * grown / FULL),
    };
    let size = match format.direction() {
        Direction::Right => grown,
        Direction::Down => grown * 9 / 10,
    };
    html! {
        <g class="head" data-replica={signs::hue(id)}>
            <g transform={format!("{at} scale({}.{:03})", size / FULL, size % FULL)}>{ glyph::replica(id) }</g>
            if format.direction() == Direction::Right {
                <text class="head__inbox" x="64" y={(lane.inbox + 1).to_string()}>{ "inbox" }</text>
            }
            <title>{ name.to_owned() }</title>
        </g>
    }
}
