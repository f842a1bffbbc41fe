//! The clock of table E: how long a piece of work takes, of what is prepared outside the clock.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

/// A piece of work gets about this much time, and at most so many runs.
const TIME_EACH: Duration = Duration::from_millis(1000);
const MOST_RUNS: usize = 9;

/// At least three runs, unless one takes longer than this.
const LEAST_RUNS: usize = 3;
const LONG_RUN: Duration = Duration::from_secs(3);

/// The median time of some work. What it is given is made, and what it gives back is taken down,
/// while the clock stands.
pub(crate) fn median<W, R>(mut prepare: impl FnMut() -> W, work: impl Fn(W) -> R) -> Duration {
    let mut times = Vec::new();
    while wants_more(&times) {
        let prepared = prepare();
        let start = ThreadTime::now();
        let result = black_box(work(prepared));
        times.push(start.elapsed());
        drop(result);
    }
    eprint!(".");
    times.sort_unstable();
    times[times.len() / 2]
}

fn wants_more(times: &[Duration]) -> bool {
    let spent: Duration = times.iter().sum();
    let is_long = times.iter().any(|time| *time > LONG_RUN);
    let least = if is_long { 1 } else { LEAST_RUNS };
    times.len() < least || (spent < TIME_EACH && times.len() < MOST_RUNS)
}

/// Nanoseconds for each of so many.
pub(crate) fn nanos_each(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e9 / count as f64
}
