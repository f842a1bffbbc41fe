//! One drawing: where everything of a chart is, for one direction of time. What has a place keeps it
//! while the run goes on, so that a drawing grows with its chart.

mod placing;

use causal_core::paged_vec::PagedVec;

use super::chart::{Chart, Mark};
use super::label::{Anchor, Label};
use super::metrics::{
    ASLANT, BAR_HALF, Direction, Metrics, NAME_CHAR, Point, RAIL_GAP, SMALL_CHAR, Spot,
};
use super::route::{Route, Way, towards};
use placing::Placed;

/// The radius of an arrival.
const RIM: i32 = 8;

/// Where everything is. All lists run parallel to those of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// How wide and high it is.
    pub size: Point,
    /// Where the lanes are.
    pub lanes: Vec<Lane>,
    /// The time of each column.
    pub times: PagedVec<i32>,
    /// Where each mark is.
    pub spots: PagedVec<Spot>,
    /// How each message travels; only where it begins, as long as it has no end.
    pub ways: PagedVec<Way>,
    /// Each wait from its beginning to its end; without an end, to its beginning.
    pub bars: PagedVec<Bar>,
    /// A thin line to the cause of each of the chart's alarms, if it has one.
    pub causes: PagedVec<Option<Route>>,
    /// The name of the write beside each mark that takes effect, or other words; and how wide their
    /// characters are.
    pub(super) names: PagedVec<Option<(Label, i32)>>,
    /// What is wrong, beside each violation that has room for it.
    pub(super) alarms: PagedVec<Option<Label>>,
    /// When something is on each inbox rail, or leaves across it.
    pub(super) crossings: Vec<PagedVec<i32>>,
    pub(super) metrics: Metrics,
    pub(super) placed: Placed,
}

/// A replica's two rails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Where messages arrive.
    pub inbox: i32,
    /// Where writes take effect.
    pub lifeline: i32,
}

/// A waiting bar along an inbox rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Where the write arrived.
    pub from: Spot,
    /// Where it lies: on the rail, or beside it where another message waits on the rail already.
    pub along: i32,
    /// Where along time it ends.
    pub until: i32,
    /// What is waited for, as long as there is room.
    pub label: Option<Label>,
}

impl Bar {
    /// From the arrival to it, if it lies beside the rail.
    #[must_use]
    pub fn stem(&self) -> Option<(Spot, Spot)> {
        (self.along != self.from.l).then(|| (self.from, Spot::new(self.from.t, self.along)))
    }

    /// Its corner of least coordinates and its size.
    #[must_use]
    pub fn frame(&self, direction: Direction) -> (Point, Point) {
        let corner = direction.point(Spot::new(self.from.t, self.along - BAR_HALF));
        let length = (self.until - self.from.t).max(0);
        (corner, direction.point(Spot::new(length, 2 * BAR_HALF)))
    }
}

impl Drawing {
    /// Which way time runs.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.metrics.direction
    }

    /// How wide the lines of notes are, where they stand in sentences.
    #[must_use]
    pub fn note_columns(&self) -> Option<usize> {
        self.metrics.note_columns
    }

    /// The name of the write beside a mark, if it takes effect there.
    #[must_use]
    pub fn name(&self, mark: usize) -> Option<Label> {
        let (name, char_width) = self.names.get(mark)?.clone()?;
        Some(name.kept_within(self.size.x, char_width))
    }

    /// The name of the write that lost to the write of a mark by it: behind that one's name.
    #[must_use]
    pub fn loser(&self, chart: &Chart, mark: usize) -> Option<Label> {
        let Mark { loser, dot, .. } = &chart.marks[mark];
        let (loser, _) = loser.as_ref().filter(|(loser, _)| Some(*loser) != *dot)?;
        let text = loser.to_string();
        let name = self.name(mark)?;
        let (at, anchor) = match self.direction() {
            Direction::Right => {
                (Point { x: name.extent(NAME_CHAR).1 + 4, y: name.at.y }, Anchor::Start)
            }
            Direction::Down => (Point { y: name.at.y + 15, ..name.at }, name.anchor),
        };
        Some(Label { at, anchor, text }.kept_within(self.size.x, SMALL_CHAR))
    }

    /// What is wrong, beside a mark, if something is and there is room for it.
    #[must_use]
    pub fn alarm(&self, mark: usize) -> Option<Label> {
        let alarm = self.alarms.get(mark)?.clone()?;
        Some(alarm.kept_within(self.size.x, SMALL_CHAR))
    }

    /// Where the present is when so many columns show: after the last of them.
    #[must_use]
    pub fn now(&self, n_columns: usize) -> i32 {
        let half = self.metrics.pitch / 2;
        let after = self.times.get(n_columns).copied();
        match n_columns.checked_sub(1).and_then(|last| self.times.get(last)) {
            None => self.times.first().map_or(half, |first| first - half),
            Some(last) => after.map_or(last + half, |after| (last + after) / 2),
        }
    }

    /// The end of time in this drawing.
    #[must_use]
    pub fn end(&self) -> i32 {
        match self.direction() {
            Direction::Right => self.size.x,
            Direction::Down => self.size.y,
        }
    }

    /// From the rim of its arrival to what comes of it; from the end of its bar, if that wait ends there.
    #[must_use]
    pub fn connector(&self, mark: usize, lane: usize, waited: Option<usize>) -> (Spot, Spot) {
        let spot = self.spots[mark];
        let begin = spot.t - 2 * ASLANT;
        match waited.map(|wait| &self.bars[wait]) {
            Some(bar) => (Spot::new(bar.until, bar.along), spot),
            None => (towards(Spot::new(begin, self.lanes[lane].inbox), spot, RIM), spot),
        }
    }

    /// Whether it stands alone, without a page around it.
    pub(super) fn is_sheet(&self) -> bool {
        self.metrics.note_columns.is_some()
    }

    /// Whether a lane has its inbox rail before its lifeline.
    #[must_use]
    pub fn has_rail_before(&self, lane: usize) -> bool {
        self.lanes.get(lane).is_some_and(|lane| lane.inbox == lane.lifeline - RAIL_GAP)
    }
}
