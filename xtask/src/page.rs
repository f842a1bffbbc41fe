//! The page, bundled or served by trunk.

use crate::shell::{Cmd, Outcome};
use crate::tools;
use crate::workspace::Workspace;

/// How the page is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    /// As published, and shrunk by wasm-opt.
    Shrunk,
    /// As published, but not shrunk.
    Release,
    /// Quick to rebuild and slow to run.
    Debug,
}

impl Build {
    /// The best release build that this machine can make.
    pub(crate) fn best(ws: &Workspace) -> Self {
        if tools::wasm_opt(ws) { Self::Shrunk } else { Self::Release }
    }

    /// What trunk has to be told. It runs wasm-opt with `--release` only, and downloads it if it
    /// is missing; naming the page's profile instead gives the same build and leaves wasm-opt out.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Shrunk => &["--release"],
            Self::Release => &["--cargo-profile", "page"],
            Self::Debug => &[],
        }
    }
}

/// Installs what bundling needs.
pub(crate) fn prepare(ws: &Workspace) -> Outcome {
    tools::ensure_wasm(ws)?;
    tools::ensure_trunk(ws)
}

/// Bundles the page into `dist/`.
pub(crate) fn build(ws: &Workspace) -> Outcome {
    trunk(ws, "build", Build::best(ws)).run()
}

/// Trunk with its verb and its way to build.
pub(crate) fn trunk(ws: &Workspace, verb: &str, build: Build) -> Cmd {
    // This trunk refuses to start with NO_COLOR=1, and need not ask the network for its successor.
    ws.program("trunk")
        .args([verb])
        .args(build.arguments())
        .without_env("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
}
