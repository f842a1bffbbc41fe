//! `causal check`: what should not have happened.

use causal_core::check::{Told, findings};

use crate::args::Source;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::output;

/// Runs a scenario and prints what the checks find, a sentence each.
pub(crate) fn check(source: &Source) -> Result<(), Failure> {
    let outcome = Outcome::of(source)?;
    let findings = findings(outcome.history(), outcome.setting());
    let names = Told { history: outcome.history(), setting: outcome.setting() };
    let sentences: Vec<String> = findings
        .iter()
        .map(|finding| format!("Event {}: {}.\n", finding.event, finding.in_words(&names)))
        .collect();
    let fine = || format!("Nothing is wrong in {} events.\n", outcome.history().len());
    output::print(&if findings.is_empty() { fine() } else { sentences.concat() })?;
    outcome.verdict()?;
    if findings.is_empty() { Ok(()) } else { Err(Failure::Findings) }
}
