//! The ground of the diagram: rails, the replicas at their heads, and the numbers of the stops.

use std::ops::Range;
use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_diagram::layout::drawing::Lane;
use causal_diagram::layout::{Direction, Drawing, Format, Layout, Spot};
use causal_diagram::signs;
use yew::prelude::*;

use super::{glyph, window};

/// How wide the heads are on a desktop.
pub(super) const HEADS_WIDE: i32 = 68;
/// How high the heads are on a phone.
pub(super) const HEADS_HIGH: i32 = 34;

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
                { numbers(&props.layout, drawing, &props.columns) }
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

/// The number of the stop at which each column shows, once each; a press goes there.
fn numbers(layout: &Layout, drawing: &Drawing, range: &Range<usize>) -> Html {
    let columns = layout.chart.columns.range(range.clone());
    let columns = columns.zip(drawing.times.range(range.clone()));
    let before = range.start.checked_sub(1).and_then(|before| layout.chart.columns.get(before));
    let mut last = before.map_or(0, |column| column.stop);
    let first_of_stop = columns.filter(|(column, _)| {
        let is_new = column.stop != last;
        last = column.stop;
        is_new
    });
    let bottom = drawing.size.y - 8;
    html! {
        <g class="numbers">
            for (column, time) in first_of_stop {
                <g class="number" data-stop={column.stop.to_string()}>
                    <line class="number__line" x1={time.to_string()} x2={time.to_string()}
                        y1="24" y2={bottom.to_string()} />
                    <rect class="number__ground" x={(time - 16).to_string()} y="0" width="32"
                        height="22" />
                    <text class="number__text" x={time.to_string()} y="13">
                        { column.stop.to_string() }
                    </text>
                    <title>{ format!("Go to step {}", column.stop) }</title>
                </g>
            }
        </g>
    }
}

/// What the heads depend on.
#[derive(PartialEq, Debug)]
pub(super) struct HeadsProps {
    pub(super) layout: Rc<Layout>,
    pub(super) format: Format,
}

/// The replicas, each at the head of its lifeline. They stay in sight while the rest scrolls.
pub(super) fn heads(props: &HeadsProps) -> Html {
    let drawing = props.layout.drawing(props.format);
    let lanes = props.layout.chart.names.iter().zip(&drawing.lanes).enumerate();
    html! {
        <g class="heads">
            for (index, (name, lane)) in lanes {
                if let Some(id) = ReplicaId::from_index(index) {
                    { head(id, name, lane, props.format) }
                }
            }
        </g>
    }
}

fn head(id: ReplicaId, name: &str, lane: &Lane, format: Format) -> Html {
    let middle = (lane.inbox + lane.lifeline) / 2;
    let (at, shrink) = match format.direction() {
        Direction::Right => (format!("translate(20 {})", lane.lifeline), ""),
        Direction::Down => (format!("translate({middle} 17)"), " scale(0.9)"),
    };
    html! {
        <g class="head" data-replica={signs::hue(id)}>
            <g transform={format!("{at}{shrink}")}>{ glyph::replica(id) }</g>
            if format.direction() == Direction::Right {
                <text class="head__inbox" x="64" y={(lane.inbox + 1).to_string()}>{ "inbox" }</text>
            }
            <title>{ name.to_owned() }</title>
        </g>
    }
}
