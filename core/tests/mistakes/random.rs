//! Whatever mistakes are made, and however many: a run comes to its end, twice the same, and all that
//! is computed from its history stays true to what the replicas hold.

use causal_core::check::findings;
use causal_core::export::{jsonl, mermaid};
use causal_core::replica::mistakes::{CATALOG, Mistakes};
use causal_core::replica::rule_catalog;
use causal_core::run::{Problem, Run};
use causal_core::scenario::{Scenario, text};

use super::generator::{Luck, story};
use super::support::Outcome;

/// A random story under mistakes; what cannot happen under them is left out.
fn told(seed: u64, mistakes: Mistakes) -> Scenario {
    let mut scenario = story(seed);
    scenario.setting.protocol.mistakes = mistakes;
    tellable(scenario)
}

/// Leaves out what cannot happen.
fn tellable(mut scenario: Scenario) -> Scenario {
    while let Some(Problem::Action { index, .. }) = Run::new(scenario.clone()).problem() {
        scenario.script.remove(*index);
    }
    scenario
}

/// Looks at a run from all sides.
fn look(scenario: Scenario) {
    assert_eq!(Scenario::read(&text::write(&scenario)).unwrap(), scenario);
    let outcome = Outcome::of(scenario);
    let run = &outcome.run;
    let again = Run::new(run.scenario());
    assert_eq!(again.history().digest(), run.history().digest());
    assert_eq!(again.stops(), run.stops());
    let setting = run.setting();
    assert!(!jsonl::write(run.history()).is_empty() || run.history().is_empty());
    assert!(mermaid::write(run.history(), setting).starts_with("sequenceDiagram"));
    let found = findings(run.history(), setting);
    assert!(found.is_sorted_by_key(|finding| finding.event), "in the order of events");
    for stop in (0..run.stops().len()).step_by(7) {
        let moment = run.moment_at(stop);
        for replica in &moment.replicas {
            for entry in replica.inbox.iter() {
                let _ = moment.explain(replica.actor.replica, &entry.write, run.history());
            }
        }
    }
}

/// How many stories each mistake is made in.
const STORIES: u64 = 40;

#[test]
fn each_mistake_alone_leaves_the_record_true() {
    for (number, named) in (0..).zip(CATALOG) {
        for seed in number * STORIES..(number + 1) * STORIES {
            look(told(seed, [named.mistake].into_iter().collect()));
        }
    }
}

#[test]
fn mistakes_together_leave_the_record_true() {
    for seed in 0..400 {
        let luck = &mut Luck::new(!seed);
        let mistakes = CATALOG.iter().map(|named| named.mistake);
        let mistakes = mistakes.filter(|_| luck.below(4) == 0).collect();
        let mut scenario = told(seed, mistakes);
        if luck.below(2) == 0 {
            let at = usize::try_from(luck.below(rule_catalog::CATALOG.len() as u64)).unwrap();
            scenario.setting.protocol.delivery = rule_catalog::CATALOG[at].rule;
            scenario = tellable(scenario);
        }
        look(scenario);
    }
}
