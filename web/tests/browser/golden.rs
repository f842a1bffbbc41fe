//! The same scenarios give byte-identical histories and pictures here and natively: the files are the
//! core's and the diagram's, where the native tests read them too.

use causal_core::run::Run;
use causal_core::scenario::{Scenario, link};
use causal_diagram::layout::Direction;
use causal_diagram::svg::{self, Options, Theme};
use wasm_bindgen_test::wasm_bindgen_test;

const STORIES: &str = include_str!("../../../core/tests/golden/histories.txt");
const RUNS: &str = include_str!("../../../core/tests/golden/runs.txt");
const PICTURES: &str = include_str!("../../../diagram/tests/golden/pictures.txt");

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

#[wasm_bindgen_test]
fn pictures_are_those_that_are_made_natively() {
    assert!(PICTURES.lines().count() >= 50);
    let width = "960".parse().ok();
    let looks = [
        Options::default(),
        Options { direction: Direction::Down, theme: Theme::Dark, width },
        Options { theme: Theme::Print, ..Options::default() },
    ];
    for line in PICTURES.lines() {
        let mut parts = line.split(' ');
        let (name, fragment) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let run = Run::new(link::decode(fragment).expect("published links are readable").scenario);
        for (look, digest) in looks.iter().zip(parts) {
            assert_eq!(format!("{:016x}", fnv(&svg::write(&run, look))), digest, "{name}");
        }
    }
}

/// FNV-1a in 64 bits, as in the diagram's own test.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
