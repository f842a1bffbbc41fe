//! T01–T08: puts and gets that are turned down at once while a dependency is missing, and views that
//! follow who is alive.

use causal_core::http::Dialect;

use crate::dialogue::{Talk, nodes};

const NULL: &str = "null";

fn three() -> Talk {
    nodes(Dialect::Seed003, 3, |_| {})
}

impl Talk {
    fn put_key(&mut self, on: usize, key: &str, value: &str, seen: &str) -> crate::dialogue::Reply {
        let body = format!(r#"{{"value": "{value}", "causal-metadata": {seen}}}"#);
        self.ask(on, "PUT", &format!("/kvs/{key}"), &body)
    }

    fn get_key(&mut self, on: usize, key: &str, seen: &str) -> crate::dialogue::Reply {
        let body = format!(r#"{{"causal-metadata": {seen}}}"#);
        self.ask(on, "GET", &format!("/kvs/{key}"), &body)
    }

    fn delete_key(&mut self, on: usize, key: &str, seen: &str) -> crate::dialogue::Reply {
        let body = format!(r#"{{"causal-metadata": {seen}}}"#);
        self.ask(on, "DELETE", &format!("/kvs/{key}"), &body)
    }

    fn view_at(&mut self, on: usize) -> Vec<String> {
        let view = self.ask(on, "GET", "/view", "").is(200).field("view").expect("a view");
        serde_json::from_str(&view).expect("a list")
    }

    fn addresses(&self, nodes: &[usize]) -> Vec<String> {
        nodes.iter().map(|node| self.address(*node)).collect()
    }
}

#[test]
fn t01_value_operations() {
    let talk = &mut three();
    let put = talk.put_key(0, "moon", "cake", NULL).is(201).has("result", "\"created\"");
    talk.settle();
    let mut seen = put.seen();
    for node in 0..3 {
        let got = talk.get_key(node, "moon", &seen).is(200).has("value", "\"cake\"");
        assert!(got.field("result").is_some());
        assert_eq!(got.seen(), put.seen(), "reading adds nothing");
        seen = got.seen();
    }
    let put = talk.put_key(0, "moon", "pie", &seen).is(200).has("result", "\"replaced\"");
    talk.settle();
    for node in 0..3 {
        talk.get_key(node, "moon", &put.seen()).is(200).has("value", "\"pie\"");
    }
}

#[test]
fn t02_availability() {
    let talk = &mut three();
    talk.partition(&[]);
    talk.put_key(0, "pop", "tarts", NULL).is(201).has("result", "\"created\"");
    assert_eq!(talk.world.now(), 0, "promptly");
}

#[test]
fn t03_view_changes() {
    let talk = &mut three();
    let all = talk.addresses(&[0, 1, 2]);
    for node in 0..3 {
        assert_eq!(talk.view_at(node), all);
    }
    let mut seen = talk.put_key(0, "apple", "strudel", NULL).is(201).seen();
    talk.settle();
    for node in 0..3 {
        seen = talk.get_key(node, "apple", &seen).is(200).has("value", "\"strudel\"").seen();
    }
    talk.kill(2);
    talk.wait(5000);
    seen = talk.put_key(0, "chocolate", "eclair", &seen).is(201).seen();
    talk.wait(5000);
    for node in 0..2 {
        seen = talk.get_key(node, "chocolate", &seen).is(200).has("value", "\"eclair\"").seen();
        assert_eq!(talk.view_at(node), talk.addresses(&[0, 1]));
    }
    talk.restart_empty(2);
    talk.wait(5000);
    for node in 0..3 {
        assert_eq!(talk.view_at(node), all);
    }
    seen = talk.get_key(2, "apple", &seen).is(200).has("value", "\"strudel\"").seen();
    talk.get_key(2, "chocolate", &seen).is(200).has("value", "\"eclair\"");
}

#[test]
fn t04_causal_consistency() {
    // Repair is held: without gossip nobody tells N1 what it has missed.
    let talk = &mut nodes(Dialect::Seed003, 3, |protocol| protocol.gossip_ms = None);
    let old = talk.put_key(0, "matcha", "ice-cream", NULL).is(201).seen();
    talk.settle();
    talk.partition(&[&[0, 2]]);
    let put = talk.put_key(0, "matcha", "tea", &old).is(200).has("result", "\"replaced\"");
    talk.settle();
    talk.heal();
    let seen = put.seen();
    talk.get_key(0, "matcha", &seen).is(200).has("value", "\"tea\"");
    let says = "\"Causal dependencies not satisfied; try again later\"";
    talk.get_key(1, "matcha", &seen).is(503).has("error", says);
    talk.put_key(1, "matcha", "tea", &seen).is(503).has("error", says);
    talk.get_key(1, "matcha", &old).is(200).has("value", "\"ice-cream\"");
}

#[test]
fn t05_single_node() {
    let talk = &mut nodes(Dialect::Seed003, 1, |_| {});
    let seen = talk.put_key(0, "k", "one", NULL).is(201).has("result", "\"created\"").seen();
    let seen = talk.put_key(0, "k", "two", &seen).is(200).has("result", "\"replaced\"").seen();
    let long = "k".repeat(60);
    talk.put_key(0, &long, "v", &seen).is(400).says(r#"{"error":"Key is too long"}"#);
    talk.get_key(0, "k", &seen).is(200).has("result", "\"found\"").has("value", "\"two\"");
    talk.get_key(0, "unknown", &seen).is(404).has("error", "\"Key does not exist\"");
    talk.delete_key(0, "unknown", &seen).is(404).has("error", "\"Key does not exist\"");
    talk.delete_key(0, "k", &seen).is(200).has("result", "\"deleted\"");
    talk.get_key(0, "k", &seen).is(404);
}

#[test]
fn t07_views_one_by_one() {
    let mut setting = crate::dialogue::preset(Dialect::Seed003).setting();
    setting.names.push("the fourth".to_owned());
    setting.view = Some((0..3).map(crate::dialogue::id).collect());
    let talk = &mut crate::dialogue::talk(Dialect::Seed003, setting);
    let body = format!(r#"{{"socket-address": "{}"}}"#, talk.address(3));
    talk.ask(0, "PUT", "/view", &body).is(201).says(r#"{"result":"added"}"#);
    talk.ask(0, "PUT", "/view", &body).is(200).says(r#"{"result":"already present"}"#);
    assert!(talk.view_at(0).contains(&talk.address(3)));
    talk.settle();
    talk.put_key(0, "k", "v", NULL).is(201);
    talk.settle();
    talk.get_key(3, "k", NULL).is(200);
    talk.ask(0, "DELETE", "/view", &body).is(200).says(r#"{"result":"deleted"}"#);
    let says = r#"{"error":"View has no such replica"}"#;
    talk.ask(0, "DELETE", "/view", &body).is(404).says(says);
    talk.settle();
    talk.get_key(3, "k", NULL).is(503);
}

#[test]
fn t08_keys_of_fifty_characters() {
    let talk = &mut three();
    let (longest, too_long) = ("%C3%A9".repeat(50), "%C3%A9".repeat(51));
    let seen = talk.put_key(0, &longest, "v", NULL).is(201).seen();
    talk.settle();
    let before = talk.events.len();
    talk.put_key(0, &too_long, "v", &seen).is(400).says(r#"{"error":"Key is too long"}"#);
    let body = format!(r#"{{"causal-metadata": {seen}}}"#);
    let says = r#"{"error":"PUT request does not specify a value"}"#;
    talk.ask(0, "PUT", "/kvs/k", &body).is(400).says(says);
    assert_eq!(talk.events.len(), before, "nothing has happened");
    for node in 0..3 {
        talk.get_key(node, &longest, &seen).is(200).has("value", "\"v\"");
    }
}
