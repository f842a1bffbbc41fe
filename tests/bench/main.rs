//! What the page costs at any length of the run: table D of the performance page.
//!
//! `cargo xtask bench --web` builds the page for release and runs this in headless Chromium. Every
//! row is a run that is told without chance; figures are medians, and growth is against the
//! shortest run. `--quick` takes fewer samples, and no run above 2 000 steps.

mod measure;
mod report;
mod scenario;

use std::process::ExitCode;
use std::time::Duration;

use causal_e2e::Visitor;

/// How many steps the runs have, the shortest first; the longest leaves room for the writes that are
/// measured, for 20 000 are the most.
const LENGTHS: [usize; 4] = [100, 400, 1_600, 19_800];
/// The longest run of a quick look.
const QUICK_LENGTH: usize = 2_000;
/// How many writes are held at once in the row that is about that.
const HELD: usize = 999;
/// How long one script may take: some figures are there because they are bad.
const SCRIPT: Duration = Duration::from_secs(300);

fn main() -> ExitCode {
    // Cargo passes `--bench` to what it runs as a bench.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let quick = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--quick"] => true,
        _ => {
            eprintln!("cannot take `{}`; there is --quick", args.join(" "));
            return ExitCode::FAILURE;
        }
    };
    report::introduction(quick);
    runs(quick);
    links(quick);
    ExitCode::SUCCESS
}

/// The rows about runs: each length, and many writes that are held.
fn runs(quick: bool) {
    let lengths = LENGTHS.into_iter().filter(|length| !quick || *length <= QUICK_LENGTH);
    let told = lengths.map(|length| (format!("{length} steps"), scenario::in_turn(length), length));
    let held = (format!("{HELD} held writes"), scenario::held(HELD), HELD + 1);
    let rows = told.chain([held]).map(|(name, text, n_steps)| {
        eprintln!("  measuring {name} …");
        let row = measure::run(&visitor(), &text, n_steps, quick);
        (name, row)
    });
    report::runs(&rows.collect::<Vec<_>>());
}

/// The rows about links.
fn links(quick: bool) {
    report::head_of_links();
    for (name, text, n_steps) in [
        ("1 000 actions, two in three are reads", scenario::mixed(1_000), 1_668),
        ("1 000 actions, all of them writes", scenario::writes(1_000), 3_000),
    ] {
        report::link(name, &measure::link(&visitor(), &text, n_steps, quick));
    }
}

/// Somebody at a desk whose scripts may take their time.
fn visitor() -> Visitor {
    let visitor = Visitor::arrives();
    visitor.lets_scripts_take(SCRIPT);
    visitor.finds_changed(include_str!("on_arrival.js"));
    // What moves by itself would never let the page come to rest.
    visitor.prefers("prefers-reduced-motion", "reduce");
    visitor.opens("/");
    visitor
}
