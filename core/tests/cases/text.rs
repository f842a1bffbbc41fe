//! Text that has to come back as itself.

use causal_core::clock::ReplicaId;
use causal_core::http::{Dialect, Request, Response, Step, respond};
use causal_core::replica::protocol::Op;
use causal_core::scenario::{Scenario, json, link, text};
use causal_core::world::action::Action;
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};

/// What one line asks: the key, the value, and whether metadata is brought along.
fn put(line: &str) -> (String, String, bool) {
    let scenario = text::parse(line).unwrap();
    match &scenario.script[0].action {
        Action::Request { op: Op::Put { key, value }, seen, .. } => {
            (key.to_string(), value.to_string(), seen.is_some())
        }
        other => panic!("{line}: {other:?}"),
    }
}

/// A scenario of one put, as JSON has it.
fn as_json(key: &str, value: &str) -> Scenario {
    let (key, value) = (serde_json::json!(key), serde_json::json!(value));
    let file = format!(
        r#"{{"version": 1, "actions": [{{"put": {key}, "value": {value}, "on": "A", "as": {key}}}]}}"#
    );
    json::parse(&file).unwrap()
}

/// The key `seen-x`, which the project's own writer printed bare, was refused.
#[test]
fn a_key_may_begin_with_the_word_that_brings_metadata_along() {
    assert_eq!(put("A: seen-x = 1"), ("seen-x".to_owned(), "1".to_owned(), false));
    let written = text::write(&text::parse("A: seen-x = 1").unwrap());
    assert!(written.ends_with("A: \"seen-x\" = 1\n"), "{written}");
}

/// The key `seen:1` silently became the key `1` of a client that has seen nothing.
#[test]
fn a_key_is_not_cut_at_its_colon() {
    for line in ["A: seen:1 = 1", "A: \"seen:1\" = 1", "1. A: seen:1=1"] {
        assert_eq!(put(line), ("seen:1".to_owned(), "1".to_owned(), false), "{line}");
    }
    assert_eq!(put("A: seen: = 1"), ("seen:".to_owned(), "1".to_owned(), false));
}

/// What brings metadata along still does, and nobody who has seen nothing has seen A1.
#[test]
fn metadata_is_read_as_before() {
    for line in ["A: seen A1: x = 1", "A: seen none:x = 1", "A: SEEN : x = 1", "A: seen: x = 1"] {
        assert_eq!(put(line), ("x".to_owned(), "1".to_owned(), true), "{line}");
    }
    assert!(text::parse("A: seen:read x").is_ok() && text::parse("A: seen:list").is_ok());
    assert!(text::parse("A: seen none A1: x = 1").is_err(), "it is either none or A1");
}

/// Every key, value and client that JSON takes comes back from text, JSON and link as itself.
#[test]
fn whatever_json_takes_is_the_same_in_text() {
    let words = ["seen", "read", "del", "get", "delete", "list", "note", "title", "none", "stamp"];
    let behind =
        ["", "-x", ":1", ": x", "=", " = 1", "->B", "@A", "\"", "#", " #", "\u{feff}", "'"];
    let all = words.iter().flat_map(|word| behind.iter().map(move |behind| (word, behind)));
    for (word, behind) in all {
        for text_of in [format!("{word}{behind}"), format!("\u{feff}{word}{behind}")] {
            let scenario = as_json(&text_of, &text_of);
            for spelled in
                [text::write(&scenario), json::write(&scenario), link::encode(&scenario, 7)]
            {
                assert_eq!(Scenario::read(&spelled).as_ref(), Ok(&scenario), "{spelled}");
            }
        }
    }
}

/// One mark of the byte order may stand before a file, and is no part of it; a second one is.
#[test]
fn a_mark_before_a_file_is_passed_over_once() {
    let scenario = as_json("k", "\u{feff}v");
    for spelled in [text::write(&scenario), json::write(&scenario)] {
        assert_eq!(Scenario::read(&format!("\u{feff}{spelled}")).as_ref(), Ok(&scenario));
        assert!(Scenario::read(&format!("\u{feff}\u{feff}{spelled}")).is_err(), "{spelled}");
    }
    let lines = "\u{feff}A: x = 1\nB: y = 2";
    assert_eq!(text::place_of_action(lines, 1), Some((2, 1)));
    let put = "\u{feff}{\"put\": \"k\", \"value\": \"\u{feff}v\", \"on\": \"A\"}";
    assert!(json::parse_action(put, &Setting::default()).is_ok());
}

fn answer(world: &mut World, request: &Request) -> Response {
    match respond(world, ReplicaId(0), request, Dialect::Seed000) {
        Step::Now(response) => response,
        Step::Act(action, question) => {
            question.answer(&world.step(Choice::Act(action)).unwrap()).expect("at once")
        }
    }
}

/// A value that begins with U+FEFF made the body of the answer no JSON.
#[test]
fn a_value_that_begins_with_a_mark_is_a_string_over_http() {
    for stored in ["\u{feff}1", "\u{feff}{}", "\u{feff}wallet", "\u{feff}", "\u{feff}\u{feff}\"x\""]
    {
        let mut world = World::new(Setting::default());
        let op = Op::Put { key: "k".into(), value: stored.into() };
        let put = Action::Request { on: ReplicaId(0), session: None, op, seen: None };
        world.step(Choice::Act(put)).unwrap();
        for path in ["/get/k", "/status"] {
            let response = answer(&mut world, &Request::new("GET", path, ""));
            let body: serde_json::Value = serde_json::from_str(&response.body).unwrap();
            let value = if path == "/status" { &body["kv_store"]["k"][0] } else { &body["value"] };
            assert_eq!(value, stored, "{}", response.body);
        }
    }
}

/// A body may begin with a mark; what is put keeps its own.
#[test]
fn a_body_may_begin_with_a_mark() {
    let mut world = World::new(Setting::default());
    let body = "\u{feff}{\"key\": \"\u{feff}k\", \"value\": \"\u{feff}v\"}";
    assert_eq!(answer(&mut world, &Request::new("POST", "/put", body)).status, 200);
    let response = answer(&mut world, &Request::new("GET", "/get/%EF%BB%BFk", ""));
    assert!(response.body.contains("\"value\":\"\u{feff}v\""), "{}", response.body);
    let twice = format!("\u{feff}{body}");
    assert_eq!(answer(&mut world, &Request::new("POST", "/put", twice)).status, 400);
}
