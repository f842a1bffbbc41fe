//! Views, crashes, gossip and clocks in each spelling, by example.

use causal_core::scenario::{Scenario, json, link, text};

/// Everything once, as it is written.
const STORY: &str = "\
replicas Alice Bob Carol Dave
members A B C
rule causal
conflicts lww
writes accepted
broadcast off
gossip 500
health 1000
evict on
amnesia naive
mistakes no-tombstones two-locks

crash A
restart A
restart A without disk
view A: A B C
view A: none
join D
join D from A
leave C
gossip B
gossip B->C
snapshot A->D
skew B -10
@900 crash B
+0 restart B
";

const FILE: &str = r#"{
  "version": 1,
  "title": "",
  "seed": 0,
  "replicas": ["Alice", "Bob", "Carol", "Dave"],
  "view": ["A", "B", "C"],
  "protocol": { "delivery": "causal", "conflicts": "lww", "sessions": "off", "dependencies": "replica", "session_timeout_ms": 20000, "writes": "accepted", "broadcast": false, "gossip_ms": 500, "health_ms": 1000, "evict": true, "amnesia": "naive", "mistakes": ["no-tombstones", "two-locks"] },
  "links": {
    "default": { "latency": [10, 10], "loss": 0, "duplicate": 0, "fifo": false, "state": "up" }
  },
  "actions": [
    { "crash": "A" },
    { "restart": "A" },
    { "restart": "A", "disk": "lose" },
    { "view": ["A", "B", "C"], "on": "A" },
    { "view": [], "on": "A" },
    { "join": "D" },
    { "join": "D", "from": "A" },
    { "leave": "C" },
    { "gossip": "B" },
    { "gossip": "B", "with": "C" },
    { "transfer": "A>D" },
    { "skew": "B", "ms": -10 },
    { "at": 900, "crash": "B" },
    { "after": 0, "restart": "B" }
  ]
}
"#;

#[test]
fn a_story_is_written_for_people_in_each_spelling() {
    let scenario = Scenario::read(STORY).expect("a story");
    assert_eq!(text::write(&scenario), STORY);
    assert_eq!(json::write(&scenario), FILE);
    assert_eq!(Scenario::read(FILE).as_ref(), Ok(&scenario));
    let link = link::encode(&scenario, 0);
    assert!(link.len() < 150, "{} characters: {link}", link.len());
    assert_eq!(Scenario::read(&link).as_ref(), Ok(&scenario));
}

/// Another way to write a text.
fn check(input: &str, expected: &str) {
    let read = |text: &str| text::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(text::write(&read(input)), text::write(&read(expected)), "{input}");
    assert_eq!(read(input), read(expected), "{input}");
}

#[test]
fn people_write_it_in_other_ways_too() {
    check("GOSSIP 500 ms  # often", "gossip 500");
    check("gossip 500ms\nhealth 9 MS\ntimeout 5 ms", "timeout 5\ngossip 500\nhealth 9");
    check("gossip off\nhealth off\nbroadcast yes", "");
    check("members carol, A", "members C A");
    check("members None", "members none");
    check("Restart bob WITH disk", "restart B");
    check("restart B Without Disk", "restart B without disk");
    check("view bob : carol, alice", "view B: C A");
    check("join carol FROM alice", "join C from A");
    check("gossip bob → carol", "gossip B->C");
    check("transfer A>C", "snapshot A->C");
    check("skew B +10 ms", "skew B 10");
    check("skew B -0", "skew B 0");
    check("Collect alice ALL", "collect A all");
    check("wait 5 ms", "wait 5");
    check("+0 gossip A", "+0 gossip alice");
}

#[test]
fn replicas_may_be_called_like_words() {
    let names = "replicas none off from gossip view members\n";
    let check =
        |input: &str, expected: &str| check(&[names, input].concat(), &[names, expected].concat());
    check("members \"none\"", "members A");
    check("members none off", "members A B");
    check("view none: none", "view A: none");
    check("view none: \"none\"", "view A: A");
    check("gossip from", "gossip C");
    check("gossip off->gossip", "gossip B->D");
    check("join gossip from from", "join D from C");
}

#[test]
fn the_setting_and_the_action_of_one_word_are_told_apart() {
    let scenario = text::parse("gossip 500\ngossip B\ngossip off->B").map(|_| ());
    assert!(scenario.expect_err("no replica off").to_string().contains("no replica off"));
    let scenario = text::parse("gossip 500\ngossip B").expect("a story");
    assert_eq!((scenario.setting.protocol.gossip_ms, scenario.script.len()), (Some(500), 1));
    let scenario = text::parse("replicas gossip members\ngossip: x = 1\nmembers@A: y = 2");
    assert_eq!(scenario.expect("two writes").script.len(), 2);
}

#[test]
fn null_is_nothing_in_json() {
    let read = |fields: &str| json::parse(&format!("{{\"version\": 1, {fields}}}"));
    let usual = read("\"view\": null, \"protocol\": {\"gossip_ms\": null, \"health_ms\": null}");
    assert_eq!(usual, Ok(Scenario::default()));
    let actions =
        "\"actions\": [{\"join\": \"A\", \"from\": null}, {\"gossip\": \"A\", \"with\": null}]";
    assert_eq!(read(actions), text::parse("join A\ngossip A"));
    let stable = read("\"actions\": [{\"collect\": \"A\", \"all\": false}]");
    assert_eq!(stable, text::parse("collect A"));
    let kept = read("\"actions\": [{\"restart\": \"A\", \"disk\": \"keep\"}]");
    assert_eq!(kept, text::parse("restart A"));
}
