//! The mistakes of real systems, found from the requests of their scenarios alone: which faults it
//! takes, what is looked for, and how soonest that is so.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sought::{Soonest, soonest};
use causal_core::explore::{Faults, Question};
use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::replica::protocol::{Conflicts, Protocol};
use causal_core::run::Run;
use causal_core::scenario::Scenario;

/// What is done about a scenario.
enum Case {
    /// It is looked for, with so many free faults.
    Sought(&'static str, Faults),
    /// It is not, for a reason.
    Not(&'static str),
}
use Case::{Not, Sought};

const NONE: Faults = Faults { lose: 0, duplicate: 0, crash: 0, gossip: 0 };
const LOSE: Faults = Faults { lose: 1, ..NONE };
const DUPLICATE: Faults = Faults { duplicate: 1, ..NONE };
const GOSSIP: Faults = Faults { gossip: 1, ..NONE };

/// All scenarios, in order.
const CASES: &[(&str, Case)] = &[
    ("b01-covers-all", Sought("quiet & !idle", NONE)),
    ("b02-own-entry", Sought("quiet & !idle", NONE)),
    ("b03-next-on-own", Sought("quiet & !idle", NONE)),
    ("b04-sender-unchecked", Sought("violation.causal", NONE)),
    ("b05-tick-on-receipt", Sought("quiet & !idle", NONE)),
    ("b06-amnesia", Sought("violation.names", NONE)),
    ("b07-merges-metadata", Sought("violation.ryw", NONE)),
    ("b08-merges-refused", Sought("violation.dropped", NONE)),
    ("b09-acts-before-checking", Sought("violation.mw", NONE)),
    ("b10-merges-before-testing", Sought("violation.causal", NONE)),
    ("b11-echoes-metadata", Sought("violation.wfr", NONE)),
    ("b12-looks-before-waiting", Sought("violation.ryw", NONE)),
    ("b13-no-tombstones", Sought("violation.ryw", NONE)),
    ("b13-no-tombstones-newer-put", Sought("violation.diverged", NONE)),
    ("b13-no-tombstones-overtaken", Sought("violation.diverged", NONE)),
    ("b14-keeps-deletes", Sought("idle & !same(x)", GOSSIP)),
    ("b15-restamps-gossip", Sought("violation.madeUp", NONE)),
    ("b16-shares-a-name", Sought("violation.names", GOSSIP)),
    ("b17-drops-stale-writes", Sought("did(put) >= 2 & count(writes) < 2", NONE)),
    ("b18-answers-only-older", Sought("violation.ryw", NONE)),
    ("b19-refuses-conflicts", Sought("violation.dropped", NONE)),
    ("b20-arrival", Sought("violation.diverged", NONE)),
    ("b21-clock-breaks-ties", Not("clocks decide, and schedules are tried without time")),
    ("b22-forgets-winner", Sought("violation.diverged", NONE)),
    (
        "b23-compares-in-view",
        Sought(
            "exists t: (delivered(C2, A) & did(view) = 1 & did(gossip) = 0)@t; \
             did(gossip) = 2 & idle & !same(x)",
            LOSE,
        ),
    ),
    ("b24-newer", Sought("violation.causal", GOSSIP)),
    (
        "b24-no-gossip",
        Not(
            "what is wrong is that nothing ever repairs it, and no schedule is long enough for that",
        ),
    ),
    ("b25-one-clock-for-all", Sought("violation.ryw", NONE)),
    ("b26-evicts-for-good", Not("it takes pings, which never end")),
    ("b27-waits-for-peers", Not("it takes a time-out, and schedules are tried without time")),
    ("b28-wants-equal-metadata", Sought("exists q: refused(q)", NONE)),
    ("b29-keeps-duplicates", Sought("quiet & !idle", DUPLICATE)),
    ("b30-one-pass", Sought("quiet & !idle", NONE)),
    (
        "b31-two-locks",
        Not("it takes two puts at one instant, and schedules are tried without time"),
    ),
    (
        "b32-departed-stay",
        Sought("exists t: (did(view) = 1 & quiet & !shows(C, x, 2))@t; shows(C, x, 2)", NONE),
    ),
    ("b33-last-state-wins", Sought("idle & !same(x)", NONE)),
    ("b34-falsy-is-missing", Not("it shows in HTTP requests only")),
    ("b34-fifty-is-too-long", Not("it shows in HTTP requests only")),
    ("b34-tombstones-count", Sought("count(writes) = 3", NONE)),
    ("b35-forgets-early", Sought("violation.diverged", NONE)),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/mistakes")
}

fn scenario(file: &str) -> Scenario {
    Scenario::read(&fs::read_to_string(folder().join(file).with_extension("causal")).unwrap())
        .unwrap()
}

/// The same without its mistake.
fn right(scenario: &Scenario) -> Scenario {
    let mut right = scenario.clone();
    let protocol = &mut right.setting.protocol;
    if protocol.mistakes.iter().next().is_some() {
        protocol.mistakes = Default::default();
        return right;
    }
    protocol.delivery = Default::default();
    protocol.amnesia = Default::default();
    if protocol.conflicts == Conflicts::Arrival {
        protocol.conflicts = Protocol::default().conflicts;
    }
    right
}

#[test]
fn all_scenarios_are_in_the_table() {
    let mut files: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|it| it.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    assert_eq!(CASES.iter().map(|(file, _)| *file).collect::<Vec<_>>(), files);
}

#[test]
fn scratch() {
    for (file, case) in CASES {
        let Sought(text, faults) = case else { continue };
        let scenario = scenario(file);
        let predicate =
            Predicate::parse(text, &scenario.setting).unwrap_or_else(|e| panic!("{file} {e}"));
        let question = Question { faults: *faults, ..Question::default() };
        let with = soonest(&scenario, &question, &predicate, 20_000);
        let without = soonest(&right(&scenario), &question, &predicate, 20_000);
        let run = Run::new(scenario);
        let mut watch = Watch::new(predicate, run.setting());
        let mut at = None;
        for step in 0.. {
            match watch.step(&run) {
                None => break,
                Some(Verdict::Yes) => {
                    at = Some(step);
                    break;
                }
                _ => {}
            }
        }
        println!("{file} {with:?} {without:?} ours {at:?}");
    }
    panic!();
}
