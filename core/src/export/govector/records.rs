//! The records of a part of a log, one after the other, each line looked at once.

use std::borrow::Cow;
use std::ops::Range;

use super::RECORD_BYTES;
use super::error::ImportError;
use super::json_record::{self, Object};
use super::layout::{ClockLine, Layout};
use super::lines::{column, line_end};
use super::log::Draft;
use super::parts::Part;
use super::pattern::Pattern;
use super::record::Record;
use crate::steps::{Steps, TooMuchWork};

/// Takes in every record of a part, and counts the lines that are in none.
pub(super) fn read(
    part: &Part<'_>,
    layout: &Layout,
    draft: &mut Draft<'_>,
    steps: &Steps,
) -> Result<(), ImportError> {
    steps.count(part.text.len());
    match layout {
        Layout::HostFirst(kind) => in_pairs(part, *kind, true, draft, steps),
        Layout::EventFirst(kind) => in_pairs(part, *kind, false, draft, steps),
        Layout::JsonLines => in_json(part, draft, steps),
        Layout::Pattern(pattern) => by_pattern(part, pattern, draft, steps),
    }
}

fn in_pairs(
    part: &Part<'_>,
    kind: ClockLine,
    host_first: bool,
    draft: &mut Draft<'_>,
    steps: &Steps,
) -> Result<(), ImportError> {
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
            draft.skip(number, line, None);
            continue;
        };
        lines.next();
        let column = column(clock_line.1, clock.as_ptr() as usize - clock_line.1.as_ptr() as usize);
        let fields = fields.into_iter().map(|(name, field)| (name.to_owned(), field.into()));
        let (host, text, fields) = (host.into(), text.into(), fields.collect());
        let line = clock_line.0;
        draft.add(&Record { host, clock, text, fields, line, column }, steps)?;
    }
    Ok(())
}

fn in_json(part: &Part<'_>, draft: &mut Draft<'_>, steps: &Steps) -> Result<(), ImportError> {
    for (number, line) in (part.first_line..).zip(part.text.split('\n')) {
        if !line.trim_start().starts_with('{') {
            draft.skip(number, line, None);
            continue;
        }
        match json_record::read(number, line, steps)? {
            Object::Event(record) => draft.add(&record, steps)?,
            Object::Other(lacks) => draft.skip(number, line, Some(lacks)),
        }
    }
    Ok(())
}

/// Searches a window of lines at a time: an expression that looks far ahead for an end that never
/// comes would otherwise look through the whole text for each record.
fn by_pattern(
    part: &Part<'_>,
    pattern: &Pattern,
    draft: &mut Draft<'_>,
    steps: &Steps,
) -> Result<(), ImportError> {
    let text = part.text;
    let mut at = 0;
    let mut count = LineCount { line: part.first_line, at: 0 };
    while at <= text.len() {
        let end = window_end(text, at);
        let found = pattern
            .find(text, at..end, steps)
            .map_err(|TooMuchWork| ImportError::too_much_work(1))?;
        let Some((whole, groups)) = found else {
            if end == text.len() {
                break;
            }
            at = line_end(text, at + RECORD_BYTES / 2) + 1;
            continue;
        };
        count.skip_to(text, whole.start, draft);
        draft.add(&pattern_record(text, pattern, groups, &mut count), steps)?;
        count.move_to(text, whole.end);
        at = whole.end.max(whole.start + 1);
        at = (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len() + 1);
    }
    count.skip_to(text, text.len(), draft);
    Ok(())
}

/// Where a window ends: with its last line, unless that is longer than a record may be.
fn window_end(text: &str, at: usize) -> usize {
    let most = at.saturating_add(2 * RECORD_BYTES).min(text.len());
    let most = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    line_end(text, at.saturating_add(RECORD_BYTES)).min(most)
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
    /// Moves on over lines that are in no record.
    fn skip_to(&mut self, text: &str, at: usize, draft: &mut Draft<'_>) {
        let between = text.get(self.at..at).unwrap_or_default();
        (self.line..).zip(between.split('\n')).for_each(|(number, line)| {
            draft.skip(number, line, None);
        });
        self.move_to(text, at);
    }

    fn move_to(&mut self, text: &str, at: usize) {
        let between = text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.at = self.at.max(at);
    }
}
