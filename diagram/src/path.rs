//! Routes as SVG paths, with rounded bends.

use crate::layout::route::{Route, towards};
use crate::layout::{Direction, Spot};

/// How far before a bend a path begins to turn, at most.
const TURN: i32 = 22;

/// The path of a route, as the attribute `d`.
#[must_use]
pub fn of_route(route: &Route, direction: Direction) -> String {
    let mut path = String::new();
    let spots = &route.0;
    for (at, spot) in spots.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| spots[before]);
        match (before, spots.get(at + 1).copied()) {
            (None, _) => path.push_str(&format!("M{}", in_svg(*spot, direction))),
            (Some(_), None) => path.push_str(&format!("L{}", in_svg(*spot, direction))),
            (Some(before), Some(after)) => {
                path.push_str(&bend(before, *spot, after, direction));
            }
        }
    }
    path
}

fn bend(before: Spot, spot: Spot, after: Spot, direction: Direction) -> String {
    let begin = towards(spot, before, turn(spot, before));
    let end = towards(spot, after, turn(spot, after));
    let [begin, spot, end] = [begin, spot, end].map(|spot| in_svg(spot, direction));
    format!("L{begin}Q{spot} {end}")
}

/// Up to the middle of a piece at most, so that the bends at both its ends leave each other alone.
fn turn(spot: Spot, neighbour: Spot) -> i32 {
    let length = (spot.t - neighbour.t).abs().max((spot.l - neighbour.l).abs());
    TURN.min(length / 2)
}

fn in_svg(spot: Spot, direction: Direction) -> String {
    let point = direction.point(spot);
    format!("{} {}", point.x, point.y)
}
