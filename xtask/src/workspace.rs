//! Where things are: the workspace's root, its own tools, and the search path with them in front.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Cmd, Outcome};
use crate::version::{self, Version};

/// The folder all chores work in, and the search path they give to what they start.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    path: OsString,
}

impl Workspace {
    /// The workspace this program belongs to.
    pub(crate) fn find() -> Outcome<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().ok_or("The xtask package has no folder above it.")?;
        Self::at(root)
    }

    fn at(root: &Path) -> Outcome<Self> {
        let tools = root.join(".tools");
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = [tools.join("bin"), tools.join("node_modules").join(".bin")];
        let path = env::join_paths(folders.into_iter().chain(env::split_paths(&inherited)))
            .map_err(|why| format!("The search path cannot hold the workspace's tools: {why}."))?;
        Ok(Self { root: root.to_path_buf(), path })
    }

    /// A path below the root.
    pub(crate) fn join(&self, below: impl AsRef<Path>) -> PathBuf {
        self.root.join(below)
    }

    /// Where installed tools live: ignored by git, and safe to delete.
    pub(crate) fn tools(&self) -> PathBuf {
        self.join(".tools")
    }

    /// Where cargo puts what it builds.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.join("target"), |dir| self.join(dir))
    }

    /// A program, found on the path with the workspace's own tools in front.
    pub(crate) fn program(&self, name: &str) -> Cmd {
        let program = self.which(name).unwrap_or_else(|| PathBuf::from(name));
        Cmd::new(program).within(&self.root).env("PATH", &self.path)
    }

    /// The cargo that started this program, at the workspace's root.
    pub(crate) fn cargo(&self) -> Cmd {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Cmd::new(cargo).within(&self.root).env("PATH", &self.path)
    }

    /// Where a program is on the path, if anywhere.
    pub(crate) fn which(&self, name: &str) -> Option<PathBuf> {
        let suffixes: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
        env::split_paths(&self.path)
            .flat_map(|folder| suffixes.iter().map(move |end| folder.join(format!("{name}{end}"))))
            .find(|candidate| candidate.is_file())
    }

    /// The version a program on the path says it has.
    pub(crate) fn version_of(&self, name: &str) -> Option<Version> {
        self.which(name)?;
        Version::find(&self.program(name).args(["--version"]).text()?)
    }

    /// The version of a package in the workspace's lock file.
    pub(crate) fn locked(&self, package: &str) -> Outcome<Version> {
        let file = self.join("Cargo.lock");
        if !file.exists() {
            self.cargo().args(["generate-lockfile"]).run()?;
        }
        let lock = fs::read_to_string(&file)
            .map_err(|why| format!("Cargo.lock could not be read: {why}."))?;
        version::locked(&lock, package)
            .ok_or_else(|| format!("Cargo.lock names no version of {package}.").into())
    }
}
