//! Words beside marks: the names of writes, what is waited for, what is wrong.

use super::chart::{Alarm, Chart, Mark, MarkKind, Wait};
use super::drawing::{Bar, Drawing};
use super::label::{Anchor, Label};
use super::metrics::{ASLANT, Direction, NAME_CHAR, Point, SMALL_CHAR, Spot, int};
use crate::words;

/// From the middle of an arrival to where words do not lie under the ring around it.
const BEHIND_RING: i32 = 16;

/// The name of the write beside a write or a delivery, or a few other words.
pub(super) fn name_of(drawing: &Drawing, mark: &Mark, spot: Spot) -> Option<Label> {
    let is_write = mark.kind == MarkKind::Write;
    let lane = mark.replica.index();
    let is_between = lane > 0 && lane + 1 < drawing.lanes.len();
    // Where time runs down, whose request waits stands beside its bar.
    let is_told = drawing.direction() == Direction::Down && mark.kind == MarkKind::Request;
    let text = match mark.dot.filter(|_| is_write || mark.kind == MarkKind::Delivery) {
        Some(dot) => dot.to_string(),
        None => mark.label.clone(),
    };
    let shows = !text.is_empty() && !is_told;
    if !shows {
        return None;
    }
    let at = Spot::new(spot.t, drawing.lanes[lane].lifeline);
    match drawing.direction() {
        // What somebody did to the replica stands in the same column, where names are elsewhere.
        Direction::Right if lane == 0 && mark.kind == MarkKind::Restart => {
            let at = Point { x: at.t + 14, y: at.l - 13 };
            Some(Label { at, anchor: Anchor::Start, text })
        }
        Direction::Down if !mark.label.is_empty() => Some(words_beside(drawing, lane, at, &text)),
        _ => Some(name(drawing, lane, at, text, is_write && is_between)),
    }
}

/// Words where time runs down: on the outer side of a lifeline if they fit there, or else between it
/// and the next, cut to the room that there is.
fn words_beside(drawing: &Drawing, lane: usize, at: Spot, text: &str) -> Label {
    let rails = drawing.lanes[lane];
    let before = rails.lifeline - drawing.metrics.beside;
    if !drawing.has_rail_before(lane) && int(words::columns(text)) * SMALL_CHAR <= before {
        let at = Point { x: before, y: at.t };
        return Label { at, anchor: Anchor::End, text: text.to_owned() };
    }
    let x = rails.lifeline.max(rails.inbox) + drawing.metrics.beside;
    let next = drawing.lanes.get(lane + 1).map(|next| next.inbox - 12);
    let room = next.unwrap_or(drawing.size.x - 2) - x;
    let text = words::cut(text, usize::try_from(room / SMALL_CHAR).unwrap_or(0));
    Label { at: Point { x, y: at.t }, anchor: Anchor::Start, text }
}

/// A name on the outer side of a lifeline. What sends to both sides gets it a little before.
fn name(drawing: &Drawing, lane: usize, spot: Spot, text: String, is_before: bool) -> Label {
    let out = if drawing.has_rail_before(lane) { 1 } else { -1 };
    match drawing.direction() {
        Direction::Right => {
            let anchor = if is_before { Anchor::End } else { Anchor::Middle };
            let at = Point {
                x: spot.t - if is_before { 3 } else { 0 },
                y: spot.l + out * drawing.metrics.beside,
            };
            Label { at, anchor, text }
        }
        Direction::Down => {
            let anchor = if out > 0 { Anchor::Start } else { Anchor::End };
            let at = Point {
                x: spot.l + out * drawing.metrics.beside,
                y: spot.t - if is_before { 8 } else { 0 },
            };
            Label { at, anchor, text }.kept_within(drawing.size.x, NAME_CHAR)
        }
    }
}

/// What is wrong beside each violation among the marks that have no such words yet: as many as there
/// is room for before the next one.
pub(super) fn warn(chart: &Chart, drawing: &mut Drawing) {
    for (mark, index) in chart.marks.from(drawing.alarms.len()).zip(drawing.alarms.len()..) {
        let label = mark.alarm.and_then(|alarm| fitting(drawing, mark, index, alarm));
        if let Some(label) = &label {
            let lane = mark.replica.index();
            drawing.placed.warned[lane] = label.extent(SMALL_CHAR).1 + SMALL_CHAR;
        }
        drawing.alarms.push(label);
    }
}

fn fitting(drawing: &Drawing, mark: &Mark, index: usize, alarm: Alarm) -> Option<Label> {
    let lane = mark.replica.index();
    let spot = drawing.spots[index];
    let candidates = words::violation_in_short(alarm.finding.what).into_iter();
    let mut labels = candidates.map(|text| warning(drawing, lane, spot, text));
    match drawing.direction() {
        Direction::Right => {
            labels.find(|label| label.extent(SMALL_CHAR).0 >= drawing.placed.warned[lane])
        }
        Direction::Down => labels.next_back(),
    }
}

fn warning(drawing: &Drawing, lane: usize, spot: Spot, text: String) -> Label {
    let out = if drawing.has_rail_before(lane) { 1 } else { -1 };
    let lifeline = drawing.lanes[lane].lifeline;
    let at = match drawing.direction() {
        Direction::Right => Point { x: spot.t - 8, y: lifeline + out * drawing.metrics.warning },
        Direction::Down => Point { x: lifeline + out * drawing.metrics.beside, y: spot.t + 20 },
    };
    // A drawing that stands alone has room before its first lane.
    let is_before = out < 0 && drawing.direction() == Direction::Down && drawing.is_sheet();
    let anchor = if is_before { Anchor::End } else { Anchor::Start };
    Label { at, anchor, text }
}

/// What is waited for: in the bar if it lies, beside it if it stands.
pub(super) fn of_bar(chart: &Chart, drawing: &Drawing, wait: &Wait, bar: &Bar) -> Option<Label> {
    let mark = &chart.marks[wait.arrival];
    let words = wait_in_words(drawing, mark, wait);
    let fits = |text: &String, room: i32| int(text.chars().count()) * SMALL_CHAR <= room;
    match drawing.direction() {
        Direction::Right => {
            let begin = bar.from.t + if bar.along == bar.from.l { BEHIND_RING } else { 4 };
            let end = bar_room(drawing, mark.replica.index(), bar) - 1;
            let text = words.into_iter().find(|text| fits(text, end - begin))?;
            let at = Point { x: begin, y: bar.along };
            Some(Label { at, anchor: Anchor::Start, text })
        }
        Direction::Down => {
            let lane = mark.replica.index();
            let is_back = drawing.has_rail_before(lane);
            let rails = drawing.lanes[lane];
            let x = if is_back {
                rails.lifeline + drawing.metrics.beside
            } else {
                rails.inbox + drawing.metrics.beside
            };
            let next = drawing.lanes.get(lane + 1).map(|next| next.inbox - 12);
            let room = next.unwrap_or(drawing.size.x - 2) - x;
            let text = words.into_iter().skip(1).find(|text| fits(text, room))?;
            let at = Point { x, y: bar.from.t + if is_back { ASLANT } else { 22 } };
            Some(Label { at, anchor: Anchor::Start, text })
        }
    }
}

/// How far the words in a bar may go: to its end, or to what crosses it.
fn bar_room(drawing: &Drawing, lane: usize, bar: &Bar) -> i32 {
    let Some(times) = drawing.crossings.get(lane) else { return bar.until };
    let next = times.partition_point(|time| *time <= bar.from.t);
    times.get(next).map_or(bar.until, |time| bar.until.min(*time))
}

/// The longest words first.
fn wait_in_words(drawing: &Drawing, mark: &Mark, wait: &Wait) -> Vec<String> {
    let name = mark.dot.map_or_else(String::new, |dot| dot.to_string());
    let all = wait.missing.join(", ");
    let Some(first) = wait.missing.first() else {
        return match &wait.client {
            Some(_) if drawing.direction() == Direction::Right => vec!["waits".to_owned()],
            Some(client) => vec![String::new(), format!("{client} waits"), client.clone()],
            None => [&*format!("{name} waits for ever"), "for ever", "∞"].map(str::to_owned).into(),
        };
    };
    let mut words = match &wait.client {
        Some(_) if drawing.direction() == Direction::Right => vec![format!("waits for {all}")],
        Some(client) => vec![String::new(), format!("{client} waits {all}"), client.clone()],
        None => vec![format!("{name} waits for {all}")],
    };
    words.extend([format!("waits {all}"), all]);
    if wait.missing.len() > 1 {
        let n_more = wait.missing.len() - 1;
        words.extend([format!("waits {first} +{n_more}"), format!("{first} +{n_more}")]);
    }
    words
}
