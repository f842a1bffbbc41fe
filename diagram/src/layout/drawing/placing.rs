//! Works out where everything of a chart is, and of what has been added to it.
//!
//! The chart's lists are gone through in the order of events, each from where it was left, so that a
//! drawing that has grown is the one that is made at once.

use causal_core::paged_vec::PagedVec;

use super::{Bar, Drawing, Lane};
use crate::layout::chart::{Chart, MarkKind};
use crate::layout::labels;
use crate::layout::metrics::{
    ASLANT, Direction, Format, Metrics, NAME_CHAR, Point, SMALL_CHAR, Spot, int,
};
use crate::layout::reading::Turn;
use crate::layout::routes::Tracks;

/// How many waits can lie side by side; more lie on top of each other.
const BAR_ROWS: usize = 3;
/// From one bar to the one beside it.
const BAR_PITCH: i32 = 18;

/// How far the chart's lists have been gone through, and what is taken at that place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::layout) struct Placed {
    /// Where the last column ends.
    edge: i32,
    n_notes: usize,
    n_journeys: usize,
    n_waiting: usize,
    n_alarms: usize,
    /// Until when each lane's rows of bars are taken.
    rows: Vec<[i32; BAR_ROWS]>,
    /// How far each lane's last words about what is wrong reach.
    pub(in crate::layout) warned: Vec<i32>,
    pub(in crate::layout) tracks: Tracks,
}

impl Drawing {
    /// Works out where everything of a chart is.
    #[must_use]
    pub fn of(chart: &Chart, format: Format) -> Self {
        Self::in_sizes(chart, Metrics::new(format, chart.columns.len(), chart.names.len()))
    }

    /// The drawing of a chart that stands alone, without a page around it.
    #[must_use]
    pub fn of_sheet(chart: &Chart, direction: Direction) -> Self {
        Self::in_sizes(chart, Metrics::of_sheet(direction, chart))
    }

    /// The drawing of the same chart with what has been added to it. Where few columns have moved
    /// closer together, everything has another place.
    #[must_use]
    pub fn continued(&self, chart: &Chart, format: Format) -> Self {
        let metrics = Metrics::new(format, chart.columns.len(), chart.names.len());
        if metrics != self.metrics {
            return Self::in_sizes(chart, metrics);
        }
        let mut drawing = self.clone();
        drawing.go_on(chart);
        drawing
    }

    fn in_sizes(chart: &Chart, metrics: Metrics) -> Self {
        let n_lanes = chart.names.len();
        let lane = |lane| Lane { inbox: metrics.inbox(lane), lifeline: metrics.lifeline(lane) };
        let placed = Placed {
            edge: metrics.start - metrics.pitch / 3,
            n_notes: 0,
            n_journeys: 0,
            n_waiting: 0,
            n_alarms: 0,
            rows: vec![[i32::MIN; BAR_ROWS]; n_lanes],
            warned: vec![i32::MIN; n_lanes],
            tracks: Tracks::of(&metrics, n_lanes),
        };
        let mut drawing = Self {
            size: Point::default(),
            lanes: (0..n_lanes).map(lane).collect(),
            times: PagedVec::new(),
            spots: PagedVec::new(),
            ways: PagedVec::new(),
            bars: PagedVec::new(),
            causes: PagedVec::new(),
            names: PagedVec::new(),
            alarms: PagedVec::new(),
            crossings: vec![PagedVec::new(); n_lanes],
            metrics,
            placed,
        };
        drawing.go_on(chart);
        drawing
    }

    /// Places what the chart has more than the drawing.
    fn go_on(&mut self, chart: &Chart) {
        self.place_columns(chart);
        self.place_marks(chart);
        self.place_causes(chart);
        self.place_messages(chart);
        self.place_waits(chart);
        labels::warn(chart, self);
    }

    /// A column is as wide as any other, or as the words in it need.
    fn place_columns(&mut self, chart: &Chart) {
        let metrics = self.metrics;
        for column in chart.columns.from(self.times.len()) {
            let mut width = metrics.mark_room(column.n_chars);
            if column.is_note {
                let note = chart.notes.get(self.placed.n_notes);
                self.placed.n_notes += 1;
                let room = note.map_or(metrics.note, |note| metrics.note_room(note));
                width = if column.n_chars > 0 { room.max(width) } else { room };
            }
            self.times.push(self.placed.edge + width / 2);
            self.placed.edge += width;
        }
        let end = self.times.last().copied().unwrap_or(metrics.start) + metrics.tail();
        let n_lanes = self.lanes.len();
        let across = metrics.lifeline(n_lanes.saturating_sub(1)) + metrics.margin;
        self.size = metrics.direction.point(Spot::new(end, across));
    }

    fn place_marks(&mut self, chart: &Chart) {
        for mark in chart.marks.from(self.spots.len()) {
            let lane = mark.replica.index();
            let spot = self.spot(mark.column, lane, mark.kind);
            match mark.kind {
                MarkKind::Arrival | MarkKind::Discard | MarkKind::Request => {
                    self.crossings[lane].push(spot.t - 18);
                }
                MarkKind::Write | MarkKind::Sending => self.crossings[lane].push(spot.t),
                _ => {}
            }
            let name = labels::name_of(self, mark, spot);
            let middle = name.as_ref().map(|name| name.middle(self.direction()));
            self.placed.tracks.pass(lane, mark.kind, spot, middle);
            self.spots.push(spot);
            let char_width = if mark.label.is_empty() { NAME_CHAR } else { SMALL_CHAR };
            self.names.push(name.map(|name| (name, char_width)));
        }
    }

    fn spot(&self, column: usize, lane: usize, kind: MarkKind) -> Spot {
        let time = self.times[column];
        let Lane { inbox, lifeline } = self.lanes[lane];
        match kind {
            MarkKind::Write | MarkKind::Crash | MarkKind::Restart => Spot::new(time, lifeline),
            MarkKind::Arrival | MarkKind::Request => Spot::new(time - ASLANT, inbox),
            MarkKind::Delivery | MarkKind::Sending | MarkKind::Answer | MarkKind::Refusal => {
                Spot::new(time + ASLANT, lifeline)
            }
            MarkKind::Discard | MarkKind::Loss => Spot::new(time, inbox),
        }
    }

    fn place_causes(&mut self, chart: &Chart) {
        for alarm in chart.alarms.from(self.placed.n_alarms) {
            self.causes.push(self.cause(chart, *alarm));
        }
        self.placed.n_alarms = chart.alarms.len();
    }

    /// A message has its way when it has ended; while it is held, where it waits.
    fn place_messages(&mut self, chart: &Chart) {
        for in_flight in chart.messages.from(self.ways.len()) {
            self.ways.push(self.beginning(in_flight));
        }
        for (index, turn) in chart.journeys.from(self.placed.n_journeys) {
            match turn {
                Turn::Begins => self.hold(&chart.messages[*index], *index),
                Turn::Ends => self.plan(chart, *index),
            }
        }
        self.placed.n_journeys = chart.journeys.len();
    }

    /// Those that wait at the same time at one replica lie side by side.
    fn place_waits(&mut self, chart: &Chart) {
        for (index, turn) in chart.waiting.from(self.placed.n_waiting) {
            let wait = &chart.waits[*index];
            let lane = chart.marks[wait.arrival].replica.index();
            match turn {
                Turn::Begins => self.begin_bar(self.spots[wait.arrival], lane),
                Turn::Ends => {
                    let end = wait.end.map(|end| self.times[chart.marks[end].column] - ASLANT);
                    let from = &self.bars[*index];
                    let until = end.unwrap_or(from.from.t);
                    let bar = Bar { until, ..from.clone() };
                    let label = labels::of_bar(chart, self, wait, &bar);
                    self.end_bar(*index, Bar { label, ..bar }, lane);
                }
            }
        }
        self.placed.n_waiting = chart.waiting.len();
    }

    fn begin_bar(&mut self, from: Spot, lane: usize) {
        let rows = &mut self.placed.rows[lane];
        let row = rows.iter().position(|until| *until < from.t).unwrap_or(BAR_ROWS - 1);
        rows[row] = i32::MAX;
        let out = if self.has_rail_before(lane) { -1 } else { 1 };
        let along = from.l + out * int(row) * BAR_PITCH;
        self.bars.push(Bar { from, along, until: from.t, label: None });
    }

    fn end_bar(&mut self, index: usize, bar: Bar, lane: usize) {
        let row = (bar.along - bar.from.l).abs() / BAR_PITCH;
        if let Ok(row) = usize::try_from(row) {
            self.placed.rows[lane][row] = bar.until;
        }
        if let Some(place) = self.bars.get_mut(index) {
            *place = bar;
        }
    }
}
