//! T33 and T34: the two runs of the client of 000.

use causal_core::http::Dialect;

use crate::dialogue::{Reply, Talk, nodes};

fn three() -> Talk {
    nodes(Dialect::Seed000, 3, |_| {})
}

fn put(talk: &mut Talk, on: usize, key: &str, value: &str) -> Reply {
    talk.ask(on, "POST", "/put", &format!(r#"{{"key": "{key}", "value": "{value}"}}"#)).is(200)
}

fn buffer_size(talk: &mut Talk, on: usize) -> String {
    talk.ask(on, "GET", "/status", "").is(200).field("buffer_size").expect("a size")
}

#[test]
fn t33_causal() {
    let talk = &mut three();
    talk.hold_all();
    put(talk, 0, "message", "hello").has("vector_clock", r#"{"node_0":1,"node_1":0,"node_2":0}"#);
    talk.deliver(0, 1);
    let got = talk.ask(1, "GET", "/get/message", "").is(200).has("value", "\"hello\"");
    got.has("node_id", "\"node_1\"");
    put(talk, 1, "message", "hello world");
    put(talk, 2, "message", "goodbye");
    talk.deliver(1, 2);
    talk.act(causal_core::world::action::Action::Link {
        links: causal_core::world::action::LinkSelector::All,
        change: causal_core::world::action::LinkChange::State(
            causal_core::world::network::LinkState::Up,
        ),
    });
    talk.settle();
    let mut shown = Vec::new();
    for node in 0..3 {
        assert_eq!(buffer_size(talk, node), "0");
        let applied = talk.applied(node, "message");
        let at = |value: &str| applied.iter().position(|found| found == &format!("\"{value}\""));
        assert!(at("hello").expect("it arrived") < at("hello world").expect("it arrived"));
        shown.push(talk.ask(node, "GET", "/get/message", "").is(200).field("value"));
    }
    assert!(shown.iter().all(|value| *value == shown[0]), "{shown:?}");
}

#[test]
fn t34_order() {
    let talk = &mut three();
    talk.hold_all();
    put(talk, 0, "test_key", "step1");
    talk.deliver(0, 1);
    put(talk, 1, "test_key", "step2");
    talk.deliver(1, 2);
    assert_eq!(buffer_size(talk, 2), "1");
    let says = r#"{"error":"Key not found"}"#;
    talk.ask(2, "GET", "/get/test_key", "").is(404).says(says);
    talk.deliver(0, 2);
    assert_eq!(buffer_size(talk, 2), "0");
    talk.ask(2, "GET", "/get/test_key", "").is(200).has("value", "\"step2\"");
}

#[test]
fn falsy_values_are_values() {
    let talk = &mut three();
    for value in ["0", "\"\"", "false", "[]", "{\"a\": 1.50}", "1e400"] {
        let body = format!(r#"{{"key": "k", "value": {value}}}"#);
        let reply = talk.ask(0, "POST", "/put", &body).is(200);
        assert!(reply.0.body.contains(&format!("\"value\":{value},")), "{}", reply.0.body);
    }
    let missing = r#"{"error":"Key and value are required"}"#;
    for body in ["{}", r#"{"key": "k"}"#, r#"{"key": "k", "value": null}"#, r#"{"value": 1}"#, "x"]
    {
        talk.ask(0, "POST", "/put", body).is(400).says(missing);
    }
}
