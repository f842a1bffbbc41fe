//! A plain search over whole worlds for what a predicate says: how soonest it can be so. What the
//! explorer finds in random small stories is held against it.

use std::collections::BTreeSet;

use causal_core::explore::{Asks, Budget, End, Explorer, Faults, Question, Refusal};
use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::replica::canonical::Asked;
use causal_core::replica::mistakes::CATALOG;
use causal_core::replica::rule_catalog;
use causal_core::scenario::{Scenario, text};
use causal_core::world::action::Action;
use causal_core::world::network::LinkSetting;

use crate::found::shows;
use crate::generator::{self, Luck};
use crate::mistakes::{CASES, Case, scenario};
use crate::oracle::{Texts, state};
use crate::support::seeds;
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

#[test]
fn mistakes_are_found_as_soon_as_by_a_plain_search() {
    let mut n_judged = 0;
    for (file, case) in CASES {
        if let Case::Sought(text, faults) = case {
            let question = Question { faults: *faults, ..Question::default() };
            n_judged += u32::from(check(&scenario(file), &question, text));
        }
    }
    assert!(n_judged >= 28, "{n_judged}");
}

/// Things to look for, of all kinds that the explorer has to remember something of.
const PREDICATES: &[&str] = &[
    "violation.causal",
    "violation.fifo",
    "violation.total",
    "violation.twice",
    "violation.dropped",
    "violation.names",
    "violation.madeUp",
    "violation.diverged",
    "violation.ryw",
    "violation.monotonic",
    "violation.mw",
    "violation.wfr",
    "quiet & !idle",
    "idle & count(keys) = 1 & exists k: !same(k)",
    "exists t, k: !same(k)@t; idle & forall k: same(k)",
    "exists q: refused(q)",
    "exists q: waited(q) & answered(q)",
    "exists w, r: buffered(w, r)",
    "exists w, r: buffered(w, r, 2)",
    "exists w, r: lost(w, r) & delivered(w, r)",
    "exists w: forall r: delivered(w, r)",
    "exists w, r: deliveredAgain(w, r)",
    "exists w, m: conc(w, m) & exists r: delivered(w, r) & delivered(m, r) & by(w) != r & by(m) != r",
    "exists w, m: w -> m & by(w) != by(m)",
    "exists w, m, r, s: order(r, w, m) & order(s, m, w)",
    "exists r, k: siblings(r, k) >= 2",
    "exists r: tombs(r) >= 1 & quiet",
    "exists r: waiting(r) >= 2",
    "did(gossip) >= 1 & idle",
    "exists r: !up(r) & quiet",
    "count(writes) >= 2 & store(A) = store(B) & quiet",
    "lost >= 1 & idle",
    "actions = 3 & idle",
    "shows(A, z) | shows(B, y) & idle",
    "exists t: shows(B, other)@t",
    "exists w, r: lost(w, r)",
    "made(A3) | exists w: w in {B2} & delivered(w, A)",
    "did(crash) | did(restart)",
    "did(duplicate, drop)",
    "exists q: answered(q) & quiet",
    "exists r: !up(r)",
    "value(A, x) = 77 | exists w: val(w) = 78",
    "lost >= 1 | did(crash) | shows(A, z)",
];

/// A small story that the explorer takes, of any setting and with any mistakes; and what to ask of it.
fn random(seed: u64) -> Option<(Scenario, Question)> {
    let luck = &mut Luck::new(!seed);
    let mut scenario = generator::story(seed);
    if scenario.setting.names.len() > 3 {
        return None;
    }
    // Losses by chance are none of the explorer's.
    scenario.setting.default_link = LinkSetting::default();
    scenario.setting.links = Default::default();
    let protocol = &mut scenario.setting.protocol;
    protocol.gossip_ms = None;
    protocol.health_ms = None;
    if luck.one_in(2) {
        protocol.mistakes =
            CATALOG.iter().map(|named| named.mistake).filter(|_| luck.one_in(8)).collect();
    }
    if luck.one_in(2) {
        let at = usize::try_from(luck.below(rule_catalog::CATALOG.len() as u64)).unwrap();
        protocol.delivery = rule_catalog::CATALOG[at].rule;
    }
    let n_actions = usize::try_from(2 + luck.below(3)).unwrap();
    scenario.script.retain(|item| {
        !matches!(
            item.action,
            Action::Link { .. }
                | Action::Release(_)
                | Action::Hold(_)
                | Action::Drop(_)
                | Action::Duplicate(_)
                | Action::Partition { .. }
                | Action::Heal
                | Action::Wait { .. }
                | Action::Note { .. }
                | Action::Skew { .. }
        )
    });
    scenario.script.truncate(n_actions);
    let mut one = || u32::from(luck.one_in(4));
    let faults = Faults { lose: one(), duplicate: one(), crash: one(), gossip: one() };
    let n_free_writes = one();
    Some((scenario, Question { faults, n_free_writes, ..Question::default() }))
}

/// The explorer finds what the plain search finds, as soon, and never what that does not.
fn check(scenario: &Scenario, question: &Question, text: &str) -> bool {
    let Ok(predicate) = Predicate::parse(text, &scenario.setting) else { return false };
    let asks = Asks::Never(predicate.clone());
    let asked = Question {
        asks,
        budget: Budget { n_states: 1_000, ..Budget::default() },
        ..question.clone()
    };
    let mut explorer = match Explorer::new(scenario, asked) {
        Ok(explorer) => explorer,
        Err(Refusal::Impossible { .. }) => {
            let plain = soonest(scenario, question, &predicate, 3_000);
            assert!(!matches!(plain, Soonest::After(_)), "{text}\n{}", text::write(scenario));
            return plain == Soonest::Never;
        }
        Err(_) => return false,
    };
    while !explorer.go_on(1_000).is_over {}
    let found = explorer.answer();
    let told = || format!("{text}\n{question:?}\n{}", text::write(scenario));
    if matches!(found.end, End::Budget(_)) {
        return false;
    }
    let plain = soonest(scenario, question, &predicate, 3_000);
    match (plain, found.found) {
        (Soonest::Unknown, _) => return false,
        (Soonest::Never, None) => assert_eq!(found.end, End::All, "{}", told()),
        (Soonest::After(n), Some(schedule)) => {
            assert!(shows(&schedule, text), "{}", told());
            // Actions that it does without are left out of what is found.
            assert!(schedule.n_steps <= n, "{n} steps: {}", told());
        }
        (plain, found) => panic!("{plain:?}, {found:?}: {}", told()),
    }
    true
}

/// How many stories are told each time; `SOAK_FROM` and `SOAK_STORIES` tell others.
const STORIES: u64 = 500;

#[test]
fn random_questions_have_the_answers_of_a_plain_search() {
    let seeds = seeds(STORIES);
    let n_stories = seeds.end - seeds.start;
    let mut n_judged = 0;
    for seed in seeds {
        let Some((scenario, question)) = random(seed) else { continue };
        let luck = &mut Luck::new(seed);
        for _ in 0..3 {
            n_judged += u64::from(check(&scenario, &question, luck.pick(PREDICATES)));
        }
    }
    // A few, told again to look at them, prove nothing and need not.
    assert!(n_judged > n_stories / 4 || n_stories < STORIES, "{n_judged} of {n_stories}");
}
