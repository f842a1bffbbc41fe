//! Where messages were held that have gone on since: for a drawing that shows a whole run at once.

use super::chart::{Chart, Hold, MessageInFlight};
use super::drawing::Drawing;
use super::metrics::{NAME_CHAR, Spot};

/// How close a gate may come to marks, names and other gates.
const CLEARANCE: i32 = 18;
/// From one place that is tried to the next.
const STRIDE: i32 = 6;
/// How many places are tried.
const TRIES: i32 = 100;
/// No gate lies farther from what it may touch along time.
const NEAR: i32 = 60;
/// How close a gate may come to the ways of other messages.
const WAY_CLEARANCE: i32 = 14;
/// How many of the gates before, and of the messages before and after, are looked at.
const AROUND: usize = 16;

/// A gate on the way of a message that has come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassedGate {
    /// Which of the chart's messages.
    pub index: usize,
    /// Where it stood on the way.
    pub at: Spot,
}

/// Every gate that has opened, in the order of the messages.
#[must_use]
pub fn passed_gates(chart: &Chart, drawing: &Drawing) -> Vec<PassedGate> {
    let mut gates: Vec<PassedGate> = Vec::new();
    for (index, in_flight) in chart.messages.iter().enumerate() {
        for hold in in_flight.holds.iter().filter(|_| in_flight.ended.is_some()) {
            let before = gates.len().saturating_sub(AROUND);
            if let Some(at) = place(chart, drawing, (index, in_flight), hold, &gates[before..]) {
                gates.push(PassedGate { index, at });
            }
        }
    }
    gates
}

/// The first place on the way that is clear after the hold begins; without one, the middle of the way.
fn place(
    chart: &Chart,
    drawing: &Drawing,
    (index, in_flight): (usize, &MessageInFlight),
    hold: &Hold,
    gates: &[PassedGate],
) -> Option<Spot> {
    let route = &drawing.ways[index].route;
    let (start, end) = (route.start().t, route.end().t);
    let began = drawing.times.get(hold.column).copied().unwrap_or(start);
    let lead = drawing.metrics.pitch / 3;
    let first = (began + 14).max(start + lead);
    let last = if in_flight.is_stub { return None } else { end - 16 };
    let tried = (0..TRIES).map(|nth| first + nth * STRIDE).take_while(|time| *time <= last);
    let mut spots = tried.map(|time| route.until(time).end());
    let is_clear = |spot: &Spot| {
        gates.iter().all(|gate| is_apart(gate.at, *spot, CLEARANCE))
            && is_clear_of_ways(drawing, index, *spot)
            && is_clear_of_marks(chart, drawing, *spot)
    };
    let middle = || route.until((start + end) / 2).end();
    Some(spots.find(is_clear).unwrap_or_else(middle))
}

/// Others that are sent about the same time begin in the same spot.
fn is_clear_of_ways(drawing: &Drawing, index: usize, spot: Spot) -> bool {
    let ways = drawing.ways.iter().enumerate().skip(index.saturating_sub(AROUND));
    let mut others = ways.take(2 * AROUND).filter(|(other, _)| *other != index);
    others.all(|(_, way)| !way.route.comes_near(spot, WAY_CLEARANCE))
}

fn is_clear_of_marks(chart: &Chart, drawing: &Drawing, spot: Spot) -> bool {
    let time = |index: usize| drawing.times[chart.marks[index].column];
    let first = chart.marks.partition_point(|mark| drawing.times[mark.column] < spot.t - NEAR);
    let near = (first..chart.marks.len()).take_while(|index| time(*index) <= spot.t + NEAR);
    near.into_iter().all(|index| {
        let name = drawing.name(index);
        let is_clear_of_name = name.is_none_or(|name| {
            let (from, to) = name.extent(NAME_CHAR);
            let at = drawing.direction().point(spot);
            let is_beside = at.x + 9 < from || to + 9 < at.x;
            is_beside || (name.at.y - at.y).abs() >= CLEARANCE
        });
        is_clear_of_name && is_apart(drawing.spots[index], spot, CLEARANCE)
    })
}

fn is_apart(one: Spot, other: Spot, distance: i32) -> bool {
    let (dt, dl) = (i64::from(one.t - other.t), i64::from(one.l - other.l));
    dt * dt + dl * dl >= i64::from(distance) * i64::from(distance)
}
