//! `cargo xtask check`: everything that has to hold before a change goes in.

use std::fs;
use std::path::Path;

use crate::budget;
use crate::page;
use crate::shell::{Outcome, say};
use crate::stages::Stages;
use crate::test;
use crate::tidy;
use crate::tools;
use crate::wasm;
use crate::workspace::Workspace;

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
const DENY: [&str; 3] = ["--", "-D", "warnings"];

/// What the page weighed when that was last written down.
const WEIGHT: &str = "web/weight.txt";

/// Runs the checks: all of them, the ones without tests (`--fast`), or the ones on what was built
/// (`--budgets`, and `--weigh`, which writes down the weight).
pub(crate) fn check(ws: &Workspace, args: &[String]) -> Outcome {
    let mut stages = Stages::default();
    match args {
        [] => {
            source(ws, &mut stages);
            test::everything(ws, &mut stages);
            product(ws, &mut stages);
        }
        [flag] if flag == "--fast" => source(ws, &mut stages),
        [flag] if flag == "--budgets" => product(ws, &mut stages),
        [flag] if flag == "--weigh" => {
            let built = stages.run("the page", || {
                page::prepare(ws)?;
                page::build(ws)
            });
            if built {
                product(ws, &mut stages);
                stages.run("weight", || budget::write_down(&ws.join("dist"), &ws.join(WEIGHT)));
            }
        }
        _ => {
            let given = args.join(" ");
            let known = "it takes `--fast`, `--budgets`, `--weigh` or nothing";
            return Err(format!("`cargo xtask check` cannot take `{given}`; {known}.").into());
        }
    }
    stages.finish()
}

/// What can be said of the source without running it.
fn source(ws: &Workspace, stages: &mut Stages) {
    stages.run("format", || {
        tools::ensure_component(ws, "rustfmt", "fmt")?;
        ws.cargo().args(["fmt", "--all", "--check"]).run()
    });
    stages.run("tidy", || tidy::tidy(ws));
    stages.run("lints", || {
        tools::ensure_component(ws, "clippy", "clippy")?;
        ws.cargo().args(["clippy", "--workspace", "--all-targets"]).args(DENY).run()
    });
    stages.run("lints for WASM", || {
        tools::ensure_target(ws)?;
        let web = ["clippy", "-p", "causal-web", "--all-targets"];
        ws.cargo().args(web).args(WASM).args(DENY).run()
    });
    stages.run("documentation", || {
        let doc = ws.cargo().args(["doc", "--no-deps", "--workspace"]);
        doc.env("RUSTDOCFLAGS", "-Dwarnings").run()
    });
}

/// What can be said of what was built.
fn product(ws: &Workspace, stages: &mut Stages) {
    stages.run("core on its own", || core_is_alone(ws));
    stages.run("page budget", || {
        if !ws.join("dist/index.html").exists() {
            page::prepare(ws)?;
            page::build(ws)?;
        }
        page_imports_nothing_foreign(&ws.join("dist"))?;
        budget::page(&ws.join("dist"), &ws.join(WEIGHT))
    });
}

/// The core as a module of its own, with all its code kept, asks its surroundings for nothing.
fn core_is_alone(ws: &Workspace) -> Outcome {
    tools::ensure_target(ws)?;
    let rustc = ["rustc", "-p", "causal-core", "--lib", "--crate-type", "cdylib"];
    // Nobody calls anything here: compiler and linker must not throw it all away.
    let keep = ["--", "-Clink-dead-code", "-Clink-arg=--no-gc-sections"];
    ws.cargo().args(rustc).args(WASM).args(keep).run()?;
    let file = ws.target().join("wasm32-unknown-unknown/debug/causal_core.wasm");
    let imports = imports_of(&file)?;
    if imports.is_empty() {
        say("the core's module imports nothing.");
        return Ok(());
    }
    Err(format!("The core's module imports from {}.", imports.join(", ")).into())
}

fn page_imports_nothing_foreign(dist: &Path) -> Outcome {
    let files = fs::read_dir(dist).map_err(|why| format!("dist/ could not be read: {why}."))?;
    for path in files.flatten().map(|file| file.path()) {
        let is_module = path.extension().is_some_and(|end| end == "wasm");
        if is_module && imports_of(&path)?.iter().any(|from| from == "env") {
            let name = path.display();
            return Err(format!("{name} imports from `env`, which no browser offers.").into());
        }
    }
    Ok(())
}

fn imports_of(file: &Path) -> Outcome<Vec<String>> {
    let unread = |why| format!("{} could not be read: {why}.", file.display());
    let mut imports = wasm::imports(&fs::read(file).map_err(unread)?)?;
    imports.sort();
    imports.dedup();
    Ok(imports)
}
