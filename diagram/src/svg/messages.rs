//! Messages as arrows. Solid has arrived, dashed is on its way, a gate holds or held, and what is
//! lost ends in a cross: in a box, and on a line of its own kind, if somebody dropped it.

use causal_core::world::event::LossReason;

use super::Sheet;
use super::pen::{Pen, Script, Stroke};
use super::symbols;
use crate::layout::chart::MessageInFlight;
use crate::layout::holds::passed_gates;
use crate::layout::metrics::TIP_GAP;
use crate::layout::open::{self, OpenMessage};
use crate::layout::route::{Route, towards};
use crate::layout::{Direction, Purpose, Spot};
use crate::path;

/// The length of an arrow's head, half its width, and the depth of its notch, in tenths.
const TIP: (i32, i32, i32) = (100, 45, 25);
/// How much of a line lies under the arrow's head.
const UNDER_TIP: i32 = 6;

/// The line of a message that has arrived, or is on its way.
pub(super) const ON_ITS_WAY: &str = "7 6";
/// The line of a message that is lost.
pub(super) const LOST: &str = "4 4";
/// The line of a message that somebody dropped.
pub(super) const DROPPED: &str = "11 4 1 4";

/// Every message: first those that have come to an end, then the others.
pub(super) fn messages(pen: &mut Pen, sheet: &Sheet<'_>) {
    for (index, in_flight) in sheet.chart.messages.iter().enumerate() {
        if in_flight.ended.is_some() {
            ended(pen, sheet, index, in_flight);
        }
    }
    for open in open::messages(sheet.chart, sheet.drawing, sheet.position) {
        let in_flight = &sheet.chart.messages[open.index];
        pen.begin(&title(in_flight, if open.gate.is_some() { "held" } else { "on its way" }));
        self::open(pen, sheet, in_flight, &open);
        pen.end();
    }
    for gate in passed_gates(sheet.chart, sheet.drawing) {
        let hue = pen.palette.hue(sheet.chart.messages[gate.index].message.link.from);
        pen.begin_at(sheet.drawing.direction().point(gate.at));
        symbols::gate(pen, hue);
        pen.end();
    }
}

fn title(in_flight: &MessageInFlight, state: &str) -> String {
    let link = in_flight.message.link;
    let copy = if in_flight.is_copy { ", a duplicate" } else { "" };
    format!("{} on {}→{}, {state}{copy}", in_flight.carries, link.from, link.to)
}

fn ended(pen: &mut Pen, sheet: &Sheet<'_>, index: usize, in_flight: &MessageInFlight) {
    let route = &sheet.drawing.ways[index].route;
    let direction = sheet.drawing.direction();
    let hue = pen.palette.hue(in_flight.message.link.from);
    let is_dropped = in_flight.loss == Some(LossReason::Dropped);
    let state = match in_flight.loss {
        None => "arrived",
        Some(LossReason::Dropped) => "dropped",
        Some(_) => "lost",
    };
    pen.begin(&title(in_flight, state));
    if in_flight.loss.is_some() {
        let dash = if is_dropped { DROPPED } else { LOST };
        line(pen, in_flight, route, direction, Stroke::dashed(hue, "1.75", dash));
        pen.begin_at(direction.point(route.end()));
        symbols::loss(pen, hue, is_dropped);
        pen.end();
    } else {
        let stroke = Stroke::solid(hue, width_of(in_flight.purpose));
        arrow(pen, in_flight, &route.shortened(TIP_GAP), direction, stroke);
    }
    pen.end();
}

fn open(pen: &mut Pen, sheet: &Sheet<'_>, in_flight: &MessageInFlight, open: &OpenMessage) {
    let direction = sheet.drawing.direction();
    let hue = pen.palette.hue(in_flight.message.link.from);
    let Some(gate) = &open.gate else {
        let stroke = Stroke::dashed(hue, width_of(in_flight.purpose), ON_ITS_WAY);
        return arrow(pen, in_flight, &open.route, direction, stroke);
    };
    arrow(pen, in_flight, &gate.beyond.shortened(TIP_GAP), direction, Stroke::dotted(hue, "1.75"));
    let stroke = Stroke::solid(hue, width_of(in_flight.purpose));
    line(pen, in_flight, &open.route, direction, stroke);
    pen.begin_at(direction.point(gate.at));
    symbols::gate(pen, hue);
    pen.end();
    let script = Script { color: hue, ground: Some(pen.palette.ground), is_name: false };
    if let Some(label) = &gate.label {
        pen.words(label, script);
    }
}

/// What brings more than a new write is broad, and what brings nothing is thin.
pub(super) fn width_of(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Write => "2",
        Purpose::Exchange => "3.5",
        Purpose::Service => "1.25",
    }
}

fn arrow(
    pen: &mut Pen,
    in_flight: &MessageInFlight,
    route: &Route,
    direction: Direction,
    stroke: Stroke,
) {
    line(pen, in_flight, &route.shortened(UNDER_TIP), direction, stroke);
    if let [.., before, end] = *route.0.as_slice() {
        pen.area(&tip(before, end, direction), stroke.color, None);
    }
}

/// A line, and a second one within it for a duplicate.
fn line(
    pen: &mut Pen,
    in_flight: &MessageInFlight,
    route: &Route,
    direction: Direction,
    stroke: Stroke,
) {
    let path = path::of_route(route, direction);
    if path.is_empty() {
        return;
    }
    if in_flight.is_copy {
        pen.path(&path, Stroke { width: "5", ..stroke });
        pen.path(&path, Stroke::solid(pen.palette.ground, "2"));
    } else {
        pen.path(&path, stroke);
    }
}

/// The head of an arrow from one spot to another, worked out in tenths.
pub(super) fn tip(before: Spot, end: Spot, direction: Direction) -> String {
    let (length, half, notch) = TIP;
    let [before, end] = [before, end].map(|spot| Spot::new(spot.t * 10, spot.l * 10));
    let [base, notch] = [length, length - notch].map(|by| towards(end, before, by));
    let (dt, dl) = ((end.t - base.t) * half / length, (end.l - base.l) * half / length);
    let sides = [Spot::new(base.t - dl, base.l + dt), Spot::new(base.t + dl, base.l - dt)];
    let [one, end, other, notch] = [sides[0], end, sides[1], notch].map(|spot| {
        let point = direction.point(spot);
        format!("{} {}", in_tenths(point.x), in_tenths(point.y))
    });
    format!("M{one}L{end}L{other}L{notch}Z")
}

fn in_tenths(n: i32) -> String {
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}.{}", n.abs() / 10, n.abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_points_where_its_line_goes() {
        let from_left = tip(Spot::new(0, 0), Spot::new(50, 0), Direction::Right);
        assert_eq!(from_left, "M40.0 4.5L50.0 0.0L40.0 -4.5L42.5 0.0Z");
        let downwards = tip(Spot::new(0, 0), Spot::new(50, 0), Direction::Down);
        assert_eq!(downwards, "M4.5 40.0L0.0 50.0L-4.5 40.0L0.0 42.5Z");
    }
}
