//! Mistakes that HTTP clients see in a status or a body: B34, and what B9, B17 and B18 look like there.

use causal_core::clock::ReplicaId;
use causal_core::http::{Dialect, Request, Response, Step, respond};
use causal_core::replica::mistakes::Mistakes;
use causal_core::run::Run;
use causal_core::world::{Choice, World};

use super::support::{scenario, with_mistake, without_mistake};

/// The worlds at the end of a file, with its mistake and without.
fn worlds(name: &str) -> [World; 2] {
    let mut right = scenario(name);
    right.script.clear();
    let wrong = right.clone();
    right.setting.protocol.mistakes = Mistakes::default();
    [wrong, right].map(|scenario| Run::new(scenario).world().clone())
}

/// One request to the first replica.
fn ask(world: &mut World, method: &str, path: &str, body: &str) -> Response {
    let request = Request::new(method, path, body);
    match respond(world, ReplicaId(0), &request, Dialect::Auto) {
        Step::Now(response) => response,
        Step::Act(action, question) => {
            let events = world.step(Choice::Act(action)).unwrap();
            question.answer(&events).expect("nothing to wait for")
        }
    }
}

/// The statuses of one request with the mistake and without.
fn statuses(name: &str, method: &str, path: &str, body: &str) -> [u16; 2] {
    worlds(name).map(|mut world| ask(&mut world, method, path, body).status)
}

#[test]
fn b34_zero_and_nothing_and_false_are_no_values() {
    let name = "b34-falsy-is-missing";
    for value in ["0", "\"\"", "false"] {
        let body = format!(r#"{{"value": {value}, "causal-metadata": null}}"#);
        assert_eq!(statuses(name, "PUT", "/kvs/x", &body), [400, 201], "{value}");
        let body = format!(r#"{{"key": "x", "value": {value}}}"#);
        assert_eq!(statuses(name, "POST", "/put", &body), [400, 200], "{value}");
    }
    for value in ["1", "\"0\"", "true"] {
        let body = format!(r#"{{"value": {value}, "causal-metadata": null}}"#);
        assert_eq!(statuses(name, "PUT", "/kvs/x", &body), [201, 201], "{value}");
    }
}

#[test]
fn b34_a_key_of_fifty_characters_is_too_long() {
    for (length, expected) in [(49, [201, 201]), (50, [400, 201]), (51, [400, 400])] {
        let path = format!("/kvs/{}", "k".repeat(length));
        let body = r#"{"value": 1, "causal-metadata": null}"#;
        assert_eq!(statuses("b34-fifty-is-too-long", "PUT", &path, body), expected, "{length}");
    }
}

#[test]
fn b34_a_deleted_key_counts_as_there() {
    let name = "b34-tombstones-count";
    assert_eq!(with_mistake(name).answers(), ["took A1", "took A2", "took A3"]);
    assert_eq!(without_mistake(name).answers(), ["took A1", "took A2", "no such key"]);
    let told = worlds(name).map(|mut world| {
        let mut status = |method, body| ask(&mut world, method, "/kvs/data/x", body).status;
        let put = r#"{"val": "1", "causal-metadata": {}}"#;
        [
            status("PUT", put),
            status("DELETE", ""),
            status("DELETE", ""),
            status("GET", ""),
            status("PUT", put),
        ]
    });
    assert_eq!(told, [[201, 200, 200, 404, 200], [201, 200, 404, 404, 201]]);
}

#[test]
fn b17_a_stale_write_is_answered_with_200() {
    let told = worlds("b17-drops-stale-writes").map(|mut world| {
        let mut put = |value| {
            let body = format!(r#"{{"val": "{value}", "causal-metadata": {{}}}}"#);
            ask(&mut world, "PUT", "/kvs/data/x", &body).status
        };
        let statuses = [put(1), put(2)];
        (statuses, ask(&mut world, "GET", "/kvs/data/x", "").body)
    });
    assert_eq!(told.each_ref().map(|told| told.0), [[201, 200], [201, 200]]);
    assert!(told[0].1.contains(r#""val":"1""#), "{}", told[0].1);
    assert!(told[1].1.contains(r#""val":"2""#), "{}", told[1].1);
}

#[test]
fn b18_there_is_no_new_update_for_who_wrote_it() {
    let told = worlds("b18-answers-only-older").map(|mut world| {
        let put = r#"{"val": "1", "causal-metadata": {}}"#;
        ask(&mut world, "PUT", "/kvs/data/x", put);
        let seen = r#"{"causal-metadata": {"A": 1}}"#;
        ask(&mut world, "GET", "/kvs/data/x", seen)
    });
    assert_eq!(told.each_ref().map(|response| response.status), [200, 200]);
    assert!(!told[0].body.contains("val") && told[0].body.contains("No new update"));
    assert!(told[1].body.contains(r#""val":"1""#));
}

#[test]
fn b9_a_refused_put_moves_the_clock() {
    let told = worlds("b09-acts-before-checking").map(|mut world| {
        let put = r#"{"value": 2, "causal-metadata": {"B": 1}}"#;
        let status = ask(&mut world, "PUT", "/kvs/y", put).status;
        let here = ask(&mut world, "GET", "/kvs/y", "").status;
        (status, here, world.replicas()[0].seen().to_string())
    });
    assert_eq!(told[0], (503, 404, "⟨A:1⟩".to_owned()));
    assert_eq!(told[1], (503, 404, "⟨⟩".to_owned()));
}
