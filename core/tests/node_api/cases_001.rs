//! 001, where the client carries the messages: in order, out of order, twice, and made up.

use causal_core::http::Dialect;
use causal_core::world::setting::Setting;

use crate::dialogue::{Reply, Talk, preset, talk};

fn three() -> Talk {
    let setting: Setting = preset(Dialect::Seed001).setting();
    talk(Dialect::Seed001, setting)
}

fn store(talk: &mut Talk, on: usize, value: u32, clock: [u32; 3], origin: &str) -> Reply {
    let [x, y, z] = clock;
    let clock = format!(r#"{{"X": {x}, "Y": {y}, "Z": {z}}}"#);
    let body =
        format!(r#"{{"key": "k", "value": {value}, "clock": {clock}, "origin": "{origin}"}}"#);
    talk.ask(on, "POST", "/store", &body)
}

fn value(talk: &mut Talk, on: usize) -> Option<String> {
    talk.ask(on, "GET", "/retrieve?key=k", "").is(200).field("value")
}

#[test]
fn a_write_that_comes_before_its_cause_is_delayed_and_then_applied() {
    let talk = &mut three();
    store(talk, 0, 100, [1, 0, 0], "X").is(200).has("status", "\"saved\"").has("node", "\"X\"");
    store(talk, 1, 100, [1, 0, 0], "X").is(200).has("clock", r#"{"X":1,"Y":0,"Z":0}"#);
    store(talk, 1, 200, [1, 1, 0], "Y").is(200);
    let delayed = store(talk, 2, 200, [1, 1, 0], "Y").is(202).has("status", "\"delayed\"");
    delayed.has("local_clock", r#"{"X":0,"Y":0,"Z":0}"#);
    assert_eq!(value(talk, 2).as_deref(), Some("null"));
    store(talk, 2, 200, [1, 1, 0], "Y").is(202);
    store(talk, 2, 100, [1, 0, 0], "X").is(200);
    assert_eq!(value(talk, 2).as_deref(), Some("200"));
    store(talk, 2, 200, [1, 1, 0], "Y").is(200);
    assert_eq!(value(talk, 0).as_deref(), Some("100"), "nobody has carried it there");
}

#[test]
fn what_nobody_wrote_cannot_be_carried() {
    let talk = &mut three();
    store(talk, 0, 100, [1, 0, 0], "X").is(200);
    let before = talk.events.len();
    store(talk, 1, 999, [1, 0, 0], "X").is(501);
    store(talk, 1, 100, [2, 0, 0], "X").is(501);
    store(talk, 1, 100, [1, 1, 0], "X").is(501);
    store(talk, 1, 100, [0, 1, 0], "X").is(400);
    store(talk, 1, 100, [1, 0, 0], "Q").is(400).says(r#"{"error":"Missing required fields"}"#);
    store(talk, 0, 100, [3, 0, 0], "X").is(202);
    talk.ask(0, "POST", "/store", "{}").is(400).says(r#"{"error":"Missing required fields"}"#);
    talk.ask(0, "GET", "/retrieve", "").is(400);
    assert_eq!(talk.events.len(), before, "nothing has happened");
}

#[test]
fn the_others_take_carried_messages_too() {
    for (dialect, put, body, after) in [
        (
            Dialect::Seed000,
            "/put",
            r#"{"key": "k", "value": 1, "vector_clock": {"node_0": 1}, "sender_id": "node_0"}"#,
            "received",
        ),
        (
            Dialect::Seed002,
            "/write",
            r#"{"key": "k", "value": 1, "clock": {"0": 1, "1": 0, "2": 0}, "sender": 0}"#,
            "processed",
        ),
    ] {
        let talk = &mut talk(dialect, preset(dialect).setting());
        talk.hold_all();
        talk.ask(0, "POST", put, r#"{"key": "k", "value": 1}"#).is(200);
        talk.ask(1, "POST", "/replicate", body).is(200).has("status", &format!("\"{after}\""));
        assert_eq!(talk.applied(1, "k"), ["1"]);
    }
}
