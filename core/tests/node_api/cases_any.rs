//! T39 and T40: what arrives twice, and a node that forgets.

use causal_core::http::Dialect;
use causal_core::world::action::{Action, MessageRef};
use causal_core::world::network::LinkId;

use crate::dialogue::{Talk, id, nodes};

fn put(talk: &mut Talk, on: usize, value: &str) {
    let body = format!(r#"{{"key": "x", "value": {value}}}"#);
    talk.ask(on, "POST", "/put", &body).is(200);
}

fn status(talk: &mut Talk, on: usize) -> String {
    talk.ask(on, "GET", "/status", "").is(200).0.body
}

#[test]
fn t39_delivered_twice() {
    let talk = &mut nodes(Dialect::Seed000, 3, |_| {});
    talk.hold_all();
    put(talk, 0, "1");
    talk.deliver(0, 1);
    put(talk, 1, "2");
    let link = LinkId { from: id(1), to: id(2) };
    talk.act(Action::Duplicate(MessageRef::Next(link)));
    talk.deliver(1, 2);
    talk.deliver(1, 2);
    assert!(status(talk, 2).contains(r#""buffer_size":1,"#));
    talk.deliver(0, 2);
    let after = status(talk, 2);
    assert!(after.contains(r#""buffer_size":0,"#), "{after}");
    let body = r#"{"key": "x", "value": 2, "vector_clock": {"node_0": 1, "node_1": 1}, "sender_id": "node_1"}"#;
    talk.ask(2, "POST", "/replicate", body).is(200).says(r#"{"status":"received"}"#);
    assert_eq!(status(talk, 2), after);
}

#[test]
fn t40_restarted_empty() {
    let talk = &mut nodes(Dialect::Seed000, 3, |_| {});
    put(talk, 0, "1");
    talk.settle();
    talk.kill(0);
    talk.restart_empty(0);
    talk.settle();
    put(talk, 0, "2");
    talk.settle();
    for node in 0..3 {
        talk.ask(node, "GET", "/get/x", "").is(200).has("value", "2");
    }
}

#[test]
fn t40_a_client_that_has_seen_the_new_value_never_reads_the_old() {
    let talk = &mut nodes(Dialect::Seed003, 3, |_| {});
    let put = |talk: &mut Talk, value: u8, seen: &str| {
        let body = format!(r#"{{"value": {value}, "causal-metadata": {seen}}}"#);
        talk.ask(0, "PUT", "/kvs/x", &body)
    };
    put(talk, 1, "null").is(201);
    talk.settle();
    talk.kill(0);
    talk.restart_empty(0);
    talk.settle();
    let seen = put(talk, 2, "null").is(200).seen();
    let body = format!(r#"{{"causal-metadata": {seen}}}"#);
    for node in 0..3 {
        let got = talk.ask(node, "GET", "/kvs/x", &body);
        assert!(got.0.status == 503 || got.field("value").as_deref() == Some("2"));
    }
    talk.settle();
    for node in 0..3 {
        talk.ask(node, "GET", "/kvs/x", &body).is(200).has("value", "2");
    }
}
