//! What is neither ended nor yet to come at the cursor: messages on their way or held, and waits.
//! A few dozen things at most, worked out anew for each position.

use super::chart::{Chart, MessageInFlight};
use super::drawing::{Bar, Drawing};
use super::label::{Anchor, Label};
use super::labels;
use super::metrics::{Direction, NAME_CHAR, Point, SMALL_CHAR, Spot};
use super::route::Route;
use crate::sorted::sorted_by_key;

/// A message between its sending and its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMessage {
    /// Which of the chart's messages.
    pub index: usize,
    /// Up to now, or up to the gate that holds it.
    pub route: Route,
    /// The gate that holds it; `None` if it travels.
    pub gate: Option<Gate>,
}

/// What holds a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Where it stands on the way.
    pub at: Spot,
    /// From there to where the message would land.
    pub beyond: Route,
    /// Which write is held.
    pub label: Label,
}

/// A wait that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWait {
    /// Which of the chart's waits.
    pub index: usize,
    /// The bar from the arrival up to now.
    pub bar: Bar,
}

/// The messages on their way or held when so many events have happened.
#[must_use]
pub fn messages(chart: &Chart, drawing: &Drawing, position: usize) -> Vec<OpenMessage> {
    let now = drawing.now(chart.n_columns_at(position));
    let open = chart.messages.iter().enumerate();
    open.filter(|(_, in_flight)| in_flight.is_open_at(position))
        .map(|(index, in_flight)| open_message(drawing, index, in_flight, position, now))
        .collect()
}

fn open_message(
    drawing: &Drawing,
    index: usize,
    in_flight: &MessageInFlight,
    position: usize,
    now: i32,
) -> OpenMessage {
    let way = &drawing.ways[index];
    let Some(hold) = in_flight.hold_at(position) else {
        return OpenMessage { index, route: way.route.until(now), gate: None };
    };
    let lane = in_flight.message.link.to.index();
    let (route, beyond) = way.held(hold, drawing, lane, now);
    let at = route.end();
    let gate = drawing.direction.point(at);
    let label = Label {
        at: Point { x: gate.x + 12, y: gate.y },
        anchor: Anchor::Start,
        text: match drawing.direction {
            Direction::Right => format!("{} held", in_flight.carries),
            Direction::Down => in_flight.carries.clone(),
        },
    };
    let label = clear_of_names(label, drawing).kept_within(drawing.size.x, SMALL_CHAR);
    OpenMessage { index, route, gate: Some(Gate { at, beyond, label }) }
}

/// The same words, farther along if they would lie on a name.
fn clear_of_names(mut label: Label, drawing: &Drawing) -> Label {
    let height = NAME_CHAR + SMALL_CHAR / 2;
    let names = drawing
        .names
        .iter()
        .flatten()
        .filter(|name| (name.at.y - label.at.y).abs() < height)
        .map(|name| name.extent(NAME_CHAR));
    for (left, right) in sorted_by_key(names, |extent| *extent) {
        let (start, end) = label.extent(SMALL_CHAR);
        if start < right && left < end {
            label.at.x += right + 4 - start;
        }
    }
    label
}

/// The waits that go on when so many events have happened.
#[must_use]
pub fn waits(chart: &Chart, drawing: &Drawing, position: usize) -> Vec<OpenWait> {
    let now = drawing.now(chart.n_columns_at(position));
    let open = chart.waits.iter().enumerate();
    open.filter(|(_, wait)| wait.is_open_at(position))
        .map(|(index, wait)| {
            let from = drawing.spots[wait.arrival];
            let along = drawing.bars[index].along;
            let bar = Bar { from, along, until: now.max(from.t), label: None };
            let label = labels::of_bar(chart, drawing, wait, &bar);
            OpenWait { index, bar: Bar { label, ..bar } }
        })
        .collect()
}
