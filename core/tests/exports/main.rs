//! What is written for other tools, read back by rules that are not ours; and logs of other systems.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod damage;
mod govector;
mod headers;
mod impossible;
mod jsonl;
mod mermaid;
mod shiviz;
mod shiviz_rules;
mod state;

#[path = "../worlds/mod.rs"]
mod worlds;

use causal_core::run::Run;
use causal_core::scenario::Scenario;

/// A reply that overtakes its question.
pub(crate) const OVERTAKEN: &str = "\
hold A->C
A: lost = wallet
B: reply = \"sorry!\"
open A->C";

pub(crate) fn run(text: &str) -> Run {
    let run = Run::new(Scenario::read(text).unwrap());
    assert_eq!(run.problem(), None);
    run
}
