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
use causal_core::world::action::{Action, LinkSelector};
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
            (name, without_source(&fs::read_to_string(path).unwrap()).to_owned())
        })
        .collect();
    stories.sort();
    stories
}

/// A story without the line in front of it that says where its mistake was seen.
fn without_source(text: &str) -> &str {
    match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("# Seen ") => rest,
        _ => text,
    }
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

/// Links are kept as they were given away, with the digest of what they give by today's engine.
#[test]
fn links_once_published_give_the_histories_that_they_always_gave() {
    let given = include_str!("golden/runs.txt");
    assert!(given.lines().count() >= 200);
    let mut golden = String::new();
    for line in given.lines() {
        let (link, _) = line.split_once(' ').unwrap();
        let decoded = link::decode(link).unwrap();
        let is_told_otherwise = decoded.engine == 1 && is_told_otherwise_since_2(&decoded.scenario);
        let run = Run::new(decoded.scenario);
        writeln!(golden, "{link} {:016x}", run.history().digest()).unwrap();
        let is_as_sent = decoded.digest == run.history().short_digest();
        assert!(is_as_sent != is_told_otherwise, "{link}");
    }
    expect_file!["golden/runs.txt"].assert_eq(&golden);
}

/// Whether a scenario does something that engine 2 tells in other events or words than engine 1:
/// what is done to all links was an event for each that changed, and a clock was ahead by less than
/// nothing.
fn is_told_otherwise_since_2(scenario: &Scenario) -> bool {
    scenario.script.iter().any(|item| match item.action {
        Action::Partition { .. } | Action::Heal => true,
        Action::Link { links, .. } => links == LinkSelector::All,
        Action::Skew { ms, .. } => ms < 0,
        _ => false,
    })
}
