//! A real browser and its driver: found, or installed where the system's packages allow it.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::shell::{Cmd, Outcome, say};
use crate::workspace::Workspace;

/// Names a Chromium goes by, the free one first.
const BROWSERS: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// A Chromium and the WebDriver server that goes with it.
#[derive(Debug)]
pub(crate) struct Browser {
    /// Where Chromium is.
    pub(crate) chrome: PathBuf,
    /// Where the chromedriver of the same version is.
    driver: PathBuf,
}

impl Browser {
    /// The command is told which browser to take.
    pub(crate) fn given_to(&self, command: Cmd) -> Cmd {
        command.env("CHROME", &self.chrome).env("CHROMEDRIVER", &self.driver)
    }
}

/// The browser on this machine, installed first if need be.
pub(crate) fn ensure(ws: &Workspace) -> Outcome<Browser> {
    if let Some(browser) = find(ws) {
        return Ok(browser);
    }
    install(ws)?;
    find(ws).ok_or_else(|| {
        format!("The browser's packages are installed, but it is not on the path. {}", by_hand())
            .into()
    })
}

fn find(ws: &Workspace) -> Option<Browser> {
    let named = |key| env::var_os(key).map(PathBuf::from).filter(|path| path.is_file());
    let on_path = || BROWSERS.iter().find_map(|name| ws.which(name));
    let macos = || Some(PathBuf::from(MACOS)).filter(|path| path.is_file());
    let chrome = named("CHROME").or_else(on_path).or_else(macos)?;
    let driver = named("CHROMEDRIVER").or_else(|| ws.which("chromedriver"))?;
    Some(Browser { chrome, driver })
}

fn install(ws: &Workspace) -> Outcome {
    if ws.which("apt-get").is_none() {
        return Err(format!("The tests need Chromium and chromedriver. {}", by_hand()).into());
    }
    let Some(prefix) = privilege(ws) else {
        return Err(format!(
            "The tests need Chromium and chromedriver, and installing them needs root. {}",
            by_hand()
        )
        .into());
    };
    say("installing Chromium and its driver with apt-get: the page is tested in a real browser.");
    let apt = |args: &[&str]| {
        let words = [prefix, &["apt-get"], args].concat();
        ws.program(words[0]).args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive").run()
    };
    let install = [&["install", "-y", "--no-install-recommends"], &PACKAGES[..]].concat();
    // The package lists may be missing or old; a failure to refresh them shows in the install.
    apt(&["update"]).or_else(|why| -> Outcome {
        say(why);
        Ok(())
    })?;
    apt(&install).map_err(|why| format!("{why} {}", by_hand()).into())
}

/// What has to stand before a command that needs root, if it can be had without a password.
fn privilege(ws: &Workspace) -> Option<&'static [&'static str]> {
    if ws.program("id").args(["-u"]).text()?.trim() == "0" {
        return Some(&[]);
    }
    ws.which("sudo")?;
    let sudo: &[&str] = &["sudo", "-n"];
    ws.program("sudo").args(["-n", "true"]).text().map(|_| sudo)
}

/// The one command that helps on this system.
fn by_hand() -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    format!(
        "Install them by hand and try again, with `{}`; or name both in the variables CHROME and \
         CHROMEDRIVER.",
        command_for(env::consts::OS, &release)
    )
}

fn command_for(os: &str, release: &str) -> &'static str {
    let is = |name: &str| {
        release.lines().any(|line| {
            let value = line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE="));
            value.is_some_and(|v| v.trim_matches('"').split(' ').any(|word| word == name))
        })
    };
    match os {
        "macos" => "brew install --cask google-chrome chromedriver",
        "windows" => "choco install googlechrome chromedriver",
        _ if is("debian") => "sudo apt-get install chromium chromium-driver",
        _ if is("fedora") => "sudo dnf install chromium chromedriver",
        _ if is("arch") => "sudo pacman -S chromium",
        _ if is("alpine") => "sudo apk add chromium chromium-chromedriver",
        _ => "npx @puppeteer/browsers install chrome chromedriver",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_by_hand_fits_the_system() {
        let debian = "PRETTY_NAME=\"Debian\"\nID=debian\n";
        let mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        assert!(command_for("linux", debian).starts_with("sudo apt-get"));
        assert!(command_for("linux", mint).starts_with("sudo apt-get"));
        assert!(command_for("linux", "ID=fedora\n").starts_with("sudo dnf"));
        assert!(command_for("linux", "ID=other\n").starts_with("npx"));
        assert!(command_for("macos", "").starts_with("brew"));
    }
}
