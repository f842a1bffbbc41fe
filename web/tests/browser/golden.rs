//! The same scenarios give byte-identical histories here and natively: the files are the core's,
//! where the native tests read them too.

use causal_core::run::Run;
use causal_core::scenario::{Scenario, link};
use wasm_bindgen_test::wasm_bindgen_test;

const STORIES: &str = include_str!("../../../core/tests/golden/histories.txt");
const RUNS: &str = include_str!("../../../core/tests/golden/runs.txt");

#[wasm_bindgen_test]
fn the_stories_go_as_they_go_natively() {
    let stories: Vec<&str> = STORIES.split("=== ").filter(|story| !story.is_empty()).collect();
    assert!(!stories.is_empty());
    for story in stories {
        let (name, rest) = story.split_once('\n').expect("a name stands first");
        let (text, rest) = rest.split_once("--- digest ").expect("the digest follows the story");
        let (digest, history) = rest.split_once('\n').expect("the history follows the digest");
        let run = Run::new(Scenario::read(text).expect("the stories are valid"));
        assert_eq!(run.history().to_string().trim_end(), history.trim_end(), "{name}");
        assert_eq!(format!("{:016x}", run.history().digest()), digest, "{name}");
    }
}

#[wasm_bindgen_test]
fn links_give_the_histories_that_they_give_natively() {
    assert!(RUNS.lines().count() >= 200);
    for line in RUNS.lines() {
        let (fragment, digest) = line.split_once(' ').expect("a link and a digest");
        let scenario = link::decode(fragment).expect("published links are readable").scenario;
        let found = Run::new(scenario).history().digest();
        assert_eq!(format!("{found:016x}"), digest, "{fragment}");
    }
}
