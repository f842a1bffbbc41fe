//! Clients may claim to have seen anything; nothing that they say can break a run.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use causal_core::run::Run;
use causal_core::scenario::Scenario;

const BELIEVING: &str =
    "rule arrival\nsessions reject\nwrites accepted\nann@B: seen A4294967295: k = 1\nA: x = 1\n";

#[test]
fn who_has_seen_too_much_is_turned_down_and_the_rest_is_kept() {
    let run = Run::new(Scenario::read(BELIEVING).unwrap());
    let problem = run.problem().unwrap().to_string();
    assert!(problem.contains("nobody can have seen A4294967295"), "{problem}");
    assert!(run.history().is_empty(), "{}", run.history());
}

#[test]
fn the_most_that_one_can_claim_leaves_room_for_more_writes() {
    let most = BELIEVING.replace("4294967295", "1000000");
    let run = Run::new(Scenario::read(&most).unwrap());
    assert_eq!(run.problem(), None);
    assert!(run.history().to_string().contains("accepts A1000001"), "{}", run.history());
}
