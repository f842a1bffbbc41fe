//! What exploring every schedule costs: table B of the performance page.
//!
//! Three replicas, so many writes by the replicas in turn, keys in turn too; whatever is on its way
//! may arrive next. The peer visits the same states on one thread, in the same run, alternating.

mod peer;

/// How many replicas there are.
const N_REPLICAS: usize = 3;

/// How large an exploration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    /// How many writes are made.
    pub(crate) n_writes: usize,
    /// How many keys they go to.
    pub(crate) n_keys: usize,
}

/// Measures and prints all of it.
pub(crate) fn run(quick: bool) {
    println!("\nB. Exploring every schedule");
    println!(
        "Three replicas, writes by the replicas in turn; states, generated, CPU time on one thread."
    );
    let n_writes = if quick { 5 } else { 6 };
    for n_keys in [1, 2, 3] {
        let size = Size { n_writes, n_keys };
        let start = cpu_time::ProcessTime::now();
        let (n_states, n_generated) = peer::visit(size);
        let time = start.elapsed().as_secs_f64();
        println!(
            "  {n_writes} writes, {n_keys} keys  stateright  {n_states:>8} {n_generated:>9} {time:>7.3} s"
        );
    }
}
