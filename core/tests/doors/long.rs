//! Inputs that are long or deep are answered at every door, whatever they repeat.

use causal_core::export::govector;
use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::{Scenario, ScenarioError, json, link, text, validate};

use crate::accepted::{check_error, check_sentence};

/// All readers on one input; what they accept is allowed.
fn read_all(input: &str) {
    let results = [
        text::parse(input),
        json::parse(input),
        Scenario::read(input),
        Scenario::read_within(input, REPLICAS),
        link::decode(input).map(|decoded| decoded.scenario).map_err(ScenarioError::from),
    ];
    for result in results {
        match result {
            Ok(scenario) => assert_eq!(validate::check(&scenario, REPLICAS), Ok(())),
            Err(error) => check_error(input, &error),
        }
    }
    if let Err(error) = govector::read(input) {
        check_sentence(&error.to_string());
    }
}

#[test]
fn deep_and_long_inputs_are_answered() {
    let long = 1_000_000;
    for piece in ["[", "{\"a\":", "\"", "#", "A: x = 1\n", "1. ", "'", "\u{feff}", "1s.", "0,"] {
        read_all(&piece.repeat(long / piece.len()));
        read_all(&format!("{{\"version\": 1, \"actions\": {}", piece.repeat(long / piece.len())));
    }
    let fields: Vec<String> = (0..90_000).map(|n| format!("\"f{n}\":1")).collect();
    read_all(&format!("{{{}}}", fields.join(",")));
    read_all(&format!("hold A->{}", "B".repeat(long)));
    read_all(&format!("release A{}1->B", "'".repeat(long)));
    read_all(&format!("replicas {}", "x ".repeat(long / 2)));
}

/// What was found once, and is short.
#[test]
fn short_inputs_that_once_were_a_surprise_are_answered() {
    for input in ["", "\0", "\"\0\"", "\u{feff}", "notes", "1.", "@", "{", "1s", "title\u{feff}"] {
        read_all(input);
    }
}
