//! What of the diagram is in sight: its format, its size, and following the cursor.

use std::ops::Range;

use causal_diagram::layout::{Direction, Drawing, Format, Layout, Point, Spot};
use gloo_events::EventListener;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// A page of such a window is that of a phone held upright, as in the stylesheets.
const UPRIGHT: &str = "(max-width: 40em) and (orientation: portrait)";
/// Such a window has little room for the diagram, as in its stylesheet.
const LOW: &str = "(max-height: 54.94em)";
/// How many thousandths are the drawing's own size.
pub(super) const FULL: i32 = 1000;
/// How many are the least: a drawing that is longer than that allows scrolls.
const LEAST: i32 = 100;
/// How many are the most: lanes that lie farther apart are no easier to read.
const MOST: i32 = 1400;
/// How high a bar for scrolling is.
const SCROLL_BAR: i32 = 18;
/// How close to the edge of what is in sight the present may come.
const MARGIN: i32 = 60;
/// How much time is drawn before and after the present until it is known what is in sight.
const AROUND: i32 = 1200;

/// How many columns are drawn together.
pub(super) const BLOCK: usize = 16;

/// What is drawn: as much as is in sight, and a margin.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Sight {
    pub(super) format: Format,
    /// How many events have happened.
    pub(super) position: usize,
    /// The columns in sight, in whole blocks.
    pub(super) columns: Range<usize>,
}

impl Sight {
    /// The blocks that are drawn.
    pub(super) fn blocks(&self) -> Range<usize> {
        self.columns.start / BLOCK..self.columns.end.div_ceil(BLOCK)
    }
}

/// The columns between two times, in whole blocks.
pub(super) fn columns_between(drawing: &Drawing, (from, to): (i32, i32)) -> Range<usize> {
    let first = drawing.times.partition_point(|time| *time < from) / BLOCK * BLOCK;
    let n_columns = drawing.times.partition_point(|time| *time <= to);
    first..n_columns.next_multiple_of(BLOCK).max(first + BLOCK)
}

/// Where some columns begin and end; the first and the last with what lies before and after them.
pub(super) fn ends(drawing: &Drawing, columns: &Range<usize>) -> (i32, i32) {
    let first = drawing.times.get(columns.start).filter(|_| columns.start > 0);
    let start = first.map_or(0, |time| time - MARGIN);
    let after = drawing.times.get(columns.end).map(|time| time + MARGIN);
    (start, after.unwrap_or(drawing.end()))
}

/// The times in sight, and as much before and after them. Before anything has been drawn, those
/// around the present.
pub(super) fn times_in_sight(
    scroller: &NodeRef,
    now: Point,
    size: Point,
    format: Format,
) -> (i32, i32) {
    let Some(scroller) = scroller.cast::<Element>() else { return around(format, now) };
    let (across, down) = axes(&scroller, now, size);
    let (axis, of) = match format.direction() {
        Direction::Right => (across, size.x),
        Direction::Down => (down, size.y),
    };
    let unscaled = |length: i32| {
        let whole = i64::from(axis.of.max(1));
        i32::try_from(i64::from(length) * i64::from(of) / whole).unwrap_or(of)
    };
    let (from, seen) = (unscaled(axis.seen_from), unscaled(axis.seen));
    (from - seen / 2, from + seen * 3 / 2)
}

/// The times around the present, as many as a large screen shows.
pub(super) fn around(format: Format, now: Point) -> (i32, i32) {
    let at = match format.direction() {
        Direction::Right => now.x,
        Direction::Down => now.y,
    };
    (at - AROUND, at + AROUND)
}

/// The format for a window as it is now.
#[hook]
pub(super) fn use_format() -> Format {
    let format = use_state(format_now);
    let setter = format.setter();
    use_effect_with((), move |()| {
        let listener = web_sys::window()
            .map(|window| EventListener::new(&window, "resize", move |_| setter.set(format_now())));
        move || drop(listener)
    });
    *format
}

fn format_now() -> Format {
    let window = web_sys::window();
    let is_so = |query| {
        let list = window.as_ref().and_then(|window| window.match_media(query).ok().flatten());
        list.is_some_and(|list| list.matches())
    };
    if is_so(UPRIGHT) {
        Format::Phone
    } else if is_so(LOW) {
        Format::Low
    } else {
        Format::Desktop
    }
}

/// Where the cursor is in a drawing: the present, on the lane where something happened last.
pub(super) fn cursor(layout: &Layout, format: Format, position: usize) -> Point {
    let drawing = layout.drawing(format);
    let n_marks = layout.chart.n_marks_at(position);
    let last = n_marks.checked_sub(1).map(|last| drawing.spots[last].l);
    let now = drawing.now(layout.chart.n_columns_at(position));
    format.point(Spot::new(now, last.unwrap_or(0)))
}

/// Whether a place of the drawing is in sight, and how far along the window is scrolled if not.
#[derive(Clone, Copy, Debug)]
struct Axis {
    at: i32,
    seen_from: i32,
    seen: i32,
    of: i32,
}

impl Axis {
    fn is_in_sight(self) -> bool {
        let is_after = self.at >= self.seen_from;
        self.of <= self.seen || (is_after && self.at <= self.seen_from + self.seen)
    }

    /// The same with a margin at both ends.
    fn inner(self) -> Self {
        let margin = MARGIN.min(self.seen / 4);
        Self { seen_from: self.seen_from + margin, seen: self.seen - 2 * margin, ..self }
    }

    /// Where to scroll along time: the present a little after the middle.
    fn well_in_sight(self) -> Option<i32> {
        (!self.inner().is_in_sight()).then_some(self.at - self.seen * 7 / 10)
    }

    /// Where to scroll across time: no farther than needed.
    fn just_in_sight(self) -> Option<i32> {
        let inner = self.inner();
        let beyond =
            (self.at - inner.seen_from).min(0) + (self.at - inner.seen_from - inner.seen).max(0);
        (!inner.is_in_sight()).then_some(self.seen_from + beyond)
    }
}

/// The place on both axes of a scrolled element.
fn axes(scroller: &Element, at: Point, size: Point) -> (Axis, Axis) {
    let scaled = |at: i32, of: i32, all: i32| {
        let scaled = i64::from(at) * i64::from(all) / i64::from(of.max(1));
        i32::try_from(scaled).unwrap_or(at)
    };
    let (wide, high) = (scroller.scroll_width(), scroller.scroll_height());
    let across = Axis {
        at: scaled(at.x, size.x, wide),
        seen_from: scroller.scroll_left(),
        seen: scroller.client_width(),
        of: wide,
    };
    let down = Axis {
        at: scaled(at.y, size.y, high),
        seen_from: scroller.scroll_top(),
        seen: scroller.client_height(),
        of: high,
    };
    (across, down)
}

/// Brings a place into sight, if it is not there.
pub(super) fn bring_into_sight(scroller: &NodeRef, at: Point, size: Point, format: Format) {
    let Some(scroller) = scroller.cast::<Element>() else { return };
    let (across, down) = axes(&scroller, at, size);
    let (left, top) = match format.direction() {
        Direction::Right => (across.well_in_sight(), down.just_in_sight()),
        Direction::Down => (across.just_in_sight(), down.well_in_sight()),
    };
    left.into_iter().for_each(|left| scroller.set_scroll_left(left));
    top.into_iter().for_each(|top| scroller.set_scroll_top(top));
}

/// Whether a place is in sight along time.
pub(super) fn is_in_sight(scroller: &NodeRef, at: Point, size: Point, format: Format) -> bool {
    scroller.cast::<Element>().is_none_or(|scroller| {
        let (across, down) = axes(&scroller, at, size);
        match format.direction() {
            Direction::Right => across.is_in_sight(),
            Direction::Down => down.is_in_sight(),
        }
    })
}

/// By how many thousandths a drawing has to be scaled to fit; never enlarged.
pub(super) fn fitting(scroller: &NodeRef, size: Point) -> i32 {
    let Some(scroller) = scroller.cast::<Element>() else { return FULL };
    let part = |seen: i32, of: i32| if of > 0 { seen * FULL / of } else { FULL };
    let (wide, high) = (scroller.client_width() - 2, scroller.client_height() - 2);
    part(wide, size.x).min(part(high, size.y)).clamp(LEAST, FULL)
}

/// By how many thousandths a drawing that need not fit is enlarged: as far as the lanes have room, so
/// that it stays as it is while time goes on. A bar for scrolling along time has its place below.
pub(super) fn filling(scroller: &NodeRef, size: Point, format: Format) -> i32 {
    let scroller = scroller.cast::<HtmlElement>();
    let (Direction::Right, Some(scroller)) = (format.direction(), scroller) else { return FULL };
    let room = scroller.offset_height() - SCROLL_BAR;
    (room * FULL / size.y.max(1)).clamp(FULL, MOST)
}

/// A length of the drawing in units of the page's text, scaled by thousandths.
pub(super) fn rem(length: i32, scale: i32) -> String {
    let thousandths = i64::from(length) * i64::from(scale) / 16;
    format!("{}.{:03}rem", thousandths / 1000, thousandths % 1000)
}
