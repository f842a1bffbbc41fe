//! The ground of a picture: the numbers of the steps, lifelines from their heads to the end of
//! time, and the times at which replicas are down.

use causal_core::clock::ReplicaId;

use super::Sheet;
use super::pen::{Pen, Script, Stroke};
use super::symbols;
use crate::layout::drawing::Lane;
use crate::layout::label::{Anchor, Label};
use crate::layout::{Direction, Point, Spot};
use crate::words::{columns, cut};

/// The head of a lifeline, at the end of time.
const TIP: i32 = 10;
/// How many columns of a name stand at the head of its lifeline.
const NAME_RIGHT: usize = 20;
const NAME_DOWN: usize = 15;
/// How high the heads are where time runs down.
const HEADS_HIGH: i32 = 56;

/// How much room the heads need before time begins.
pub(super) fn room_of_heads(names: &[String], direction: Direction) -> i32 {
    match direction {
        Direction::Down => HEADS_HIGH,
        Direction::Right => {
            let widest = names.iter().map(|name| columns(name)).max().unwrap_or(0);
            46 + 8 * i32::try_from(widest.clamp(5, NAME_RIGHT)).unwrap_or(0)
        }
    }
}

/// The number of each step beside the first thing that shows of it, with a line across.
pub(super) fn steps(pen: &mut Pen, sheet: &Sheet<'_>) {
    let drawing = sheet.drawing;
    let script = Script { color: pen.palette.ink_2, ground: None, is_name: false };
    let guide = Stroke::dashed(pen.palette.faint, "0.75", "1 5");
    let across = sheet.across();
    let mut last = 0;
    for (column, time) in sheet.chart.columns.iter().zip(&drawing.times) {
        if std::mem::replace(&mut last, column.stop) == column.stop {
            continue;
        }
        let (begin, number) = match drawing.direction() {
            Direction::Right => (24, 13),
            Direction::Down => (34, 20),
        };
        let [from, to] = [begin, across].map(|at| drawing.direction().point(Spot::new(*time, at)));
        pen.line(from, to, guide);
        let at = drawing.direction().point(Spot::new(*time, number));
        pen.words(&Label { at, anchor: Anchor::Middle, text: column.stop.to_string() }, script);
    }
}

/// Two rails for each replica: where messages arrive, and where writes take effect.
pub(super) fn life_lines(pen: &mut Pen, sheet: &Sheet<'_>) {
    for (index, lane) in sheet.drawing.lanes.iter().enumerate() {
        let point = |time, across| sheet.drawing.direction().point(Spot::new(time, across));
        let end = sheet.drawing.end();
        let inbox = Stroke::dotted(pen.palette.line, "1.5");
        pen.line(point(0, lane.inbox), point(end - TIP, lane.inbox), inbox);
        let mut since = Some(0);
        for (down, up) in sheet.outages(index) {
            if let Some(since) = since {
                pen.line(point(since, lane.lifeline), point(down, lane.lifeline), lifeline(pen));
            }
            let gap = Stroke::dashed(pen.palette.line, "1.5", "2 6");
            pen.line(point(down, lane.lifeline), point(up.unwrap_or(end), lane.lifeline), gap);
            since = up;
        }
        if let Some(since) = since {
            pen.line(point(since, lane.lifeline), point(end - TIP, lane.lifeline), lifeline(pen));
            let tip =
                [(-TIP, -5), (0, 0), (-TIP, 5)].map(|(t, l)| point(end + t, lane.lifeline + l));
            let [one, tip, other] = tip.map(|point| format!("{} {}", point.x, point.y));
            pen.area(&format!("M{one}L{tip}L{other}Z"), pen.palette.ink, None);
        }
    }
}

fn lifeline(pen: &Pen) -> Stroke {
    Stroke::solid(pen.palette.ink, "2")
}

/// The replicas, each at the head of its lifeline; time begins after them.
pub(super) fn heads(pen: &mut Pen, sheet: &Sheet<'_>) {
    let script = Script { color: pen.palette.ink_2, ground: None, is_name: false };
    let (at, anchor) = match sheet.drawing.direction() {
        Direction::Right => (Point { x: sheet.heads - 10, y: 13 }, Anchor::End),
        Direction::Down => (Point { x: 4, y: 44 }, Anchor::Start),
    };
    if !sheet.chart.columns.is_empty() {
        pen.words(&Label { at, anchor, text: "step".to_owned() }, script);
    }
    for (index, name) in sheet.chart.names.iter().enumerate() {
        let Some(id) = ReplicaId::from_index(index) else { continue };
        head(pen, sheet, id, name, sheet.drawing.lanes[index]);
    }
}

fn head(pen: &mut Pen, sheet: &Sheet<'_>, id: ReplicaId, name: &str, lane: Lane) {
    let small = Script { color: pen.palette.ink_2, ground: None, is_name: false };
    let script = Script { color: pen.palette.ink, ..small };
    let (at, label) = match sheet.drawing.direction() {
        Direction::Right => {
            let at = Point { x: 38, y: lane.lifeline };
            let label = Label { at, anchor: Anchor::Start, text: cut(name, NAME_RIGHT) };
            (Point { x: 18, y: lane.lifeline }, label)
        }
        Direction::Down => {
            let middle = (lane.inbox + lane.lifeline) / 2;
            let at = Point { x: middle, y: 44 };
            let label = Label { at, anchor: Anchor::Middle, text: cut(name, NAME_DOWN) };
            (Point { x: middle, y: 18 }, label)
        }
    };
    pen.begin(name);
    pen.begin_at(at);
    symbols::replica(pen, id);
    pen.end();
    // Many replicas are called by their letter, which stands there already.
    if *name != id.to_string() {
        pen.words(&label, script);
    }
    if sheet.drawing.direction() == Direction::Right {
        let at = Point { x: sheet.heads - 10, y: lane.inbox };
        pen.words(&Label { at, anchor: Anchor::End, text: "inbox".to_owned() }, small);
    }
    pen.end();
}
