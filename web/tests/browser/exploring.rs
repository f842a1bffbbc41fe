//! Exploring in WASM gives the counts that it gives natively: table B of the performance page.

use causal_core::explore::{Asks, End, Explorer, Question};
use causal_core::predicate::Predicate;
use causal_core::scenario::Scenario;
use wasm_bindgen_test::wasm_bindgen_test;

/// Three replicas write in turn, to so many keys in turn.
fn writers(n_writes: usize, n_keys: usize) -> Scenario {
    let line = |n: usize| format!("{}: k{} = v{n}\n", ["A", "B", "C"][n % 3], n % n_keys);
    let text: String = (0..n_writes).map(line).collect();
    Scenario::read(&text).expect("a scenario")
}

fn explored(scenario: &Scenario, asks: Asks) -> Explorer {
    let question = Question { asks, ..Question::default() };
    let mut explorer = Explorer::new(scenario, question).expect("it can be explored");
    while !explorer.go_on(10_000).is_over {}
    explorer
}

#[wasm_bindgen_test]
fn three_and_four_writes_have_the_states_and_schedules_that_they_have_natively() {
    // Writes, keys; states.
    let rows = [(3, 1, 497), (3, 2, 453), (3, 3, 431), (4, 1, 3_890), (4, 2, 3_593), (4, 3, 3_349)];
    for (n_writes, n_keys, n_states) in rows {
        let counts = explored(&writers(n_writes, n_keys), Asks::Count).answer().counts;
        assert_eq!(counts.n_states, n_states, "{n_writes} writes to {n_keys} keys");
        let n_schedules = if n_writes == 3 { 13_440 } else { 2_956_800 };
        assert_eq!(counts.n_schedules, Some(n_schedules), "{n_writes} writes to {n_keys} keys");
    }
    let counts = explored(&writers(4, 2), Asks::Count).answer().counts;
    assert_eq!((counts.n_transitions + 1, counts.n_finals), (12_099, 9));
}

#[wasm_bindgen_test]
fn a_found_schedule_is_the_one_that_is_found_natively() {
    let scenario = Scenario::read("rule fifo\nA: lost = wallet\nB: reply = \"sorry!\"");
    let scenario = scenario.expect("a scenario");
    let predicate = Predicate::parse("violation.causal", &scenario.setting).expect("a predicate");
    let answer = explored(&scenario, Asks::Find(predicate)).answer();
    assert_eq!(answer.end, End::Found);
    assert_eq!(answer.found.map(|schedule| schedule.n_steps), Some(4));
}
