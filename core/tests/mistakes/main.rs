//! Mistakes of real systems, each with its minimal schedule in `scenarios/mistakes`: with the mistake
//! the outcome is wrong, without it the same schedule ends well.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../generator/mod.rs"]
mod generator;
mod http;
mod members;
mod named;
mod random;
mod receipts;
mod requests;
mod rules;
mod stores;
mod support;

use std::collections::BTreeSet;
use std::fs;

use causal_core::replica::mistakes::CATALOG;
use causal_core::replica::rule_catalog;
use causal_core::replica::source::Source;
use causal_core::scenario::{Scenario, text};

/// The files whose mistake is a value of a setting, or that a setting is off.
const BY_SETTING: [&str; 3] = ["b06-amnesia", "b20-arrival", "b24-no-gossip"];

/// The names of the files, without `.causal`, in order.
fn files() -> BTreeSet<String> {
    let names = fs::read_dir(support::folder()).unwrap().map(|entry| entry.unwrap().path());
    names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

/// The mistakes that a scenario makes, rules and others: their names, and where they were seen.
fn seen(scenario: &Scenario) -> Vec<(&'static str, Source)> {
    let protocol = &scenario.setting.protocol;
    let rule = protocol.delivery.catalog_entry();
    let rule = rule.and_then(|rule| Some((rule.name, rule.seen_in?)));
    rule.into_iter().chain(protocol.mistakes.iter().map(|m| (m.name, m.seen_in))).collect()
}

/// Their names alone.
fn made_in(scenario: &Scenario) -> Vec<&'static str> {
    seen(scenario).into_iter().map(|(name, _)| name).collect()
}

/// A file as it is: its first line, which says where the mistake was seen, and what follows.
fn first_and_rest(file: &str) -> (String, String) {
    let path = support::folder().join(file).with_extension("causal");
    let text = fs::read_to_string(path).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    (first.to_owned(), rest.to_owned())
}

#[test]
fn each_file_makes_one_mistake_and_begins_with_its_number() {
    for file in files() {
        let made = made_in(&support::scenario(&file));
        if BY_SETTING.contains(&&*file) {
            assert_eq!(made, [""; 0], "{file}");
        } else {
            assert_eq!(made.len(), 1, "{file}: {made:?}");
            let number = file.split_once('-').unwrap().0;
            assert!(number.len() == 3 && number.starts_with('b'), "{file}");
        }
    }
}

#[test]
fn each_mistake_has_a_file() {
    let made: BTreeSet<&str> =
        files().iter().flat_map(|file| made_in(&support::scenario(file))).collect();
    let rules = rule_catalog::CATALOG.iter().filter(|rule| rule.is_mistake()).map(|rule| rule.name);
    for name in rules.chain(CATALOG.iter().map(|named| named.name)) {
        assert!(made.contains(name), "{name} has no file");
    }
    assert!(BY_SETTING.iter().all(|file| files().contains(*file)));
}

#[test]
fn each_file_says_where_its_mistake_was_seen() {
    for file in files() {
        let (first, _) = first_and_rest(&file);
        match &*seen(&support::scenario(&file)) {
            [] => assert!(first.starts_with("# Seen at https://github.com/"), "{file}: {first}"),
            all => {
                let (_, source) = all[0];
                let unknown = || format!("# Seen in {source}");
                let at = source.address().map_or_else(unknown, |at| format!("# Seen at {at}"));
                assert_eq!(first, at, "{file}");
            }
        }
    }
}

#[test]
fn each_file_is_written_as_scenarios_are() {
    for file in files() {
        let scenario = support::scenario(&file);
        assert!(!scenario.title.is_empty() && !scenario.notes.is_empty(), "{file}");
        let without_comments: String = first_and_rest(&file)
            .1
            .lines()
            .map(|line| format!("{}\n", line.split("  # ").next().unwrap()))
            .collect();
        assert_eq!(without_comments, text::write(&scenario), "{file}");
    }
}
