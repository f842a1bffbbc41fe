//! The signs, each around its own middle: in the picture and in its legend.

use causal_core::clock::ReplicaId;

use super::pen::{Pen, Script, Stroke};
use crate::layout::label::{Anchor, Label};
use crate::layout::{MarkKind, Point};
use crate::signs;

/// A replica: its letter in its shape.
pub(super) fn replica(pen: &mut Pen, id: ReplicaId) {
    let (shape, drop) = signs::shape(id);
    let hue = pen.palette.hue(id);
    match shape {
        None => pen.disc(signs::DISC, hue, None),
        Some(path) => pen.area(path, hue, None),
    }
    let text = id.to_string();
    let script = Script { color: pen.palette.letter, ground: None, is_name: text.len() < 3 };
    let at = Point { x: 0, y: drop };
    pen.words(&Label { at, anchor: Anchor::Middle, text }, script);
}

/// What happens at a place.
pub(super) fn mark(pen: &mut Pen, kind: MarkKind, hue: &'static str, is_alarm: bool) {
    let palette = pen.palette;
    let ring = Some(Stroke::solid(hue, "2.5"));
    let grey = Stroke::solid(palette.ink_2, "2.5");
    if is_alarm && kind != MarkKind::Loss {
        octagon(pen);
    }
    match kind {
        MarkKind::Write => pen.disc(8, hue, None),
        MarkKind::Arrival => pen.disc(8, palette.ground, ring),
        MarkKind::Delivery if is_alarm => {
            pen.disc(8, palette.ground, ring);
            pen.path(signs::EXCLAMATION, Stroke::solid(palette.violation, "2.5"));
        }
        MarkKind::Delivery => {
            pen.disc(9, palette.ground, ring);
            pen.disc(4, hue, None);
        }
        MarkKind::Discard => {
            pen.disc(8, palette.ground, Some(grey));
            pen.path(signs::STROKE, grey);
        }
        MarkKind::Loss => loss(pen, hue, false),
        MarkKind::Sending => pen.disc(5, hue, None),
        MarkKind::Request => framed(pen, signs::QUESTION, hue),
        MarkKind::Answer => framed(pen, signs::REPLY, hue),
        MarkKind::Refusal => framed(pen, signs::BAR, hue),
        MarkKind::Crash => break_in_life(pen, signs::CRASH),
        MarkKind::Restart => break_in_life(pen, signs::RESTART),
    }
}

/// What a client asks, or is told.
fn framed(pen: &mut Pen, sign: &str, hue: &'static str) {
    pen.area(signs::FRAME, pen.palette.ground, Some(Stroke::solid(hue, "2")));
    pen.path(sign, Stroke::solid(hue, "2"));
}

/// ╳ ↻ Where a life line ends, and where it goes on.
fn break_in_life(pen: &mut Pen, sign: &str) {
    pen.path(sign, Stroke::solid(pen.palette.ground, "7"));
    pen.path(sign, Stroke::solid(pen.palette.ink, "3"));
}

fn octagon(pen: &mut Pen) {
    let edge = Stroke::solid(pen.palette.violation, "2");
    pen.area(signs::OCTAGON, pen.palette.violation_ground, Some(edge));
}

/// ✕ A message that is lost; in a box if somebody dropped it.
pub(super) fn loss(pen: &mut Pen, hue: &'static str, is_dropped: bool) {
    let ground = pen.palette.ground;
    if is_dropped {
        let corner = Point { x: -8, y: -8 };
        pen.frame(corner, Point { x: 16, y: 16 }, ground, Some(Stroke::solid(hue, "2")));
        pen.path(signs::CUT, Stroke::solid(hue, "2.5"));
        return;
    }
    pen.path(signs::CROSS, Stroke::solid(ground, "7"));
    pen.path(signs::CROSS, Stroke::solid(hue, "3"));
}

/// ⏸ What holds a message, or did.
pub(super) fn gate(pen: &mut Pen, hue: &'static str) {
    let (corner, size) = (Point { x: -8, y: -9 }, Point { x: 16, y: 18 });
    pen.frame(corner, size, pen.palette.ground, Some(Stroke::solid(hue, "1.75")));
    pen.path(signs::BARS, Stroke::solid(hue, "2.5"));
}

/// A waiting bar: ticked along its whole length, which costs the same however long it is.
pub(super) fn bar(pen: &mut Pen, corner: Point, size: Point, is_open: bool) {
    let palette = pen.palette;
    let edge = match is_open {
        true => Stroke::dashed(palette.wait, "1.25", "4 3"),
        false => Stroke::solid(palette.wait, "1.25"),
    };
    pen.frame(corner, size, palette.wait_ground, Some(edge));
    let middle = Point { x: corner.x + size.x / 2, y: corner.y + size.y / 2 };
    let (from, to) = match size.x >= size.y {
        true => (Point { x: corner.x, ..middle }, Point { x: corner.x + size.x, ..middle }),
        false => (Point { y: corner.y, ..middle }, Point { y: corner.y + size.y, ..middle }),
    };
    pen.line(from, to, Stroke::ticks(palette.wait));
}
