//! Prints links of random runs with the digests of their histories, for `tests/golden/runs.txt`.
//!
//! `cargo run -p causal-core --example golden_links -- 40` prints 40 lines: runs of every setting,
//! with gossip, crashes, joins and views. Lines are only ever added to that file: a published link
//! has to give its history for ever.

#![allow(clippy::unwrap_used, reason = "a chore of the developers")]

#[path = "../tests/generator/mod.rs"]
mod generator;

use causal_core::run::Run;
use causal_core::scenario::link;

fn main() {
    let wanted = std::env::args().nth(1).map_or(40, |count| count.parse().unwrap());
    let runs = (0..).map(|seed| Run::new(generator::story(seed))).filter_map(|run| {
        let link = link::encode(&run.scenario(), run.history().short_digest());
        let is_fit = run.history().len() > 20 && link.len() < 400;
        is_fit.then(|| format!("{link} {:016x}", run.history().digest()))
    });
    runs.take(wanted).for_each(|line| println!("{line}"));
}
