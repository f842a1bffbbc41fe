//! One event as it stands in a log.

use std::borrow::Cow;

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
