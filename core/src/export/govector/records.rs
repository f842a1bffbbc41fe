//! The records of a part of a log, one after the other, each line looked at once.

use std::borrow::Cow;
use std::ops::Range;

use super::RECORD_BYTES;
use super::error::ImportError;
use super::layout::{ClockLine, Layout, Pattern};
use super::lines::{Part, column};
use crate::json::{Tree, Value};

/// One event as it stands in the log.
pub(super) struct Record<'a> {
    pub(super) host: Cow<'a, str>,
    /// The clock as it stands there.
    pub(super) clock: &'a str,
    pub(super) text: Cow<'a, str>,
    /// Everything else, by name.
    pub(super) fields: Vec<(String, Cow<'a, str>)>,
    /// The line of the clock.
    pub(super) line: usize,
    /// The column where the clock begins.
    pub(super) column: usize,
}

/// Takes a record.
type Take<'t, 'a> = &'t mut dyn FnMut(Record<'a>) -> Result<(), ImportError>;

/// Hands on every record of a part; how many lines were none comes back.
pub(super) fn read<'a>(
    part: &Part<'a>,
    layout: &Layout,
    take: Take<'_, 'a>,
) -> Result<usize, ImportError> {
    match layout {
        Layout::HostFirst(kind) => in_pairs(part, *kind, true, take),
        Layout::EventFirst(kind) => in_pairs(part, *kind, false, take),
        Layout::JsonLines => in_json(part, take),
        Layout::Pattern(pattern) => by_pattern(part, pattern, take),
    }
}

fn in_pairs<'a>(
    part: &Part<'a>,
    kind: ClockLine,
    host_first: bool,
    take: Take<'_, 'a>,
) -> Result<usize, ImportError> {
    let mut n_skipped = 0;
    let mut lines = (part.first_line..).zip(part.text.split('\n')).peekable();
    while let Some((number, line)) = lines.next() {
        let below = lines.peek().copied();
        let (clock_line, text) = match below {
            Some((_, below)) if host_first => ((number, line), below),
            None if host_first => ((number, line), ""),
            Some(below) => (below, line),
            None => ((number, ""), line),
        };
        let Some((host, clock, fields)) = kind.read(clock_line.1.trim_end()) else {
            n_skipped += usize::from(!line.trim().is_empty());
            continue;
        };
        lines.next();
        let column = column(clock_line.1, clock.as_ptr() as usize - clock_line.1.as_ptr() as usize);
        let fields = fields.into_iter().map(|(name, field)| (name.to_owned(), field.into()));
        let (host, text, fields) = (host.into(), text.into(), fields.collect());
        take(Record { host, clock, text, fields, line: clock_line.0, column })?;
    }
    Ok(n_skipped)
}

fn in_json<'a>(part: &Part<'a>, take: Take<'_, 'a>) -> Result<usize, ImportError> {
    let mut n_skipped = 0;
    for (number, line) in (part.first_line..).zip(part.text.split('\n')) {
        let record = match line.trim_start().starts_with('{') {
            true => json_record(number, line)?,
            false => None,
        };
        match record {
            Some(record) => take(record)?,
            None => n_skipped += usize::from(!line.trim().is_empty()),
        }
    }
    Ok(n_skipped)
}

/// The record of an object that names a host and a clock.
fn json_record(number: usize, line: &str) -> Result<Option<Record<'_>>, ImportError> {
    let tree = Tree::read(line).map_err(|no| ImportError::Json {
        line: number,
        column: column(line, no.offset),
        says: no.says,
    })?;
    let Value::Object(fields) = tree.value else { return Ok(None) };
    let (mut host, mut clock, mut text, mut others) = (None, None, None, Vec::new());
    for (key, Tree { slice, value }) in fields {
        let Value::Text(key) = key.value else { continue };
        match (&*key, value) {
            ("host" | "replica", Value::Text(name)) => host = Some(name),
            ("vc" | "clock", Value::Object(_) | Value::Text(_)) => clock = Some(slice),
            ("msg" | "event" | "text", Value::Text(words)) if text.is_none() => text = Some(words),
            (_, Value::Text(words)) => others.push((key.into_owned(), words)),
            _ => others.push((key.into_owned(), slice.into())),
        }
    }
    let (Some(host), Some(clock)) = (host, clock) else { return Ok(None) };
    let column = column(line, clock.as_ptr() as usize - line.as_ptr() as usize);
    let text = text.unwrap_or_default();
    Ok(Some(Record { host, clock, text, fields: others, line: number, column }))
}

/// Searches a window of lines at a time: an expression that looks far ahead for an end that never
/// comes would otherwise look through the whole text for each record.
fn by_pattern<'a>(
    part: &Part<'a>,
    pattern: &Pattern,
    take: Take<'_, 'a>,
) -> Result<usize, ImportError> {
    let text = part.text;
    let (mut at, mut n_skipped) = (0, 0);
    let mut count = LineCount { line: part.first_line, at: 0 };
    while at <= text.len() {
        let end = line_end(text, at.saturating_add(RECORD_BYTES));
        let Some((whole, groups)) = (pattern.find)(&text[..end], at) else {
            if end == text.len() {
                break;
            }
            at = line_end(text, at + RECORD_BYTES / 2) + 1;
            continue;
        };
        n_skipped += n_filled(&text[count.at..whole.start]);
        take(pattern_record(text, pattern, groups, &mut count))?;
        count.move_to(text, whole.end);
        at = whole.end.max(whole.start + 1);
        at = (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len() + 1);
    }
    Ok(n_skipped + n_filled(&text[count.at..]))
}

/// The record of a match, group by group. A group that took no part in it is empty.
fn pattern_record<'a>(
    text: &'a str,
    pattern: &Pattern,
    groups: Vec<Option<Range<usize>>>,
    count: &mut LineCount,
) -> Record<'a> {
    let (mut host, mut clock, mut event, mut fields) = ("", count.at..count.at, "", Vec::new());
    for (name, at) in pattern.names.iter().zip(groups) {
        let Some(at) = at else { continue };
        match &**name {
            "host" => host = &text[at],
            "clock" => clock = at,
            "event" => event = &text[at],
            name => fields.push((name.to_owned(), Cow::Borrowed(&text[at]))),
        }
    }
    count.move_to(text, clock.start);
    let line_start = text[..clock.start].rfind('\n').map_or(0, |before| before + 1);
    let column = column(&text[line_start..], clock.start - line_start);
    let (host, clock, event) = (host.into(), &text[clock], event.into());
    Record { host, clock, text: event, fields, line: count.line, column }
}

/// The number of the line at a place, counted on from place to place.
struct LineCount {
    line: usize,
    at: usize,
}

impl LineCount {
    fn move_to(&mut self, text: &str, at: usize) {
        let between = text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.at = self.at.max(at);
    }
}

/// The end of the line that holds a place; the end of the text if that comes first.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..);
    let length = rest.and_then(|rest| rest.iter().position(|byte| *byte == b'\n'));
    length.map_or(text.len(), |length| at + length)
}

fn n_filled(text: &str) -> usize {
    text.split('\n').filter(|line| !line.trim().is_empty()).count()
}
