//! What is written for other tools, read back by rules that are not ours; and logs of other systems.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "how many runs there are may be asked for from outside"
)]

mod causes;
mod damage;
mod govector;
mod headers;
mod impossible;
mod jsonl;
mod mermaid;
mod progress;
mod shiviz;
mod shiviz_rules;
mod state;
mod stories;
mod work;

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

/// A number from outside, for runs that are longer than usual.
fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// The seeds of this run: `SOAK_FROM` and `SOAK_STORIES` say others.
pub(crate) fn seeds(usual: u64) -> std::ops::Range<u64> {
    let from = setting("SOAK_FROM", 0);
    from..from + setting("SOAK_STORIES", usual)
}

pub(crate) fn run(text: &str) -> Run {
    let run = Run::new(Scenario::read(text).unwrap());
    assert_eq!(run.problem(), None);
    run
}
