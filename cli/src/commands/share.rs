//! `causal link` and `causal open`: the same scenario in another spelling.

use std::ffi::OsStr;

use causal_core::scenario::{json, link, text};

use crate::args::Source;
use crate::failure::Failure;
use crate::input;
use crate::outcome::Outcome;
use crate::output;

/// Prints the part of a link from `#` on. The scenario is run for the digest in it.
pub(crate) fn link(source: &Source) -> Result<(), Failure> {
    let outcome = Outcome::of(source)?;
    let link = link::encode(&outcome.run.scenario(), outcome.history().short_digest());
    output::print(&format!("#{link}\n"))?;
    outcome.verdict()
}

/// Prints a scenario as text or JSON.
pub(crate) fn open(source: &OsStr, as_json: bool) -> Result<(), Failure> {
    let scenario = input::read(source)?.scenario;
    let written = if as_json { json::write(&scenario) } else { text::write(&scenario) };
    let end = if written.ends_with('\n') { "" } else { "\n" };
    output::print(&format!("{written}{end}"))
}
