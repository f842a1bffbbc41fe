//! Mistakes that are a delivery rule, or one value of a setting: B1 to B6, B20, B24, B29 and B30.

use causal_core::replica::protocol::{Amnesia, Conflicts};

use super::support::{Outcome, put_right, with_mistake, without_mistake};

/// What one write does that nothing stands in the way of.
fn one_write_is_never_delivered(name: &str) {
    let wrong = with_mistake(name);
    assert_eq!(wrong.values("x"), ["1", "-", "-"], "{name}");
    assert_eq!(wrong.all_seen(), ["⟨A:1⟩", "⟨⟩", "⟨⟩"]);
    assert_eq!((wrong.inbox("B"), wrong.inbox("C")), ("A1".to_owned(), "A1".to_owned()));
    assert_eq!(wrong.answers(), ["took A1", "no such key"]);
    let right = without_mistake(name);
    assert_eq!(right.values("x"), ["1", "1", "1"], "{name}");
    assert_eq!(right.answers(), ["took A1", "1"]);
}

#[test]
fn b1_a_write_has_to_be_covered_before_it_is_delivered() {
    one_write_is_never_delivered("b01-covers-all");
}

#[test]
fn b2_the_check_skips_the_receivers_entry() {
    one_write_is_never_delivered("b02-own-entry");
}

#[test]
fn b3_the_next_write_is_expected_in_the_receivers_entry() {
    one_write_is_never_delivered("b03-next-on-own");
    let wrong = with_mistake("b03-next-on-own").history();
    assert!(wrong.contains("B  buffers A1, for ever"), "{wrong}");
}

#[test]
fn b4_the_senders_entry_is_not_looked_at() {
    let wrong = with_mistake("b04-sender-unchecked");
    assert_eq!(wrong.values("x"), ["2", "1"]);
    assert_eq!(wrong.all_seen(), ["⟨A:2⟩", "⟨A:2⟩"]);
    let right = without_mistake("b04-sender-unchecked");
    assert_eq!(right.values("x"), ["2", "2"]);
    assert_eq!(right.all_seen(), ["⟨A:2⟩", "⟨A:2⟩"]);
}

#[test]
fn b5_one_vector_counts_writes_and_receipts() {
    let wrong = with_mistake("b05-tick-on-receipt");
    assert_eq!(wrong.answers(), ["took A1", "took B2", "took B3", "no such key"]);
    assert_eq!(wrong.metadata().last().unwrap(), "⟨⟩");
    assert_eq!(wrong.inbox("C"), "B2 B3", "and no B1 was ever written");
    let right = without_mistake("b05-tick-on-receipt");
    assert_eq!(right.answers(), ["took A1", "took B1", "took B2", "2"]);
    assert_eq!(right.inbox("C"), "");
}

#[test]
fn b6_counters_begin_again_after_a_crash() {
    let name = "b06-amnesia";
    let wrong = with_mistake(name);
    assert_eq!(wrong.answers(), ["took A1", "took A1", "1"], "ann wrote 2 and reads 1");
    assert_eq!(wrong.values("x"), ["2", "1", "1"]);
    assert_eq!(wrong.all_seen(), ["⟨A:1⟩", "⟨A:1⟩", "⟨A:1⟩"]);
    let right = put_right(name, |protocol| protocol.amnesia = Amnesia::Safe);
    assert_eq!(right.answers(), ["took A1", "took A'1", "1 | 2"], "she had not seen the 1");
    assert!(right.all_seen().iter().all(|seen| seen == "⟨A:1 A':1⟩"), "{:?}", right.all_seen());
}

#[test]
fn b20_whatever_comes_last_stays() {
    let name = "b20-arrival";
    let agree = |outcome: &Outcome| outcome.values("x").windows(2).all(|pair| pair[0] == pair[1]);
    let wrong = with_mistake(name);
    assert_eq!(wrong.values("x"), ["b", "a", "b"]);
    assert!(wrong.all_seen().iter().all(|seen| seen == "⟨A:1 B:1⟩"));
    for conflicts in [Conflicts::Siblings, Conflicts::Lww, Conflicts::WallClock] {
        let right = put_right(name, |protocol| protocol.conflicts = conflicts);
        assert!(agree(&right), "{conflicts:?}: {:?}", right.values("x"));
        assert!(right.all_seen().iter().all(|seen| seen == "⟨A:1 B:1⟩"));
    }
}

#[test]
fn b24_what_was_lost_is_never_sent_again() {
    let name = "b24-no-gossip";
    let wrong = with_mistake(name);
    assert_eq!(wrong.values("x"), ["2", "2", "-"]);
    assert_eq!(wrong.inbox("C"), "A2");
    let right = put_right(name, |protocol| protocol.gossip_ms = Some(500));
    assert_eq!(right.values("x"), ["2", "2", "2"]);
    assert_eq!(right.inbox("C"), "");
}

#[test]
fn b24_what_was_lost_is_not_missed() {
    let wrong = with_mistake("b24-newer");
    assert_eq!((wrong.value("B", "x"), wrong.value("B", "y")), ("-".to_owned(), "2".to_owned()));
    assert_eq!(wrong.all_seen(), ["⟨A:2⟩", "⟨A:2⟩"], "a hole, gossip or not");
    let right = without_mistake("b24-newer");
    assert_eq!((right.value("B", "x"), right.value("B", "y")), ("1".to_owned(), "2".to_owned()));
}

#[test]
fn b29_a_copy_of_a_known_write_is_kept() {
    let wrong = with_mistake("b29-keeps-duplicates");
    assert_eq!(wrong.inbox("B"), "A1 A1", "one for each copy");
    let right = without_mistake("b29-keeps-duplicates");
    assert_eq!(right.inbox("B"), "");
    for outcome in [wrong, right] {
        assert_eq!(outcome.values("x"), ["1", "1"]);
    }
}

#[test]
fn b30_the_buffer_is_drained_in_one_pass() {
    let wrong = with_mistake("b30-one-pass");
    assert_eq!((wrong.inbox("B"), wrong.value("B", "x")), ("A3".to_owned(), "2".to_owned()));
    assert_eq!(wrong.seen("B"), "⟨A:2⟩");
    let right = without_mistake("b30-one-pass");
    assert_eq!((right.inbox("B"), right.value("B", "x")), (String::new(), "3".to_owned()));
}
