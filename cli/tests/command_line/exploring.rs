//! Every schedule of a scenario, from the command line.

use causal_core::run::Run;
use causal_core::scenario::{Scenario, link, text};
use expect_test::expect;
use serde_json::Value;

use crate::{call, call_with, fine, stories_in};

const STORY: &str = "scenarios/mistakes/b30-one-pass.causal";

#[test]
fn counts_are_a_table() {
    expect![[r#"
           538 states
          1354 transitions
             7 final states
        33 600 complete schedules
            10 steps at most
        All of them were tried.
    "#]]
    .assert_eq(&fine(&["explore", "scenarios/concurrent-writes.causal"]));
}

#[test]
fn outcomes_are_told_with_their_schedules() {
    expect![[r#"
         70 states
        139 transitions
          4 final states
        225 complete schedules
          8 steps at most
        All of them were tried.

        2 outcomes

        1. in 219 schedules; after 6 steps at the earliest
           Alice, Bob: x = 3
           #1s.QgACBwIUQWxpY2UMQm9iWE9uZSBwYXNzIGlzIG5vdCBlbm91Z2icEgeMAQAEeAYADQoADQ48AAEBPAACATwAAwF02A.HBF6

        2. in 6 schedules; after 6 steps at the earliest
           Alice: x = 3
           Bob: x = 2
           #1s.QgACBwIUQWxpY2UMQm9iWE9uZSBwYXNzIGlzIG5vdCBlbm91Z2icEgeMAQAEeAYADQoADQ48AAMBPAACATwAAQEV2A.S88M
    "#]].assert_eq(&fine(&["explore", STORY, "--outcomes", "--duplicate", "1"]));
}

#[test]
fn outcomes_as_json_hold_the_same_and_open() {
    let known: Value =
        serde_json::from_str(&fine(&["explore", STORY, "--outcomes", "--lose", "1", "--json"]))
            .unwrap();
    assert_eq!(known["end"], "all");
    let outcomes = known["outcomes"].as_array().unwrap();
    let mut n_schedules = 0;
    for outcome in outcomes {
        n_schedules += outcome["schedules"].as_str().unwrap().parse::<u128>().unwrap();
        let shortest = &outcome["shortest"];
        let opened = Scenario::read(shortest["link"].as_str().unwrap()).unwrap();
        let actions: Vec<String> = opened.script.iter().map(text::write_action).collect();
        assert_eq!(serde_json::json!(actions), shortest["actions"]);
        assert_eq!(actions.len() as u64, shortest["steps"].as_u64().unwrap() + 1, "links are held");
        let run = Run::new(opened);
        for (replica, shown) in run.world().replicas().iter().zip(["A", "B"]) {
            let values: Vec<String> = replica
                .shown("x")
                .iter()
                .map(|it| it.value.as_deref().unwrap().to_owned())
                .collect();
            let told = outcome["stores"][shown].get("x").cloned();
            let told = told.unwrap_or_else(|| serde_json::json!([]));
            assert_eq!(told, serde_json::json!(values), "{outcome}");
        }
    }
    assert_eq!(known["schedules"], n_schedules.to_string());
    assert!(outcomes.len() > 2);
}

#[test]
fn what_is_tried_when_the_budget_is_spent_is_told() {
    for budget in ["7", "20kB"] {
        let called =
            call(&["explore", "scenarios/ahead.causal", "--writes", "3", "--budget", budget]);
        assert_eq!(called.code, Some(4), "{budget}: {}", called.out);
        assert!(called.out.contains(" states\n") && !called.out.contains("All of them"));
        let says = "causal: scenarios/ahead.causal: The budget of ";
        assert!(
            called.err.starts_with(says) && called.err.ends_with(", and there are more.\n"),
            "{}",
            called.err
        );
    }
}

/// A story as a link, which has no lines.
fn link_of(story: &str) -> String {
    format!("#{}", link::encode(&Scenario::read(story).unwrap(), 0))
}

#[test]
fn what_cannot_be_explored_is_a_sentence_with_its_place() {
    for (story, says) in [
        ("A: x = 1\nskew A 10", "2:1: Action 2 sets a clock, "),
        ("conflicts wall-clock\nA: x = 1", "1:11: Under `conflicts wall-clock` clocks decide, "),
        ("\nlinks  FIFO=on\nA: x = 1", "2:8: A link keeps its order, and here any message on "),
        ("title gossip\ngossip 500\nA: x = 1", "2:1: Gossip every 500 ms never ends: "),
        ("health 500\nA: x = 1", "1:1: Pings every 500 ms never end, "),
        ("mistakes two-locks\nA: x = 1", "1:10: The mistake two-locks needs "),
        (
            "mistakes falsy-is-missing\nA: x = 1",
            "1:10: The mistake falsy-is-missing shows in HTTP ",
        ),
        (&*link_of("conflicts wall-clock\nA: x = 1"), " Under `conflicts wall-clock` "),
    ] {
        let called = call_with(&["explore", "-"], story.as_bytes());
        assert_eq!((called.code, &*called.out), (Some(3), ""), "{story}");
        assert!(called.err.starts_with(&format!("causal: -:{says}")), "{}", called.err);
        assert!(called.err.ends_with(".\n") && called.err.lines().count() == 1, "{}", called.err);
    }
    let clients: String = (0..40).map(|n| format!("c{n}@A: x = 1\n")).collect();
    let called = call_with(&["explore", "-"], clients.as_bytes());
    assert!(called.err.contains("-:33:1: The script has 40 actors "), "{}", called.err);
    let names: String = (0..17).map(|n| format!(" r{n}")).collect();
    let called = call_with(&["explore", "-"], format!("replicas{names}\nA: x = 1").as_bytes());
    assert!(called.err.contains("-:1:1: The setting has 17 replicas; "), "{}", called.err);
    let called = call(&["explore", STORY, "--lose", "1001"]);
    assert!(called.err.contains(" 1001 lost messages are too many: "), "{}", called.err);
}

#[test]
fn what_cannot_be_asked_is_usage() {
    for (args, says) in [
        (&["--budget", "0"][..], "a budget of nothing visits nothing: allow at least 1"),
        (&["--budget", "lots"], "a budget is a number of states, such as 1000000, or a size, "),
        (&["--lose", "-1"], "unexpected argument '-1'"),
        (&["--lose", "99999999999"], "--lose"),
        (&["--explode", "1"], "--explode"),
        (&["--seeds", "0..9", "--outcomes"], "--outcomes"),
        (&["--seeds", "0..9", "--budget", "9"], "--budget"),
    ] {
        let called = call(&[&["explore", STORY], args].concat());
        assert_eq!((called.code, &*called.out), (Some(2), ""), "{args:?}");
        assert!(called.err.contains(says), "{args:?}: {}", called.err);
    }
}

/// Whatever the story: an answer, or a sentence.
#[test]
fn every_story_is_answered() {
    for story in stories_in("scenarios").into_iter().chain(stories_in("scenarios/mistakes")) {
        let faults =
            ["--lose", "1", "--duplicate", "1", "--crash", "1", "--gossip", "1", "--writes", "1"];
        for faults in [&[][..], &faults] {
            let called =
                call(&[&["explore", &story, "--budget", "3000", "--outcomes"], faults].concat());
            let code = called.code.unwrap();
            assert!([0, 3, 4].contains(&code), "{story}: {}", called.err);
            assert_eq!(called.out.is_empty(), code == 3, "{story}: {}", called.out);
            assert_eq!(
                called.err.lines().count(),
                usize::from(code > 0),
                "{story}: {}",
                called.err
            );
        }
    }
}

/// What is found, as people read it: what was looked for, the schedule in order, the link, the counts.
#[test]
fn what_is_found_is_a_list_and_a_link() {
    let called = call(&["explore", STORY, "--find", "quiet & !idle"]);
    assert_eq!((called.code, &*called.err), (Some(1), ""));
    expect![[r#"
        Looked for: No message is on its way or held, and something is on its way, held or in a buffer.

        Found, after 6 steps at the earliest:
          1. A: x = 1
          2. A: x = 2
          3. A: x = 3
          4. release A3->B
          5. release A2->B
          6. release A1->B
          #1s.QgACBwIUQWxpY2UMQm9iWE9uZSBwYXNzIGlzIG5vdCBlbm91Z2icEgeMAQAEeAYADQoADQ48AAMBPAACATwAAQEV2A.S88M

        17 states
        25 transitions
         0 final states
         5 steps at most
    "#]].assert_eq(&called.out);
}

#[test]
fn what_is_found_opens_and_is_so() {
    let found = ["--find", "violation.twice", "--duplicate", "1", "--json"];
    let story = "scenarios/mistakes/b04-sender-unchecked.causal";
    let called = call(&[&["explore", story], &found[..]].concat());
    assert_eq!(called.code, Some(1));
    let known: Value = serde_json::from_str(&called.out).unwrap();
    assert_eq!(known["end"], "found");
    let link = known["found"]["link"].as_str().unwrap();
    assert_eq!(call(&["check", link, "--that", "violation.twice"]).code, Some(0));
    let n_actions = known["found"]["actions"].as_array().unwrap().len();
    assert_eq!(known["found"]["steps"].as_u64().unwrap() + 1, n_actions as u64, "links are held");
}

#[test]
fn what_is_never_so_was_looked_for_in_every_state() {
    for option in ["--find", "--never"] {
        let args = ["explore", "scenarios/concurrent-writes.causal", option, "violation.causal"];
        let none = "All of them were tried: it is so in none.\n";
        assert!(fine(&args).ends_with(none));
        let called = call(&[&args[..], &["--budget", "100"]].concat());
        assert_eq!(called.code, Some(4), "out of budget is not never");
        assert!(!called.out.contains("none"), "{}", called.out);
    }
}

#[test]
fn one_of_a_kind_is_said_as_one() {
    let called = call_with(&["explore", "-"], b"A: read x");
    expect![[r#"
        2 states
        1 transition
        1 final state
        1 complete schedule
        1 step at most
        All of them were tried.
    "#]]
    .assert_eq(&called.out);
}

#[test]
fn who_is_down_at_the_end_is_said() {
    let args = ["explore", "-", "--outcomes", "--crash", "1"];
    let story = b"replicas Alice Bob\nA: x = 1";
    let told = call_with(&args, story).out;
    assert!(told.contains("   Alice: x = 1\n   Bob: down, with nothing\n"), "{told}");
    let known: Value =
        serde_json::from_str(&call_with(&[&args[..], &["--json"]].concat(), story).out).unwrap();
    let outcomes = known["outcomes"].as_array().unwrap();
    let down =
        |who: &str| outcomes.iter().filter(|it| it["down"] == serde_json::json!([who])).count();
    assert!(down("A") > 0 && down("B") > 0, "{known}");
    assert!(outcomes.iter().any(|it| it.get("down").is_none()), "{known}");
}

#[test]
fn what_is_not_as_it_was_meant_is_noted_with_its_place() {
    let story = b"A: x = 1\n  restart A";
    let told = call_with(&["explore", "-"], story);
    let note = "-:2:3: Action 2 can be done in no schedule, nor can what its actor does after it.";
    assert!(told.out.ends_with(&format!("tried.\nNote: {note}\n")), "{}", told.out);
    let find = ["explore", "-", "--json", "--find", "quiet & !quiet | shows(A, z)"];
    let known: Value = serde_json::from_str(&call_with(&find, story).out).unwrap();
    let key = "The condition asks for what never is: nothing is ever stored under the key `z`.";
    assert_eq!(known["hints"], serde_json::json!([key, note]));
    let none: Value =
        serde_json::from_str(&call_with(&["explore", "-", "--json"], b"A: x = 1").out).unwrap();
    assert!(none.get("hints").is_none());
}
