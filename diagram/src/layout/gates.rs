//! Words beside the gates that hold messages: each where nothing else is, or none.

use std::ops::Range;

use super::chart::{Chart, Note};
use super::drawing::Drawing;
use super::label::{Anchor, Label};
use super::metrics::{Direction, NAME_CHAR, Point, SMALL_CHAR, Spot};
use super::notes::NoteFrame;

/// How many columns before and after a gate are looked at.
const NEAR: usize = 8;
/// From the middle of a gate to the middle of words above or below it.
const OFF: i32 = 18;
/// From the middle of a gate to words beside it.
const BESIDE: i32 = 13;
/// How far a gate and a mark reach from their middle.
const REACH: i32 = 10;
/// How far words reach up and down from their middle.
const HALF_LINE: i32 = 7;

/// An upright rectangle: from left to right, and from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) top: i32,
    pub(super) bottom: i32,
}

impl Area {
    pub(super) fn of_label(label: &Label, char_width: i32) -> Self {
        let (left, right) = label.extent(char_width);
        Self { left, right, top: label.at.y - HALF_LINE, bottom: label.at.y + HALF_LINE }
    }

    pub(super) fn of_note(frame: &NoteFrame) -> Self {
        let NoteFrame { corner: Point { x, y }, size, .. } = frame;
        Self { left: *x, right: x + size.x, top: *y, bottom: y + size.y }
    }

    pub(super) fn around(at: Point) -> Self {
        let Point { x, y } = at;
        Self { left: x - REACH, right: x + REACH, top: y - REACH, bottom: y + REACH }
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// The words of gates, each of which holds a message and stands somewhere. The newest come first to
/// their place; where there is no room for words the sign says enough.
pub(super) fn names_of_gates(
    chart: &Chart,
    drawing: &Drawing,
    gates: &[(usize, Spot)],
    position: usize,
) -> Vec<Option<Label>> {
    let direction = drawing.direction();
    let signs = gates.iter().map(|(_, at)| Area::around(direction.point(*at)));
    let mut taken: Vec<Area> = signs.collect();
    taken.push(cursor(drawing, drawing.now(chart.n_columns_at(position))));
    let mut labels = Vec::new();
    for (index, at) in gates.iter().rev() {
        let in_flight = &chart.messages[*index];
        let column = in_flight.hold_at(position).map_or(0, |hold| hold.column);
        let near = obstacles(chart, drawing, column);
        let is_free = |label: &Label| {
            let area = Area::of_label(label, SMALL_CHAR);
            let stays = 0 <= area.left && area.right <= drawing.size.x;
            let mut others = taken.iter().chain(&near);
            stays && others.all(|other| !area.meets(other))
        };
        let comes_from_above = in_flight.message.link.from < in_flight.message.link.to;
        let at = direction.point(*at);
        let label = places(direction, at, comes_from_above, &in_flight.carries).find(is_free);
        taken.extend(label.iter().map(|label| Area::of_label(label, SMALL_CHAR)));
        labels.push(label);
    }
    labels.reverse();
    labels
}

/// Where the line of the present is, which would cut words in two.
fn cursor(drawing: &Drawing, now: i32) -> Area {
    let direction = drawing.direction();
    let [from, to] = [Spot::new(now - 2, 0), Spot::new(now + 2, i32::MAX)];
    let (from, to) = (direction.point(from), direction.point(to));
    Area { left: from.x, right: to.x, top: from.y, bottom: to.y }
}

/// Marks and their names, and notes, in columns not far away.
fn obstacles(chart: &Chart, drawing: &Drawing, column: usize) -> Vec<Area> {
    let marks = near(chart, column);
    let names = marks.clone().filter_map(|mark| drawing.name(mark));
    let names = names.map(|name| Area::of_label(&name, NAME_CHAR));
    let signs = marks.map(|mark| Area::around(drawing.direction().point(drawing.spots[mark])));
    let is_near = |note: &&Note| note.column.abs_diff(column) <= NEAR;
    let last = chart.notes.partition_point(|note| note.column <= column + NEAR);
    let notes = (0..last).rev().map(|at| &chart.notes[at]).take_while(is_near);
    let notes = notes.map(|note| Area::of_note(&drawing.note_frame(note)));
    names.chain(signs).chain(notes).collect()
}

fn near(chart: &Chart, column: usize) -> Range<usize> {
    let first = chart.marks.partition_point(|mark| mark.column + NEAR < column);
    first..chart.marks.partition_point(|mark| mark.column <= column + NEAR)
}

/// Where the words may be, the best place first: never on the message's own line if there is another.
/// The line comes from above or from below, and goes on along time.
fn places(
    direction: Direction,
    at: Point,
    comes_from_above: bool,
    carries: &str,
) -> impl Iterator<Item = Label> {
    let away = if comes_from_above { OFF } else { -OFF };
    let long = format!("{carries} held");
    let short = carries.to_owned();
    let place = move |dx, dy, anchor, text: &str| {
        let at = Point { x: at.x + dx, y: at.y + dy };
        Label { at, anchor, text: text.to_owned() }
    };
    let sides: Vec<Label> = match direction {
        Direction::Right => [&long, &short]
            .into_iter()
            .flat_map(|text| {
                [
                    place(-REACH, away, Anchor::Start, text),
                    place(REACH, away, Anchor::End, text),
                    place(-2, -away, Anchor::Start, text),
                ]
            })
            .chain([place(BESIDE, 0, Anchor::Start, &short)])
            .collect(),
        Direction::Down => vec![
            place(BESIDE, 0, Anchor::Start, &short),
            place(-BESIDE, 0, Anchor::End, &short),
            place(0, OFF, Anchor::Middle, &short),
        ],
    };
    sides.into_iter()
}
