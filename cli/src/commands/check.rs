//! `causal check`: what should not have happened.

use causal_core::check::violations;
use causal_core::history::Causation;

use crate::args::Source;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::output;

/// Runs a scenario and prints what the checks find, a sentence each.
pub(crate) fn check(source: &Source) -> Result<(), Failure> {
    let outcome = Outcome::of(source)?;
    let causation = Causation::of(&outcome.setting().protocol);
    let findings = violations(&outcome.history, causation);
    let sentences: Vec<String> =
        findings.iter().map(|finding| format!("Event {}: {finding}.\n", finding.event())).collect();
    let fine = || format!("No violation of causal delivery in {} events.\n", outcome.history.len());
    output::print(&if findings.is_empty() { fine() } else { sentences.concat() })?;
    outcome.verdict()?;
    if findings.is_empty() { Ok(()) } else { Err(Failure::Findings) }
}
