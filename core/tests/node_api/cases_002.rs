//! T36: the test of the report of 002, with the clocks that are right.

use causal_core::http::Dialect;

use crate::dialogue::nodes;

#[test]
fn t36_write_read_write() {
    let talk = &mut nodes(Dialect::Seed002, 3, |_| {});
    talk.hold_all();
    let x = r#"{"0":1,"1":0,"2":0}"#;
    let put = talk.ask(0, "POST", "/write", r#"{"key": "x", "value": 1}"#).is(200);
    put.has("status", "\"success\"").has("clock", x);
    talk.deliver(0, 1);
    talk.ask(1, "GET", "/read/x", "").is(200).has("value", "1").has("clock", x);
    let put = talk.ask(1, "POST", "/write", r#"{"key": "y", "value": 2}"#).is(200);
    put.has("clock", r#"{"0":1,"1":1,"2":0}"#);
    talk.deliver(1, 2);
    let says = r#"{"status":"error","error":"key not found"}"#;
    talk.ask(2, "GET", "/read/y", "").is(404).says(says);
    talk.ask(2, "GET", "/debug", "").is(200).has("pending_writes", "1");
    talk.deliver(0, 2);
    talk.ask(2, "GET", "/debug", "").is(200).has("pending_writes", "0");
    talk.ask(2, "GET", "/read/y", "").is(200).has("value", "2");
    talk.deliver(1, 0);
    let debug = talk.ask(0, "GET", "/debug", "").is(200);
    assert!(debug.0.body.contains(r#""y":{"value":2,"clock":{"0":1,"1":1,"2":0}}"#));
}
