//! Finds a way for every message: straight if nothing is in the way, bent a little if something
//! is, and along the corridor beside its receiver if it travels for long.

use super::chart::{Chart, Hold, Mark, MarkKind, MessageInFlight};
use super::drawing::Drawing;
use super::metrics::{Metrics, Spot, TRACK_GAP};
use super::route::{Route, Way};
use crate::sorted::sorted_by_key;

/// How close a message may come to marks that are not its own.
const CLEARANCE: i32 = 13;
/// How close it may come to the middle of a name.
const NAME_CLEARANCE: i32 = 12;
/// From a rail to where a message may turn beside it, on the side with the names and on the other.
const BESIDE: (i32, i32) = (36, 18);
/// How many gaps between columns are tried before a message goes along a corridor.
const DOGLEGS: usize = 5;
/// A message that takes longer than this many times the way across goes along a corridor.
const SHALLOW: i32 = 4;

/// Where every mark is, lane by lane, and which tracks are taken until when.
pub(super) struct Planner<'a> {
    chart: &'a Chart,
    metrics: &'a Metrics,
    drawing: &'a Drawing,
    marks: Vec<Vec<Spot>>,
    names: Vec<Vec<Spot>>,
    tracks: Vec<Vec<i32>>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(chart: &'a Chart, metrics: &'a Metrics, drawing: &'a Drawing) -> Self {
        let n_lanes = drawing.lanes.len();
        let mut marks = vec![Vec::new(); n_lanes];
        let mut names = vec![Vec::new(); n_lanes];
        for (index, mark) in chart.marks.iter().enumerate() {
            let lane = mark.replica.index();
            if mark.kind != MarkKind::Loss {
                marks[lane].push(drawing.spots[index]);
            }
            let name = drawing.names[index].as_ref().map(|name| name.middle(drawing.direction));
            names[lane].extend(name);
        }
        let n_tracks = |corridor: usize| {
            let (from, to) = metrics.corridor(corridor);
            usize::try_from((to - from) / TRACK_GAP + 1).unwrap_or(1).max(1)
        };
        let tracks = (0..n_lanes.saturating_sub(1)).map(|corridor| vec![0; n_tracks(corridor)]);
        Self { chart, metrics, drawing, marks, names, tracks: tracks.collect() }
    }

    pub(super) fn plan(mut self) -> Vec<Way> {
        self.chart.messages.iter().map(|in_flight| self.way(in_flight)).collect()
    }

    /// A line from the cause of each violation to the violation.
    pub(super) fn plan_causes(&self) -> Vec<Route> {
        let alarms = self.chart.alarms.iter();
        let ends = alarms.filter_map(|wrong| {
            let mark = &self.chart.marks[*wrong];
            Some((&self.chart.marks[mark.alarm?.cause?], mark, mark.alarm?.cause?, *wrong))
        });
        let line = |(cause, mark, from, to): (&Mark, &Mark, usize, usize)| {
            let (start, end) = (self.drawing.spots[from], self.drawing.spots[to]);
            let lanes = (cause.replica.index(), mark.replica.index());
            let straight = Route(vec![start, end]);
            let mut lines = std::iter::once(straight.clone()).chain(self.bows(start, end));
            lines.find(|line| self.is_clear(line, lanes.0, lanes.1)).unwrap_or(straight)
        };
        ends.map(line).collect()
    }

    fn way(&mut self, in_flight: &MessageInFlight) -> Way {
        let link = in_flight.message.link;
        let (from, to) = (link.from.index(), link.to.index());
        let start = Spot::new(self.drawing.times[in_flight.column], self.metrics.lifeline(from));
        if in_flight.is_stub {
            return self.stub(start, from, to);
        }
        let end = match in_flight.end {
            Some(mark) => self.drawing.spots[mark],
            None => Spot::new(self.drawing.end(), self.metrics.inbox(to)),
        };
        let is_lost =
            in_flight.end.is_some_and(|mark| self.chart.marks[mark].kind == MarkKind::Loss);
        let is_plain = in_flight.holds.is_empty() && !is_lost;
        let direct = self.direct(start, end, from, to);
        if let Some(route) = direct.clone().filter(|_| is_plain) {
            return Way { route, track: end.l };
        }
        let until = if in_flight.end.is_some() { end.t } else { i32::MAX };
        let track = self.take_track(from, to, start.t, until);
        if is_lost {
            let way = self.lost(start, end.t, track, from, to);
            self.avoid(way.route.end(), to);
            return way;
        }
        let along = || through(start, end, track, self.metrics.lead());
        Way { route: direct.unwrap_or_else(along), track }
    }

    /// Lost as it was sent: into the corridor and no farther.
    fn stub(&mut self, start: Spot, from: usize, to: usize) -> Way {
        let (least, greatest) = self.metrics.corridor(corridor_of(from, to));
        let lost = Spot::new(start.t + self.metrics.pitch * 2 / 5, (least + greatest) / 2);
        self.avoid(lost, to);
        Way { route: Route(vec![start, lost]), track: lost.l }
    }

    /// Straight to where it is lost, or along the track to there.
    fn lost(&self, start: Spot, time: i32, track: i32, from: usize, to: usize) -> Way {
        let straight = Route(vec![start, Spot::new(time, track)]);
        let is_steep = time - start.t <= 2 * (track - start.l).abs();
        if is_steep && self.is_clear(&straight, from, to) {
            return Way { route: straight, track };
        }
        let turn = (start.t + self.metrics.lead()).min(time);
        let route = Route(vec![start, Spot::new(turn, track), Spot::new(time, track)]);
        Way { route, track }
    }

    /// Messages sent from now on keep clear of where one was lost.
    fn avoid(&mut self, lost: Spot, lane: usize) {
        let marks = &mut self.marks[lane];
        marks.insert(marks.partition_point(|spot| spot.t <= lost.t), lost);
    }

    /// A way without a corridor, if one is clear.
    fn direct(&self, start: Spot, end: Spot, from: usize, to: usize) -> Option<Route> {
        let is_shallow = end.t - start.t > SHALLOW * (end.l - start.l).abs();
        if is_shallow {
            return None;
        }
        let straight = Route(vec![start, end]);
        let bows = self.bows(start, end);
        let doglegs = self.doglegs(start, end, from, to);
        let mut candidates = std::iter::once(straight).chain(bows).chain(doglegs);
        candidates.find(|route| self.is_clear(route, from, to))
    }

    fn bows(&self, start: Spot, end: Spot) -> impl Iterator<Item = Route> + use<> {
        let middle = Spot::new((start.t + end.t) / 2, (start.l + end.l) / 2);
        let most = self.metrics.pitch / 2;
        [10, -10, 18, -18, 26, -26]
            .into_iter()
            .filter(move |bow: &i32| bow.abs() <= most)
            .map(move |bow| Spot::new(middle.t + bow, middle.l))
            .filter(move |bend| start.t <= bend.t && bend.t <= end.t)
            .map(move |bend| Route(vec![start, bend, end]))
    }

    /// Across all lanes between in one gap between two columns, the gaps in the middle first.
    fn doglegs(&self, start: Spot, end: Spot, from: usize, to: usize) -> Vec<Route> {
        if from.abs_diff(to) < 2 {
            return Vec::new();
        }
        let (first, last) = if from < to { (from + 1, to - 1) } else { (from - 1, to + 1) };
        let outside = |lane: usize, sign: i32| {
            let rail = self.drawing.lanes[lane];
            if sign < 0 { rail.inbox - BESIDE.1 } else { rail.lifeline + BESIDE.0 }
        };
        let sign = if from < to { -1 } else { 1 };
        let (enter, leave) = (outside(first, sign), outside(last, -sign));
        let times = &self.drawing.times;
        let gaps = times.windows(2).map(|pair| (pair[0] + pair[1]) / 2);
        let begin = times.partition_point(|time| *time < start.t);
        let gaps = gaps.skip(begin).take_while(|gap| *gap < end.t).filter(|gap| *gap > start.t);
        let gaps = sorted_by_key(gaps, |gap| ((start.t + end.t) / 2 - gap).abs());
        let dogleg = |gap| {
            let bends = [Spot::new(gap - 3, enter), Spot::new(gap + 3, leave)];
            Route(vec![start, bends[0], bends[1], end])
        };
        gaps.into_iter().take(DOGLEGS).map(dogleg).collect()
    }

    /// Whether a way keeps clear of all marks that are not its own, and of all names, on the lanes
    /// that it touches.
    fn is_clear(&self, route: &Route, from: usize, to: usize) -> bool {
        let (start, end) = (route.start(), route.end());
        let is_far = |spots: &[Spot], lane: usize, clearance: i32| {
            let first = spots.partition_point(|spot| spot.t < start.t - clearance);
            let near = spots[first..].iter().take_while(|spot| spot.t < end.t + clearance);
            let own = |spot: &&Spot| {
                let arrives = spot.t >= end.t && lane == to;
                **spot == start || **spot == end || arrives
            };
            near.filter(|spot| !own(spot)).all(|spot| !route.comes_near(*spot, clearance))
        };
        (from.min(to)..=from.max(to)).all(|lane| {
            is_far(&self.marks[lane], lane, CLEARANCE)
                && is_far(&self.names[lane], lane, NAME_CLEARANCE)
        })
    }

    /// A track in the corridor beside the receiver that is free from a time on, if there is one.
    fn take_track(&mut self, from: usize, to: usize, since: i32, until: i32) -> i32 {
        let corridor = corridor_of(from, to);
        let (least, greatest) = self.metrics.corridor(corridor);
        let tracks = &mut self.tracks[corridor];
        let n_tracks = tracks.len();
        let in_order = |nth: usize| if from < to { n_tracks - 1 - nth } else { nth };
        let free = (0..n_tracks).map(in_order).find(|track| tracks[*track] <= since);
        let soonest = || (0..n_tracks).map(in_order).min_by_key(|track| tracks[*track]);
        let track = free.or_else(soonest).unwrap_or(0);
        tracks[track] = until;
        let room = (greatest - least).max(0);
        least + room * super::metrics::int(2 * track + 1) / super::metrics::int(2 * n_tracks)
    }
}

impl Way {
    /// While it is held: to the gate, and from there to where it would land, a little after now.
    #[must_use]
    pub fn held(&self, hold: &Hold, drawing: &Drawing, lane: usize, now: i32) -> (Route, Route) {
        let start = self.route.start();
        let lead = drawing.pitch * 3 / 5;
        let held = drawing.times.get(hold.column).copied().unwrap_or(start.t);
        let gate = Spot::new((held + 14).max(start.t + lead + 12), self.track);
        let out = gate.t.max(now) + 12;
        let landing = Spot::new(out + drawing.pitch / 2, drawing.lanes[lane].inbox);
        let there = Route(vec![start, Spot::new(start.t + lead, self.track), gate]);
        (there, Route(vec![gate, Spot::new(out, self.track), landing]))
    }
}

/// Along a track, and out of it to an end.
fn through(start: Spot, end: Spot, track: i32, lead: i32) -> Route {
    let lead = lead.min((end.t - start.t) / 2);
    let (into, out) = (start.t + lead, end.t - lead);
    Route(vec![start, Spot::new(into, track), Spot::new(out, track), end])
}

/// The corridor beside the receiver, on the side of the sender.
fn corridor_of(from: usize, to: usize) -> usize {
    if from < to { to - 1 } else { to }
}
