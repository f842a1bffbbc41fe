//! The mistakes of real systems, found from the requests of their scenarios alone: which faults it
//! takes, what is looked for, and how soonest that is so; `docs/explored-mistakes.md` is the table.
//! `UPDATE_EXPECT=1 cargo test -p causal-core --test exploring` writes it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use causal_core::explore::{Answer, Asks, End, Faults, Question};
use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::replica::protocol::{Conflicts, Protocol};
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::Choice;
use causal_core::world::action::Action;
use causal_core::world::event::{Event, EventKind, LossReason};

use crate::found::shows;
use crate::support::answer;

/// What is done about a scenario.
pub(crate) enum Case {
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
pub(crate) const CASES: &[(&str, Case)] = &[
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
    ("b33-last-state-wins", Sought("delivered(A2, C) & value(C, x) = 1", LOSE)),
    ("b34-falsy-is-missing", Not("it shows in HTTP requests only")),
    ("b34-fifty-is-too-long", Not("it shows in HTTP requests only")),
    ("b34-tombstones-count", Sought("count(writes) = 3", NONE)),
    ("b35-forgets-early", Sought("violation.diverged", NONE)),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/mistakes")
}

pub(crate) fn scenario(file: &str) -> Scenario {
    let text = fs::read_to_string(folder().join(file).with_extension("causal")).unwrap();
    Scenario::read(&text).unwrap()
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

/// Whether an explorer counts something as a step: what is done to links, or lets time pass, is none,
/// and a message that is let go is one when it arrives.
fn is_step(choice: &Choice) -> bool {
    match choice {
        Choice::Act(action) => !matches!(
            action,
            Action::Link { .. }
                | Action::Release(_)
                | Action::Hold(_)
                | Action::Partition { .. }
                | Action::Heal
                | Action::Wait { .. }
                | Action::Note { .. }
        ),
        Choice::Arrive(_) => true,
        Choice::Expire(..) | Choice::Pass(_) => false,
    }
}

/// How many messages are lost on links that are cut: what the explorer loses takes a step.
fn losses<'a>(events: impl Iterator<Item = &'a Event>) -> u32 {
    let is_cut =
        |event: &&Event| matches!(event.kind, EventKind::Lost { why: LossReason::Cut, .. });
    events.filter(is_cut).count().try_into().unwrap()
}

/// After how many steps it is so in the run of a scenario as it stands.
fn steps_of_ours(scenario: &Scenario, predicate: &Predicate) -> Option<u32> {
    let run = Run::new(scenario.clone());
    let mut watch = Watch::new(predicate.clone(), run.setting());
    let (mut n_steps, mut before) = (0, 0);
    for step in 0.. {
        let (choice, n_events) = run.step_at(step)?;
        let events = run.history().events().range(before..n_events);
        n_steps += u32::from(is_step(choice)) + losses(events);
        before = n_events;
        if watch.step(&run) == Some(Verdict::Yes) {
            return Some(n_steps);
        }
    }
    None
}

fn explored(scenario: &Scenario, asks: Asks, faults: Faults) -> Answer {
    answer(scenario, Question { asks, faults, ..Question::default() })
}

/// Looks for one mistake, and makes sure that without it nothing is found.
fn row(file: &str, sought: &str, faults: Faults) -> String {
    let scenario = scenario(file);
    let predicate = Predicate::parse(sought, &scenario.setting).unwrap();
    let with = explored(&scenario, Asks::Find(predicate.clone()), faults);
    let schedule = with.found.unwrap_or_else(|| panic!("{file}: not found"));
    assert!(shows(&schedule, sought), "{file}");
    let ours = steps_of_ours(&scenario, &predicate);
    let ours = ours.unwrap_or_else(|| panic!("{file}: as it stands it is never so"));
    assert!(schedule.n_steps <= ours, "{file}: {} steps, and ours {ours}", schedule.n_steps);
    let without = explored(&right(&scenario), Asks::Never(predicate), faults);
    assert_eq!((without.end, &without.found), (End::All, &None), "{file}");
    let (n_steps, n_states) = (schedule.n_steps, with.counts.n_states);
    let (faults, tried) = (in_words(faults), without.counts.n_states);
    let sought = sought.replace('|', "\\|");
    format!("| {file} | {faults} | `{sought}` | {n_steps} | {ours} | {n_states} | {tried} |\n")
}

fn in_words(faults: Faults) -> &'static str {
    match faults {
        NONE => "",
        LOSE => "a loss",
        DUPLICATE => "a copy",
        GOSSIP => "a round of gossip",
        other => panic!("there are no words for {other:?}"),
    }
}

const HEAD: &str = "\
# Mistakes that are found from the requests alone

Each scenario in `scenarios/mistakes/` tells one schedule in which a mistake of real systems shows. Here only its requests are kept, and what
administrators do: what it holds, cuts, lets go and waits for is left out, and every schedule is tried. The table says what else had to be
allowed, what was looked for (`causal explore scenarios/mistakes/FILE.causal --find '…'`), how many steps the shortest schedule has
(what is done, and each arrival; actions that it does without are left out), how many steps the scenario itself takes to get there, how many states were tried, and how many there are
in all with the mistake put right: in none of them is it so. A test writes this page.

| scenario | besides | looked for | steps | as told | states | without the mistake |
|---|---|---|---:|---:|---:|---:|
";

const NOT_SOUGHT: &str = "
These cannot be found so:

| scenario | why not |
|---|---|
";

/// The page, made anew.
fn page() -> String {
    let mut page = HEAD.to_owned();
    let sought = CASES.iter().filter_map(|(file, case)| match case {
        Sought(text, faults) => Some(row(file, text, *faults)),
        Not(_) => None,
    });
    page.extend(sought);
    page += NOT_SOUGHT;
    for (file, case) in CASES {
        if let Not(why) = case {
            writeln!(page, "| {file} | {why} |").unwrap();
        }
    }
    page
}

#[test]
fn all_scenarios_are_in_the_table() {
    let name = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let entries = fs::read_dir(folder()).unwrap();
    let mut files: Vec<String> = entries.map(|entry| name(entry.unwrap().path())).collect();
    files.sort();
    assert_eq!(CASES.iter().map(|(file, _)| *file).collect::<Vec<_>>(), files);
}

#[test]
fn each_mistake_is_found_from_its_requests_alone_or_it_is_said_why_not() {
    expect_test::expect_file!["../../../docs/explored-mistakes.md"].assert_eq(&page());
}
