//! How a log is laid out: read off its first lines, or its header.

use super::RECORD_BYTES;
use super::clock;
use super::error::ImportError;
use super::json_record::{self, Object};
use super::lines::line_end;
use super::pattern::{Pattern, compile};
use crate::export::shiviz;
use crate::steps::{Steps, TooMuchWork};

/// How the records of a log look.
pub(super) enum Layout {
    /// A clock line, then what happened.
    HostFirst(ClockLine),
    /// What happened, then a clock line.
    EventFirst(ClockLine),
    /// An object on each line.
    JsonLines,
    /// As a regular expression says.
    Pattern(Pattern),
}

/// What stands on a line with a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClockLine {
    /// Host and clock: `host {…}`.
    Plain,
    /// A time in front of them: `1700000000 host {…}`.
    Stamped,
    /// `host {…} kind msg vv`
    Ours,
}

/// What stands between executions.
pub(super) enum Delimiter {
    /// Nothing stands there: the log is one execution.
    None,
    /// A line with a name between bars: `=== name ===`.
    Bars,
    /// What a regular expression says, one line at a time.
    Pattern(Pattern),
}

/// How to read a log.
pub(super) struct Plan {
    /// How its records look.
    pub(super) layout: Layout,
    /// What stands between executions.
    pub(super) delimiter: Delimiter,
    /// Where the records start, in bytes.
    pub(super) start: usize,
    /// The number of the line there.
    pub(super) first_line: usize,
}

const GROUPS: [&str; 3] = ["host", "clock", "event"];
/// The headers in common use; what they say is read without an engine.
const HEADERS: [(&str, Layout); 4] = [
    (shiviz::HEADER, Layout::HostFirst(ClockLine::Ours)),
    (r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)", Layout::HostFirst(ClockLine::Plain)),
    (r"(?<event>.*)\n(?<host>\S*) (?<clock>{.*})", Layout::EventFirst(ClockLine::Plain)),
    (
        r"(?<timestamp>\d*) (?<host>\w*) (?<clock>.*)\n(?<event>.*)",
        Layout::HostFirst(ClockLine::Stamped),
    ),
];
/// How many lines are looked at to see whether a text is a log.
const LINES_AT_FIRST: usize = 1_000;
const BARS: [&str; 2] = ["^=== (?<trace>.*) ===$", "=== (?<trace>.*) ==="];

/// Whether a text begins as a log does.
pub(super) fn begins_a_log(text: &str) -> bool {
    let steps = Steps::default();
    let first = text.lines().next().unwrap_or_default();
    let has_header = first.contains("(?<") && first.contains("clock");
    let is_event = |(number, line): (usize, &str)| {
        let read = |line| json_record::read(number, line, &steps);
        let line = line.trim_end();
        let object = is_object(line).then_some(line).map(read);
        let looks_so =
            ClockLine::Plain.read(line).is_some_and(|(_, clock, _)| clock.starts_with("{\""));
        looks_so
            || clock_line(line, &steps).is_some()
            || matches!(object, Some(Ok(Object::Event(_))))
    };
    has_header || (1..).zip(text.lines()).take(LINES_AT_FIRST).any(is_event)
}

/// Looks at the beginning of a log.
pub(super) fn plan(text: &str, steps: &Steps) -> Result<Plan, ImportError> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if !first.contains("(?<") || is_object(first) || clock_line(first, steps).is_some() {
        return Ok(Plan {
            layout: guessed(text, steps),
            delimiter: Delimiter::Bars,
            start: 0,
            first_line: 1,
        });
    }
    let layout = by_header(first.trim_end())?;
    let below = (first.len() + 1).min(text.len());
    let second = rest.split('\n').next().unwrap_or("");
    let delimiter = match second.trim() {
        "" => Delimiter::None,
        bars if BARS.contains(&bars) => Delimiter::Bars,
        named if named.contains("(?<") => Delimiter::Pattern(compile(named, 2)?),
        // The header stands directly above the records.
        _ if layout.begins(rest, steps)? => {
            return Ok(Plan { layout, delimiter: Delimiter::None, start: below, first_line: 2 });
        }
        other => Delimiter::Pattern(compile(other, 2)?),
    };
    let start = (below + second.len() + 1).min(text.len());
    Ok(Plan { layout, delimiter, start, first_line: 3 })
}

fn by_header(header: &str) -> Result<Layout, ImportError> {
    if let Some((_, layout)) = HEADERS.into_iter().find(|(known, _)| *known == header) {
        return Ok(layout);
    }
    let pattern = compile(header, 1)?;
    match GROUPS.into_iter().find(|group| !pattern.names.iter().any(|name| &**name == *group)) {
        Some(group) => Err(ImportError::MissingGroup { group }),
        None => Ok(Layout::Pattern(pattern)),
    }
}

/// What a log without a header looks like: its first lines tell, unless they are no part of it.
fn guessed(text: &str, steps: &Steps) -> Layout {
    let lines = text.split('\n').map(str::trim_end).filter(|line| !line.is_empty());
    let mut lines = lines.filter(|line| name_in_bars(line).is_none());
    let first = lines.next().unwrap_or("");
    if is_object(first) {
        return Layout::JsonLines;
    }
    let clock_line = |line| clock_line(line, steps);
    match (clock_line(first), lines.next_back().and_then(clock_line)) {
        (Some(kind), _) => return Layout::HostFirst(kind),
        (None, Some(kind)) => return Layout::EventFirst(kind),
        (None, None) => {}
    }
    let mut told = lines.filter_map(|line| match clock_line(line) {
        Some(kind) => Some(Layout::HostFirst(kind)),
        None => is_object(line).then_some(Layout::JsonLines),
    });
    told.next().unwrap_or(Layout::HostFirst(ClockLine::Plain))
}

fn is_object(line: &str) -> bool {
    line.trim_start().starts_with('{')
}

/// What a line with a clock looks like, if the line is one.
fn clock_line(line: &str, steps: &Steps) -> Option<ClockLine> {
    let kinds = [ClockLine::Stamped, ClockLine::Plain];
    let is_clock = |(_, clock, _): &Stamp<'_>| clock::read(clock, steps).is_ok();
    kinds.into_iter().find(|kind| kind.read(line).is_some_and(|stamp| is_clock(&stamp)))
}

impl Layout {
    /// Whether a record begins where a text does.
    fn begins(&self, text: &str, steps: &Steps) -> Result<bool, ImportError> {
        let line = |n: usize| text.split('\n').nth(n).unwrap_or("").trim_end();
        Ok(match self {
            Self::HostFirst(kind) => kind.read(line(0)).is_some(),
            Self::EventFirst(kind) => kind.read(line(1)).is_some(),
            Self::JsonLines => false,
            Self::Pattern(pattern) => {
                let range = 0..line_end(text, RECORD_BYTES);
                let found = pattern
                    .find(text, range, steps)
                    .map_err(|TooMuchWork| ImportError::too_much_work(1))?;
                found.is_some_and(|(whole, _)| whole.start == 0)
            }
        })
    }
}

/// A host, its clock, and fields by name.
type Stamp<'a> = (&'a str, &'a str, Vec<(&'static str, &'a str)>);

impl ClockLine {
    /// What stands on a line, if it is one of these.
    pub(super) fn read(self, line: &str) -> Option<Stamp<'_>> {
        let mut fields = Vec::new();
        let mut line = line;
        match self {
            Self::Plain => {}
            Self::Stamped => {
                let (stamp, rest) = line.split_once(' ')?;
                let digits = stamp.bytes().all(|byte| byte.is_ascii_digit());
                fields.extend(digits.then_some(("timestamp", stamp)));
                line = if digits { rest } else { return None };
            }
            Self::Ours => {
                let mut words = line.rsplitn(4, ' ');
                let (vv, message, kind) = (words.next()?, words.next()?, words.next()?);
                fields.extend([("kind", kind), ("msg", message), ("vv", vv)]);
                line = words.next()?;
            }
        }
        let (host, clock) = line.split_once(' ')?;
        let whole = clock.starts_with('{') && clock.ends_with('}');
        (whole && !host.contains(char::is_whitespace)).then_some((host, clock, fields))
    }
}

impl Delimiter {
    /// The name of the execution that begins below a line, if the line is a delimiter.
    pub(super) fn name_in(&self, line: &str, steps: &Steps) -> Result<Option<String>, ImportError> {
        let Self::Pattern(pattern) = self else {
            return Ok(matches!(self, Self::Bars).then(|| name_in_bars(line)).flatten());
        };
        if line.len() > RECORD_BYTES {
            return Ok(None);
        }
        let found = pattern
            .find(line, 0..line.len(), steps)
            .map_err(|TooMuchWork| ImportError::too_much_work(2))?;
        Ok(found.map(|(_, groups)| {
            let mut named = pattern.names.iter().zip(groups);
            let name = named.find(|(name, _)| &***name == "trace");
            name.and_then(|(_, at)| at).map_or_else(String::new, |at| line[at].to_owned())
        }))
    }
}

fn name_in_bars(line: &str) -> Option<String> {
    let name = line.strip_prefix("=== ")?.strip_suffix(" ===")?;
    Some(name.trim().to_owned())
}
