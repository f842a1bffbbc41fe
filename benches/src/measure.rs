//! The clock: who runs when, how often, and what is made of it.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

use crate::baselines::{OURS, implementations};
use crate::implementation::{Implementation, Outcome, bytes_per_waiting_write, payload};
use crate::store::Store;
use crate::trace::{Made, Order, trace};

/// A run that is expected to take longer is left out, and the table says so.
const LONGEST_RUN: Duration = Duration::from_secs(20);
const LONGEST_QUICK_RUN: Duration = Duration::from_secs(1);

/// A implementation gets about this much time per order and size, and at most so many runs.
const TIME_EACH: Duration = Duration::from_millis(1500);
const MOST_RUNS: usize = 301;

/// At least three runs, unless one takes longer than this.
const LEAST_RUNS: usize = 3;
const LONG_RUN: Duration = Duration::from_secs(4);

/// What one implementation needed for one order and size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell {
    /// CPU nanoseconds per write.
    Nanos(f64),
    /// It cannot do this order.
    Cannot,
    /// It would take too long.
    TooLong,
    /// It did not deliver everything, or ended with another map.
    Wrong,
}

/// One order at all sizes.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) order: Order,
    /// By implementation, then by size.
    pub(crate) cells: Vec<Vec<Cell>>,
    /// Ours: readiness checks per write, by size.
    pub(crate) checks: Vec<f64>,
}

/// One number of authors.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) n_authors: u16,
    pub(crate) sizes: Vec<usize>,
    pub(crate) blocks: Vec<Block>,
    /// Ours: bytes per waiting write, by size.
    pub(crate) bytes: Vec<f64>,
    pub(crate) failures: Vec<String>,
}

/// The work of one cell.
struct Work<'a> {
    n_authors: u16,
    trace: &'a [Made],
    arrival: Vec<usize>,
    expected: Store,
}

/// How one implementation fares with one work.
#[derive(Default)]
struct Trial {
    /// Why it takes no part.
    out: Option<Cell>,
    checks: Option<f64>,
    times: Vec<Duration>,
}

/// Measures everything for a number of authors.
pub(crate) fn table(n_authors: u16, sizes: &[usize], quick: bool) -> Table {
    let longest = if quick { LONGEST_QUICK_RUN } else { LONGEST_RUN };
    let traces: Vec<_> = sizes.iter().map(|size| trace(n_authors, *size, 7)).collect();
    let mut table = Table {
        n_authors,
        sizes: sizes.to_vec(),
        blocks: Vec::new(),
        bytes: traces.iter().map(|trace| bytes(n_authors, trace)).collect(),
        failures: Vec::new(),
    };
    for order in Order::ALL {
        let cells = vec![Vec::new(); implementations().len()];
        let mut block = Block { order, cells, checks: Vec::new() };
        for trace in &traces {
            let arrival = order.arrange(trace, 3);
            let work = Work { n_authors, trace, arrival, expected: expected(trace) };
            work.fill(&mut block, &mut table.failures, longest);
            eprint!(".");
        }
        table.blocks.push(block);
    }
    eprintln!();
    table
}

impl Work<'_> {
    /// Runs every implementation, alternating, and adds a column to the block.
    fn fill(&self, block: &mut Block, failures: &mut Vec<String>, longest: Duration) {
        let mut trials: Vec<Trial> = Vec::new();
        for (implementation, before) in implementations().iter().zip(&block.cells) {
            trials.push(self.qualify(*implementation, block.order, before, longest));
            if trials.last().is_some_and(|trial| trial.out == Some(Cell::Wrong)) {
                failures.push(format!("{}, {}", implementation.name(), block.order.name()));
            }
        }
        for _ in 1..MOST_RUNS {
            for (implementation, trial) in implementations().iter().zip(&mut trials) {
                if trial.out.is_none() && trial.wants_more() {
                    trial.times.push(self.run(*implementation).0);
                }
            }
        }
        block.checks.extend(trials[OURS].checks);
        for (cells, trial) in block.cells.iter_mut().zip(trials) {
            let median = || Cell::Nanos(self.per_write(median(trial.times)));
            cells.push(trial.out.unwrap_or_else(median));
        }
    }

    /// The first run: whether a implementation can do this, is quick enough, and does it right.
    fn qualify(
        &self,
        implementation: &dyn Implementation,
        order: Order,
        before: &[Cell],
        longest: Duration,
    ) -> Trial {
        let out = |cell| Trial { out: Some(cell), ..Trial::default() };
        if !implementation.can(order) {
            return out(Cell::Cannot);
        }
        let is_too_long = match before.last() {
            Some(Cell::TooLong) => true,
            // Ten times the writes that wait: at least ten times the time for each.
            Some(Cell::Nanos(nanos)) if implementation.is_quadratic() && order != Order::AsMade => {
                10.0 * nanos > self.per_write(longest)
            }
            _ => false,
        };
        if is_too_long {
            return out(Cell::TooLong);
        }
        let (time, outcome) = self.run(implementation);
        if outcome.store != self.expected {
            return out(Cell::Wrong);
        }
        let checks = outcome.checks.map(|checks| checks as f64 / self.trace.len() as f64);
        Trial { out: None, checks, times: vec![time] }
    }

    /// One run against the clock. What it leaves behind is taken down by the caller.
    fn run(&self, implementation: &dyn Implementation) -> (Duration, Outcome) {
        let run = implementation.prepare(self.n_authors, self.trace, &self.arrival);
        let start = ThreadTime::now();
        let outcome = black_box(run());
        (start.elapsed(), outcome)
    }

    fn per_write(&self, time: Duration) -> f64 {
        time.as_secs_f64() * 1e9 / self.trace.len() as f64
    }
}

impl Trial {
    fn wants_more(&self) -> bool {
        let spent: Duration = self.times.iter().sum();
        let is_long = self.times.iter().any(|time| *time > LONG_RUN);
        spent < TIME_EACH || (self.times.len() < LEAST_RUNS && !is_long)
    }
}

/// The map that all must end with, by delivering the trace as it was made.
fn expected(trace: &[Made]) -> Store {
    let mut store = Store::default();
    trace.iter().enumerate().for_each(|(position, made)| store.deliver(payload(made, position)));
    store
}

fn bytes(n_authors: u16, trace: &[Made]) -> f64 {
    let mut backwards = Order::Reversed.arrange(trace, 0);
    // What is deliverable at once comes last; without it everything waits.
    backwards.retain(|position| !trace[*position].deps.is_empty());
    bytes_per_waiting_write(n_authors, trace, &backwards)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
