//! What delivery costs, against what: table A of the performance page.
//!
//! `cargo xtask bench` runs this. Ours and the peers do the same work in the same run, alternating,
//! several times; what is printed are medians. Absolute times are for orientation, ratios are the
//! result. A contender that does not deliver every write, or ends with another map than the rest,
//! is reported and not timed. `--quick` leaves out the long runs.

mod alloc;
mod contender;
mod lineup;
mod measure;
mod report;
mod store;
#[path = "../../core/tests/buffer_support/trace.rs"]
mod trace;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut quick = false;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--quick" => quick = true,
            other => {
                eprintln!("unknown option {other}; there is only --quick");
                return ExitCode::FAILURE;
            }
        }
    }
    let sizes: &[usize] = if quick { &[1000, 10_000] } else { &[1000, 10_000, 100_000] };
    // Some peers recurse once per write that becomes ready.
    let bench = std::thread::Builder::new().stack_size(2 << 30).spawn(move || run(sizes, quick));
    match bench.map(std::thread::JoinHandle::join) {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Whether every contender did its work.
fn run(sizes: &[usize], quick: bool) -> bool {
    report::introduction(quick);
    let mut sound = true;
    for n_authors in [3, 16] {
        let table = measure::table(n_authors, sizes, quick);
        report::table(&table);
        sound &= table.failures.is_empty();
    }
    report::notes();
    sound
}
