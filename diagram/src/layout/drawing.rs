//! One drawing: where everything of a chart is, for one direction of time.

use super::chart::{Chart, MarkKind, Wait};
use super::labels::{self, Label};
use super::metrics::{ASLANT, BAR_HALF, Direction, Format, Metrics, Point, RAIL_GAP, Spot, int};
use super::route::{Route, towards};
use super::routes::{Planner, Way};

/// How many waits can lie side by side; more lie on top of each other.
const BAR_ROWS: usize = 3;
/// The radius of an arrival.
const RIM: i32 = 8;
/// From one bar to the one beside it.
const BAR_PITCH: i32 = 18;

/// Where everything is. All lists run parallel to those of the chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Which way time runs.
    pub direction: Direction,
    /// How wide and high it is.
    pub size: Point,
    /// Where the lanes are.
    pub lanes: Vec<Lane>,
    /// The time of each column.
    pub times: Vec<i32>,
    /// Where each mark is.
    pub spots: Vec<Spot>,
    /// The name of the write beside each mark that takes effect.
    pub names: Vec<Option<Label>>,
    /// What is wrong, beside each violation that has room for it.
    pub alarms: Vec<Option<Label>>,
    /// How each message travels.
    pub ways: Vec<Way>,
    /// Each wait from its beginning to its end; without an end, to its beginning.
    pub bars: Vec<Bar>,
    /// The room between two columns of marks.
    pub pitch: i32,
    /// A thin line to the cause of each violation that has one, in the order of the chart's alarms.
    pub causes: Vec<Route>,
    /// How wide the lines of notes are, where they stand in sentences.
    pub note_columns: Option<usize>,
    /// From a life line to the middle of the names beside it.
    pub(super) beside: i32,
    /// From a life line to the middle of what is wrong there.
    pub(super) warning: i32,
    /// When something is on each inbox rail, or leaves across it.
    pub(super) crossings: Vec<Vec<i32>>,
}

/// A replica's two rails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Where messages arrive.
    pub inbox: i32,
    /// Where writes take effect.
    pub life: i32,
}

/// A waiting bar along an inbox rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The arrival.
    pub from: Spot,
    /// Where it lies: on the rail, or beside it where another message waits on the rail already.
    pub along: i32,
    /// When it ends.
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
    /// Works out where everything of a chart is.
    #[must_use]
    pub fn of(chart: &Chart, format: Format) -> Self {
        Self::in_sizes(chart, &Metrics::new(format, chart.columns.len(), chart.names.len()))
    }

    /// The drawing of a chart that stands alone, without a page around it.
    #[must_use]
    pub fn of_sheet(chart: &Chart, direction: Direction) -> Self {
        Self::in_sizes(chart, &Metrics::of_sheet(direction, chart))
    }

    fn in_sizes(chart: &Chart, metrics: &Metrics) -> Self {
        let (n_lanes, direction) = (chart.names.len(), metrics.direction);
        let times = times(chart, metrics);
        let end = times.last().copied().unwrap_or(metrics.start) + metrics.tail();
        let across = metrics.life(n_lanes.saturating_sub(1)) + metrics.margin;
        let lane = |lane| Lane { inbox: metrics.inbox(lane), life: metrics.life(lane) };
        let mut drawing = Self {
            direction,
            size: direction.point(Spot::new(end, across)),
            lanes: (0..n_lanes).map(lane).collect(),
            times,
            pitch: metrics.pitch,
            beside: metrics.beside,
            warning: metrics.warning,
            note_columns: metrics.note_columns,
            ..Self::default()
        };
        drawing.spots = chart
            .marks
            .iter()
            .map(|mark| drawing.spot(mark.column, mark.replica.index(), mark.kind))
            .collect();
        drawing.place_words_and_ways(chart, metrics);
        drawing
    }

    /// Everything that depends on where the marks are.
    fn place_words_and_ways(&mut self, chart: &Chart, metrics: &Metrics) {
        self.names = labels::names(chart, self);
        let planner = Planner::new(chart, metrics, self);
        let causes = planner.plan_causes();
        (self.ways, self.causes) = (planner.plan(), causes);
        self.place_losses(chart);
        self.crossings = crossings(chart, self);
        self.bars = bars(chart, self);
        self.alarms = labels::alarms(chart, self);
    }

    /// Where the present is when so many columns show: after the last of them.
    #[must_use]
    pub fn now(&self, n_columns: usize) -> i32 {
        let after = self.times.get(n_columns).copied();
        match n_columns.checked_sub(1).and_then(|last| self.times.get(last)) {
            None => self.times.first().map_or(self.pitch / 2, |first| first - self.pitch / 2),
            Some(last) => after.map_or(last + self.pitch / 2, |after| (last + after) / 2),
        }
    }

    /// The end of time in this drawing.
    #[must_use]
    pub fn end(&self) -> i32 {
        match self.direction {
            Direction::Right => self.size.x,
            Direction::Down => self.size.y,
        }
    }

    /// Where a lost message's mark is depends on how it travelled.
    fn place_losses(&mut self, chart: &Chart) {
        for (flight, way) in chart.flights.iter().zip(&self.ways) {
            let lost = flight.end.filter(|end| chart.marks[*end].kind == MarkKind::Loss);
            if let Some(mark) = lost {
                self.spots[mark] = way.route.end();
            }
        }
    }

    fn spot(&self, column: usize, lane: usize, kind: MarkKind) -> Spot {
        let time = self.times[column];
        let Lane { inbox, life } = self.lanes[lane];
        match kind {
            MarkKind::Write => Spot::new(time, life),
            MarkKind::Arrival => Spot::new(time - ASLANT, inbox),
            MarkKind::Delivery => Spot::new(time + ASLANT, life),
            MarkKind::Discard | MarkKind::Loss => Spot::new(time, inbox),
        }
    }

    /// From the rim of its arrival to a delivery; from the end of its bar, if that wait ends there.
    #[must_use]
    pub fn connector(&self, mark: usize, lane: usize, waited: Option<usize>) -> (Spot, Spot) {
        let spot = self.spots[mark];
        let begin = spot.t - 2 * ASLANT;
        match waited {
            Some(wait) => (Spot::new(begin, self.bars[wait].along), spot),
            None => (towards(Spot::new(begin, self.lanes[lane].inbox), spot, RIM), spot),
        }
    }

    /// Whether it stands alone, without a page around it.
    pub(super) fn is_sheet(&self) -> bool {
        self.note_columns.is_some()
    }

    /// Words at a time on the outer side of a life line.
    #[must_use]
    pub fn words_beside(&self, lane: usize, time: i32, text: String) -> Label {
        labels::beside(self, lane, time, text)
    }

    /// Whether a lane has its inbox rail before its life line.
    #[must_use]
    pub fn faces_back(&self, lane: usize) -> bool {
        self.lanes.get(lane).is_some_and(|lane| lane.inbox == lane.life - RAIL_GAP)
    }
}

/// A mark's column is as wide as any other's; a note's is as wide as its words need.
fn times(chart: &Chart, metrics: &Metrics) -> Vec<i32> {
    let mut edge = metrics.start - metrics.pitch / 3;
    let mut notes = chart.notes.iter();
    let widths = chart.columns.iter().map(|column| match column.is_note {
        false => metrics.pitch,
        true => notes.next().map_or(metrics.note, |note| metrics.note_room(note)),
    });
    let middle = |width: i32| {
        let here = edge + width / 2;
        edge += width;
        here
    };
    widths.map(middle).collect()
}

/// When something is on each lane's inbox rail, or leaves across it, in order.
fn crossings(chart: &Chart, drawing: &Drawing) -> Vec<Vec<i32>> {
    let mut times = vec![Vec::new(); drawing.lanes.len()];
    for (mark, spot) in chart.marks.iter().zip(&drawing.spots) {
        match mark.kind {
            MarkKind::Arrival | MarkKind::Discard => times[mark.replica.index()].push(spot.t - 18),
            MarkKind::Write => times[mark.replica.index()].push(spot.t),
            MarkKind::Delivery | MarkKind::Loss => {}
        }
    }
    times
}

/// Every wait as a bar. Those that go on at the same time at one replica lie side by side.
fn bars(chart: &Chart, drawing: &Drawing) -> Vec<Bar> {
    let mut taken = vec![[i32::MIN; BAR_ROWS]; drawing.lanes.len()];
    let bar = |wait: &Wait| {
        let from = drawing.spots[wait.arrival];
        let end = wait.end.map(|end| drawing.times[chart.marks[end].column] - ASLANT);
        let lane = chart.marks[wait.arrival].replica.index();
        let rows = &mut taken[lane];
        let row = rows.iter().position(|until| *until < from.t).unwrap_or(BAR_ROWS - 1);
        rows[row] = end.unwrap_or(i32::MAX);
        let out = if drawing.faces_back(lane) { -1 } else { 1 };
        let along = from.l + out * int(row) * BAR_PITCH;
        let bar = Bar { from, along, until: end.unwrap_or(from.t), label: None };
        let label = labels::of_bar(chart, drawing, wait, &bar);
        Bar { label, ..bar }
    };
    chart.waits.iter().map(bar).collect()
}
