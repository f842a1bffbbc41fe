//! Works out where everything of a chart is.

use super::{Bar, Drawing, Lane};
use crate::layout::chart::{Chart, MarkKind, Wait};
use crate::layout::label::Label;
use crate::layout::labels;
use crate::layout::metrics::{ASLANT, Direction, Format, Metrics, Spot, int};
use crate::layout::routes::Planner;

/// How many waits can lie side by side; more lie on top of each other.
const BAR_ROWS: usize = 3;
/// From one bar to the one beside it.
const BAR_PITCH: i32 = 18;

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
        let across = metrics.lifeline(n_lanes.saturating_sub(1)) + metrics.margin;
        let lane = |lane| Lane { inbox: metrics.inbox(lane), lifeline: metrics.lifeline(lane) };
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

    /// Where a lost message's mark is depends on how it travelled.
    fn place_losses(&mut self, chart: &Chart) {
        for (in_flight, way) in chart.messages.iter().zip(&self.ways) {
            let lost = in_flight.end.filter(|end| chart.marks[*end].kind == MarkKind::Loss);
            if let Some(mark) = lost {
                self.spots[mark] = way.route.end();
            }
        }
    }

    fn spot(&self, column: usize, lane: usize, kind: MarkKind) -> Spot {
        let time = self.times[column];
        let Lane { inbox, lifeline } = self.lanes[lane];
        match kind {
            MarkKind::Write => Spot::new(time, lifeline),
            MarkKind::Arrival => Spot::new(time - ASLANT, inbox),
            MarkKind::Delivery => Spot::new(time + ASLANT, lifeline),
            MarkKind::Discard | MarkKind::Loss => Spot::new(time, inbox),
        }
    }

    /// Words at a time on the outer side of a lifeline.
    #[must_use]
    pub fn words_beside(&self, lane: usize, time: i32, text: String) -> Label {
        labels::beside(self, lane, time, text)
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
        let out = if drawing.has_rail_before(lane) { -1 } else { 1 };
        let along = from.l + out * int(row) * BAR_PITCH;
        let bar = Bar { from, along, until: end.unwrap_or(from.t), label: None };
        let label = labels::of_bar(chart, drawing, wait, &bar);
        Bar { label, ..bar }
    };
    chart.waits.iter().map(bar).collect()
}
