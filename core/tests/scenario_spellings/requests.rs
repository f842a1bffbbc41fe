//! Requests of clients that bring along what they have seen, and lists, in each spelling.

use causal_core::scenario::{Scenario, json, link, text};

const STORY: &str = "\
replicas Alice Bob Carol
rule causal

A: list
ann@B: list
A: seen A1 B'2 stamp 7: x = 1
ann@B: seen none: read x
ann@C: seen none stamp 3: del x
C: seen C4: list
A: seen = 1
A: list = 2
";

const ACTIONS: &str = r#""actions": [
    { "list": true, "on": "A" },
    { "list": true, "on": "B", "as": "ann" },
    { "put": "x", "value": "1", "on": "A", "seen": ["A1", "B'2"], "stamp": 7 },
    { "get": "x", "on": "B", "as": "ann", "seen": [] },
    { "delete": "x", "on": "C", "as": "ann", "seen": [], "stamp": 3 },
    { "list": true, "on": "C", "seen": ["C4"] },
    { "put": "seen", "value": "1", "on": "A" },
    { "put": "list", "value": "2", "on": "A" }
  ]"#;

#[test]
fn a_story_is_written_for_people_in_each_spelling() {
    let scenario = Scenario::read(STORY).expect("a story");
    assert_eq!(text::write(&scenario), STORY);
    let file = json::write(&scenario);
    assert!(file.contains(ACTIONS), "{file}");
    assert_eq!(Scenario::read(&file).as_ref(), Ok(&scenario));
    let link = link::encode(&scenario, 0);
    assert_eq!(Scenario::read(&link).as_ref(), Ok(&scenario));
}

fn check(input: &str, expected: &str) {
    let said = Scenario::read(input).map_or_else(|error| error.to_string(), |_| "fine".to_owned());
    assert!(said.starts_with(expected), "{input}: {said}");
}

#[test]
fn people_write_it_in_other_ways_too() {
    for input in ["A: SEEN a1 b2 : read x", "A:seen A1:list", "A: seen A2 A1: x = 1 # why"] {
        check(input, "fine");
    }
    let file = |action: &str| format!("{{\"version\": 1, \"actions\": [{action}]}}");
    check(&file(r#"{"list": true, "on": "A", "seen": null}"#), "fine");
    assert_eq!(
        Scenario::read("A: seen A2 a1: list"),
        Scenario::read(&file(r#"{"list": true, "on": "A", "seen": ["A2"]}"#)),
    );
}

#[test]
fn what_is_wrong_is_said_in_a_sentence() {
    check("A: seen A1 x = 1", "Line 1, column 12: expected a write, as A1, or a colon, found `x");
    check("A: seen: x = 1 y", "fine");
    check("A: seen D1: list", "Line 1, column 9: expected a write, as A1, or a colon");
    check("A: seen A1 stamp x: list", "Line 1, column 18: expected a stamp, found `x: list`");
    check("A: list all", "Line 1, column 9: expected =");
    let action = |action: &str| format!("{{\"version\": 1,\n\"actions\": [\n{action}]}}");
    check(
        &action(r#"{"list": false, "on": "A"}"#),
        "actions[0].list: expected true, found `false`",
    );
    check(&action(r#"{"list": "x", "on": "A"}"#), "actions[0].list: expected true or false");
    check(
        &action(r#"{"get": "x", "on": "A", "seen": ["D1"]}"#),
        "actions[0].seen[0]: expected a write, as \"A1\", found `\"D1\"`",
    );
    check(
        &action(r#"{"get": "x", "on": "A", "stamp": 1}"#),
        "actions[0].stamp: expected `seen` beside a stamp, found `1`",
    );
}
