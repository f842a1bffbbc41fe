//! Whatever arrives is answered; what is refused changes nothing.

use std::sync::Arc;

use causal_core::check::violations;
use causal_core::history::{History, Moment};
use causal_core::http::{Dialect, Request, Step, respond};
use causal_core::replica::protocol::{Conflicts, Dependencies, Protocol, Sessions, Writes};
use causal_core::world::event::EventKind;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::dialogue::{Talk, id, nodes};

const DIALECTS: [Dialect; 6] = Dialect::ALL;

fn path() -> impl Strategy<Value = String> {
    let parts = vec![
        "kvs",
        "data",
        "admin",
        "view",
        "internal",
        "sync",
        "get",
        "put",
        "write",
        "read",
        "debug",
        "status",
        "health",
        "replicate",
        "store",
        "retrieve?key=x",
        "%2F",
        "%",
        "%ff",
        "%00",
        "k",
        "",
        "?causal-metadata=%7B",
        "?",
        "#",
    ];
    let known =
        vec(prop_oneof![4 => select(parts).prop_map(String::from), 1 => any::<String>()], 0..5);
    prop_oneof![known.prop_map(|parts| format!("/{}", parts.join("/"))), any::<String>()]
}

fn json() -> impl Strategy<Value = String> {
    let value = select(vec![
        "1",
        "null",
        "\"\"",
        "\"x\"",
        "{}",
        "[]",
        "{\"A\":1}",
        "{\"node_0\":4294967295}",
        "-1",
        "{\"@stamp\":18446744073709551615}",
        "\"{\\\"A\\\":1}\"",
        "[\"localhost:8001\"]",
        "\"A\"",
        "{\"A\":99,\"0\":7}",
        "\"10.10.0.2:8090\"",
        "\"X\"",
        "0",
    ]);
    let name = select(vec![
        "key",
        "value",
        "val",
        "causal-metadata",
        "view",
        "socket-address",
        "clock",
        "sender",
        "origin",
        "vector_clock",
        "sender_id",
        "kvstore",
    ]);
    vec((name, value), 0..6).prop_map(|fields| {
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
        format!("{{{}}}", fields.join(", "))
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => json().prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 0..40),
        1 => Just(Vec::new()),
    ]
}

fn request() -> impl Strategy<Value = Request> {
    let method = prop_oneof![
        8 => select(vec!["GET", "PUT", "POST", "DELETE"]).prop_map(String::from),
        1 => any::<String>(),
    ];
    let name = prop_oneof![Just("Causal-Metadata".to_owned()), any::<String>()];
    let headers = vec((name, prop_oneof![json(), any::<String>()]), 0..2);
    (method, path(), headers, body()).prop_map(|(method, path, headers, body)| Request {
        method,
        path,
        headers,
        body,
    })
}

/// What one could see of a world.
fn look(talk: &Talk) -> String {
    format!("{:?}", talk.world)
}

fn protocol() -> impl Strategy<Value = Protocol> {
    let sessions = select(vec![Sessions::Off, Sessions::Wait, Sessions::Reject]);
    let dependencies = select(vec![Dependencies::Replica, Dependencies::Session]);
    let conflicts = select(vec![Conflicts::Siblings, Conflicts::Lww, Conflicts::Arrival]);
    let writes = select(vec![Writes::Gated, Writes::Accepted]);
    let gossip = select(vec![None, Some(1000)]);
    (sessions, dependencies, conflicts, writes, gossip).prop_map(
        |(sessions, dependencies, conflicts, writes, gossip_ms)| {
            let usual = Protocol::default();
            Protocol { sessions, dependencies, conflicts, writes, gossip_ms, ..usual }
        },
    )
}

proptest! {
    #[test]
    fn every_request_is_answered_and_refusals_change_nothing(
        dialect in select(&DIALECTS[..]),
        protocol in protocol(),
        requests in vec((0..3_usize, request(), any::<bool>()), 1..12),
    ) {
        let mut talk = nodes(dialect, 3, |setting| *setting = protocol).unwritten();
        for (on, request, waits) in requests {
            let before = look(&talk);
            if let Step::Now(_) = respond(&talk.world, id(on), &request, dialect) {
                prop_assert_eq!(&look(&talk), &before);
            }
            let n_events = talk.events.len();
            let asked = talk.begin(on, &request);
            if waits {
                talk.wait(20);
            }
            let Some(reply) = talk.answer(&asked) else { continue };
            let json = serde_json::from_str::<serde_json::Value>(&reply.0.body);
            prop_assert!(json.is_ok(), "{}", reply.0.body);
            if [400, 405, 418, 501].contains(&reply.0.status) {
                let news = &talk.events[n_events..];
                let asked = news.iter().any(|event| matches!(event.kind, EventKind::Requested { .. }));
                prop_assert!(!asked, "{} was asked all the same", reply.0.status);
            }
        }
        talk.wait(30_000);
        let mut history = History::new();
        history.extend(talk.events.clone());
        let findings = violations(&history, talk.world.setting());
        prop_assert!(findings.is_empty(), "{}\n{}", findings[0], history);
        explain_all(&talk, &history);
    }
}

/// Looks at everything, as the page does.
fn explain_all(talk: &Talk, history: &History) {
    let mut moment = Moment::start(Arc::new(talk.world.setting().clone()));
    for event in history.events() {
        moment.apply(event);
    }
    for (at, replica) in talk.world.setting().replicas().zip(talk.world.replicas()) {
        for write in replica.buffer().waiting() {
            drop(moment.explain(at, write, history));
        }
    }
}

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
