//! What is wrong with a file is said in a sentence that names the field, the line and the column.

use causal_core::scenario::{Scenario, json, text};

fn check(input: &str, expected: &str) {
    let error = json::parse(input).expect_err("something is wrong");
    assert_eq!(error.to_string(), expected, "{input}");
}

/// A file with one action.
fn check_action(action: &str, expected: &str) {
    check(&format!("{{\"version\": 1, \"actions\": [\n{action}]}}"), expected);
}

const THERE_ARE: &str = "there are A (Alice), B (Bob), C (Carol)";

#[test]
fn no_json() {
    check("", "this is no JSON: unexpected end of file, a value was expected; line 1, column 1.");
    check(
        "{\"version\": 1,\n  \"title\": é}",
        "this is no JSON: `é` does not belong here; line 2, column 12.",
    );
    check("{} x", "this is no JSON: `x` does not belong here; line 1, column 4.");
    check("{} 1", "this is no JSON: the JSON already contains one root element; line 1, column 4.");
    check("[]", "expected an object, as { … }, found `[]`; line 1, column 1.");
    check(
        "{\"version\": 1,\n \"title\": \"a \u{7}\"}",
        "this is no JSON: '\\u{7}' is not allowed in JSON strings; line 2, column 14.",
    );
    check(
        "{\"version\": 1,\n \"title\": \"é \\ud800 and more\"}",
        "this is no JSON: `\\ud800` is half of a character, without its other half; line 2, column 14.",
    );
    check(
        "{\"version\": 1,\n \"title\": \"a\\q\"}",
        "this is no JSON: `\\q` means nothing here; there are \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t \
         and \\u with four digits from 0 to f; line 2, column 13.",
    );
}

#[test]
fn versions() {
    check("{}", "expected a field `version`, found none; line 1, column 1.");
    check("{\"version\": 3, \"world\": 1}", "Made with a newer version (format 3; this is 1).");
    check(
        "{\"version\": \"1\"}",
        "version: expected a whole number, found `\"1\"`; line 1, column 13.",
    );
    check("{\"version\": 0}", "version: expected 1, found `0`; line 1, column 13.");
}

#[test]
fn fields() {
    check(
        "{\"version\": 1,\n  \"sead\": 7}",
        "unknown field `sead`; did you mean `seed`? (known: version, title, notes, seed, replicas, \
         view, protocol, links, actions, open_at); line 2, column 3.",
    );
    check(
        "{\"version\": 1, \"seed\": 1, \"seed\": 2}",
        "`seed` is given twice; line 1, column 27.",
    );
    check(
        "{\"version\": 1, \"seed\": -1}",
        "seed: expected a whole number, found `-1`; line 1, column 24.",
    );
    check(
        "{\"version\": 1, \"seed\": \"x\"}",
        "seed: expected a whole number, found `\"x\"`; line 1, column 24.",
    );
    check(
        "{\"version\": 1, \"title\": 1}",
        "title: expected a string, found `1`; line 1, column 25.",
    );
    check(
        "{\"version\": 1, \"open_at\": 1.5}",
        "open_at: expected a whole number up to 4294967295, found `1.5`; line 1, column 27.",
    );
    check(
        "{\"version\": 1, \"replicas\": [\"A\", \"a\"]}",
        "replicas[1]: A is called `a` already; line 1, column 34.",
    );
    check(
        "{\"version\": 1, \"replicas\": []}",
        "replicas: the list of replicas is empty; line 1, column 28.",
    );
    check(
        "{\"version\": 1, \"protocol\": {\"delivery\": \"fivo\"}}",
        "protocol.delivery: unknown rule `fivo`; did you mean `fifo`? (known: causal, fifo, \
         arrival, covers-all, own-entry, next-on-own, sender-unchecked, newer, tick-on-receipt, \
         one-pass, keeps-duplicates); line 1, column 41.",
    );
    check(
        "{\"version\": 1, \"protocol\": {\"delivery\": {\"ticks\": \"on\"}}}",
        "protocol.delivery.ticks: expected true or false, found `\"on\"`; line 1, column 51.",
    );
    check(
        "{\"version\": 1, \"links\": {\"A>D\": {}}}",
        &format!("there is no replica D; {THERE_ARE}; line 1, column 26.").replacen(
            "there",
            "links: there",
            1,
        ),
    );
    check(
        "{\"version\": 1, \"links\": {\"A>C\": {\"latency\": [5, 1]}}}",
        "links.A>C.latency: the least latency, 5, is above the greatest, 1; line 1, column 45.",
    );
    check(
        "{\"version\": 1, \"links\": {\"A>C\": {}, \"Alice>C\": {}}}",
        "links: link A>C is given twice; line 1, column 37.",
    );
}

#[test]
fn actions() {
    check_action(
        "{\"put\": \"x\", \"value\": \"1\", \"on\": \"D\"}",
        &format!("actions[0].on: there is no replica D; {THERE_ARE}; line 2, column 34."),
    );
    check_action(
        "{\"explode\": \"A\"}",
        "actions[0]: unknown field `explode` (known: put, get, delete, list, link, release, hold, \
         drop, duplicate, partition, heal, crash, restart, view, join, leave, gossip, transfer, skew, \
         collect, wait, note, at, after, on, as, value, state, latency, loss, fifo, disk, from, with, ms, seen, \
         stamp, all); line 2, column 2.",
    );
    check_action(
        "{\"get\": \"x\"}",
        "actions[0]: expected a field `on`, found none; line 2, column 1.",
    );
    check_action(
        "{\"get\": \"x\", \"on\": \"A\", \"value\": \"1\"}",
        "actions[0]: unknown field `value` (known: get, on, as, seen, stamp, at, after); line 2, column 25.",
    );
    check_action(
        "{\"get\": \"x\", \"put\": \"y\"}",
        "actions[0]: expected one verb, found `put` and `get`; line 2, column 1.",
    );
    check_action(
        "{\"at\": 5}",
        "actions[0]: expected a verb, one of put, get, delete, list, link, release, hold, drop, \
         duplicate, partition, heal, crash, restart, view, join, leave, gossip, transfer, skew, \
         collect, wait, note, found none; line 2, column 1.",
    );
    check_action(
        "{\"get\": \"\", \"on\": \"A\"}",
        "actions[0].get: the key is empty; line 2, column 9.",
    );
    check_action(
        "{\"link\": \"A>C\"}",
        "actions[0]: expected one of state, latency, loss, duplicate, fifo, found none; line 2, column 1.",
    );
    check_action(
        "{\"link\": \"A>C, \", \"loss\": 1}",
        "actions[0].link: expected nothing more, found `,`; line 2, column 10.",
    );
    check_action(
        "{\"link\": \"A>C\", \"loss\": 2000}",
        "actions[0].loss: the number of parts per thousand is 2000; 1000 is the most; line 2, column 25.",
    );
    check_action(
        "{\"release\": \"A>C\"}",
        "actions[0].release: expected a message, as A1->C, A>C#2 or next A->C, found `A>C`; line 2, column 13.",
    );
    check_action(
        "{\"release\": \"next\"}",
        "actions[0]: expected a field `link`, found none; line 2, column 1.",
    );
    check_action(
        "{\"drop\": \"A>C#0\"}",
        "actions[0].drop: messages are counted from 1; line 2, column 10.",
    );
    check_action(
        "{\"heal\": false}",
        "actions[0].heal: expected true, found `false`; line 2, column 10.",
    );
    check_action(
        "{\"partition\": [[\"A\"], [\"A\"]]}",
        "actions[0].partition: A is in two groups; line 2, column 15.",
    );
    check_action(
        "{\"wait\": 1, \"at\": 1, \"after\": 1}",
        "actions[0]: expected one moment, found `at` and `after`; line 2, column 1.",
    );
    check_action(
        "{\"wait\": 1, \"at\": 5}, {\"wait\": 1, \"at\": 4}",
        "actions[1].at: time goes back: 4 ms stands behind 5 ms; line 2, column 41.",
    );
}

#[test]
fn the_example_of_the_format_is_read() {
    let example = r#"{
  "version": 1,
  "title": "A reply overtakes its question",
  "notes": "Markdown, shown beside the playground",
  "seed": 7,
  "replicas": ["A", "B", "C"],
  "protocol": { "delivery": "causal", "conflicts": "siblings", "sessions": "wait",
                "dependencies": "replica", "broadcast": true, "gossip_ms": null,
                "health_ms": null, "session_timeout_ms": 20000, "amnesia": "safe" },
  "links": { "default": { "latency": [400, 400] }, "A>C": { "state": "held" } },
  "actions": [
    { "at": 0,   "put": "q", "value": "lunch?", "on": "A", "as": "alice" },
    { "at": 900, "get": "q",                    "on": "B", "as": "bob" },
    { "at": 950, "put": "r", "value": "yes",    "on": "B", "as": "bob" },
    { "link": "A-C", "state": "up", "latency": 5, "duplicate": 10 },
    { "duplicate": "next", "link": "B>C", "after": 2 }
  ]
}"#;
    let expected = "\
title A reply overtakes its question
notes Markdown, shown beside the playground
seed 7
replicas A B C
rule causal
sessions wait
links latency=400
link A->C state=held

@0 alice@A: q = lunch?
@900 bob@B: read q
@950 bob@B: r = yes
open A-C
+0 delay A-C 5
+0 duplication A-C 10
+2 dup next B->C
";
    let scenario = Scenario::read(example).expect("the example");
    assert_eq!(text::write(&scenario), expected);
}

#[test]
fn a_file_is_written_for_people() {
    let story = "title \"\\\"é\\\"\"\nseed 18446744073709551615\nlink A->C state=held\nopen at 2\n\
                 +0 ann@A: lost = wallet\nrelease next A->C\npartition A | B C";
    let expected = r#"{
  "version": 1,
  "title": "\"é\"",
  "seed": "18446744073709551615",
  "replicas": ["Alice", "Bob", "Carol"],
  "protocol": { "delivery": "causal", "conflicts": "siblings", "sessions": "off", "dependencies": "replica", "session_timeout_ms": 20000 },
  "links": {
    "default": { "latency": [10, 10], "loss": 0, "duplicate": 0, "fifo": false, "state": "up" },
    "A>C": { "state": "held" }
  },
  "actions": [
    { "after": 0, "put": "lost", "value": "wallet", "on": "A", "as": "ann" },
    { "release": "next", "link": "A>C" },
    { "partition": [["A"], ["B", "C"]] }
  ],
  "open_at": 2
}
"#;
    assert_eq!(json::write(&text::parse(story).expect("a story")), expected);
}
