//! The same scenario gives the same history in WASM as natively, byte for byte.

#![cfg(target_arch = "wasm32")]

use causal_core::run::Run;
use causal_core::scenario::{Scenario, link};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What the native tests wrote down: stories with their histories.
const HISTORIES: &str = include_str!("../../core/tests/golden/histories.txt");
/// What the native tests wrote down: links with the digests of their histories.
const LINKS: &str = include_str!("../../core/tests/golden/runs.txt");

#[wasm_bindgen_test]
fn the_stories_go_in_wasm_as_they_go_natively() {
    let mut n_stories = 0;
    for section in HISTORIES.split("=== ").skip(1) {
        let (name, rest) = section.split_once('\n').expect("a name");
        let (story, golden) = rest.split_once("--- digest ").expect("a digest");
        let (digest, history) = golden.split_once('\n').expect("a history");
        let run = Run::new(Scenario::read(story).expect("stories can be read"));
        assert_eq!(run.history().to_string().trim_end(), history.trim_end(), "{name}");
        assert_eq!(format!("{:016x}", run.history().digest()), digest, "{name}");
        n_stories += 1;
    }
    assert!(n_stories >= 8, "{n_stories}");
}

#[wasm_bindgen_test]
fn links_give_in_wasm_the_histories_that_they_give_natively() {
    let lines = LINKS.lines().filter(|line| line.starts_with("1s."));
    let mut n_links = 0;
    for line in lines {
        let (link, digest) = line.split_once(' ').expect("a digest");
        let decoded = link::decode(link).expect("published links stay readable");
        let digest_here = Run::new(decoded.scenario).history().digest();
        assert_eq!(format!("{digest_here:016x}"), digest, "{link}");
        n_links += 1;
    }
    assert!(n_links >= 200, "{n_links}");
}
