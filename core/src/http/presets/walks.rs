//! The walk-throughs of the five systems.

use super::{Dialect, Request, Turn};
use crate::clock::ReplicaId;

/// What a system's own client, or its description, does first.
pub(super) fn of(dialect: Dialect) -> Vec<Turn> {
    match dialect {
        Dialect::Seed000 => causal_and_order(),
        Dialect::Seed001 => carried_by_hand(),
        Dialect::Seed002 => write_read_write(),
        Dialect::Seed003 => metadata_passed_on(),
        Dialect::Seed004 => view_then_greeting(),
        Dialect::Auto => Vec::new(),
    }
}

fn ask(node: u16, method: &str, path: &str, body: &str) -> Turn {
    Turn::Ask(ReplicaId(node), Request::new(method, path, body))
}

/// A question to each of the three nodes.
fn all(method: &str, path: &str) -> impl Iterator<Item = Turn> {
    let turns: Vec<Turn> = (0..3).map(|node| ask(node, method, path, "")).collect();
    turns.into_iter()
}

/// `client.py causal`, then `client.py order`, then the three `curl` lines.
fn causal_and_order() -> Vec<Turn> {
    let put = |node, key, value| {
        ask(node, "POST", "/put", &format!(r#"{{"key": "{key}", "value": "{value}"}}"#))
    };
    let mut turns: Vec<Turn> = all("GET", "/health").collect();
    turns.push(put(0, "message", "hello"));
    // There a put is answered when the others have it.
    turns.push(Turn::Wait(100));
    turns.push(ask(1, "GET", "/get/message", ""));
    turns.push(put(1, "message", "hello world"));
    turns.push(put(2, "message", "goodbye"));
    turns.push(Turn::Wait(3000));
    turns.extend(all("GET", "/status").chain(all("GET", "/get/message")));
    turns.push(put(0, "test_key", "step1"));
    turns.push(put(1, "test_key", "step2"));
    turns.push(put(0, "test_key", "step3"));
    turns.extend(all("GET", "/status").chain([Turn::Wait(3000)]));
    turns.extend(all("GET", "/get/test_key"));
    turns.push(ask(0, "GET", "/status", ""));
    turns.push(ask(0, "POST", "/put", r#"{"key": "test", "value": "hello"}"#));
    turns.push(Turn::Wait(100));
    turns.push(ask(1, "GET", "/get/test", ""));
    turns
}

/// `test_client.py`: a write and its copy, a write that skips one, then the one it should be.
fn carried_by_hand() -> Vec<Turn> {
    let store = |node, value, clock: &str, origin: &str| {
        let body =
            format!(r#"{{"key": "x", "value": {value}, "clock": {clock}, "origin": "{origin}"}}"#);
        ask(node, "POST", "/store", &body)
    };
    let first = r#"{"X": 1, "Y": 0, "Z": 0}"#;
    let mut turns = vec![
        store(0, 100, first, "X"),
        store(1, 100, first, "X"),
        store(1, 200, r#"{"X": 1, "Y": 2, "Z": 0}"#, "Y"),
        store(1, 200, r#"{"X": 1, "Y": 1, "Z": 0}"#, "Y"),
    ];
    turns.extend(all("GET", "/retrieve?key=x"));
    turns
}

/// The test of the report: x at one node, y at another that has read it, seen at the third.
fn write_read_write() -> Vec<Turn> {
    let mut turns = vec![
        ask(0, "POST", "/write", r#"{"key": "x", "value": 1}"#),
        Turn::Wait(100),
        ask(1, "GET", "/read/x", ""),
        ask(1, "POST", "/write", r#"{"key": "y", "value": 2}"#),
        Turn::Wait(100),
        ask(2, "GET", "/read/y", ""),
    ];
    turns.extend(all("GET", "/debug"));
    turns
}

/// The metadata of each answer goes into the next request.
fn metadata_passed_on() -> Vec<Turn> {
    let put = |node, value, seen| {
        let body = format!(r#"{{"value": "{value}", "causal-metadata": {seen}}}"#);
        ask(node, "PUT", "/kvs/greeting", &body)
    };
    let with_seen =
        |node, method| ask(node, method, "/kvs/greeting", r#"{"causal-metadata": $metadata}"#);
    vec![
        ask(0, "GET", "/view", ""),
        put(0, "hello", "null"),
        with_seen(1, "GET"),
        Turn::Wait(100),
        with_seen(1, "GET"),
        put(1, "hello again", "$metadata"),
        with_seen(0, "GET"),
        Turn::Wait(100),
        with_seen(0, "GET"),
        with_seen(0, "DELETE"),
        with_seen(0, "GET"),
    ]
}

/// Steps 3 and 4 of "Running the system locally", then the same with a second node.
fn view_then_greeting() -> Vec<Turn> {
    let view = |addresses: &str| {
        ask(0, "PUT", "/kvs/admin/view", &format!(r#"{{"view": [{addresses}]}}"#))
    };
    let get = |node, seen| {
        let body = format!(r#"{{"causal-metadata": {seen}}}"#);
        ask(node, "GET", "/kvs/data/greeting", &body)
    };
    let put = r#"{"val": "hello", "causal-metadata": {}}"#;
    vec![
        view(r#""localhost:8001""#),
        ask(0, "PUT", "/kvs/data/greeting", put),
        get(0, "{}"),
        view(r#""localhost:8001", "localhost:8002""#),
        Turn::Wait(5000),
        ask(1, "GET", "/kvs/admin/view", ""),
        get(1, "$metadata"),
        get(1, "{}"),
    ]
}
