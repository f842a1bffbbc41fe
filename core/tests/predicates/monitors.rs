//! What has gone wrong, as predicates say it, against what the monitors find: on random runs, under
//! random rules and mistakes, in both directions.
//!
//! The two differ in one thing. Where a client misses several writes at once, a monitor names the last
//! to be made, and of writes that come too early for a session the first to be missing. Predicates
//! do not know the order of independent steps, and so say of each missing write what it breaks. What
//! monitors find is said, therefore, and of the session guarantees more may be said.

use causal_core::check::{Guarantee, Violation, findings};
use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::replica::mistakes::{CATALOG, Mistakes};
use causal_core::replica::rule_catalog;
use causal_core::run::Run;
use causal_core::scenario::Scenario;

use crate::generator::{Luck, story};

/// A random story; mostly with another rule, or a mistake.
pub(crate) fn wrong_story(seed: u64) -> Scenario {
    let mut scenario = story(seed);
    let luck = &mut Luck::new(seed ^ 0x0bad);
    let protocol = &mut scenario.setting.protocol;
    if luck.one_in(2) {
        let rules = rule_catalog::CATALOG;
        protocol.delivery =
            rules[usize::try_from(luck.below(rules.len() as u64)).expect("few")].rule;
    }
    if luck.one_in(2) {
        let index = usize::try_from(luck.below(CATALOG.len() as u64)).expect("few");
        let mut mistakes = Mistakes::default();
        mistakes.set(CATALOG[index].mistake, true);
        protocol.mistakes = mistakes;
    }
    scenario
}

fn word(what: &Violation) -> Option<&'static str> {
    Some(match what {
        Violation::BeforeItsCause { .. } => "causal",
        Violation::Twice { .. } => "twice",
        Violation::SameName { .. } => "names",
        Violation::WronglyDiscarded { .. } => "dropped",
        Violation::MadeUp { .. } => "madeUp",
        Violation::Diverged { .. } => "diverged",
        Violation::StaleRead { guarantee, .. } | Violation::OutOfSession { guarantee, .. } => {
            match guarantee {
                Guarantee::ReadYourWrites => "ryw",
                Guarantee::MonotonicReads => "monotonic",
                Guarantee::MonotonicWrites => "mw",
                Guarantee::WritesFollowReads => "wfr",
            }
        }
        Violation::HeldBack { .. } | Violation::CopyKept { .. } => "heldBack",
        _ => return None,
    })
}

const KINDS: [&str; 11] = [
    "causal",
    "twice",
    "names",
    "dropped",
    "madeUp",
    "diverged",
    "heldBack",
    "ryw",
    "monotonic",
    "mw",
    "wfr",
];

#[test]
fn what_monitors_find_is_said_and_nothing_else() {
    let mut n_said = [0_u32; KINDS.len()];
    let mut n_more = 0;
    for seed in 0..3000 {
        let run = Run::with_limit(wrong_story(seed), 3000);
        let found = findings(run.history(), run.setting());
        let any = Predicate::parse("violation.any", run.setting()).expect("known");
        let any = Watch::new(any, run.setting()).follow(&run, run.history().len());
        let is_any = found.iter().any(|finding| word(&finding.what).is_some());
        let any = any == Verdict::Yes;
        // Of what waits a monitor says either that nobody has what it waits for, or that it is held back.
        let is_orphan = |what: &Violation| matches!(what, Violation::Orphaned { .. });
        let has_orphans = found.iter().any(|finding| is_orphan(&finding.what));
        assert!(any || !is_any, "seed {seed}: something is found and not said");
        assert!(is_any || !any || has_orphans, "seed {seed}: something is said and not found");
        for (kind, n_said) in KINDS.iter().zip(&mut n_said) {
            let predicate = Predicate::parse(&format!("violation.{kind}"), run.setting());
            let mut watch = Watch::new(predicate.expect("known"), run.setting());
            let said = watch.follow(&run, run.history().len()) == Verdict::Yes;
            let is_found = found.iter().any(|finding| word(&finding.what) == Some(kind));
            let may_be_more = ["ryw", "monotonic", "mw", "wfr"].contains(kind);
            let is_found = is_found || (*kind == "heldBack" && said && has_orphans);
            let of_session = found
                .iter()
                .any(|finding| word(&finding.what).is_some_and(|word| KINDS[7..].contains(&word)));
            assert!(said || !is_found, "seed {seed}: {kind} is found and not said");
            assert!(
                is_found || !said || (may_be_more && of_session),
                "seed {seed}: {kind} is said and not found"
            );
            *n_said += u32::from(said);
            n_more += u32::from(said && !is_found);
        }
    }
    assert!(n_said.iter().all(|n| *n > 0), "each kind is met: {KINDS:?} {n_said:?}, {n_more} more");
}
