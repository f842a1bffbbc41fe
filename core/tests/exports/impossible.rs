//! Clocks that cannot be: each for its reason, in a sentence, with the clock that should have been.

use causal_core::export::govector::{self, ImportError, Reason};
use expect_test::{Expect, expect};

/// Reads a log of `host {clock}` lines without texts.
fn check(clocks: &[&str], expected: Expect) {
    let log: String = clocks.iter().map(|line| format!("{line}\n\n")).collect();
    let error = govector::read(&log).unwrap_err();
    assert!(matches!(error, ImportError::Impossible(_)), "{error}");
    expected.assert_eq(&error.to_string());
}

#[test]
fn an_event_counts_itself() {
    check(
        &["A {\"A\":1}", "B {\"A\":1}"],
        expect![[
            r#"Line 3: B cannot have the clock {"A":1} here: every event counts itself, and this one has no entry of its own host. We think it should be {"A":1, "B":1}."#
        ]],
    );
}

#[test]
fn a_receipt_counts_itself_too() {
    check(
        &["A {\"A\":1}", "B {\"B\":1}", "B {\"A\":1, \"B\":1}", "B {\"A\":1, \"B\":2}"],
        expect![[
            r#"Line 5: B cannot have the clock {"A":1, "B":1} here: line 3 has number 1 already, and every event counts itself, receipts too. We think it should be {"A":1, "B":3}."#
        ]],
    );
}

#[test]
fn an_event_that_is_named_exists() {
    check(
        &["A {\"A\":1}", "A {\"A\":2}", "B {\"A\":3, \"B\":1}"],
        expect![[
            r#"Line 5: B cannot have the clock {"A":3, "B":1} here: it names event 3 of A, whose last is 2. We think it should be {"A":2, "B":1}."#
        ]],
    );
}

#[test]
fn knowledge_is_never_lost() {
    check(
        &["A {\"A\":1}", "A {\"A\":2}", "B {\"A\":2, \"B\":1}", "B {\"A\":1, \"B\":2}"],
        expect![[
            r#"Line 7: B cannot have the clock {"A":1, "B":2} here: its entry of A falls from 2 on line 5 to 1. We think it should be {"A":2, "B":2}."#
        ]],
    );
}

#[test]
fn who_knows_of_an_event_knows_what_it_knew() {
    check(
        &["A {\"A\":1}", "B {\"A\":1, \"B\":1}", "C {\"B\":1, \"C\":1}"],
        expect![[
            r#"Line 5: C cannot have the clock {"B":1, "C":1} here: it knows of event 1 of B on line 3, which knew of event 1 of A, and does not know of that. We think it should be {"A":1, "B":1, "C":1}."#
        ]],
    );
}

#[test]
fn nothing_comes_before_itself() {
    check(
        &["A {\"A\":1, \"B\":1}", "B {\"B\":1, \"C\":1}", "C {\"A\":1, \"C\":1}"],
        expect![[
            r#"Line 1: A cannot have the clock {"A":1, "B":1} here: nothing comes before itself, but event 1 of A (line 1) knows of event 1 of B (line 3) knows of event 1 of C (line 5) knows of the first. We think it should be {"A":1}."#
        ]],
    );
}

#[test]
fn the_clock_of_another_event_may_be_the_wrong_one() {
    // What line 3 claims to know of B, line 5 does not, and C has heard of line 5 without it.
    check(
        &[
            "B {\"B\":1}",
            "A {\"A\":1, \"B\":2}",
            "A {\"A\":2, \"B\":1}",
            "C {\"A\":2, \"B\":1, \"C\":1}",
            "B {\"B\":2}",
        ],
        expect![[
            r#"Line 5: A cannot have the clock {"A":2, "B":1} here: its entry of B falls from 2 on line 3 to 1. We think that line 3 should be {"A":1}."#
        ]],
    );
}

#[test]
fn what_no_single_clock_mends_names_two_lines() {
    check(
        &["C {\"C\":1}", "B {\"B\":1, \"C\":1}", "A {\"A\":1, \"B\":1}", "A {\"A\":1, \"B\":1}"],
        expect![[
            r#"Line 7: A cannot have the clock {"A":1, "B":1} here: line 5 has number 1 already, and every event counts itself, receipts too. Lines 5 and 7 contradict each other, and no other clock on one of them alone mends that."#
        ]],
    );
}

#[test]
fn a_long_cycle_is_told_in_short() {
    let next = |n: usize| (n + 1) % 20;
    let log = (0..20).map(|n| format!("h{n} {{\"h{n}\":1, \"h{}\":1}}\n\n", next(n)));
    let error = govector::read(&log.collect::<String>()).unwrap_err();
    let ImportError::Impossible(impossible) = &error else { panic!("{error}") };
    let Reason::Cycle { events } = &impossible.reason else { panic!("{error}") };
    assert_eq!(events.len(), 20);
    assert!(error.to_string().contains("12 more, the last of which knows of the first"));
}
