//! The project's chores: `cargo xtask serve | test | check | bench | soak`.
//!
//! Each one installs what it needs and is missing, says so, and never asks for a second command.
//! Tools go to `.tools/` at the workspace's root; deleting that folder is always safe.

mod bench;
mod browser;
mod budget;
mod check;
mod order;
mod page;
mod serve;
mod shell;
mod soak;
mod stages;
mod styles;
mod test;
mod tidy;
mod tools;
mod version;
mod vocabulary;
mod wasm;
mod weight;
mod workspace;

use std::env;
use std::process::ExitCode;

use shell::Outcome;
use workspace::Workspace;

const HELP: &str = "\
The chores of the causal playground. Each installs what it needs and is missing.

  cargo xtask serve [--dev] [-- TRUNK ARGUMENTS]
      Builds the page and serves it at http://127.0.0.1:8080/.
      --dev rebuilds quickly and runs slowly.

  cargo xtask test [--native] [--wasm] [--journeys]
      Runs every test there is, or just these parts.

  cargo xtask check [--fast | --budgets | --weigh]
      Format, lints, documentation, house rules, all tests, and the page's weight;
      --fast leaves out the tests and what is built, --budgets is only what is built,
      --weigh builds the page and writes its weight down in web/weight.txt.

  cargo xtask soak [--minutes N | --to SEED [--json FILE]] [--from SEED] [--only KIND]
      Random worlds against the promises, mutated inputs at every door, and exported logs
      against the causes, for ten minutes or as long as you like. A world that breaks a promise
      is printed as a scenario, an input that is not answered as it stands. KIND is worlds,
      doors, exports, or one door: text, json, link, action, http, log; or explorer, every
      schedule of small stories beside a plain search; or visitors, two hundred at a time, who
      do anything at all to the page and may lose nothing. With --to it ends at a seed instead,
      so that several machines can share the work, and adds what came of it to a file that
      `causal merge` puts together with others.

  cargo xtask bench [--quick] [--seven] [--only A|B|E]
      Measures ours beside its peers, in one run (A, B), and what the simulated world costs (E);
      --seven explores seven writes too.

  cargo xtask bench --web [--quick]
      Builds the page and measures in a browser what it costs at any length of a run (D).
";

/// Misuse, as opposed to a chore that ran and failed.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let Some((name, rest)) = args.split_first() else {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    };
    let chore: fn(&Workspace, &[String]) -> Outcome = match name.as_str() {
        "serve" => serve::serve,
        "test" => test::test,
        "check" => check::check,
        "soak" => soak::soak,
        "bench" => bench::bench,
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("xtask: there is no chore `{name}`.\n\n{HELP}");
            return ExitCode::from(USAGE);
        }
    };
    match Workspace::find().and_then(|ws| chore(&ws, rest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
