//! The monitors' judge of answers beside one that does the same from explicit sets, over random
//! worlds with every policy, every rule and any mistakes: finding for finding.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../generator/mod.rs"]
mod generator;
mod judge;

use causal_core::check::{Violation, findings};
use causal_core::replica::mistakes::CATALOG;
use causal_core::replica::rule_catalog;
use causal_core::run::{Problem, Run};
use causal_core::scenario::{Scenario, text};

use generator::{Luck, story};
use judge::{Judge, Stale};

/// How many worlds each test judges.
const WORLDS: u64 = 3000;

/// A run of a random story; what cannot happen in it is left out.
fn told(mut scenario: Scenario) -> Run {
    loop {
        let run = Run::new(scenario.clone());
        let Some(Problem::Action { index, .. }) = run.problem() else { return run };
        scenario.script.remove(*index);
    }
}

/// Compares both judges; says how many answers are stale.
fn compare(run: &Run) -> usize {
    let setting = run.setting();
    let found = findings(run.history(), setting).into_iter();
    let ours: Vec<Stale> = found
        .filter_map(|finding| match finding.what {
            Violation::StaleRead { guarantee, missing, shown, since } => {
                Some((finding.event, finding.at, guarantee, missing, shown, since))
            }
            _ => None,
        })
        .collect();
    let mut judge = Judge::new(setting);
    run.history().events().iter().for_each(|event| judge.observe(event));
    assert_eq!(ours, judge.found, "{}\n{}", text::write(&run.scenario()), run.history());
    ours.len()
}

#[test]
fn they_agree_on_every_policy() {
    let n_stale: usize = (0..WORLDS).map(|seed| compare(&told(story(seed)))).sum();
    assert!(n_stale > 100, "{n_stale} stale answers are too few to compare");
}

#[test]
fn they_agree_on_mistakes_and_wrong_rules() {
    let n_stale: usize = (0..WORLDS)
        .map(|seed| {
            let luck = &mut Luck::new(!seed);
            let mut scenario = story(seed);
            let mistakes = CATALOG.iter().map(|named| named.mistake);
            scenario.setting.protocol.mistakes = mistakes.filter(|_| luck.below(12) == 0).collect();
            if luck.below(2) == 0 {
                let rules = rule_catalog::CATALOG;
                let at = usize::try_from(luck.below(rules.len() as u64)).unwrap();
                scenario.setting.protocol.delivery = rules[at].rule;
            }
            compare(&told(scenario))
        })
        .sum();
    assert!(n_stale > 100, "{n_stale} stale answers are too few to compare");
}
