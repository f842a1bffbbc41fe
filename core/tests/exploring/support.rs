//! Scenarios and questions that several tests have.

use causal_core::explore::{Answer, Explorer, Question};
use causal_core::scenario::Scenario;

/// Replicas A, B, C, A, … write once each, so many times, on keys taken in turn.
pub(crate) fn writers(n_writes: usize, n_keys: usize) -> Scenario {
    let line = |n: usize| format!("{}: k{} = v{n}\n", ["A", "B", "C"][n % 3], n % n_keys);
    Scenario::read(&(0..n_writes).map(line).collect::<String>()).unwrap()
}

/// The answer when everything has been tried that the budget allows.
pub(crate) fn answer(scenario: &Scenario, question: Question) -> Answer {
    let mut explorer = Explorer::new(scenario, question).unwrap();
    while !explorer.go_on(1000).is_over {}
    explorer.answer()
}

/// The seeds of random stories: `SOAK_FROM` and `SOAK_STORIES` ask for others than usual.
pub(crate) fn seeds(usual: u64) -> std::ops::Range<u64> {
    let setting = |name: &str, usual: u64| {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
    };
    let from = setting("SOAK_FROM", 0);
    from..from.saturating_add(setting("SOAK_STORIES", usual))
}
