//! What is neither ended nor yet to come at the cursor: messages on their way or held, and waits.
//! Worked out anew for each position: of a few of them where many are open.

use super::chart::Chart;
use super::drawing::{Bar, Drawing};
use super::label::{Anchor, Label};
use super::labels;
use super::metrics::{Direction, NAME_CHAR, Point, SMALL_CHAR, Spot};
use super::route::Route;
use crate::sorted::sorted_by_key;

/// How many columns before and after a gate its words may reach.
const NEAR: usize = 8;

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
    let open = chart.messages_open_at(position);
    open.map(|index| message(chart, drawing, index, position)).collect()
}

/// A message that is on its way or held when so many events have happened.
#[must_use]
pub fn message(chart: &Chart, drawing: &Drawing, index: usize, position: usize) -> OpenMessage {
    let now = drawing.now(chart.n_columns_at(position));
    open_message(chart, drawing, index, position, now)
}

fn open_message(
    chart: &Chart,
    drawing: &Drawing,
    index: usize,
    position: usize,
    now: i32,
) -> OpenMessage {
    let (in_flight, way) = (&chart.messages[index], &drawing.ways[index]);
    let Some(hold) = in_flight.hold_at(position) else {
        let route = match in_flight.ended {
            Some(_) => way.route.until(now),
            None => drawing.way_ahead(in_flight, index).until(now),
        };
        return OpenMessage { index, route, gate: None };
    };
    let lane = in_flight.message.link.to.index();
    let (route, beyond) = way.held(hold, drawing, lane, now);
    let at = route.end();
    let gate = drawing.direction().point(at);
    let label = Label {
        at: Point { x: gate.x + 12, y: gate.y },
        anchor: Anchor::Start,
        text: match drawing.direction() {
            Direction::Right => format!("{} held", in_flight.carries),
            Direction::Down => in_flight.carries.clone(),
        },
    };
    let label =
        clear_of_names(label, chart, drawing, hold.column).kept_within(drawing.size.x, SMALL_CHAR);
    OpenMessage { index, route, gate: Some(Gate { at, beyond, label }) }
}

/// The same words, farther along if they would lie on a name of a column not far from theirs.
fn clear_of_names(mut label: Label, chart: &Chart, drawing: &Drawing, column: usize) -> Label {
    let height = NAME_CHAR + SMALL_CHAR / 2;
    let first = chart.marks.partition_point(|mark| mark.column + NEAR < column);
    let last = chart.marks.partition_point(|mark| mark.column <= column + NEAR);
    let names = (first..last)
        .filter_map(|mark| drawing.name(mark))
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
    chart.waits_open_at(position).map(|index| wait(chart, drawing, index, position)).collect()
}

/// A wait that goes on when so many events have happened.
#[must_use]
pub fn wait(chart: &Chart, drawing: &Drawing, index: usize, position: usize) -> OpenWait {
    let now = drawing.now(chart.n_columns_at(position));
    let wait = &chart.waits[index];
    let from = drawing.spots[wait.arrival];
    let along = drawing.bars[index].along;
    let bar = Bar { from, along, until: now.max(from.t), label: None };
    let label = labels::of_bar(chart, drawing, wait, &bar);
    OpenWait { index, bar: Bar { label, ..bar } }
}
