//! Routes and methods that are not there, and metadata that comes another way. What is nearly a
//! request is put through the door of HTTP by `doors`.

use causal_core::http::{Dialect, Request};

use crate::dialogue::nodes;

#[test]
fn methods_and_routes_that_are_not_there() {
    let mut talk = nodes(Dialect::Auto, 2, |_| {});
    for (method, path, status) in [
        ("PATCH", "/kvs/k", 405),
        ("put", "/kvs/k", 405),
        ("POST", "/kvs/data/k", 405),
        ("PUT", "/kvs/data", 405),
        ("GET", "/put", 405),
        ("DELETE", "/health", 405),
        ("GET", "/", 404),
        ("GET", "", 404),
        ("GET", "/kvs", 404),
        ("GET", "/kvs/", 404),
        ("GET", "/kvs/data/", 404),
        ("GET", "/kvs/a/b", 404),
        ("GET", "/get/a/b", 404),
        ("GET", "/Health", 404),
        ("GET", "/kvs/%ff", 400),
        ("POST", "/kvs/internal/sync", 501),
        ("POST", "/replicate", 400),
        ("GET", "/kvs/data%2Fx", 404),
    ] {
        talk.ask(0, method, path, "").is(status);
    }
    talk.ask(0, "PUT", "/kvs/data%2Fx", r#"{"value": 1}"#).is(201);
    talk.ask(0, "GET", "/kvs/data%2Fx", "").is(200).has("value", "1");
    talk.ask(0, "PUT", "/kvs/sync", r#"{"kvstore": {}, "vector_clock": {}}"#).is(501);
    talk.ask(0, "PUT", "/kvs/sync", r#"{"value": 2}"#).is(201);
    talk.ask(0, "GET", "/kvs/data", "").is(200).has("keys", r#"["data/x","sync"]"#);
    talk.kill(0);
    talk.ask(0, "GET", "/health", "").is(503);
}

#[test]
fn metadata_may_come_in_a_header_or_in_the_query() {
    let mut talk = nodes(Dialect::Seed003, 2, |_| {});
    let seen = talk.ask(0, "PUT", "/kvs/x", r#"{"value": 1}"#).is(201).seen();
    let mut get = Request::new("GET", "/kvs/x", "");
    get.headers.push(("Causal-Metadata".to_owned(), seen.clone()));
    let asked = talk.begin(1, &get);
    talk.answer(&asked).expect("at once").is(503);
    let quoted = serde_json::to_string(&seen).expect("a string");
    for body in
        [format!(r#"{{"causal-metadata": {quoted}}}"#), format!(r#"{{"causal-metadata": {seen}}}"#)]
    {
        talk.ask(1, "GET", "/kvs/x", &body).is(503);
    }
    let encoded = seen.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    talk.ask(1, "GET", &format!("/kvs/x?causal-metadata={encoded}"), "").is(503);
    talk.ask(1, "GET", "/kvs/x", "").is(404);
}
