//! Writes that arrive: B8, B10, B19.

use super::support::{with_mistake, without_mistake};

#[test]
fn b8_a_refused_write_is_believed() {
    let wrong = with_mistake("b08-merges-refused");
    assert_eq!(wrong.answers(), ["took A1", "took B1", "answer", "no such key", "no such key"]);
    assert_eq!(wrong.all_seen(), ["⟨A:1 B:1⟩"; 3], "Carol claims what she never had");
    assert_eq!(wrong.values("x"), ["question", "question", "-"]);
    assert!(wrong.history().contains("discards B1, refused"));
    assert_eq!(wrong.inbox("C"), "", "nothing waits: Carol thinks that she has all");

    let right = without_mistake("b08-merges-refused");
    let answers = ["took A1", "took B1", "no such key", "no such key", "question"];
    assert_eq!(right.answers(), answers, "no answer without its question");
    assert_eq!(right.values("x"), ["question"; 3]);
    assert_eq!(right.values("y"), ["answer"; 3]);
}

#[test]
fn b10_a_test_that_always_passes() {
    let wrong = with_mistake("b10-merges-before-testing");
    assert_eq!(wrong.answers()[3..], ["after new", "old", "old"]);
    assert_eq!(wrong.metadata()[3], "⟨A:2 B:1⟩", "Ann has seen what came after the new x");
    assert_eq!(wrong.all_seen(), ["⟨A:2 B:1⟩"; 3]);
    assert_eq!(wrong.values("x"), ["new", "new", "old"], "equal vectors, for ever different");

    let right = without_mistake("b10-merges-before-testing");
    assert_eq!(right.answers()[3..], ["no such key", "old", "new"]);
    assert_eq!(right.all_seen(), ["⟨A:2 B:1⟩"; 3]);
    assert_eq!(right.values("x"), ["new"; 3]);
}

#[test]
fn b19_both_refuse_for_ever() {
    let wrong = with_mistake("b19-refuses-conflicts");
    assert_eq!(wrong.values("x"), ["1", "2"]);
    assert_eq!(wrong.all_seen(), ["⟨A:1⟩", "⟨B:1⟩"], "neither ever has the other's");
    assert_eq!(wrong.history().matches("refused").count(), 6, "once sent, twice gossiped, by both");

    let right = without_mistake("b19-refuses-conflicts");
    assert_eq!(right.values("x"), ["1 | 2"; 2]);
    assert_eq!(right.all_seen(), ["⟨A:1 B:1⟩"; 2]);
}
