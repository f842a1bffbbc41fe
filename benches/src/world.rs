//! What the simulated world costs: table E of the performance page.
//!
//! Nobody else simulates the same, so there are no peers here: what counts is growth. The cost of a
//! write must not grow with the number of writes, that of a key not with the number of keys, and
//! that of an event with the replicas no faster than its vectors do. Times are CPU time of this
//! thread, medians of a few runs; absolute ones are for orientation.

mod clock;
mod memory;
mod metadata;
mod pace;
mod repair;
mod stepping_back;
mod transfer;
mod words;
mod workload;

/// Measures and prints all of it.
pub(crate) fn run(quick: bool) {
    println!("\nE. The world");
    println!(
        "Random replicas put to 128 keys, a put every 3 ms, links of 10 to 30 ms, timed scheduler."
    );
    println!(
        "CPU time, medians; growth: the exponent of the whole when the work grows tenfold (1 is linear)."
    );
    if quick {
        println!("Quick: everything that grows is grown to a tenth.");
    }
    pace::replicas(quick);
    pace::lengths(quick);
    memory::table(quick);
    stepping_back::table(quick);
    repair::table(quick);
    transfer::table(quick);
    metadata::table(quick);
}
