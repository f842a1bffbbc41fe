//! Stores that take a write, or another store: B13, B15, B21, B22, B25, B35.

use super::support::{put_right, with_mistake, without_mistake};
use causal_core::replica::mistakes::Mistakes;

#[test]
fn b13_what_was_deleted_comes_back() {
    let wrong = with_mistake("b13-no-tombstones");
    assert_eq!(wrong.answers(), ["took A1", "took A2", "1"]);
    assert_eq!(wrong.values("x"), ["1", "1"]);
    assert_eq!(wrong.seen("A"), "⟨A:2⟩", "Alice has seen the delete: it is her own");

    let right = without_mistake("b13-no-tombstones");
    assert_eq!(right.answers(), ["took A1", "took A2", "no such key"]);
    assert_eq!(right.values("x"), ["-", "1"], "Bob has not heard of it yet");
}

#[test]
fn b13_a_delete_overtaken_by_the_put_that_it_should_follow() {
    let wrong = with_mistake("b13-no-tombstones-overtaken");
    assert_eq!(wrong.values("x"), ["-", "1"]);
    assert_eq!(wrong.all_seen(), ["⟨A:2⟩"; 2], "equal vectors, and a value only at Bob");

    let right = put_right("b13-no-tombstones-overtaken", |protocol| {
        protocol.mistakes = Mistakes::default();
    });
    assert_eq!(right.values("x"), ["-", "-"], "the tombstone has the higher stamp");
    assert_eq!(without_mistake("b13-no-tombstones-overtaken").values("x"), ["-", "-"]);
}

#[test]
fn b13_a_delete_removes_what_it_has_not_seen() {
    let wrong = with_mistake("b13-no-tombstones-newer-put");
    assert_eq!(wrong.values("x"), ["2", "-"]);
    assert_eq!(wrong.all_seen(), ["⟨A:2 B:1⟩"; 2]);

    let right = without_mistake("b13-no-tombstones-newer-put");
    assert_eq!(right.values("x"), ["2", "2"]);
}

#[test]
fn b15_vectors_grow_without_a_write() {
    let wrong = with_mistake("b15-restamps-gossip");
    assert_eq!(wrong.all_seen(), ["⟨A:3 B:2⟩", "⟨A:2 B:2⟩"], "one put, and five writes");
    assert_eq!(wrong.values("x"), ["1", "1"]);
    assert_eq!(wrong.answers(), ["took A1"]);

    let right = without_mistake("b15-restamps-gossip");
    assert_eq!(right.all_seen(), ["⟨A:1⟩"; 2]);
    assert_eq!(right.values("x"), ["1", "1"]);
}

#[test]
fn b21_three_writes_in_a_circle() {
    let wrong = with_mistake("b21-clock-breaks-ties");
    assert_eq!(wrong.values("x"), ["r", "r", "q"]);
    assert_eq!(wrong.all_seen(), ["⟨A:1 B:1 C:1⟩"; 3]);

    let right = without_mistake("b21-clock-breaks-ties");
    assert_eq!(right.values("x"), ["p"; 3], "the clock alone: it agrees, and loses q to skew");
    assert_eq!(right.all_seen(), ["⟨A:1 B:1 C:1⟩"; 3]);
}

#[test]
fn b22_the_old_author_goes_on_breaking_ties() {
    let wrong = with_mistake("b22-forgets-winner");
    assert_eq!(wrong.values("x"), ["2", "2", "1"]);
    assert_eq!(wrong.all_seen(), ["⟨A:1 B:1 C:1⟩"; 3]);

    let right = without_mistake("b22-forgets-winner");
    assert_eq!(right.values("x"), ["2"; 3]);
    assert_eq!(right.all_seen(), ["⟨A:1 B:1 C:1⟩"; 3]);
}

#[test]
fn b25_the_vector_of_a_store_decides_about_a_key() {
    let wrong = with_mistake("b25-one-clock-for-all");
    assert_eq!(wrong.values("x"), ["1", "1"], "x = 2 is lost everywhere");
    assert_eq!(wrong.all_seen(), ["⟨A:2 B:1⟩"; 2]);
    assert_eq!(wrong.values("y"), ["1", "1"]);

    let right = without_mistake("b25-one-clock-for-all");
    assert_eq!(right.values("x"), ["2", "2"]);
    assert_eq!(right.values("y"), ["1", "1"]);
    assert_eq!(right.all_seen(), ["⟨A:2 B:1⟩"; 2]);
}

#[test]
fn b35_a_tombstone_goes_too_early() {
    let wrong = with_mistake("b35-forgets-early");
    assert_eq!(wrong.values("x"), ["1", "-"]);
    assert_eq!(wrong.all_seen(), ["⟨A:3 B:1⟩"; 2], "equal vectors, for ever different");
    assert!(wrong.history().contains("forgets what is everywhere: ⟨A:3⟩"));

    let right = without_mistake("b35-forgets-early");
    assert_eq!(right.values("x"), ["-", "-"]);
    assert_eq!(right.all_seen(), ["⟨A:3 B:1⟩"; 2]);
}
