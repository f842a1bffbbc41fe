//! Directions, places and sizes. Everything is an integer; one unit is one pixel at 16 px text.
//!
//! The layout is worked out along two abstract axes, *time* and *lane*, and turned at the very end:
//! time runs to the right on a desktop and down on a phone.

use super::chart::{Chart, Note};
use crate::words::columns;

/// Which way time runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// On a desktop.
    #[default]
    Right,
    /// On a phone held upright.
    Down,
}

/// Which way time runs, and how much room there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Time runs to the right.
    #[default]
    Desktop,
    /// The same with little height, so that all of three replicas is in sight on a laptop.
    Low,
    /// Time runs down.
    Phone,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Desktop, Self::Low, Self::Phone];

    /// Which way time runs.
    #[must_use]
    pub fn direction(self) -> Direction {
        match self {
            Self::Desktop | Self::Low => Direction::Right,
            Self::Phone => Direction::Down,
        }
    }

    /// Where a spot is on the screen.
    #[must_use]
    pub fn point(self, spot: Spot) -> Point {
        self.direction().point(spot)
    }

    /// Its name in attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Low => "low",
            Self::Phone => "phone",
        }
    }
}

/// A place along the two abstract axes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Along time.
    pub t: i32,
    /// Across time, from the first lane to the last.
    pub l: i32,
}

/// A place on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Downwards.
    pub y: i32,
}

impl Spot {
    /// The spot at a time and a place across.
    #[must_use]
    pub fn new(t: i32, l: i32) -> Self {
        Self { t, l }
    }
}

impl Direction {
    /// Its name in attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Down => "down",
        }
    }

    /// Where a spot is on the screen.
    #[must_use]
    pub fn point(self, spot: Spot) -> Point {
        match self {
            Self::Right => Point { x: spot.t, y: spot.l },
            Self::Down => Point { x: spot.l, y: spot.t },
        }
    }
}

/// Half the distance in time between an arrival and its delivery at once: they touch aslant, so
/// that an arrow from either side reaches the arrival without running through the delivery.
pub const ASLANT: i32 = 5;
/// From a replica's inbox rail to its lifeline.
pub(super) const RAIL_GAP: i32 = 18;
/// Half the thickness of a waiting bar.
pub(super) const BAR_HALF: i32 = 8;
/// From an arrow's tip to the middle of the circle that it reaches.
pub const TIP_GAP: i32 = 10;
/// Width of a character of the small text: 12 px, monospaced.
pub const SMALL_CHAR: i32 = 7;
/// Width of a character of a write's name: 14 px, monospaced.
pub const NAME_CHAR: i32 = 9;
/// How much room there is along time on a desktop before anything scrolls, about.
const MAIN_VIEW: i32 = 730;
/// Distance between parallel messages in one corridor.
pub(super) const TRACK_GAP: i32 = 9;

/// How many lines a note has at most, where it stands in sentences.
pub const NOTE_LINES: usize = 5;
/// From one line of a note to the next.
pub const NOTE_LINE: i32 = 14;
/// The room of a sign before a note's lines, and around them.
pub const NOTE_FRAME: i32 = 30;
/// How wide the lines of notes are in a drawing that stands alone.
const SHEET_NOTE: usize = 18;

/// From one lifeline to the next where there is room.
const LANE: i32 = 104;
/// The same where there is little room, or many replicas.
const NARROW_LANE: i32 = 72;

/// The sizes of one drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Metrics {
    pub(super) direction: Direction,
    /// Where the first column begins, about.
    pub(super) start: i32,
    /// From one mark's column to the next.
    pub(super) pitch: i32,
    /// The room that a note takes along time.
    pub(super) note: i32,
    /// Where the first lifeline is.
    pub(super) first_lane: i32,
    /// From one lifeline to the next.
    pub(super) lane: i32,
    /// Room beyond the last lifeline.
    pub(super) margin: i32,
    /// From a lifeline to the middle of the names beside it.
    pub(super) beside: i32,
    /// From a lifeline to the middle of what is wrong there.
    pub(super) warning: i32,
    /// How wide the lines of notes are, where they stand in sentences.
    pub(super) note_columns: Option<usize>,
}

impl Metrics {
    /// Of a drawing that stands alone: notes are whole sentences, and time that runs down leaves
    /// room for the numbers of the steps before the first lane.
    pub(super) fn of_sheet(direction: Direction, chart: &Chart) -> Self {
        let n_lanes = chart.names.len();
        let page = |format| Self::new(format, chart.columns.len(), n_lanes);
        match direction {
            Direction::Right => {
                let desktop = page(Format::Desktop);
                let lines = chart.notes.iter().map(|note| note.lines(SHEET_NOTE, NOTE_LINES).len());
                let more_lines = int(lines.max().unwrap_or(1)) - 1;
                let first_lane = desktop.first_lane + 4 + more_lines * NOTE_LINE;
                Self { first_lane, lane: LANE, note_columns: Some(SHEET_NOTE), ..desktop }
            }
            Direction::Down => {
                let phone = page(Format::Phone);
                let note_columns = Some(SHEET_NOTE);
                Self { first_lane: 104, lane: 128, margin: 190, note_columns, ..phone }
            }
        }
    }

    /// The room that a mark takes along time, with so many small characters beside it.
    pub(super) fn mark_room(&self, n_chars: usize) -> i32 {
        match self.direction {
            Direction::Down => self.pitch,
            Direction::Right => self.pitch.max(int(n_chars) * SMALL_CHAR + 12),
        }
    }

    /// The room that a note takes along time.
    pub(super) fn note_room(&self, note: &Note) -> i32 {
        let lines = self.note_columns.map(|columns| note.lines(columns, NOTE_LINES));
        match self.direction {
            Direction::Down => {
                let n_more = lines.map_or(0, |lines| int(lines.len().saturating_sub(1)));
                self.note + n_more * NOTE_LINE
            }
            Direction::Right => {
                let words = match lines {
                    None => small_width(&note.label) + 26,
                    Some(lines) => widest(&lines) + NOTE_FRAME + 10,
                };
                self.note.max(words)
            }
        }
    }

    /// Few columns stand far apart; many move closer, down to what a finger can hit.
    pub(super) fn new(format: Format, n_columns: usize, n_lanes: usize) -> Self {
        let few = n_lanes <= 3;
        let desktop = Self {
            direction: format.direction(),
            start: 40,
            pitch: (10 * MAIN_VIEW / (10 * int(n_columns) + 9)).clamp(52, 92),
            note: 48,
            first_lane: 66,
            lane: if few { LANE } else { NARROW_LANE },
            margin: 52,
            beside: 25,
            warning: 41,
            note_columns: None,
        };
        match format {
            Format::Desktop => desktop,
            Format::Low => Self {
                // So that three replicas and a bar for scrolling have room on a laptop.
                first_lane: 58,
                lane: if few { 67 } else { NARROW_LANE },
                margin: 43,
                beside: 22,
                warning: 36,
                ..desktop
            },
            Format::Phone => Self {
                start: 34,
                pitch: 52,
                note: 34,
                first_lane: 42,
                lane: if few { 114 } else { 100 },
                margin: 88,
                beside: 15,
                ..desktop
            },
        }
    }

    /// The room after the last column, where held messages would land.
    pub(super) fn tail(&self) -> i32 {
        self.pitch * 7 / 5 + 24
    }

    /// How much time a message takes from its lifeline into a corridor, or out of it.
    pub(super) fn lead(&self) -> i32 {
        self.pitch * 3 / 5
    }

    /// Where a lane's lifeline is.
    pub(super) fn lifeline(&self, lane: usize) -> i32 {
        self.first_lane + self.lane * int(lane)
    }

    /// Where a lane's inbox rail is: towards the others, so that messages meet it first.
    pub(super) fn inbox(&self, lane: usize) -> i32 {
        if lane == 0 { self.lifeline(lane) + RAIL_GAP } else { self.lifeline(lane) - RAIL_GAP }
    }

    /// The room between a lane and the next in which messages travel along.
    pub(super) fn corridor(&self, after_lane: usize) -> (i32, i32) {
        let labels = if after_lane == 0 { RAIL_GAP + 14 } else { self.beside + 7 };
        (self.lifeline(after_lane) + labels, self.inbox(after_lane + 1) - 30)
    }
}

/// A count or an index as a coordinate; runs are limited far below where this would matter.
pub(super) fn int(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 1024)
}

/// How wide the widest of some lines is, in whatever font: a little more than it has to be.
#[must_use]
pub fn widest(lines: &[String]) -> i32 {
    let columns = lines.iter().map(|line| columns(line)).max().unwrap_or(0);
    int(columns) * SMALL_CHAR + int(columns) / 4 + 1
}

/// How wide small words are.
#[must_use]
pub fn small_width(words: &str) -> i32 {
    int(words.chars().count()) * SMALL_CHAR
}
