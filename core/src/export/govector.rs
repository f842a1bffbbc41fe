//! Logs of real systems: what GoVector writes, and what people feed to ShiViz.
//!
//! Five shapes, told apart by their first lines; line ends may be CRLF.
//!
//! 1. Our own export, see [`shiviz`](super::shiviz).
//! 2. Any file whose first line is a ShiViz header, a regular expression with the groups `host`,
//!    `clock` and `event`, and whose second line is empty, the delimiter of executions, or already
//!    part of the first record. Blanks at the ends of lines are never in the way.
//! 3. What GoVector writes: `host {"host":1}` and below it what happened; perhaps with a timestamp in
//!    front.
//! 4. The order that ShiViz takes when there is no header: what happened, and below it the clock.
//! 5. JSON Lines: `{"host": "A", "vc": {"A": 1}, "msg": "what happened"}`; our own JSON Lines too. Hosts
//!    may be numbers, messages may be objects, and fields may have the other names that people give
//!    them: `pid`, `node`; `clock`, `vector_clock`; `event`, `message`.
//!
//! A log may have gaps: where numbers of a host are left out, and hosts that are only ever named.
//! They are marked, and nothing is guessed about them. What cannot be is an error: the first clock
//! that no run can give, why, and what it should have been, or which two contradict each other; see
//! [`Impossible`]. Lines that are no part of an event are counted, and the first is shown.
//!
//! The work is in proportion to the text, also with a header that would have it otherwise: such a one
//! is refused with a sentence. See [`read_counted`].
//!
//! Shape 2 needs an engine for regular expressions, 14 kB of gzipped WASM: `pattern`. The headers that
//! are in common use are read without it.

mod advice;
mod clock;
mod error;
mod impossible;
mod json_record;
mod judge;
mod layout;
mod lines;
mod log;
mod order;
mod parts;
mod pattern;
mod progress;
mod record;
mod records;
mod skipped;

pub use error::ImportError;
pub use impossible::{Advice, Impossible, Reason};
pub use log::{Execution, Gap, Log, LoggedEvent};
pub use progress::{Phase, Progress};
pub use skipped::SkippedLine;

use std::borrow::Cow;

use crate::steps::Steps;
use progress::Watch;

/// Bytes of a log.
pub const LOG_BYTES: usize = 16 * 1024 * 1024;
/// Events of a log.
pub const EVENTS: usize = 200_000;
/// Hosts of a log: as many as a run can have replicas.
pub const HOSTS: usize = 256;
/// Bytes of a regular expression in its header.
pub const PATTERN_BYTES: usize = 1_000;
/// Bytes of one record of a log that a regular expression reads.
pub const RECORD_BYTES: usize = 16 * 1024;
/// Steps that the expression of every log may take, however small that is.
const STEPS_AT_LEAST: u64 = 1 << 24;
/// Steps that an expression may take for each byte of a log; one in common use takes less than five.
const STEPS_PER_BYTE: u64 = 64;

/// Reads a log of any of the five shapes.
///
/// # Errors
/// The first thing that is wrong, as a sentence with its line: in the order of lines as far as one
/// look at each event shows it, and then in causal order.
pub fn read(text: &str) -> Result<Log, ImportError> {
    read_counted(text).0
}

/// Reads a log as [`read`] does, and counts the work in steps: bytes looked at, entries of clocks
/// compared, parts of a header's expression passed. They are at most in proportion to the text.
pub fn read_counted(text: &str) -> (Result<Log, ImportError>, u64) {
    let steps = steps_for(text.len());
    (read_with(text, &steps, &mut |_| ()), steps.taken())
}

/// Reads a log as [`read`] does, and tells how far it is: at the beginning of each phase, and about
/// a hundred times in it.
///
/// # Errors
/// As [`read`].
pub fn read_watched(text: &str, tell: &mut dyn FnMut(Progress)) -> Result<Log, ImportError> {
    read_with(text, &steps_for(text.len()), tell)
}

/// Whether a text begins as a log does: with a header of ShiViz, or with a clock within its first
/// lines. Scenarios do not, in none of their spellings.
#[must_use]
pub fn is_log(text: &str) -> bool {
    layout::begins_a_log(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The count for a log of so many bytes.
fn steps_for(n_bytes: usize) -> Steps {
    Steps::up_to(STEPS_AT_LEAST + STEPS_PER_BYTE * n_bytes as u64)
}

fn read_with(
    text: &str,
    steps: &Steps,
    tell: &mut dyn FnMut(Progress),
) -> Result<Log, ImportError> {
    if text.len() > LOG_BYTES {
        return Err(ImportError::TooLong { found: text.len(), limit: LOG_BYTES });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = match text.contains("\r\n") {
        true => Cow::Owned(text.replace("\r\n", "\n")),
        false => Cow::Borrowed(text),
    };
    let plan = layout::plan(&text, steps)?;
    let mut watch = Watch::new(tell);
    watch.begin(Phase::Reading, text.split('\n').count());
    let mut draft = log::Draft::new(watch);
    for part in parts::parts(&text[plan.start..], plan.first_line, &plan.delimiter, steps)? {
        draft.begin(&part.name);
        records::read(&part, &plan.layout, &mut draft, steps)?;
    }
    judge::judged(draft, steps)
}
