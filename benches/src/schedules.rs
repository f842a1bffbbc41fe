//! What exploring every schedule costs: table B of the performance page.
//!
//! Three replicas write in turn; ours drives the real replicas, and visits the same states as the
//! depth-first search of stateright on a model written for it, in the same run, alternating. Ours
//! keeps every state exactly, and from where it was met first; stateright keeps a fingerprint of each,
//! and from where it was met first. Times are CPU time, medians.

mod peer;

use std::time::Duration;

use causal_core::explore::{Asks, Budget, Counts, Explorer, Faults, Question};
use causal_core::predicate::Predicate;
use causal_core::scenario::Scenario;
use cpu_time::ProcessTime;

/// How many replicas there are.
const N_REPLICAS: usize = 3;

/// How large an exploration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    /// How many writes are made.
    pub(crate) n_writes: usize,
    /// How many keys they go to.
    pub(crate) n_keys: usize,
}

/// How often each search runs.
const RUNS: usize = 9;

/// A search that took longer runs fewer times.
const LONG: Duration = Duration::from_secs(4);

/// Writes, keys; unique and generated states, final states, with and without reduction.
type Line = (usize, usize, [u64; 3], Option<[u64; 2]>);

const LINES_OF_FIVE: [Line; 3] = [
    (5, 1, [36_699, 146_881, 7], None),
    (5, 2, [35_193, 141_806, 16], Some([7_871, 16_001])),
    (5, 3, [31_766, 132_485, 1], None),
];

const LINES: [Line; 3] = [
    (6, 1, [386_774, 1_813_978, 7], None),
    (6, 2, [404_536, 1_872_491, 34], Some([78_934, 179_323])),
    (6, 3, [347_696, 1_677_787, 1], None),
];

const LINES_OF_SEVEN: [Line; 3] = [
    (7, 1, [3_419_392, 18_450_907, 7], None),
    (7, 2, [3_626_245, 19_312_923, 34], Some([662_002, 1_620_669])),
    (7, 3, [3_083_872, 17_034_457, 1], None),
];

/// Measures and prints all of it; whether every count is right.
pub(crate) fn run(quick: bool, with_seven: bool) -> bool {
    println!("\nB. Every schedule");
    println!("Three replicas write in turn to so many keys; CPU time, medians, one thread.\n");
    println!(
        "writes keys |   unique  generated finals schedules | ours ms  stateright DFS ms  times | \
         reduced: unique generated  ms  times | bytes a state"
    );
    let mut is_right = true;
    let lines = if quick { &LINES_OF_FIVE } else { &LINES };
    for line in lines.iter().chain(with_seven.then_some(&LINES_OF_SEVEN).into_iter().flatten()) {
        is_right &= row(line);
    }
    generic();
    is_right
}

fn writers(n_writes: usize, n_keys: usize) -> Scenario {
    let line = |n: usize| format!("{}: k{} = v{n}\n", ["A", "B", "C"][n % 3], n % n_keys);
    let text: String = (0..n_writes).map(line).collect();
    Scenario::read(&text).expect("a scenario")
}

/// Everything that there is.
fn question(reduce: bool) -> Question {
    Question {
        reduce,
        budget: Budget { n_states: 1 << 30, n_bytes: 1 << 33, n_looks: 1 << 60 },
        ..Question::default()
    }
}

fn explore(scenario: &Scenario, question: Question) -> Explorer {
    let mut explorer = Explorer::new(scenario, question).expect("it can be explored");
    while !explorer.go_on(1 << 20).is_over {}
    explorer
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = ProcessTime::now();
    let result = work();
    (result, start.elapsed())
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn row(&(n_writes, n_keys, expected, reduced): &Line) -> bool {
    let scenario = writers(n_writes, n_keys);
    let mut times: [Vec<Duration>; 3] = Default::default();
    let mut ours = explore(&scenario, question(false));
    let counts = ours.answer().counts;
    let n_bytes = ours.n_bytes_of_states() as f64 / counts.n_states as f64;
    drop(ours);
    let mut few = Counts::default();
    let mut theirs = (0, 0);
    for _ in 0..RUNS {
        times[0].push(timed(|| explore(&scenario, question(false))).1);
        let (counted, time) = timed(|| peer::visit(Size { n_writes, n_keys }));
        theirs = (counted.0 as u64, counted.1 as u64);
        times[1].push(time);
        let (mut explorer, time) = timed(|| explore(&scenario, question(true)));
        few = explorer.answer().counts;
        times[2].push(time);
        if times.iter().flatten().sum::<Duration>() > LONG * 3 {
            break;
        }
    }
    let [ours_ms, theirs_ms, few_ms] = times.each_mut().map(|times| median(times));
    println!(
        "{n_writes:>6} {n_keys:>4} | {:>9} {:>10} {:>5} {:>12} | {ours_ms:>7.1} {theirs_ms:>18.1} {:>6.1} | \
         {:>14} {:>9} {few_ms:>5.1} {:>5.1} | {n_bytes:.1}",
        counts.n_states,
        counts.n_transitions + 1,
        counts.n_finals,
        counts.n_schedules.map_or("–".to_owned(), |n| format!("{:.3e}", n as f64)),
        theirs_ms / ours_ms,
        few.n_states,
        few.n_transitions + 1,
        theirs_ms / few_ms,
    );
    let found = [counts.n_states, counts.n_transitions + 1, counts.n_finals];
    let is_as_expected = found == expected;
    let is_reduced_so =
        reduced.is_none_or(|reduced| reduced == [few.n_states, few.n_transitions + 1]);
    let is_alike =
        theirs == (counts.n_states, counts.n_transitions + 1) && few.n_finals == counts.n_finals;
    if !(is_as_expected && is_reduced_so && is_alike) {
        println!("       COUNTS DIFFER: ours {found:?}, stateright {theirs:?}, reduced {few:?}");
    }
    is_as_expected && is_reduced_so && is_alike
}

/// Stories of everything else, with what can go wrong in each.
fn generic() {
    let faults = |lose, duplicate, crash, gossip| Faults { lose, duplicate, crash, gossip };
    let stories = [
        (
            "sessions",
            "sessions wait\nann@A: x = 1\nann@B: read x\nben@B: x = 2\nben@C: read x\nC: y = 3\nann@C: y = 4\nB: x = 5",
            faults(0, 0, 0, 0),
        ),
        ("gossip", "A: x = 1\nB: x = 2\nC: x = 3", faults(1, 0, 0, 1)),
        ("crashes", "A: x = 1\nB: x = 2\nC: x = 3\nA: y = 4", faults(1, 1, 1, 0)),
        (
            "a mistake",
            "sessions reject\nmistakes merges-metadata\nann@A: x = 1\nann@B: read x\nann@B: x = 2\nben@B: read x\nC: x = 3\nC: y = 4",
            faults(1, 1, 0, 0),
        ),
    ];
    println!("\nSessions, gossip, crashes, mistakes and a predicate: CPU time a step.");
    for (name, story, faults) in stories {
        let scenario = Scenario::read(story).expect("a scenario");
        a_step(name, &scenario, Question { faults, ..question(false) });
    }
    let scenario = writers(5, 2);
    let never = Predicate::parse("violation.causal", &scenario.setting).expect("a predicate");
    a_step("a predicate", &scenario, Question { asks: Asks::Never(never), ..question(false) });
}

fn a_step(name: &str, scenario: &Scenario, question: Question) {
    let (mut explorer, time) = timed(|| explore(scenario, question));
    let counts = explorer.answer().counts;
    println!(
        "{name:>12} {:>9} states {:>9} steps {:>7.0} ns",
        counts.n_states,
        counts.n_transitions,
        time.as_nanos() as f64 / counts.n_transitions as f64
    );
}
