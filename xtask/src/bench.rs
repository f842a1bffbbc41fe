//! `cargo xtask bench`: ours beside its peers, on the same work in the same run, and what the world
//! and the page cost.

use crate::browser;
use crate::page;
use crate::shell::Outcome;
use crate::workspace::Workspace;

/// Builds the benches for speed and runs them; the arguments are theirs. With `--web` it is the
/// page that is built and measured, in a browser.
pub(crate) fn bench(ws: &Workspace, args: &[String]) -> Outcome {
    let args = args.strip_prefix(&["--".to_owned()][..]).unwrap_or(args);
    if let Some(args) = args.strip_prefix(&["--web".to_owned()][..]) {
        return web(ws, args);
    }
    ws.cargo().args(["run", "-p", "causal-bench", "--profile", "bench", "--"]).args(args).run()
}

/// Measures the page. What drives the browser is the journeys' harness, in their profile: its own
/// speed is no part of any figure.
fn web(ws: &Workspace, args: &[String]) -> Outcome {
    page::prepare(ws)?;
    let browser = browser::ensure(ws)?;
    page::build(ws)?;
    let bench = ["bench", "-q", "-p", "causal-e2e", "--bench", "page", "--profile", "test", "--"];
    browser.given_to(ws.cargo().args(bench).args(args)).run()
}
