//! The tools that build the page: found on the path, or installed into `.tools/`.
//!
//! Whatever is there already and fits is taken. The rest is installed with cargo and npm, which put
//! a tool in place only when it is complete, so an interrupted run leaves nothing half-done.

use std::fs;
use std::path::PathBuf;

use crate::shell::{Outcome, say};
use crate::version::Version;
use crate::workspace::Workspace;

const WASM: &str = "wasm32-unknown-unknown";
/// The bundler; the next series asks for a newer compiler than the one this project promises.
const TRUNK: Version = Version(0, 21, 14);
/// Older ones cannot read what today's compiler writes (`table.fill`).
const WASM_OPT_OLDEST: Version = Version(120, 0, 0);
const BINARYEN: &str = "binaryen@132.0.0";
/// Judges in the journeys whether everybody can use the page; no part of the page.
const AXE: &str = "axe-core@4.14.1";

/// Makes sure that WASM can be built and its tests can be run.
pub(crate) fn ensure_wasm(ws: &Workspace) -> Outcome {
    ensure_target(ws)?;
    let wanted = ws.locked("wasm-bindgen")?;
    let fits = |tool| ws.version_of(tool) == Some(wanted);
    if fits("wasm-bindgen") && fits("wasm-bindgen-test-runner") {
        return Ok(());
    }
    say(format!(
        "installing wasm-bindgen-cli {wanted} into .tools/: it must equal the version in \
         Cargo.lock exactly. This takes a minute or two, once."
    ));
    cargo_install(ws, "wasm-bindgen-cli", wanted)
}

/// Makes sure that trunk is there to bundle the page.
pub(crate) fn ensure_trunk(ws: &Workspace) -> Outcome {
    if ws.version_of("trunk").is_some_and(|found| found.fits(TRUNK)) {
        return Ok(());
    }
    say(format!(
        "installing trunk {TRUNK} into .tools/: it bundles and serves the page. \
         This takes about four minutes, once."
    ));
    cargo_install(ws, "trunk", TRUNK)
}

/// Looks for wasm-opt, and installs it where npm is at hand. The page works without: it is then
/// about a third larger.
pub(crate) fn wasm_opt(ws: &Workspace) -> bool {
    let fits = || ws.version_of("wasm-opt").is_some_and(|found| found >= WASM_OPT_OLDEST);
    if fits() {
        return true;
    }
    if ws.which("npm").is_some() {
        say(format!("installing {BINARYEN} into .tools/ with npm: its wasm-opt shrinks the page."));
        if npm_install(ws).is_ok() && fits() {
            return true;
        }
        // A broken installation must not stand in front of a good one on the next run.
        fs::remove_dir_all(ws.tools().join("node_modules")).ok();
    }
    say("wasm-opt is not there and npm could not fetch it: the build goes on without, \
         and the page comes out about a third larger.");
    false
}

/// Looks for axe-core, and installs it where npm is at hand; where its script is. Without it the
/// journeys that need it say that they have not been run.
pub(crate) fn axe(ws: &Workspace) -> Option<PathBuf> {
    let package = ws.tools().join("node_modules/axe-core");
    let script = package.join("axe.min.js");
    let fits = || {
        let told = fs::read_to_string(package.join("package.json")).unwrap_or_default();
        is_package(&told, AXE) && script.is_file()
    };
    if !fits() && ws.which("npm").is_some() {
        say(format!("installing {AXE} into .tools/ with npm: it judges the page for everybody."));
        npm_install(ws).err().into_iter().for_each(say);
    }
    if fits() {
        return Some(script);
    }
    say("axe-core is not there and npm could not fetch it: what it would judge is *not run*.");
    None
}

/// Whether a `package.json` is that of a package and a version.
fn is_package(text: &str, wanted: &str) -> bool {
    let (name, version) = wanted.split_once('@').unwrap_or((wanted, ""));
    let has = |key, value| text.contains(&format!("\"{key}\": \"{value}\""));
    has("name", name) && has("version", version)
}

/// Makes sure that Rust can compile to WASM.
pub(crate) fn ensure_target(ws: &Workspace) -> Outcome {
    let print = ["--print", "target-libdir", "--target", WASM];
    let folder = ws.program("rustc").args(print).text();
    if folder.is_some_and(|folder| fs::read_dir(folder.trim()).is_ok()) {
        return Ok(());
    }
    let by_hand = "Add Rust's standard library for WebAssembly by hand and try again, with \
                   `rustup target add wasm32-unknown-unknown`";
    if ws.which("rustup").is_none() {
        return Err(format!("There is no rustup on this machine. {by_hand}.").into());
    }
    say("adding the WebAssembly target to Rust: the page is compiled for it.");
    let add = ws.program("rustup").args(["target", "add", WASM]).run();
    add.map_err(|why| format!("{why} {by_hand}.").into())
}

/// Makes sure that a part of the Rust toolchain such as clippy is there.
pub(crate) fn ensure_component(ws: &Workspace, component: &str, subcommand: &str) -> Outcome {
    if ws.cargo().args([subcommand, "--version"]).text().is_some() {
        return Ok(());
    }
    say(format!("adding {component} to Rust: the checks need it."));
    let add = ws.program("rustup").args(["component", "add", component]).run();
    add.map_err(|why| {
        format!("{why} Add it by hand and try again, with `rustup component add {component}`.")
            .into()
    })
}

fn cargo_install(ws: &Workspace, package: &str, version: Version) -> Outcome {
    let version = version.to_string();
    let target = ws.tools().join("target");
    // Tools are run a few times a day: compiling them without optimisation saves five minutes.
    let install = ws
        .cargo()
        .args(["install", "--locked", package, "--version", &version, "--root", ".tools"])
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    install.run().map_err(|why| {
        format!(
            "{why} Install it by hand and try again, with \
             `cargo install --locked {package} --version {version}`."
        )
    })?;
    fs::remove_dir_all(&target).ok();
    Ok(())
}

/// Installs everything that comes with npm: it removes what it is not told of.
fn npm_install(ws: &Workspace) -> Outcome {
    fs::create_dir_all(ws.tools()).map_err(|why| format!(".tools cannot be made: {why}."))?;
    let quiet = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    let packages = [BINARYEN, AXE];
    ws.program("npm").args(["install", "--prefix", ".tools"]).args(quiet).args(packages).run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_known_by_its_name_and_version() {
        let told = "{\n  \"name\": \"axe-core\",\n  \"version\": \"4.14.1\"\n}";
        assert!(is_package(told, "axe-core@4.14.1"));
        assert!(!is_package(told, "axe-core@4.14.2"));
        assert!(!is_package("", "axe-core@4.14.1"));
    }
}
