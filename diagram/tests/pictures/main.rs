//! Pictures of all stories, read back as XML.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod golden;
mod promises;
mod typed;

use std::fs;
use std::path::{Path, PathBuf};

use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_diagram::layout::Direction;
use causal_diagram::svg::{Options, Theme};

pub(crate) fn run_of(text: &str) -> Run {
    Run::new(Scenario::read(text).unwrap())
}

/// The repository's stories and those of the mistakes: name and text, in order.
pub(crate) fn stories() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in [root.clone(), root.join("mistakes")] {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.extend(entries.filter(|path| path.extension().is_some_and(|end| end == "causal")));
    }
    files.sort();
    assert!(files.len() >= 50, "{}", files.len());
    let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Every look that a picture can have.
pub(crate) fn looks() -> Vec<Options> {
    let themes = [Theme::Light, Theme::Dark, Theme::Print];
    let of = |direction| themes.map(|theme| Options { direction, theme, width: None });
    [Direction::Right, Direction::Down].into_iter().flat_map(of).collect()
}
