//! Waits, what is wrong, and the marks of each replica with the names of its writes.

use causal_core::clock::ReplicaId;

use super::Sheet;
use super::pen::{Pen, Script, Stroke};
use super::symbols;
use crate::layout::chart::Mark;
use crate::layout::drawing::Bar;
use crate::layout::label::Label;
use crate::layout::metrics::{NAME_CHAR, SMALL_CHAR};
use crate::layout::open;
use crate::layout::{Direction, MarkKind, Point};
use crate::path;

/// Every wait as a bar on the rail where messages arrive.
pub(super) fn waits(pen: &mut Pen, sheet: &Sheet<'_>) {
    for (wait, bar) in sheet.chart.waits.iter().zip(&sheet.drawing.bars) {
        if wait.until.is_some() {
            pen.begin(&sheet.chart.marks[wait.arrival].in_words());
            self::bar(pen, sheet, bar, false);
            pen.end();
        }
    }
    for open in open::waits(sheet.chart, sheet.drawing, sheet.position) {
        let wait = &sheet.chart.waits[open.index];
        pen.begin(&sheet.chart.marks[wait.arrival].in_words());
        self::bar(pen, sheet, &open.bar, true);
        pen.end();
    }
}

fn bar(pen: &mut Pen, sheet: &Sheet<'_>, bar: &Bar, is_open: bool) {
    let direction = sheet.drawing.direction();
    if let Some((from, to)) = bar.stem() {
        let stroke = Stroke::solid(pen.palette.wait, "2");
        pen.line(direction.point(from), direction.point(to), stroke);
    }
    let (corner, size) = bar.frame(direction);
    symbols::bar(pen, corner, size, is_open);
    if let Some(label) = &bar.label {
        let ground = Some(match direction {
            Direction::Right => pen.palette.wait_ground,
            Direction::Down => pen.palette.ground,
        });
        pen.words(label, Script { color: pen.palette.wait, ground, is_name: false });
    }
}

/// A thin line from each violation to the cause that it should have waited for.
pub(super) fn causes(pen: &mut Pen, sheet: &Sheet<'_>) {
    for route in sheet.drawing.causes.iter().flatten() {
        let path = path::of_route(&route.shortened(12), sheet.drawing.direction());
        pen.path(&path, Stroke::dashed(pen.palette.violation, "1.25", "2 4"));
    }
}

/// The marks of each replica, those of one lifeline together.
pub(super) fn marks(pen: &mut Pen, sheet: &Sheet<'_>) {
    for index in 0..sheet.chart.names.len() {
        let Some(replica) = ReplicaId::from_index(index) else { continue };
        pen.xml.open("g", &[("data-replica", &replica)]);
        for (index, mark) in sheet.marks_of(replica) {
            pen.begin(&mark.in_words());
            self::mark(pen, sheet, index, mark);
            pen.end();
        }
        pen.end();
    }
}

fn mark(pen: &mut Pen, sheet: &Sheet<'_>, index: usize, mark: &Mark) {
    let drawing = sheet.drawing;
    let hue = pen.palette.hue(mark.dot.map_or(mark.replica, |dot| dot.actor.replica));
    if sheet.chart.has_connector(index) {
        let waited = sheet.chart.wait_ending_at(index);
        let (from, to) = drawing.connector(index, mark.replica.index(), waited);
        let [from, to] = [from, to].map(|spot| drawing.direction().point(spot));
        pen.line(from, to, Stroke::solid(hue, "2.5"));
    }
    let ground = Some(pen.palette.ground);
    if let Some(label) = &drawing.alarm(index) {
        pen.words(label, Script { color: pen.palette.violation, ground, is_name: false });
    }
    if mark.kind != MarkKind::Loss {
        pen.begin_at(drawing.direction().point(drawing.spots[index]));
        symbols::mark(pen, mark.kind, hue, mark.alarm.is_some());
        pen.end();
    }
    if let Some(label) = &drawing.name(index) {
        name(pen, mark, label, hue);
    }
    if let Some(label) = &drawing.loser(sheet.chart, index) {
        struck(pen, mark, label);
    }
}

/// A write that has lost, in brackets where it was made.
fn struck(pen: &mut Pen, mark: &Mark, label: &Label) {
    let own = mark.loser.as_ref().is_some_and(|(dot, _)| dot.actor.replica == mark.replica);
    let text = if own { format!("({})", label.text) } else { label.text.clone() };
    let label = Label { text, ..label.clone() };
    let script =
        Script { color: pen.palette.ink_2, ground: Some(pen.palette.ground), is_name: false };
    pen.words(&label, script);
    strike(pen, &label, SMALL_CHAR);
}

fn strike(pen: &mut Pen, label: &Label, char_width: i32) {
    let (left, right) = label.extent(char_width);
    let ends = [left - 2, right + 2].map(|x| Point { x, y: label.at.y });
    pen.line(ends[0], ends[1], Stroke::solid(pen.palette.ink, "1.5"));
}

/// A write's label stands once on its own lifeline: what takes effect there later is in brackets.
fn name(pen: &mut Pen, mark: &Mark, label: &Label, hue: &'static str) {
    let ground = Some(pen.palette.ground);
    let Some(dot) = mark.dot.filter(|_| mark.label.is_empty()) else {
        return pen.words(label, Script { color: pen.palette.ink_2, ground, is_name: false });
    };
    let script = Script { color: hue, ground, is_name: true };
    match mark.kind {
        MarkKind::Write => pen.tagged_words(label, script, Some(&label.text)),
        _ if dot.actor.replica == mark.replica => {
            pen.words(&Label { text: format!("({})", label.text), ..label.clone() }, script)
        }
        _ => pen.words(label, script),
    }
    if mark.has_lost() {
        strike(pen, label, NAME_CHAR);
    }
}
