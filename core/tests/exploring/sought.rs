//! A plain search over whole worlds for what a predicate says: how soonest it can be so.

use std::collections::BTreeSet;

use causal_core::explore::Question;
use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::replica::canonical::Asked;
use causal_core::scenario::Scenario;

use crate::oracle::{Texts, state};
use crate::worlds::Whole;

/// What a plain search has found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Soonest {
    /// It is so after so many steps, and never after fewer.
    After(u32),
    /// It is so in none of all states.
    Never,
    /// There were too many to go through.
    Unknown,
}

/// Looks for a predicate layer by layer, in so many states at most.
pub(crate) fn soonest(
    scenario: &Scenario,
    question: &Question,
    predicate: &Predicate,
    most: usize,
) -> Soonest {
    // Everything that any question may turn upon.
    let asked = Asked { repairs: true, states: true, metadata: true, order: true };
    let (mut texts, mut seen) = (Texts::default(), BTreeSet::new());
    let start = Whole::new(scenario, question);
    let setting = start.world.setting().clone();
    let watch = Watch::new(predicate.clone(), &setting);
    let mut layer = vec![(start, watch)];
    for depth in 0.. {
        if layer.iter().any(|(_, watch)| watch.verdict() == Verdict::Yes) {
            return Soonest::After(depth);
        }
        let mut next_layer = Vec::new();
        for (whole, watch) in &layer {
            for next in whole.next().0 {
                let mut watch = watch.clone();
                watch.take_in(next.acted, &next.events);
                let key = format!("{} {:?}", state(&next, asked, &mut texts), watch.facts());
                if seen.insert(key) {
                    next_layer.push((next, watch));
                }
            }
        }
        if next_layer.is_empty() {
            return Soonest::Never;
        }
        if seen.len() > most {
            return Soonest::Unknown;
        }
        layer = next_layer;
    }
    unreachable!("layers end")
}
