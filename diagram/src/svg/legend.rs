//! Below the picture: what its signs mean, and what its writes say.

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::Occurrence;
use causal_core::world::event::{EventKind, LossReason};

use super::Sheet;
use super::messages::{DROPPED, LOST, ON_ITS_WAY, tip, width_of};
use super::pen::{Pen, Script, Stroke};
use super::symbols;
use crate::layout::label::{Anchor, Label};
use crate::layout::metrics::{NAME_CHAR, SMALL_CHAR};
use crate::layout::{Direction, MarkKind, Point, Purpose, Spot};
use crate::words::{columns, cut};

/// From one row to the next.
const ROW: i32 = 26;
/// The room at the edges.
const EDGE: i32 = 12;
/// The room of a sign, and between an entry and the next.
const SIGN: i32 = 40;
const BETWEEN: i32 = 16;
/// How many writes are told at most, and how many columns of each.
const WRITES: usize = 24;
const WRITE_COLUMNS: usize = 36;

/// One entry: a sign, or the name of a write, and words.
#[derive(Debug)]
struct Entry {
    what: What,
    words: String,
    at: Point,
}

#[derive(Debug)]
enum What {
    Mark(MarkKind),
    Dropped,
    Gate,
    Wait,
    Way,
    Copy,
    Wrong,
    Arrow(Purpose),
    Write(String, ReplicaId),
    More,
}

/// The entries, each in its place.
#[derive(Debug)]
pub(super) struct Legend {
    entries: Vec<Entry>,
    /// How high it is.
    pub(super) height: i32,
}

impl Legend {
    /// What a picture needs, in rows of so much width: only what occurs in it.
    pub(super) fn of(sheet: &Sheet<'_>, width: i32) -> Self {
        let mut legend = Self { entries: Vec::new(), height: 0 };
        let signs = signs(sheet).into_iter();
        legend.flow(signs.map(|(what, words)| (what, words.to_owned())), width);
        legend.flow(writes(sheet).into_iter(), width);
        legend
    }

    /// Entries side by side, in as many rows as they need.
    fn flow(&mut self, entries: impl Iterator<Item = (What, String)>, width: i32) {
        let mut at = Point { x: EDGE, y: self.height + ROW / 2 };
        for (what, words) in entries {
            let room = what.room() + room_of(&words, SMALL_CHAR);
            if at.x > EDGE && at.x + room + EDGE > width {
                at = Point { x: EDGE, y: at.y + ROW };
            }
            self.height = at.y + ROW / 2;
            self.entries.push(Entry { what, words, at });
            at.x += room + BETWEEN;
        }
    }

    /// Draws it below a height.
    pub(super) fn draw(&self, pen: &mut Pen) {
        let (hue, palette) = (pen.palette.ink, pen.palette);
        let script = Script { color: palette.ink_2, ground: None, is_name: false };
        for entry in &self.entries {
            if let What::Write(name, replica) = &entry.what {
                let script = Script { color: palette.hue(*replica), is_name: true, ..script };
                let text = name.clone();
                pen.words(&Label { at: entry.at, anchor: Anchor::Start, text }, script);
            } else {
                pen.begin_at(Point { x: entry.at.x + (SIGN - 8) / 2, y: entry.at.y });
                entry.what.draw(pen, hue);
                pen.end();
            }
            let at = Point { x: entry.at.x + entry.what.room(), y: entry.at.y };
            let text = entry.words.clone();
            pen.words(&Label { at, anchor: Anchor::Start, text }, script);
        }
    }
}

impl What {
    /// The room before its words.
    fn room(&self) -> i32 {
        match self {
            Self::Write(name, _) => room_of(name, NAME_CHAR) + 6,
            Self::More => 0,
            _ => SIGN,
        }
    }

    fn draw(&self, pen: &mut Pen, hue: &'static str) {
        match self {
            Self::Mark(MarkKind::Loss) => loss(pen, hue, false),
            Self::Mark(kind) => symbols::mark(pen, *kind, hue, false),
            Self::Dropped => loss(pen, hue, true),
            Self::Gate => {
                pen.line(Point { x: -15, y: 0 }, Point { x: 15, y: 0 }, Stroke::solid(hue, "2"));
                symbols::gate(pen, hue);
            }
            Self::Wait => symbols::bar(pen, Point { x: -14, y: -8 }, Point { x: 28, y: 16 }, false),
            Self::Way => arrow(pen, Stroke::dashed(hue, "2", ON_ITS_WAY)),
            Self::Copy => {
                arrow(pen, Stroke::solid(hue, "5"));
                let ground = Stroke::solid(pen.palette.ground, "2");
                pen.line(Point { x: -15, y: 0 }, Point { x: 7, y: 0 }, ground);
            }
            Self::Wrong => symbols::mark(pen, MarkKind::Delivery, hue, true),
            Self::Arrow(purpose) => arrow(pen, Stroke::solid(hue, width_of(*purpose))),
            Self::Write(..) | Self::More => {}
        }
    }
}

fn arrow(pen: &mut Pen, stroke: Stroke) {
    let (from, to) = (Spot::new(-15, 0), Spot::new(16, 0));
    pen.line(Point { x: from.t, y: 0 }, Point { x: to.t - 8, y: 0 }, stroke);
    pen.area(&tip(from, to, Direction::Right), stroke.color, None);
}

fn loss(pen: &mut Pen, hue: &'static str, is_dropped: bool) {
    let dash = if is_dropped { DROPPED } else { LOST };
    let line = Stroke::dashed(hue, "1.75", dash);
    pen.line(Point { x: -16, y: 0 }, Point { x: 7, y: 0 }, line);
    pen.begin_at(Point { x: 8, y: 0 });
    symbols::loss(pen, hue, is_dropped);
    pen.end();
}

fn room_of(words: &str, char_width: i32) -> i32 {
    i32::try_from(columns(words)).unwrap_or(0) * char_width
}

/// The signs that occur, with their words.
fn signs(sheet: &Sheet<'_>) -> Vec<(What, &'static str)> {
    let chart = sheet.chart;
    let marks = |kind| chart.marks.iter().any(|mark| mark.kind == kind);
    let has = |purpose| chart.messages.iter().any(|in_flight| in_flight.purpose == purpose);
    let lost = |dropped: bool| {
        let mut reasons = chart.messages.iter().filter_map(|in_flight| in_flight.loss);
        reasons.any(|why| (why == LossReason::Dropped) == dropped)
    };
    let is_held =
        |position| chart.messages.iter().any(|in_flight| in_flight.hold_at(position).is_some());
    let is_open = |position: usize| {
        let mut open = chart.messages.iter().filter(|in_flight| in_flight.is_open_at(position));
        open.any(|in_flight| in_flight.hold_at(position).is_none())
    };
    let had_gate = chart.messages.iter().any(|in_flight| !in_flight.holds.is_empty());
    let all = [
        (marks(MarkKind::Write), What::Mark(MarkKind::Write), "write"),
        (marks(MarkKind::Arrival), What::Mark(MarkKind::Arrival), "arrives"),
        (marks(MarkKind::Delivery), What::Mark(MarkKind::Delivery), "takes effect"),
        (marks(MarkKind::Discard), What::Mark(MarkKind::Discard), "thrown away"),
        (!chart.waits.is_empty(), What::Wait, "waits in the inbox"),
        (is_held(sheet.position) || had_gate, What::Gate, "held"),
        (is_open(sheet.position), What::Way, "on its way"),
        (chart.messages.iter().any(|in_flight| in_flight.is_copy), What::Copy, "duplicate"),
        (lost(false), What::Mark(MarkKind::Loss), "lost"),
        (lost(true), What::Dropped, "dropped"),
        (has(Purpose::Exchange), What::Arrow(Purpose::Exchange), "gossip, state"),
        (has(Purpose::Service), What::Arrow(Purpose::Service), "ping, view"),
        (marks(MarkKind::Request), What::Mark(MarkKind::Request), "a client waits"),
        (marks(MarkKind::Answer), What::Mark(MarkKind::Answer), "is answered"),
        (marks(MarkKind::Refusal), What::Mark(MarkKind::Refusal), "is turned down"),
        (marks(MarkKind::Crash), What::Mark(MarkKind::Crash), "crash"),
        (marks(MarkKind::Restart), What::Mark(MarkKind::Restart), "restart"),
        (!chart.alarms.is_empty(), What::Wrong, "violation"),
    ];
    all.into_iter().filter(|(occurs, ..)| *occurs).map(|(_, what, words)| (what, words)).collect()
}

/// What each write says: the first of them, and how many more there are.
fn writes(sheet: &Sheet<'_>) -> Vec<(What, String)> {
    let said = sheet.run.history().events().iter().filter_map(|event| {
        let write = event.kind.write().filter(|_| {
            matches!(event.kind, EventKind::Recorded { what: Occurrence::Accepted { .. }, .. })
        })?;
        let what = match &write.value {
            Some(value) => format!("{} = {value}", write.key),
            None => format!("{} deleted", write.key),
        };
        let name = What::Write(write.dot.to_string(), write.dot.actor.replica);
        Some((name, cut(&what, WRITE_COLUMNS)))
    });
    let mut told: Vec<(What, String)> = Vec::new();
    let mut n_more = 0;
    for entry in said {
        if told.len() < WRITES { told.push(entry) } else { n_more += 1 }
    }
    if n_more > 0 {
        told.push((What::More, format!("and {n_more} more")));
    }
    told
}
