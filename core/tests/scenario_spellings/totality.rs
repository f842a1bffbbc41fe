//! Whatever is given to the readers, they answer: with a scenario, or with a sentence and a place
//! that exists.

use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::{Scenario, ScenarioError, json, link, text, validate};
use proptest::prelude::*;

use crate::strategies;

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
}

fn check_error(input: &str, error: &ScenarioError) {
    let sentence = error.to_string();
    assert!(sentence.ends_with(['.', ')']), "{sentence}");
    assert!(sentence.len() < 1_500 && !sentence.contains(char::is_control), "{sentence}");
    let Some((line, column)) = error.line_and_column() else {
        return;
    };
    let lines: Vec<&str> = input.split('\n').collect();
    assert!((1..=lines.len()).contains(&line), "{sentence}");
    // One behind the last character is where something is missing; the mark that some programs
    // put before a text is not counted.
    assert!((1..=lines[line - 1].chars().count() + 2).contains(&column), "{sentence}");
}

/// A place in a text and what to put there instead of some of its characters.
fn mutation() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "",
            "\"",
            "#",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\\",
            "\n",
            "-1",
            "1e9",
            "null",
            "A",
            "->",
            "@",
            "+",
            "=",
            "99999999999999999999",
            "\u{feff}",
            "é",
            "🦀",
            "'",
            "all",
            "next",
        ])
        .prop_map(String::from),
        any::<char>().prop_map(String::from),
    ];
    (any::<prop::sample::Index>(), 0..4_usize, piece)
}

fn mutated(text: &str, (place, n_removed, piece): &(prop::sample::Index, usize, String)) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = place.index(chars.len() + 1);
    let behind = (at + n_removed).min(chars.len());
    let (before, after) = (&chars[..at], &chars[behind..]);
    before.iter().copied().chain(piece.chars()).chain(after.iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_is_answered(input in any::<String>()) {
        read_all(&input);
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_all(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn what_was_nearly_a_scenario_is_answered(
        scenario in strategies::scenario(),
        mutations in prop::collection::vec(mutation(), 1..4),
    ) {
        for written in [text::write(&scenario), json::write(&scenario), link::encode(&scenario, 7)] {
            read_all(&mutations.iter().fold(written, |text, mutation| mutated(&text, mutation)));
        }
    }

    #[test]
    fn half_of_a_scenario_is_answered(scenario in strategies::scenario(), cut in any::<prop::sample::Index>()) {
        for written in [text::write(&scenario), json::write(&scenario), link::encode(&scenario, 7)] {
            let chars: Vec<char> = written.chars().collect();
            read_all(&chars[..cut.index(chars.len() + 1)].iter().collect::<String>());
        }
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
