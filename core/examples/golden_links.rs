//! Prints links of random runs with the digests of their histories, for `tests/golden/runs.txt`.
//!
//! `cargo run -p causal-core --example golden_links -- 40` prints 40 lines. Lines are only ever
//! added to that file: a published link has to give its history for ever.

#![allow(clippy::unwrap_used, reason = "a chore of the developers")]

#[path = "../tests/worlds/mod.rs"]
mod worlds;

use causal_core::replica::rule_catalog::CATALOG;
use causal_core::scenario::link;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

fn main() {
    let wanted = std::env::args().nth(1).map_or(40, |count| count.parse().unwrap());
    let mut runner = TestRunner::deterministic();
    let strategy = (0..CATALOG.len()).prop_flat_map(|at| worlds::story(CATALOG[at].rule));
    let mut printed = 0;
    while printed < wanted {
        let (setting, deeds) = strategy.new_tree(&mut runner).unwrap().current();
        let run = worlds::played(setting, &deeds);
        let link = link::encode(run.scenario(), run.history().digest() as u16);
        if run.history().len() > 20 && link.len() < 400 {
            println!("{link} {:016x}", run.history().digest());
            printed += 1;
        }
    }
}
