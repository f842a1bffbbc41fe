//! Who is a member, who is listened to, whose state counts: B23, B26, B32, B33.

use super::support::{Outcome, with_mistake, without_mistake};

/// The members that each replica knows of.
fn views(outcome: &Outcome) -> [String; 3] {
    ["A", "B", "C"].map(|letter| outcome.replica(letter).view().to_string())
}

#[test]
fn b23_a_former_member_is_not_compared() {
    let wrong = with_mistake("b23-compares-in-view");
    assert_eq!(wrong.values("x")[..2], ["2", "1"]);
    assert_eq!(wrong.all_seen()[..2], ["⟨C:2⟩", "⟨C:1⟩"], "and they look equal to each other");
    assert!(!wrong.history().contains("C2 again"), "nothing is ever repaired");

    let right = without_mistake("b23-compares-in-view");
    assert_eq!(right.values("x"), ["2"; 3]);
    assert_eq!(right.all_seen(), ["⟨C:2⟩"; 3]);
}

#[test]
fn b26_one_lost_ping_and_a_member_is_gone_for_good() {
    let wrong = with_mistake("b26-evicts-for-good");
    assert_eq!(views(&wrong), ["{A B}", "{A B}", "{A B C}"]);
    assert_eq!(wrong.answers(), ["took A1", "took C1", "no such key", "no such key", "2"]);
    assert_eq!(wrong.all_seen(), ["⟨A:1⟩", "⟨A:1⟩", "⟨C:1⟩"], "two halves, each serves clients");

    let right = without_mistake("b26-evicts-for-good");
    assert_eq!(views(&right), ["{A B C}"; 3].map(String::from));
    assert_eq!(right.answers(), ["took A1", "took C1", "1", "2", "2"]);
    assert_eq!(right.all_seen(), ["⟨A:1 C:1⟩"; 3]);
}

#[test]
fn b32_who_is_removed_is_not_told_and_is_listened_to() {
    let wrong = with_mistake("b32-departed-stay");
    assert_eq!(views(&wrong), ["{A B}", "{A B}", "{A B C}"]);
    assert_eq!(wrong.answers(), ["took A1", "took A2", "1", "took C1", "2"]);
    assert_eq!(wrong.values("x"), ["2", "-", "2"], "x is back, from outside the view");

    let right = without_mistake("b32-departed-stay");
    assert_eq!(views(&right), ["{A B}"; 3].map(String::from));
    let turned_down = "503 NotAMember";
    assert_eq!(right.answers(), ["took A1", "took A2", turned_down, turned_down, "no such key"]);
    assert_eq!(right.value("A", "x"), "-");
}

#[test]
fn b33_the_last_to_answer_wins() {
    let wrong = with_mistake("b33-last-state-wins");
    assert_eq!(wrong.answers().last().unwrap(), "1");
    assert_eq!(wrong.all_seen(), ["⟨A:2⟩", "⟨A:1⟩", "⟨A:1⟩"], "Carol has Bob's vector");

    let right = without_mistake("b33-last-state-wins");
    assert_eq!(right.answers().last().unwrap(), "2");
    assert_eq!(right.all_seen(), ["⟨A:2⟩", "⟨A:1⟩", "⟨A:2⟩"]);
}
