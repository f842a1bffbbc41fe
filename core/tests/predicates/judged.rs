//! What is remembered while a run goes on gives the same verdicts as the whole past, on random runs
//! and of random predicates; and what can never be so any more never is.

use causal_core::check::{Violation, findings};
use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::replica::protocol::Amnesia;
use causal_core::run::Run;

use crate::generator::{Luck, action};
use crate::monitors::wrong_story;
use crate::naive::Naive;
use crate::sentence::Sentence;

/// A random run in which every write has a name of its own, and was asked for: of others the plain
/// judge, who knows writes by their names, has no idea.
fn run_of(seed: u64) -> Option<Run> {
    let mut scenario = wrong_story(seed);
    scenario.setting.protocol.amnesia = Amnesia::Safe;
    scenario.script.truncate(14);
    let run = Run::with_limit(scenario, 60);
    let found = findings(run.history(), run.setting());
    let is_odd =
        |what: &Violation| matches!(what, Violation::SameName { .. } | Violation::MadeUp { .. });
    let is_fit = run.setting().names.len() >= 3 && !found.iter().any(|found| is_odd(&found.what));
    is_fit.then_some(run)
}

#[test]
fn what_is_remembered_says_the_same_as_the_whole_past() {
    let (mut n_yes, mut n_never, mut n_runs) = (0, 0, 0);
    for seed in 0..3600 {
        let Some(run) = run_of(seed) else { continue };
        n_runs += 1;
        let naive = Naive::of(&run);
        let luck = &mut Luck::new(seed);
        for _ in 0..6 {
            let depth = 1 + u32::try_from(luck.below(5)).expect("few");
            let sentence = Sentence::random(luck, &mut Vec::new(), depth);
            let text = sentence.text(0);
            let predicate = Predicate::parse(&text, run.setting());
            let predicate = predicate.unwrap_or_else(|error| panic!("{text}: {error}"));
            let mut watch = Watch::new(predicate, run.setting());
            let mut is_over = false;
            loop {
                let n_steps = watch.n_steps();
                let so = naive.is(&sentence, n_steps);
                let says = watch.verdict();
                assert_eq!(says == Verdict::Yes, so, "seed {seed}, step {n_steps}: {text}");
                assert!(
                    !(is_over && so),
                    "seed {seed}, step {n_steps}: never was it, and is: {text}"
                );
                is_over |= says == Verdict::Never;
                n_yes += u32::from(so);
                if watch.step(&run).is_none() {
                    break;
                }
            }
            n_never += u32::from(is_over);
        }
    }
    assert!(n_runs > 2000 && n_yes > 100_000 && n_never > 1000, "{n_runs} {n_yes} {n_never}");
}

#[test]
fn what_can_never_be_so_is_so_in_no_continuation() {
    let mut n_tried = 0;
    for seed in 0..500 {
        let Some(run) = run_of(seed) else { continue };
        let luck = &mut Luck::new(seed ^ 0x7e7e);
        for _ in 0..10 {
            let sentence = Sentence::random(luck, &mut Vec::new(), 3);
            let text = sentence.text(0);
            let predicate = Predicate::parse(&text, run.setting()).expect("read");
            let mut watch = Watch::new(predicate, run.setting());
            if watch.follow(&run, run.history().len()) != Verdict::Never {
                continue;
            }
            n_tried += 1;
            let mut on = run.clone();
            for _ in 0..12 {
                let next = action(luck, on.world());
                let Ok(acted) = on.act(on.stops().len() - 1, next) else { continue };
                on = acted.run;
                let says = watch.follow(&on, on.history().len());
                assert_eq!(says, Verdict::Never, "seed {seed}: {text}");
            }
        }
    }
    assert!(n_tried > 200, "{n_tried}");
}
