//! What the whole protocol promises, on random worlds: 2 to 16 replicas, loss, duplicates,
//! reordering, holds, cuts, crashes with and without a disk, joins, leaves, removals, views that
//! differ, gossip, under every setting; judged after every step. A story that breaks a promise is
//! made as short as possible and printed as a scenario that can be pasted.

#![allow(
    clippy::disallowed_methods,
    reason = "which stories are told may be asked for from outside"
)]

mod acting;
#[path = "../generator/mod.rs"]
mod generator;
mod kept;
mod model;
mod promises;
mod shown;
#[path = "../tally/mod.rs"]
mod tally;
mod told;
mod verbs;
mod watching;

use causal_core::scenario::{Scenario, text};

/// How many stories are told each time; `SOAK_FROM` and `SOAK_STORIES` tell others.
const STORIES: u64 = 5_000;

/// How many runs are acted at each time.
const ACTED: u64 = 2_000;

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// Leaves out whatever is not needed to break a promise.
fn shortened(mut story: Scenario) -> Scenario {
    let breaks = |story: &Scenario| matches!(promises::check(story), Err(why) if !why.starts_with("the story"));
    let mut at = story.script.len();
    while at > 0 {
        at -= 1;
        let mut shorter = story.clone();
        shorter.script.remove(at);
        if breaks(&shorter) {
            story = shorter;
            at = at.min(story.script.len());
        }
    }
    story
}

fn tell(from: u64, n: u64) {
    for seed in from..from + n {
        let story = generator::story(seed);
        verbs::count(&story);
        if let Err(first) = promises::check(&story) {
            let story = shortened(story);
            let why = promises::check(&story).expect_err("still broken");
            panic!("story {seed}: {first}\nmade short: {why}\n\n{}", text::write(&story));
        }
    }
}

/// Where the stories of this run begin, and how many each half has.
fn range(usual: u64) -> (u64, u64) {
    (setting("SOAK_FROM", 0), setting("SOAK_STORIES", usual).div_ceil(2))
}

#[test]
fn the_promises_hold_whatever_happens() {
    let (from, half) = range(STORIES);
    std::thread::scope(|two| {
        two.spawn(|| tell(from, half));
        tell(from + half, half);
    });
    // A few, told again to look at them, prove nothing and need not.
    if 2 * half >= STORIES {
        promises::enough(2 * half);
        verbs::enough(2 * half);
    }
}

/// Checks every run of a usual number; of fewer it proves nothing that enough happened in them.
fn hold(check: fn(u64) -> Result<(), String>, enough: fn(u64)) {
    let (from, half) = range(ACTED);
    for seed in from..from + 2 * half {
        if let Err(why) = check(seed) {
            panic!("run {seed}: {why}");
        }
    }
    if 2 * half >= ACTED {
        enough(2 * half);
    }
}

#[test]
fn what_is_done_at_any_stop_comes_back_from_its_scenario() {
    hold(acting::check, acting::enough);
}

#[test]
fn every_replica_is_what_is_told_of_it() {
    hold(shown::check_ahead, shown::enough);
}
