//! Notes in whole sentences: what happens to links and to replicas, remarks, time that passes.

use super::Sheet;
use super::pen::{Pen, Script, Stroke};
use crate::layout::chart::{Note, NoteKind};
use crate::layout::label::{Anchor, Label};
use crate::layout::metrics::{NOTE_LINE, NOTE_LINES, widest};
use crate::layout::{Direction, Point, Spot};
use crate::signs;

/// The middle of a note's first line where time runs to the right.
const TOP: i32 = 36;
/// From a line's middle to the edge of its ground.
const HALF: i32 = 9;
/// From the last lifeline to a note beside it.
const BESIDE: i32 = 26;
/// The room of a sign before the words.
const SIGN: i32 = 16;

/// Every note at its time, with a thin line across the lanes.
pub(super) fn notes(pen: &mut Pen, sheet: &Sheet<'_>) {
    for note in &sheet.chart.notes {
        pen.begin(&note.title);
        across(pen, sheet, sheet.drawing.times[note.column]);
        sentences(pen, sheet, note);
        pen.end();
    }
}

fn across(pen: &mut Pen, sheet: &Sheet<'_>, time: i32) {
    let drawing = sheet.drawing;
    let last = drawing.lanes.last().map_or(0, |lane| lane.lifeline);
    let (begin, end) = match drawing.direction() {
        Direction::Right => (TOP + HALF, last + 26),
        Direction::Down => (34, last + BESIDE),
    };
    let [from, to] = [begin, end].map(|across| drawing.direction().point(Spot::new(time, across)));
    pen.line(from, to, Stroke::dashed(pen.palette.line, "1", "3 5"));
}

fn sentences(pen: &mut Pen, sheet: &Sheet<'_>, note: &Note) {
    let lines = note.lines(sheet.drawing.note_columns().unwrap_or(usize::MAX), NOTE_LINES);
    let more_lines = (i32::try_from(lines.len()).unwrap_or(1) - 1) * NOTE_LINE;
    let sign = sign(note.kind);
    let before = if sign.is_some() { SIGN } else { 0 };
    let size = Point { x: before + widest(&lines) + 10, y: 2 * HALF + more_lines };
    let corner = corner(sheet, sheet.drawing.times[note.column], size);
    pen.frame(corner, size, pen.palette.ground, Some(Stroke::solid(pen.palette.line, "0.75")));
    let middle = corner.y + HALF;
    if let Some((path, is_full)) = sign {
        pen.begin_at(Point { x: corner.x + 11, y: middle });
        let fill = if is_full { pen.palette.ink_2 } else { "none" };
        pen.area(path, fill, Some(Stroke::solid(pen.palette.ink_2, "1.75")));
        pen.end();
    }
    let script = Script { color: pen.palette.ink_2, ground: None, is_name: false };
    let mut at = Point { x: corner.x + 5 + before, y: middle };
    for text in lines {
        pen.words(&Label { at, anchor: Anchor::Start, text }, script);
        at.y += NOTE_LINE;
    }
}

/// Where a note's frame begins: above the first lane, or beside the last, where no message goes.
fn corner(sheet: &Sheet<'_>, time: i32, size: Point) -> Point {
    match sheet.drawing.direction() {
        Direction::Right => Point { x: time - size.x / 2, y: TOP - HALF },
        Direction::Down => {
            let last = sheet.drawing.lanes.last().map_or(0, |lane| lane.lifeline);
            Point { x: last + BESIDE, y: time - size.y / 2 }
        }
    }
}

/// A sign, and whether it is filled.
fn sign(kind: NoteKind) -> Option<(&'static str, bool)> {
    match kind {
        NoteKind::Held => Some((signs::PAUSE, false)),
        NoteKind::Open | NoteKind::Released => Some((signs::OPEN, true)),
        NoteKind::Doubled => Some((signs::DOUBLED, false)),
        NoteKind::Cut => Some((signs::CUT, false)),
        NoteKind::Changed => Some((signs::CHANGE, false)),
        NoteKind::TimePassed => Some((signs::CLOCK, false)),
        NoteKind::Remark => Some((signs::REMARK, false)),
        NoteKind::Replica | NoteKind::Violation => None,
    }
}
