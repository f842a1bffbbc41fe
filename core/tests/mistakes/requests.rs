//! Mistakes that a replica makes when a client asks: B7, B9, B11, B12, B14, B16 to B18, B27, B28 and
//! B31.

use causal_core::check::violations;

use super::support::{Outcome, with_mistake, without_mistake};

/// What the judge of causal delivery has to say.
fn findings(outcome: &Outcome) -> Vec<String> {
    let found = violations(outcome.run.history(), outcome.run.setting());
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn b7_a_clients_metadata_counts_as_delivered() {
    let wrong = with_mistake("b07-merges-metadata");
    assert_eq!(wrong.answers(), ["took A1", "503 NotCovered", "no such key", "no such key"]);
    assert_eq!(wrong.values("x"), ["1", "-"]);
    assert_eq!(wrong.all_seen(), ["⟨A:1⟩", "⟨A:1⟩"]);
    let told = wrong.history();
    assert!(told.contains("B  errs: believes ⟨A:1⟩, shows nothing"), "{told}");
    assert_eq!(findings(&wrong), ["B threw A1 away, though it never took effect there"]);
    let right = without_mistake("b07-merges-metadata");
    assert_eq!(right.answers(), ["took A1", "503 NotCovered", "503 NotCovered", "1"]);
    assert_eq!(findings(&right), [""; 0]);
}

#[test]
fn b9_a_write_is_sent_before_it_is_checked() {
    let wrong = with_mistake("b09-acts-before-checking");
    assert_eq!(wrong.answers(), ["took A1", "503 NotCovered", "2"]);
    assert_eq!(wrong.values("y"), ["-", "-", "2"], "Bob refused it, Carol has it");
    assert_eq!(wrong.all_seen(), ["⟨A:1⟩", "⟨B:1⟩", "⟨A:1 B:1⟩"]);
    let right = without_mistake("b09-acts-before-checking");
    assert_eq!(right.answers(), ["took A1", "503 NotCovered", "no such key"]);
    assert_eq!(right.values("y"), ["-", "-", "-"]);
    assert_eq!(right.all_seen(), ["⟨A:1⟩", "⟨⟩", "⟨A:1⟩"]);
}

#[test]
fn b11_what_a_client_reads_is_not_remembered() {
    let wrong = with_mistake("b11-echoes-metadata");
    assert_eq!(wrong.metadata()[1], "⟨⟩", "Ben has read A1");
    assert_eq!(wrong.answers()[3..], ["2", "no such key"], "the answer without its question");
    assert_eq!(findings(&wrong), ["C delivered B1 before its cause A1"]);
    let right = without_mistake("b11-echoes-metadata");
    assert_eq!(right.metadata()[1], "⟨A:1⟩");
    assert_eq!(right.answers()[3..], ["no such key", "no such key"]);
    assert_eq!(right.inbox("C"), "B1");
}

#[test]
fn b12_the_key_is_looked_for_before_the_session_is() {
    let wrong = with_mistake("b12-looks-before-waiting");
    assert_eq!(wrong.answers(), ["took A1", "no such key"]);
    let right = without_mistake("b12-looks-before-waiting");
    assert_eq!(right.answers(), ["took A1", "503 NotCovered"]);
}

#[test]
fn b14_a_delete_is_counted_and_nobody_hears_of_it() {
    let wrong = with_mistake("b14-keeps-deletes");
    assert_eq!(wrong.values("x"), ["-", "1", "1"]);
    assert_eq!(wrong.answers(), ["took A1", "took A2", "503 NotCovered", "1"]);
    assert_eq!(wrong.all_seen(), ["⟨A:2⟩", "⟨A:1⟩", "⟨A:1⟩"], "gossip or not");
    let right = without_mistake("b14-keeps-deletes");
    assert_eq!(right.values("x"), ["-", "-", "-"]);
    assert_eq!(right.answers(), ["took A1", "took A2", "took B1", "no such key"]);
}

#[test]
fn b16_two_replicas_write_under_one_name() {
    let wrong = with_mistake("b16-shares-a-name");
    assert_eq!(wrong.answers(), ["took A1", "took A1"]);
    assert_eq!(wrong.values("x"), ["1", "2", "1"]);
    assert_eq!(wrong.all_seen(), ["⟨A:1⟩", "⟨A:1⟩", "⟨A:1⟩"]);
    assert_eq!(findings(&wrong)[0], "two writes are called A1");
    let right = without_mistake("b16-shares-a-name");
    assert_eq!(right.answers(), ["took A1", "took B1"]);
    assert_eq!(right.values("x"), ["1 | 2", "1 | 2", "1 | 2"]);
}

#[test]
fn b17_a_stale_write_is_answered_and_not_done() {
    let wrong = with_mistake("b17-drops-stale-writes");
    assert_eq!(wrong.answers(), ["took A1", "took A1", "1"], "Ben wrote 2 and reads 1");
    assert_eq!(wrong.all_seen(), ["⟨A:1⟩", "⟨A:1⟩"]);
    let right = without_mistake("b17-drops-stale-writes");
    assert_eq!(right.answers(), ["took A1", "took A2", "2"]);
}

#[test]
fn b18_a_client_cannot_read_its_own_write() {
    let wrong = with_mistake("b18-answers-only-older");
    assert_eq!(wrong.answers(), ["took A1", "-", "1"], "neither a value nor a missing key");
    let right = without_mistake("b18-answers-only-older");
    assert_eq!(right.answers(), ["took A1", "1", "1"]);
}

#[test]
fn b27_a_put_waits_for_every_peer() {
    let wrong = with_mistake("b27-waits-for-peers");
    assert_eq!(wrong.answers(), ["took A1", "503 TimedOut", "1"], "it failed, and is there");
    let right = without_mistake("b27-waits-for-peers");
    assert_eq!(right.answers(), ["took A1", "took A2", "1"]);
    for outcome in [wrong, right] {
        assert_eq!(outcome.values("x"), ["1", "1", "-"]);
    }
}

#[test]
fn b28_a_request_is_served_only_where_the_vector_equals_its_metadata() {
    let wrong = with_mistake("b28-wants-equal-metadata");
    assert_eq!(wrong.answers(), ["took A1", "took A2", "503 NotCovered"]);
    assert_eq!(wrong.seen("A"), "⟨A:2⟩");
    let right = without_mistake("b28-wants-equal-metadata");
    assert_eq!(right.answers(), ["took A1", "took A2", "1"]);
}

#[test]
fn b31_two_puts_at_once_are_counted_and_stored_in_different_orders() {
    let wrong = with_mistake("b31-two-locks");
    assert_eq!(wrong.values("x"), ["first", "second"]);
    assert_eq!(wrong.all_seen(), ["⟨A:2⟩", "⟨A:2⟩"]);
    let right = without_mistake("b31-two-locks");
    assert_eq!(right.values("x"), ["second", "second"]);
    assert_eq!(right.all_seen(), ["⟨A:2⟩", "⟨A:2⟩"]);
}
