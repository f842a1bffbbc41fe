//! `cargo xtask bench`: ours beside its peers, on the same work in the same run, and what the world
//! costs.

use crate::shell::Outcome;
use crate::workspace::Workspace;

/// Builds the benches for speed and runs them; the arguments are theirs.
pub(crate) fn bench(ws: &Workspace, args: &[String]) -> Outcome {
    let args = args.strip_prefix(&["--".to_owned()][..]).unwrap_or(args);
    ws.cargo().args(["run", "-p", "causal-bench", "--profile", "bench", "--"]).args(args).run()
}
