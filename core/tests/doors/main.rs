//! Every door of the project takes whatever is put through it: valid inputs, mutated from a seed.
//!
//! Each door has a module: text, JSON, links, actions, HTTP, logs. No input makes it panic, and
//! none takes more steps than are in proportion to it; what is refused is told in a sentence and
//! changes nothing; what is accepted is no larger than its input, runs in so many steps as it is
//! given, and is the same in every spelling. The same seed is always the same input, and a failure
//! tells which seed and which input it was.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "which inputs are tried may be asked for from outside"
)]

mod accepted;
mod action;
mod corpus;
mod http;
mod json;
mod link;
mod log;
mod long;
mod luck;
mod mutate;
#[path = "../strategies/mod.rs"]
mod strategies;
mod text;
mod twice;
mod valid_logs;
mod work;

use std::ops::Range;

/// How many inputs each door is given each time; `SOAK_FROM` and `SOAK_STORIES` ask for others.
const INPUTS: u64 = 5_000;

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// The seeds of this run.
pub(crate) fn seeds() -> Range<u64> {
    let from = setting("SOAK_FROM", 0);
    from..from.saturating_add(setting("SOAK_STORIES", INPUTS))
}

/// The input that is at a door; if it makes the test fail, it is printed.
pub(crate) struct Knock {
    seed: Option<u64>,
    input: String,
}

impl Knock {
    /// The input of a seed.
    pub(crate) fn new(seed: u64, input: impl Into<String>) -> Self {
        Self { seed: Some(seed), input: input.into() }
    }

    /// One of several inputs of a seed.
    pub(crate) fn inside(input: impl Into<String>) -> Self {
        Self { seed: None, input: input.into() }
    }
}

impl Drop for Knock {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        if let Some(seed) = self.seed {
            println!("SOAK_FROM={seed} SOAK_STORIES=1 comes here again:");
        }
        println!("{}\n{:?}", self.input, self.input);
    }
}
