//! Visitors who do whatever comes to hand: no error, nothing lost, and the link shows their run.

mod kept;
mod visit;

use std::env;

use causal_e2e::{Screen, Visitor};

use visit::Visit;

/// How many visit each time; `SOAK_FROM` and `SOAK_STORIES` ask for others.
const VISITORS: u64 = 10;
/// How many things each of them does.
const THINGS: usize = 40;

/// Every other one of this run's seeds.
fn seeds(first: u64) -> impl Iterator<Item = u64> {
    let setting = |name, usual| {
        env::var(name).ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or(usual)
    };
    let from = setting("SOAK_FROM", 0);
    let to = from.saturating_add(setting("SOAK_STORIES", VISITORS));
    (from..to).filter(move |seed| seed % 2 == first)
}

fn visit_all(seeds: impl Iterator<Item = u64>, screen: Screen) {
    let mut reader = None;
    for seed in seeds {
        let reader = reader.get_or_insert_with(|| {
            let reader = Visitor::arrives();
            reader.opens("/");
            reader
        });
        let mut visit = Visit::begins(seed, screen);
        visit.plays(THINGS);
        visit.ends(reader);
    }
}

#[test]
fn whatever_is_done_with_a_mouse_nothing_is_lost() {
    visit_all(seeds(0), Screen::DESKTOP);
}

#[test]
fn whatever_is_done_on_a_phone_nothing_is_lost() {
    visit_all(seeds(1), Screen::PHONE);
}
