//! The histories of the repository's stories, as text: what people read in them is reviewed like
//! code. The same file is carried out in WASM by the page's tests, byte for byte.
//!
//! `UPDATE_EXPECT=1 cargo test -p causal-core --test golden_histories` renews it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use causal_core::run::Run;
use causal_core::scenario::{Scenario, link};
use expect_test::expect_file;

/// Every story of the repository by name, in order: those of the folder, then those of mistakes.
fn stories() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let of_mistakes = folder.join("mistakes");
    [folder, of_mistakes].iter().flat_map(|folder| stories_in(folder)).collect()
}

fn stories_in(folder: &Path) -> Vec<(String, String)> {
    let mut stories: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    stories.sort();
    stories
}

#[test]
fn the_stories_go_as_they_always_went() {
    let mut golden = String::new();
    for (name, text) in stories() {
        let run = Run::new(Scenario::read(&text).unwrap());
        assert_eq!(run.problem(), None, "{name}");
        writeln!(golden, "=== {name}\n{text}--- digest {:016x}", run.history().digest()).unwrap();
        writeln!(golden, "{}", run.history()).unwrap();
    }
    expect_file!["golden/histories.txt"].assert_eq(&golden);
}

#[test]
fn links_once_published_give_the_histories_that_they_always_gave() {
    let lines: Vec<_> = include_str!("golden/runs.txt").lines().collect();
    assert!(lines.len() >= 200);
    for line in lines {
        let (link, digest) = line.split_once(' ').unwrap();
        let decoded = link::decode(link).unwrap();
        let run = Run::new(decoded.scenario);
        assert_eq!(format!("{:016x}", run.history().digest()), digest, "{link}");
        assert_eq!(decoded.digest, run.history().short_digest(), "{link}");
    }
}
