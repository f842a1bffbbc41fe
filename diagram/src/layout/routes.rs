//! Finds a way for every message: straight if nothing is in the way, bent a little if something
//! is, and along the corridor beside its receiver if it travels for long.

use causal_core::paged_vec::PagedVec;

use super::chart::{Chart, Hold, MarkKind, MessageInFlight};
use super::drawing::Drawing;
use super::metrics::{Metrics, Spot, TRACK_GAP, int};
use super::route::{Route, Way};
use causal_core::sorted::sorted_by_key;

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
/// A line to a cause that is farther away than so many columns goes straight.
const FAR: i32 = 40;

/// What is in the way: where every mark and every name is, lane by lane, where messages were lost,
/// and which tracks are taken until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tracks {
    marks: Vec<PagedVec<Spot>>,
    names: Vec<PagedVec<Spot>>,
    losses: Vec<PagedVec<Spot>>,
    until: Vec<Vec<i32>>,
}

impl Tracks {
    /// Nothing is in the way yet.
    pub(super) fn of(metrics: &Metrics, n_lanes: usize) -> Self {
        let n_tracks = |corridor: usize| {
            let (from, to) = metrics.corridor(corridor);
            usize::try_from((to - from) / TRACK_GAP + 1).unwrap_or(1).max(1)
        };
        let until = (0..n_lanes.saturating_sub(1)).map(|corridor| vec![0; n_tracks(corridor)]);
        let none = vec![PagedVec::new(); n_lanes];
        let (marks, names, losses) = (none.clone(), none.clone(), none);
        Self { marks, names, losses, until: until.collect() }
    }

    /// A mark gets its place, with the middle of its name.
    pub(super) fn pass(&mut self, lane: usize, kind: MarkKind, spot: Spot, name: Option<Spot>) {
        if kind != MarkKind::Loss {
            self.marks[lane].push(spot);
        }
        self.names[lane].extend(name);
    }
}

impl Drawing {
    /// Where a message begins, before more is known of it.
    pub(super) fn beginning(&self, in_flight: &MessageInFlight) -> Way {
        let lane = in_flight.message.link.from.index();
        let start = self.spots[in_flight.start];
        Way { route: Route(vec![start]), track: self.lanes[lane].inbox }
    }

    /// A message is held for the first time: it takes a track, and keeps it.
    pub(super) fn hold(&mut self, in_flight: &MessageInFlight, index: usize) {
        let (from, to) = ends(in_flight);
        let since = self.ways[index].route.start().t;
        let track = self.take_track(from, to, since, i32::MAX);
        if let Some(way) = self.ways.get_mut(index) {
            way.track = track;
        }
    }

    /// A message has come to its end: it gets its way.
    pub(super) fn plan(&mut self, chart: &Chart, index: usize) {
        let way = self.way(chart, &chart.messages[index], &self.ways[index].clone());
        let lost = chart.messages[index].end.filter(|at| chart.marks[*at].kind == MarkKind::Loss);
        if let Some(spot) = lost.and_then(|mark| self.spots.get_mut(mark)) {
            *spot = way.route.end();
        }
        if let Some(place) = self.ways.get_mut(index) {
            *place = way;
        }
    }

    /// A line from the cause of a violation to the violation, if it has a cause.
    pub(super) fn cause(&self, chart: &Chart, wrong: usize) -> Option<Route> {
        let mark = &chart.marks[wrong];
        let from = mark.alarm?.cause?;
        let (start, end) = (self.spots[from], self.spots[wrong]);
        let lanes = (chart.marks[from].replica.index(), mark.replica.index());
        let straight = Route(vec![start, end]);
        if end.t - start.t > FAR * self.metrics.pitch {
            return Some(straight);
        }
        let mut lines = std::iter::once(straight.clone()).chain(self.bows(start, end));
        Some(lines.find(|line| self.is_clear_of_marks(line, lanes.0, lanes.1)).unwrap_or(straight))
    }

    /// The way of a message that has begun like this.
    fn way(&mut self, chart: &Chart, in_flight: &MessageInFlight, begun: &Way) -> Way {
        let (from, to) = ends(in_flight);
        let start = begun.route.start();
        if in_flight.is_stub {
            return self.stub(start, from, to);
        }
        let end = in_flight.end.map_or(start, |mark| self.spots[mark]);
        let is_lost = in_flight.end.is_some_and(|mark| chart.marks[mark].kind == MarkKind::Loss);
        let was_held = !in_flight.holds.is_empty();
        let direct = self.direct(start, end, from, to);
        if let Some(route) = direct.clone().filter(|_| !was_held && !is_lost) {
            return Way { route, track: end.l };
        }
        let track = match was_held {
            true => self.leave_track(begun.track, from, to, end.t),
            false => self.take_track(from, to, start.t, end.t),
        };
        if is_lost {
            let way = self.lost(start, end.t, track, from, to);
            self.placed.tracks.losses[to].push(way.route.end());
            return way;
        }
        let along = || through(start, end, track, self.metrics.lead());
        Way { route: direct.unwrap_or_else(along), track }
    }

    /// The way of a message that has not come to its end, as far as can be said: to its receiver,
    /// where the drawing ends.
    #[must_use]
    pub fn way_ahead(&self, in_flight: &MessageInFlight, index: usize) -> Route {
        let (from, to) = ends(in_flight);
        let start = self.ways[index].route.start();
        let end = Spot::new(self.end(), self.lanes[to].inbox);
        let along = || {
            let (least, greatest) = self.metrics.corridor(corridor_of(from, to));
            through(start, end, (least + greatest) / 2, self.metrics.lead())
        };
        self.direct(start, end, from, to).unwrap_or_else(along)
    }

    /// Lost as it was sent: into the corridor and no farther.
    fn stub(&mut self, start: Spot, from: usize, to: usize) -> Way {
        let (least, greatest) = self.metrics.corridor(corridor_of(from, to));
        let lost = Spot::new(start.t + self.metrics.pitch * 2 / 5, (least + greatest) / 2);
        self.placed.tracks.losses[to].push(lost);
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
            let rail = self.lanes[lane];
            if sign < 0 { rail.inbox - BESIDE.1 } else { rail.lifeline + BESIDE.0 }
        };
        let sign = if from < to { -1 } else { 1 };
        let (enter, leave) = (outside(first, sign), outside(last, -sign));
        let begin = self.times.partition_point(|time| *time < start.t);
        let pairs = self.times.from(begin).zip(self.times.from(begin + 1));
        let gaps = pairs.map(|(one, next)| (one + next) / 2);
        let gaps = gaps.take_while(|gap| *gap < end.t).filter(|gap| *gap > start.t);
        let gaps = sorted_by_key(gaps, |gap| ((start.t + end.t) / 2 - gap).abs());
        let dogleg = |gap| {
            let bends = [Spot::new(gap - 3, enter), Spot::new(gap + 3, leave)];
            Route(vec![start, bends[0], bends[1], end])
        };
        gaps.into_iter().take(DOGLEGS).map(dogleg).collect()
    }

    /// Whether a way keeps clear of all marks that are not its own, of all names, and of where
    /// messages were lost, on the lanes that it touches.
    fn is_clear(&self, route: &Route, from: usize, to: usize) -> bool {
        let is_far = |lane: usize| {
            let losses = &self.placed.tracks.losses[lane];
            // They are nearly in order: none is farther from its place than a column.
            let begin = route.start().t - 2 * self.metrics.pitch;
            let near = losses.from(losses.partition_point(|spot| spot.t < begin));
            is_far(near, route, (lane, to), CLEARANCE)
        };
        self.is_clear_of_marks(route, from, to) && (from.min(to)..=from.max(to)).all(is_far)
    }

    fn is_clear_of_marks(&self, route: &Route, from: usize, to: usize) -> bool {
        let is_clear = |spots: &PagedVec<Spot>, lane: usize, clearance: i32| {
            let begin = route.start().t - clearance;
            let near = spots.from(spots.partition_point(|spot| spot.t < begin));
            let near = near.take_while(|spot| spot.t < route.end().t + clearance);
            is_far(near, route, (lane, to), clearance)
        };
        let Tracks { marks, names, .. } = &self.placed.tracks;
        (from.min(to)..=from.max(to)).all(|lane| {
            is_clear(&marks[lane], lane, CLEARANCE) && is_clear(&names[lane], lane, NAME_CLEARANCE)
        })
    }

    /// A track in the corridor beside the receiver that is free from a time on, if there is one.
    fn take_track(&mut self, from: usize, to: usize, since: i32, until: i32) -> i32 {
        let corridor = corridor_of(from, to);
        let (least, greatest) = self.metrics.corridor(corridor);
        let tracks = &mut self.placed.tracks.until[corridor];
        let n_tracks = tracks.len();
        let in_order = |nth: usize| if from < to { n_tracks - 1 - nth } else { nth };
        let free = (0..n_tracks).map(in_order).find(|track| tracks[*track] <= since);
        let soonest = || (0..n_tracks).map(in_order).min_by_key(|track| tracks[*track]);
        let track = free.or_else(soonest).unwrap_or(0);
        tracks[track] = until;
        middle_of_track((least, greatest), track, n_tracks)
    }

    /// A message that had taken a track leaves it.
    fn leave_track(&mut self, middle: i32, from: usize, to: usize, until: i32) -> i32 {
        let corridor = corridor_of(from, to);
        let room = self.metrics.corridor(corridor);
        let tracks = &mut self.placed.tracks.until[corridor];
        let n_tracks = tracks.len();
        let mine = (0..n_tracks).find(|track| middle_of_track(room, *track, n_tracks) == middle);
        if let Some(track) = mine {
            tracks[track] = until;
        }
        middle
    }
}

fn middle_of_track((least, greatest): (i32, i32), track: usize, n_tracks: usize) -> i32 {
    least + (greatest - least).max(0) * int(2 * track + 1) / int(2 * n_tracks)
}

fn ends(in_flight: &MessageInFlight) -> (usize, usize) {
    let link = in_flight.message.link;
    (link.from.index(), link.to.index())
}

/// Whether a way to a lane keeps clear of spots on a lane, but for its own.
fn is_far<'a>(
    mut spots: impl Iterator<Item = &'a Spot>,
    route: &Route,
    (lane, to): (usize, usize),
    clearance: i32,
) -> bool {
    let (start, end) = (route.start(), route.end());
    spots.all(|spot| {
        let arrives = spot.t >= end.t && lane == to;
        *spot == start || *spot == end || arrives || !route.comes_near(*spot, clearance)
    })
}

impl Way {
    /// Where the gate of a hold stands, if nothing is in its way.
    pub(super) fn gate(&self, hold: &Hold, drawing: &Drawing) -> Spot {
        let start = self.route.start();
        let held = drawing.times.get(hold.column).copied().unwrap_or(start.t);
        Spot::new((held + 14).max(start.t + drawing.metrics.lead() + 12), self.track)
    }

    /// While it is held: to the gate, and from there to where it would land, a little after now.
    pub(super) fn held(
        &self,
        gate: Spot,
        drawing: &Drawing,
        lane: usize,
        now: i32,
    ) -> (Route, Route) {
        let start = self.route.start();
        let lead = drawing.metrics.lead();
        let out = gate.t.max(now) + 12;
        let landing = Spot::new(out + drawing.metrics.pitch / 2, drawing.lanes[lane].inbox);
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
