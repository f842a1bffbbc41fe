//! T09–T18 and T38: nodes that begin uninitialised, views as a whole, puts that are never refused,
//! and what is malformed.

use causal_core::http::Dialect;
use causal_core::replica::protocol::Protocol;

use crate::dialogue::{Asked, Reply, Talk, nodes, preset, talk};

pub(crate) const NONE: &str = "{}";
const UNINITIALIZED: &str = r#"{"error":"uninitialized"}"#;
const BAD_REQUEST: &str = r#"{"error":"bad request"}"#;

/// So many nodes, none of them a member of anything.
pub(crate) fn fresh(n: usize) -> Talk {
    let mut setting = preset(Dialect::Seed004).setting();
    setting.names = (0..n).map(|index| format!("n{index}")).collect();
    talk(Dialect::Seed004, setting)
}

/// So many members.
pub(crate) fn members(n: usize) -> Talk {
    nodes(Dialect::Seed004, n, |_: &mut Protocol| {})
}

impl Talk {
    pub(crate) fn put(&mut self, on: usize, key: &str, value: &str, seen: &str) -> Reply {
        let body = format!(r#"{{"val": "{value}", "causal-metadata": {seen}}}"#);
        self.ask(on, "PUT", &format!("/kvs/data/{key}"), &body)
    }

    pub(crate) fn begin_get(&mut self, on: usize, key: &str, seen: &str) -> Asked {
        let body = format!(r#"{{"causal-metadata": {seen}}}"#);
        let path = format!("/kvs/data/{key}");
        self.begin(on, &causal_core::http::Request::new("GET", &path, body))
    }

    pub(crate) fn get(&mut self, on: usize, key: &str, seen: &str) -> Reply {
        let asked = self.begin_get(on, key, seen);
        self.wait_for(&asked)
    }

    pub(crate) fn delete(&mut self, on: usize, key: &str, seen: &str) -> Reply {
        let body = format!(r#"{{"causal-metadata": {seen}}}"#);
        self.ask(on, "DELETE", &format!("/kvs/data/{key}"), &body)
    }

    pub(crate) fn list(&mut self, on: usize, seen: &str) -> Reply {
        self.ask(on, "GET", "/kvs/data", &format!(r#"{{"causal-metadata": {seen}}}"#))
    }

    pub(crate) fn view_body(&self, members: &[usize]) -> String {
        let members: Vec<String> = members.iter().map(|node| self.address(*node)).collect();
        format!(r#"{{"view":["{}"]}}"#, members.join("\",\""))
    }

    pub(crate) fn put_view(&mut self, on: usize, members: &[usize]) -> Reply {
        let body = self.view_body(members);
        self.ask(on, "PUT", "/kvs/admin/view", &body)
    }

    pub(crate) fn get_view(&mut self, on: usize) -> Reply {
        self.ask(on, "GET", "/kvs/admin/view", "").is(200)
    }
}

#[test]
fn t09_uninitialised() {
    let talk = &mut fresh(1);
    talk.put(0, "k", "v", NONE).is(418).says(UNINITIALIZED);
    talk.get(0, "k", NONE).is(418).says(UNINITIALIZED);
    talk.delete(0, "k", NONE).is(418).says(UNINITIALIZED);
    talk.list(0, NONE).is(418).says(UNINITIALIZED);
    talk.ask(0, "DELETE", "/kvs/admin/view", "").is(418).says(UNINITIALIZED);
    talk.get_view(0).says(r#"{"view":[]}"#);
    talk.put_view(0, &[0]).is(200);
    talk.put(0, "k", "v", NONE).is(201);
    talk.ask(0, "DELETE", "/kvs/admin/view", "").is(200);
    talk.get(0, "k", NONE).is(418).says(UNINITIALIZED);
}

#[test]
fn t10_view() {
    let talk = &mut fresh(3);
    for node in 0..3 {
        talk.put_view(node, &[2, 0, 1]).is(200);
    }
    for node in 0..3 {
        let expected = talk.view_body(&[2, 0, 1]);
        talk.get_view(node).says(&expected);
    }
    talk.wait(1000);
    for node in 0..3 {
        let expected = talk.view_body(&[2, 0, 1]);
        talk.get_view(node).says(&expected);
    }
}

#[test]
fn t11_spec_example_2() {
    for pause in [0, 2000] {
        let talk = &mut fresh(2);
        talk.put_view(0, &[0, 1]).is(200);
        talk.wait(1000);
        let seen = talk.put(1, "k1", "a", "null").is(201).seen();
        talk.wait(pause);
        let seen = talk.put(0, "k1", "b", &seen).either(200, 201).seen();
        talk.put(1, "k2", "c", &seen).is(201);
        let got = talk.get(1, "k2", NONE).is(200).has("val", "\"c\"");
        let got = talk.get(1, "k1", &got.seen()).either(200, 500);
        if got.0.status == 200 {
            got.clone().has("val", "\"b\"");
        }
        assert!(got.field("causal-metadata").is_some());
    }
}

#[test]
fn t12_tie_break() {
    let talk = &mut members(3);
    talk.put(0, "k", "v1", "null").is(201);
    talk.put(1, "k", "v2", "null").either(200, 201);
    talk.wait(10_000);
    let all: Vec<_> = (0..3).map(|node| talk.get(node, "k", NONE).is(200).field("val")).collect();
    assert!(all.iter().all(|val| *val == all[0]), "{all:?}");
    assert!(["\"v1\"", "\"v2\""].contains(&all[0].as_deref().expect("a value")));
}

#[test]
fn t13_key_list() {
    let talk = &mut members(2);
    let seen = talk.put(0, "k1", "1", NONE).is(201).seen();
    let seen = talk.put(1, "k2", "2", &seen).either(200, 201).seen();
    talk.wait(10_000);
    talk.list(0, &seen).is(200).has("count", "2").has("keys", r#"["k1","k2"]"#);
}

#[test]
fn t15_view_change() {
    let talk = &mut fresh(4);
    talk.put_view(0, &[0, 1]).is(200);
    talk.wait(1000);
    let mut seen = NONE.to_owned();
    for n in 0..10 {
        seen = talk.put(n % 2, &format!("k{n}"), &n.to_string(), &seen).is(201).seen();
    }
    talk.wait(11_000);
    talk.put_view(0, &[0, 1, 2, 3]).is(200);
    talk.wait(11_000);
    for node in 2..4 {
        for n in 0..10 {
            talk.get(node, &format!("k{n}"), &seen).is(200).has("val", &format!("\"{n}\""));
        }
    }
}

#[test]
fn t17_partitioned_view_change() {
    let talk = &mut fresh(6);
    talk.put_view(0, &[0, 1, 2, 3]).is(200);
    talk.wait(1000);
    talk.partition(&[&[0, 1], &[2, 3], &[4, 5]]);
    let mut seen = NONE.to_owned();
    for n in 0..12 {
        seen = talk.put(n % 4, &format!("k{n}"), &n.to_string(), &seen).is(201).seen();
    }
    talk.heal();
    talk.wait(11_000);
    talk.put_view(0, &[0, 1, 4, 5]).is(200);
    talk.wait(11_000);
    for node in [4, 5] {
        for n in 0..12 {
            talk.get(node, &format!("k{n}"), &seen).is(200).has("val", &format!("\"{n}\""));
        }
    }
}

#[test]
fn t18_availability() {
    let talk = &mut members(3);
    talk.partition(&[]);
    let mut seen = [NONE; 3].map(String::from);
    for n in 0..10 {
        for (node, seen) in seen.iter_mut().enumerate() {
            let put = talk.put(node, &format!("k{n}"), &format!("{n}@{node}"), seen);
            *seen = put.either(200, 201).seen();
        }
    }
    talk.heal();
    talk.wait(11_000);
    for n in 0..10 {
        let written = (0..3).map(|node| format!("\"{n}@{node}\"")).collect::<Vec<_>>();
        for node in 0..3 {
            let got = talk.get(node, &format!("k{n}"), NONE).is(200).field("val");
            assert!(written.contains(&got.expect("a value")));
        }
    }
}

#[test]
fn t38_malformed() {
    let talk = &mut members(2);
    let seen = talk.put(0, "k", "v", NONE).is(201).seen();
    let before = talk.events.len();
    let mut check = |body: &str, says: &str| {
        talk.ask(0, "PUT", "/kvs/data/k", body).is(400).says(says);
    };
    check("val=1", BAD_REQUEST);
    check("", BAD_REQUEST);
    check(&format!(r#"{{"causal-metadata": {seen}}}"#), BAD_REQUEST);
    check(r#"{"val": "w"}"#, BAD_REQUEST);
    check(r#"{"val": 1, "causal-metadata": {}}"#, BAD_REQUEST);
    check(r#"{"val": "w", "causal-metadata": 1}"#, BAD_REQUEST);
    check(r#"{"val": "w", "causal-metadata": {"nobody": 1}}"#, BAD_REQUEST);
    let huge = "x".repeat(8 * 1024 * 1024);
    let too_large = format!(r#"{{"val": "{huge}x", "causal-metadata": {{}}}}"#);
    check(&too_large, r#"{"error":"val too large"}"#);
    assert_eq!(talk.events.len(), before, "nothing has happened");
    talk.get(0, "k", NONE).is(200).has("val", "\"v\"");
    let more = format!(r#"{{"val": "w", "more": [1], "causal-metadata": {seen}}}"#);
    talk.ask(0, "PUT", "/kvs/data/k", &more).is(200);
}

#[test]
fn t38_the_largest_value() {
    // No file and no link can hold it, so the page does not take it.
    let talk = &mut members(2).unwritten();
    talk.put(0, "huge", &"x".repeat(8 * 1024 * 1024), NONE).is(201);
}
