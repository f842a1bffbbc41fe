//! `causal link` and `causal open`: the same scenario in another spelling.

use std::ffi::OsStr;

use causal_core::scenario::{json, link, text};

use crate::args::Source;
use crate::failure::Failure;
use crate::input;
use crate::outcome::Outcome;
use crate::output;

/// The bits of a history's digest that a link carries.
const DIGEST_BITS: u64 = 0xffff;

/// Prints the part of a link from `#` on. The scenario is run for the digest in it.
pub(crate) fn link(source: &Source) -> Result<(), Failure> {
    let outcome = Outcome::of(source)?;
    let digest = u16::try_from(outcome.history.digest() & DIGEST_BITS).expect("16 bits");
    output::print(&format!("#{}\n", link::encode(outcome.run.scenario(), digest)))?;
    outcome.verdict()
}

/// Prints a scenario as text or JSON.
pub(crate) fn open(source: &OsStr, as_json: bool) -> Result<(), Failure> {
    let scenario = input::read(source)?.scenario;
    let written = if as_json { json::write(&scenario) } else { text::write(&scenario) };
    let end = if written.ends_with('\n') { "" } else { "\n" };
    output::print(&format!("{written}{end}"))
}
