//! Running until something is so, and saying whether it is.

use crate::{call, fine};

const STORY: &str = "scenarios/message-from-the-future.causal";

#[test]
fn a_run_stops_where_a_predicate_is_so() {
    let printed = fine(&["run", STORY, "--until", "exists r: waiting(r) >= 1"]);
    let head = "step 6 of 9: There is a replica r such that the number of writes in the buffer of \
                r is at least 1.\n";
    assert!(printed.starts_with(head), "{printed}");
    assert!(printed.contains("inbox: B1") && printed.contains("17 events until @20"), "{printed}");
    let json = fine(&["run", STORY, "--json", "--until", "exists r: waiting(r) >= 1"]);
    let state: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(state["events"], 17);
}

#[test]
fn what_never_comes_has_an_exit_code_of_its_own() {
    let called = call(&["run", STORY, "--until", "shows(C, other)"]);
    assert_eq!((called.code, &*called.err), (Some(1), ""));
    assert_eq!(called.out, "At none of 9 steps: Carol shows a value of other.\n");
}

#[test]
fn a_predicate_is_so_or_not_or_never_again() {
    let says = |that: &str| {
        let called = call(&["check", STORY, "--that", that]);
        assert_eq!(called.err, "");
        (called.code, called.out)
    };
    let happens = "A1 happens before B1.\n";
    assert_eq!(says("A1->B1"), (Some(0), format!("It is so: {happens}")));
    let code = (Some(1), "It is not so: Carol is not up.\n".to_owned());
    assert_eq!(says("!up(C)"), code);
    let never = "It is not so, and cannot become so any more: B1 happens before A1.\n";
    assert_eq!(says("B1->A1"), (Some(1), never.to_owned()));
}

#[test]
fn what_cannot_be_read_is_said_with_its_column() {
    let called = call(&["run", STORY, "--until", "quiet & shos(C, x)"]);
    let says = "causal: Column 9: there is no word `shos`; did you mean `shows`?\n";
    assert_eq!((called.code, &*called.out, &*called.err), (Some(2), "", says));
}
