//! What is looked for in schedules, from the command line.

use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use serde_json::Value;

use crate::{Called, call, root};

const STORY: &str = "scenarios/mistakes/b04-sender-unchecked.causal";
const SOUGHT: &str = "exists w: delivered(w,B) & by(w) = B";

/// Random schedules in which something is looked for.
fn sought(predicate: &str, args: &[&str]) -> Called {
    let seeds = ["explore", STORY, "--seeds", "0..100", "--json", "--writes", "1"];
    call(&[&seeds, args, &["--find", predicate]].concat())
}

#[test]
fn what_is_found_in_a_random_schedule_is_so_in_the_run_of_its_link() {
    let called = sought(SOUGHT, &[]);
    assert_eq!((called.code, &*called.err), (Some(1), ""));
    let story = Scenario::read(&std::fs::read_to_string(root().join(STORY)).unwrap()).unwrap();
    let predicate = Predicate::parse(SOUGHT, &story.setting).unwrap();
    let mut lines = called.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found = lines.find(|line| line["finding"] == predicate.text()).unwrap();
    let run = Run::new(Scenario::read(found["link"].as_str().unwrap()).unwrap());
    let asked = format!(" --writes 1 --find '{}'", predicate.text());
    assert!(called.out.contains(&asked), "{}", called.out);
    let mut watch = Watch::new(predicate, run.setting());
    assert_eq!(watch.follow(&run, run.history().len()), Verdict::Yes);
    assert_eq!(found["steps"], 1, "{found}");
}

#[test]
fn what_does_not_come_about_is_not_found() {
    let none = "exists w: delivered(w,B) & by(w) = B & delivered(w,A) & !delivered(w,B)";
    let called = sought(none, &[]);
    assert!(!called.out.contains("\"finding\":\"exists"), "{}", called.out);
}

#[test]
fn a_predicate_without_meaning_is_a_sentence_with_its_column() {
    for (predicate, says) in [
        ("", "Column 1: expected a condition, found the end.\n"),
        ("shows(Q,x)", "Column 7: there is no replica `Q`; known are "),
        ("idle & violation.fofo", "Column 8: there is no violation `fofo`; did you mean `fifo`?\n"),
        (
            "exists w: time(w) > 3",
            "Column 11: The condition asks for time, and schedules are tried without time.\n",
        ),
        ("1 > 2", "Column 1: The condition can never be so, whatever happens.\n"),
        (
            "quiet & shows(A, none_such)",
            "Column 18: The condition can never be so: nothing is ever stored under the key `none_such`.\n",
        ),
        ("did(crash)", "Column 5: The condition can never be so: nobody does `crash`.\n"),
    ] {
        for (option, args) in [("--find", &["--seeds", "0..9"][..]), ("--never", &[])] {
            let called = call(&[&["explore", STORY, option, predicate], args].concat());
            assert_eq!((called.code, &*called.out), (Some(2), ""), "{predicate}");
            let says = format!("causal: {option}: {says}");
            assert!(called.err.starts_with(&says), "{}", called.err);
            assert_eq!(called.err.lines().count(), 1, "{}", called.err);
        }
    }
    let both = call(&["explore", STORY, "--find", "idle", "--never", "idle"]);
    assert_eq!(both.code, Some(2));
    assert!(both.err.contains("cannot be used with"), "{}", both.err);
}
