//! Single actions, requests to nodes, and logs.

use causal_core::clock::ReplicaId;
use causal_core::export::govector;
use causal_core::http::{Dialect, Request, respond_counted};
use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::{json, text};
use causal_core::world::World;
use causal_core::world::setting::Setting;

use super::{backwards, check, letters};

/// What a log says of an event.
type Event = fn(usize) -> String;

/// As many replicas as there can be.
fn setting() -> Setting {
    Setting { names: (0..REPLICAS).map(letters).collect(), ..Setting::default() }
}

#[test]
fn an_action_of_more_parts() {
    let setting = setting();
    check("members in text", 20_000, |n| {
        let line = format!("view A: {}", backwards(n, |number| letters(number) + " "));
        (line.len(), text::parse_action_counted(&line, &setting).1)
    });
    check("members in JSON", 10_000, |n| {
        let members = backwards(n, |number| format!("[\"{}\"], ", letters(number)));
        let input = format!("{{\"partition\": [{members}[]]}}");
        (input.len(), json::parse_action_counted(&input, &setting).1)
    });
}

fn check_request(what: &str, n: usize, world: &World, request: impl Fn(usize) -> Request) {
    check(what, n, |n| {
        let request = request(n);
        let headers = request.headers.iter().map(|(name, value)| name.len() + value.len());
        let bytes = request.path.len() + request.body.len() + headers.sum::<usize>();
        (bytes, respond_counted(world, ReplicaId(0), &request, Dialect::Auto).1)
    });
}

#[test]
fn a_request_of_more_parts() {
    let world = &World::new(setting());
    let put = |body: String| Request::new("PUT", "/kvs/x", body);
    check_request("fields", 20_000, world, |n| {
        put(format!("{{{}\"value\": 1}}", backwards(n, |number| format!("\"f{number:06}\": 1, "))))
    });
    let with_seen = |seen: String| put(format!("{{\"value\": 1, \"causal-metadata\": {seen}}}"));
    check_request("metadata", 20_000, world, |n| {
        with_seen(format!("{{{}\"A\": 1}}", backwards(n, |at| format!("\"{}\": 1, ", letters(at)))))
    });
    check_request("lost disks", 20_000, world, |n| {
        with_seen(format!("{{{}\"A\": 1}}", backwards(n, |at| format!("\"A#{at:05}\": 1, "))))
    });
    check_request("metadata in a header", 20_000, world, |n| {
        let seen = format!("{{{}\"A\": 1}}", "\"IV\": 1, ".repeat(n));
        let headers = vec![("Causal-Metadata".to_owned(), seen)];
        Request { headers, ..Request::new("GET", "/kvs/x", "") }
    });
    check_request("addresses", 20_000, world, |n| {
        let view = format!("{{\"view\": [{}\"A\"]}}", "\"localhost:8001\", ".repeat(n));
        Request::new("PUT", "/kvs/admin/view", view)
    });
    check_request("a path", 20_000, world, |n| Request::new("GET", &"/kvs".repeat(n), ""));
    check_request("parameters", 20_000, world, |n| {
        Request::new("GET", &format!("/retrieve?{}", "key=%41+&".repeat(n)), "")
    });
    check_request("nested lists", 100_000, world, |n| put("[".repeat(n)));
    check_request("headers", 10_000, world, |n| {
        let headers = vec![("Accept".to_owned(), "*".to_owned()); n];
        Request { headers, ..Request::new("GET", "/kvs/x", "") }
    });
}

#[test]
fn a_log_of_more_events() {
    let events: [(&str, Event); 3] = [
        ("lines", |at| format!("A {{\"A\":{}}}\nx\n", at + 1)),
        ("JSON lines", |at| {
            format!("{{\"host\": \"A\", \"vc\": {{\"A\": {}}}, \"msg\": \"x\"}}\n", at + 1)
        }),
        ("hosts", |at| format!("h{} {{\"h{}\":{}}}\nx\n", at % 256, at % 256, at / 256 + 1)),
    ];
    for (what, event) in events {
        check(what, 10_000, |n| {
            let log = super::repeated(n, event);
            (log.len(), govector::read_counted(&log).1)
        });
    }
}
