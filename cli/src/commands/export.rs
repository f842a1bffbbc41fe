//! `causal export`: a history for another tool.

use causal_core::export::shiviz::View;
use causal_core::export::{jsonl, mermaid, shiviz};
use causal_diagram::svg;

use crate::args::{Format, Picture, Source};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::output;

/// Runs a scenario and prints its history.
pub(crate) fn export(
    source: &Source,
    format: &Format,
    network: bool,
    picture: &Picture,
) -> Result<(), Failure> {
    let outcome = Outcome::of(source)?;
    let (history, setting) = (outcome.history(), outcome.setting());
    let view = if network { View::Network } else { View::Delivery };
    let text = match format {
        Format { shiviz: true, .. } => shiviz::write(history, setting, view),
        Format { mermaid: true, .. } => mermaid::write(history, setting),
        Format { svg: true, .. } => svg::write(&outcome.run, &picture.options()),
        Format { .. } => jsonl::write(history),
    };
    output::print(&text)?;
    outcome.verdict()
}
