//! `cargo xtask test`: every test there is, from cheap to dear.

use std::fs;
use std::path::PathBuf;

use crate::browser::{self, Browser};
use crate::page;
use crate::shell::{Outcome, say};
use crate::stages::Stages;
use crate::tools;
use crate::workspace::Workspace;

/// How many seconds the WASM tests may take; the runner's own twenty are short for a busy machine.
const WASM_SECONDS_MAX: &str = "600";

/// Which parts to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts {
    native: bool,
    wasm: bool,
    journeys: bool,
}

impl Parts {
    const ALL: Self = Self { native: true, wasm: true, journeys: true };
    const NONE: Self = Self { native: false, wasm: false, journeys: false };

    fn from_args(args: &[String]) -> Outcome<Self> {
        if args.is_empty() {
            return Ok(Self::ALL);
        }
        let mut parts = Self::NONE;
        for arg in args {
            match arg.as_str() {
                "--native" => parts.native = true,
                "--wasm" => parts.wasm = true,
                "--journeys" => parts.journeys = true,
                _ => return Err(format!("`cargo xtask test` does not know `{arg}`.").into()),
            }
        }
        Ok(parts)
    }
}

/// Installs what the chosen tests need, runs them, and prints how long each stage took.
pub(crate) fn test(ws: &Workspace, args: &[String]) -> Outcome {
    let parts = Parts::from_args(args)?;
    let mut stages = Stages::default();
    run(ws, parts, &mut stages);
    stages.finish()
}

/// All tests, as stages of a larger run.
pub(crate) fn everything(ws: &Workspace, stages: &mut Stages) {
    run(ws, Parts::ALL, stages);
}

fn run(ws: &Workspace, parts: Parts, stages: &mut Stages) {
    let mut browser = None;
    let prepared = stages.run("what is needed", || {
        browser = prepare(ws, parts)?;
        Ok(())
    });
    if parts.native {
        stages.run("native tests", || native(ws));
    }
    let Some(browser) = browser.filter(|_| prepared) else {
        return;
    };
    if parts.wasm {
        stages.run("tests in WASM", || wasm(ws, &browser));
    }
    if parts.journeys && stages.run("the page", || page::build(ws)) {
        stages.run("journeys", || journeys(ws, &browser));
    }
}

/// Installs what is missing; the browser is there whenever a chosen part needs one.
fn prepare(ws: &Workspace, parts: Parts) -> Outcome<Option<Browser>> {
    if parts.wasm || parts.journeys {
        tools::ensure_wasm(ws)?;
    }
    if parts.journeys {
        tools::ensure_trunk(ws)?;
    }
    if parts == (Parts { native: true, ..Parts::NONE }) {
        return Ok(None);
    }
    browser::ensure(ws).map(Some)
}

/// Unit, integration and documentation tests of everything that needs no browser.
fn native(ws: &Workspace) -> Outcome {
    ws.cargo().args(["test", "--no-fail-fast"]).run()
}

/// The page's own tests, compiled to WASM and run in the browser.
fn wasm(ws: &Workspace, browser: &Browser) -> Outcome {
    if !has_tests(&ws.join("web/tests")) {
        say("there are no tests in web/tests yet.");
        return Ok(());
    }
    let target = ["--target", "wasm32-unknown-unknown", "--no-fail-fast"];
    let cargo = ws.cargo().args(["test", "-p", "causal-web", "--test", "*"]).args(target);
    browser
        .given_to(cargo)
        .env("WASM_BINDGEN_TEST_TIMEOUT", WASM_SECONDS_MAX)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings(ws, browser)?)
        .run()
}

/// Journeys over the bundled page, judged by axe where that can be had.
fn journeys(ws: &Workspace, browser: &Browser) -> Outcome {
    let journeys = browser.given_to(ws.cargo().args(["test", "-p", "causal-e2e"]));
    match tools::axe(ws) {
        Some(axe) => journeys.env("AXE", axe).run(),
        None => journeys.run(),
    }
}

/// The driver's settings of `web/webdriver.json`, with the browser that was found filled in.
fn settings(ws: &Workspace, browser: &Browser) -> Outcome<PathBuf> {
    let plain = ws.join("web/webdriver.json");
    let text = fs::read_to_string(&plain)
        .map_err(|why| format!("web/webdriver.json could not be read: {why}."))?;
    let path = ws.target().join("webdriver.json");
    let filled = with_binary(&text, &browser.chrome.to_string_lossy());
    fs::create_dir_all(ws.target())
        .and_then(|()| fs::write(&path, filled))
        .map_err(|why| format!("{} could not be written: {why}.", path.display()))?;
    Ok(path)
}

/// Names the browser first thing in the driver's options.
fn with_binary(settings: &str, binary: &str) -> String {
    let binary = binary.replace('\\', "\\\\").replace('"', "\\\"");
    let options = "\"goog:chromeOptions\": {";
    settings.replacen(options, &format!("{options}\n    \"binary\": \"{binary}\","), 1)
}

fn has_tests(folder: &std::path::Path) -> bool {
    let Ok(files) = fs::read_dir(folder) else {
        return false;
    };
    files.flatten().any(|file| file.path().extension().is_some_and(|end| end == "rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Outcome<Parts> {
        Parts::from_args(&line.split_whitespace().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn without_options_every_test_runs() {
        assert_eq!(parts("").ok(), Some(Parts::ALL));
    }

    #[test]
    fn options_choose_parts_and_add_up() {
        assert_eq!(parts("--native").ok(), Some(Parts { native: true, ..Parts::NONE }));
        assert_eq!(parts("--wasm --journeys").ok(), Some(Parts { native: false, ..Parts::ALL }));
        assert!(parts("--natve").is_err());
    }

    #[test]
    fn the_browser_is_named_in_the_drivers_settings() {
        let settings = "{ \"goog:chromeOptions\": { \"args\": [] } }";
        let named = with_binary(settings, "C:\\chrome");
        assert!(named.contains("{\n    \"binary\": \"C:\\\\chrome\", \"args\""), "{named}");
    }
}
