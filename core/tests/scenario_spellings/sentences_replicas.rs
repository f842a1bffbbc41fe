//! What is wrong with views, crashes, gossip and clocks is said in a sentence too, in every
//! spelling.

use causal_core::clock::ReplicaId;
use causal_core::replica::protocol::Protocol;
use causal_core::scenario::{Scenario, ScriptedAction, When, json, text, validate};
use causal_core::world::action::Action;
use causal_core::world::network::LinkId;
use causal_core::world::setting::Setting;

const THERE_ARE: &str = "there are A (Alice), B (Bob), C (Carol)";

fn check_text(input: &str, expected: &str) {
    let said = text::parse(input).map_or_else(|error| error.to_string(), |_| "fine".to_owned());
    assert_eq!(said, expected, "{input}");
}

fn check_json(fields: &str, expected: &str) {
    let input = format!("{{\"version\": 1,\n{fields}}}");
    let said = json::parse(&input).map_or_else(|error| error.to_string(), |_| "fine".to_owned());
    assert_eq!(said, format!("{expected}."), "{input}");
}

fn check_json_action(action: &str, expected: &str) {
    check_json(&format!("\"actions\": [\n{action}]"), expected);
}

fn check_action(action: Action, expected: &str) {
    let script = vec![ScriptedAction { when: When::Settled, action }];
    let scenario = Scenario { script, ..Scenario::default() };
    let said = validate::check(&scenario, 16).expect_err("something is wrong");
    assert_eq!(said.to_string(), expected);
}

#[test]
fn settings_as_text() {
    check_text("members A D", &format!("Line 1, column 11: there is no replica D; {THERE_ARE}."));
    check_text("members A, B alice", "Line 1, column 14: member A is given twice.");
    check_text(
        "members",
        "Line 1, column 8: expected the members, or `none`, found the end of the line.",
    );
    check_text(
        "members none A",
        &format!("Line 1, column 9: there is no replica none; {THERE_ARE}."),
    );
    check_text("members A\nreplicas A B", "Line 2, column 1: `replicas` belongs before `members`.");
    check_text("A: x = 1\nmembers A", "Line 2, column 1: `members` belongs before the actions.");
    check_text("A: x = 1\ngossip 500", "Line 2, column 1: `gossip` belongs before the actions.");
    check_text(
        "gossip 0",
        "Line 1, column 8: the gossip interval is 0; it must be from 1 to 86400000.",
    );
    check_text(
        "health 86400001 ms",
        "Line 1, column 8: the interval of health checks is 86400001; it must be from 1 to 86400000.",
    );
    let no_time = "expected a time in milliseconds, or off, found";
    check_text("gossip -5", &format!("Line 1, column 8: {no_time} `-5`."));
    check_text("gossip on", &format!("Line 1, column 8: {no_time} `on`."));
    check_text("health often", &format!("Line 1, column 8: {no_time} `often`."));
    check_text("gossip 5 s", "Line 1, column 10: expected the end of the line, found `s`.");
    check_text(
        "writes eager",
        "Line 1, column 8: unknown rule for writes `eager` (known: gated, accepted).",
    );
    check_text("evict maybe", "Line 1, column 7: unknown switch `maybe` (known: off, on).");
    check_text("broadcast", "Line 1, column 10: unknown switch `` (known: off, on).");
    check_text(
        "amnesia naiv",
        "Line 1, column 9: unknown kind of amnesia `naiv`; did you mean `naive`? (known: safe, naive).",
    );
}

#[test]
fn actions_as_text() {
    check_text("crash", "Line 1, column 6: expected a replica, found the end of the line.");
    check_text("crash D", &format!("Line 1, column 7: there is no replica D; {THERE_ARE}."));
    check_text("crash A B", "Line 1, column 9: expected the end of the line, found `B`.");
    check_text(
        "restart A empty",
        "Line 1, column 10: expected `without disk`, or the end of the line, found `empty`.",
    );
    check_text(
        "restart A without",
        "Line 1, column 18: expected `disk`, found the end of the line.",
    );
    check_text("view A B", "Line 1, column 8: expected a colon, then the members, found `B`.");
    check_text(
        "view A:",
        "Line 1, column 8: expected the members, or `none`, found the end of the line.",
    );
    check_text("view A: B B", "Line 1, column 9: member B is given twice.");
    check_text("view D: A", &format!("Line 1, column 6: there is no replica D; {THERE_ARE}."));
    check_text("join C from c", "Line 1, column 13: C cannot join from itself.");
    check_text(
        "join C by A",
        "Line 1, column 7: expected `from` and a member, or the end of the line, found `by A`.",
    );
    check_text("gossip D", &format!("Line 1, column 8: there is no replica D; {THERE_ARE}."));
    check_text("gossip B->B", "Line 1, column 8: B has no link to itself.");
    check_text(
        "gossip B-C",
        "Line 1, column 8: expected a link in one direction, as A->C, found `B-C`.",
    );
    check_text("snapshot A->A", "Line 1, column 10: A has no link to itself.");
    check_text(
        "snapshot A",
        "Line 1, column 11: expected -> or - and another replica, found the end of the line.",
    );
    check_text(
        "skew B -86400001",
        "Line 1, column 8: the skew is -86400001; it must be from -86400000 to 86400000.",
    );
    check_text(
        "skew B",
        "Line 1, column 7: expected milliseconds, as 10 or -10, found the end of the line.",
    );
    check_text(
        "collect A now",
        "Line 1, column 10: expected `all`, or the end of the line, found `now`.",
    );
    check_text("skew B - 1", "Line 1, column 8: expected milliseconds, as 10 or -10, found `- 1`.");
}

#[test]
fn settings_as_json() {
    check_json(
        "\"view\": [\"A\", \"D\"]",
        &format!("view[1]: there is no replica D; {THERE_ARE}; line 2, column 15"),
    );
    check_json(
        "\"view\": [\"A\", \"B\", \"alice\"]",
        "view[2]: member A is given twice; line 2, column 20",
    );
    check_json(
        "\"view\": \"A\"",
        "view: expected a list, as [ … ], found `\"A\"`; line 2, column 9",
    );
    check_json(
        "\"protocol\": {\"gossip_ms\": 0}",
        "protocol.gossip_ms: the gossip interval is 0; it must be from 1 to 86400000; line 2, column 27",
    );
    check_json(
        "\"protocol\": {\"gossip_ms\": 5, \"health_ms\": 86400001}",
        "protocol.health_ms: the interval of health checks is 86400001; it must be from 1 to \
         86400000; line 2, column 43",
    );
    check_json(
        "\"protocol\": {\"health_ms\": false}",
        "protocol.health_ms: expected a whole number, found `false`; line 2, column 27",
    );
    check_json(
        "\"protocol\": {\"broadcast\": \"off\"}",
        "protocol.broadcast: expected true or false, found `\"off\"`; line 2, column 27",
    );
    check_json(
        "\"protocol\": {\"conflicts\": \"lvw\"}",
        "protocol.conflicts: unknown conflict rule `lvw`; did you mean `lww`? (known: siblings, lww, \
         arrival, wall-clock); line 2, column 27",
    );
}

#[test]
fn actions_as_json() {
    check_json_action(
        "{\"crash\": \"D\"}",
        &format!("actions[0].crash: there is no replica D; {THERE_ARE}; line 3, column 11"),
    );
    check_json_action(
        "{\"crash\": \"A\", \"disk\": \"lose\"}",
        "actions[0]: unknown field `disk` (known: crash, at, after); line 3, column 16",
    );
    check_json_action(
        "{\"restart\": \"A\", \"disk\": \"lost\"}",
        "actions[0].disk: unknown fate of the disk `lost`; did you mean `lose`? (known: keep, lose); \
         line 3, column 26",
    );
    check_json_action(
        "{\"view\": [\"A\"]}",
        "actions[0]: expected a field `on`, found none; line 3, column 1",
    );
    check_json_action(
        "{\"view\": [\"B\", \"B\"], \"on\": \"A\"}",
        "actions[0].view: member B is given twice; line 3, column 10",
    );
    check_json_action(
        "{\"join\": \"C\", \"from\": \"C\"}",
        "actions[0].from: C cannot join from itself; line 3, column 23",
    );
    check_json_action(
        "{\"gossip\": \"B\", \"with\": \"bob\"}",
        "actions[0].with: B has no link to itself; line 3, column 25",
    );
    check_json_action(
        "{\"transfer\": \"A-C\"}",
        "actions[0].transfer: expected a link in one direction, as A->C, found `A-C`; line 3, column 14",
    );
    check_json_action(
        "{\"skew\": \"B\"}",
        "actions[0]: expected a field `ms`, found none; line 3, column 1",
    );
    check_json_action(
        "{\"skew\": \"B\", \"ms\": \"-1\"}",
        "actions[0].ms: expected a whole number, found `\"-1\"`; line 3, column 21",
    );
    check_json_action(
        "{\"skew\": \"B\", \"ms\": 86400001}",
        "actions[0].ms: the skew is 86400001; it must be from -86400000 to 86400000; line 3, column 21",
    );
    check_json_action(
        "{\"collect\": \"B\", \"all\": 1}",
        "actions[0].all: expected true or false, found `1`; line 3, column 25",
    );
    check_json_action(
        "{\"leave\": \"B\", \"gossip\": \"A\"}",
        "actions[0]: expected one verb, found `leave` and `gossip`; line 3, column 1",
    );
}

#[test]
fn neither_text_nor_json() {
    let (a, d) = (ReplicaId(0), ReplicaId(3));
    check_action(
        Action::Crash(d),
        &format!("Action 1, crash: there is no replica D; {THERE_ARE}."),
    );
    check_action(
        Action::Join { replica: a, from: Some(a) },
        "Action 1, from: A cannot join from itself.",
    );
    check_action(
        Action::Gossip { from: a, with: Some(a) },
        "Action 1, with: A has no link to itself.",
    );
    check_action(
        Action::Transfer { link: LinkId { from: a, to: a } },
        "Action 1, transfer: A has no link to itself.",
    );
    check_action(
        Action::Skew { replica: a, ms: i64::MIN },
        "Action 1, ms: the skew is -9223372036854775808; it must be from -86400000 to 86400000.",
    );
    let protocol = Protocol { gossip_ms: Some(0), ..Protocol::default() };
    for (setting, expected) in [
        (
            Setting { view: Some(vec![a, d]), ..Setting::default() },
            &*format!("Setting, view: there is no replica D; {THERE_ARE}."),
        ),
        (
            Setting { protocol, ..Setting::default() },
            "Setting, gossip_ms: the gossip interval is 0; it must be from 1 to 86400000.",
        ),
    ] {
        let scenario = Scenario { setting, ..Scenario::default() };
        let said = validate::check(&scenario, 16).expect_err("something is wrong");
        assert_eq!(said.to_string(), expected);
    }
}
