//! What delivery costs, against what, what exploring every schedule costs, and what the simulated
//! world costs: tables A, B and E of the performance page.
//!
//! `cargo xtask bench` runs this. In table A ours and the peers do the same work in the same run,
//! alternating, several times; what is printed are medians. Absolute times are for orientation,
//! ratios and growth are the result. A implementation that does not deliver every write, or ends with
//! another map than the rest, is reported and not timed. Tables B and E have
//! rooms of their own, [`schedules`] and [`world`]. `--quick` leaves out the long runs, `--only E` the
//! other tables.

mod alloc;
mod baselines;
mod implementation;
mod measure;
mod report;
mod schedules;
mod store;
#[path = "../../core/tests/buffer_support/trace.rs"]
mod trace;
mod world;

use std::process::ExitCode;

/// What is asked for.
struct Wanted {
    quick: bool,
    delivery: bool,
    schedules: bool,
    world: bool,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(wanted) = wanted(&arguments) else {
        eprintln!("cannot take `{}`; there are --quick and --only A, B or E", arguments.join(" "));
        return ExitCode::FAILURE;
    };
    // Some peers recurse once per write that becomes ready.
    let bench = std::thread::Builder::new().stack_size(2 << 30).spawn(move || run(&wanted));
    match bench.map(std::thread::JoinHandle::join) {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn wanted(arguments: &[String]) -> Option<Wanted> {
    let mut wanted = Wanted { quick: false, delivery: true, schedules: true, world: true };
    let mut arguments = arguments.iter().map(String::as_str);
    while let Some(argument) = arguments.next() {
        match argument {
            "--quick" => wanted.quick = true,
            "--only" => {
                let only = arguments.next()?;
                let is = |table: &str| only.eq_ignore_ascii_case(table);
                let (delivery, schedules, world) = (is("A"), is("B"), is("E"));
                if !(delivery || schedules || world) {
                    return None;
                }
                wanted = Wanted { delivery, schedules, world, ..wanted };
            }
            _ => return None,
        }
    }
    Some(wanted)
}

/// Whether everybody did their work.
fn run(wanted: &Wanted) -> bool {
    let is_sound = !wanted.delivery || delivery(wanted.quick);
    if wanted.schedules {
        schedules::run(wanted.quick);
    }
    if wanted.world {
        world::run(wanted.quick);
    }
    is_sound
}

/// Table A: whether every implementation did its work.
fn delivery(quick: bool) -> bool {
    let sizes: &[usize] = if quick { &[1000, 10_000] } else { &[1000, 10_000, 100_000] };
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
