//! What is neither ended nor yet to come at the cursor: messages on their way or held, and waits.
//! Worked out anew for each position: of a few of them where many are open.

use super::chart::Chart;
use super::drawing::{Bar, Drawing};
use super::gates::{Area, names_of_gates};
use super::label::Label;
use super::labels;
use super::metrics::{Direction, Spot};
use super::route::Route;

/// How far the middles of a gate and of a note are apart along time, if neither lies on the other.
const OFF_NOTE: i32 = 19;

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
    /// Which write is held, where there is room for saying it.
    pub label: Option<Label>,
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
    messages_among(chart, drawing, &chart.messages_open_at(position).collect::<Vec<_>>(), position)
}

/// Some of the messages on their way or held when so many events have happened, each gate with its
/// words.
#[must_use]
pub fn messages_among(
    chart: &Chart,
    drawing: &Drawing,
    indices: &[usize],
    position: usize,
) -> Vec<OpenMessage> {
    let open = indices.iter().map(|index| message(chart, drawing, *index, position));
    let mut open: Vec<OpenMessage> = open.collect();
    let gates: Vec<(usize, Spot)> =
        open.iter().filter_map(|open| Some((open.index, open.gate.as_ref()?.at))).collect();
    let gated = open.iter_mut().filter_map(|open| open.gate.as_mut());
    for (gate, label) in gated.zip(names_of_gates(chart, drawing, &gates, position)) {
        gate.label = label;
    }
    open
}

/// A message that is on its way or held when so many events have happened; its gate without words.
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
    let at = off_notes(chart, drawing, way.gate(hold, drawing));
    let (route, beyond) = way.held(at, drawing, lane, now);
    OpenMessage { index, route, gate: Some(Gate { at, beyond, label: None }) }
}

/// A gate's place, or the next along time where its sign lies on no note's. Where time runs to the right,
/// notes stand at the edge.
fn off_notes(chart: &Chart, drawing: &Drawing, mut gate: Spot) -> Spot {
    if drawing.note_columns().is_some() || drawing.direction() == Direction::Right {
        return gate;
    }
    let first = chart.notes.partition_point(|note| drawing.times[note.column] < gate.t - OFF_NOTE);
    for at in first..chart.notes.len() {
        let note = &chart.notes[at];
        if drawing.times[note.column] > gate.t + OFF_NOTE {
            break;
        }
        let frame = Area::of_note(&drawing.note_frame(note));
        if Area::around(drawing.direction().point(gate)).meets(&frame) {
            gate.t = drawing.times[note.column] + OFF_NOTE;
        }
    }
    gate
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
