//! The counts of performance.md B, to the last digit. Those of six and seven writes are checked by the
//! benches.

use std::collections::BTreeSet;

use causal_core::explore::{Asks, End, Question, Shown};
use causal_core::scenario::Scenario;

use crate::support::{answer, writers};

/// Keys, writes; states, generated states (the start included), final states.
type Line = (usize, usize, [u64; 3]);

/// Those of two keys, and all numbers of states, were counted by two other programs.
const TABLE: [Line; 9] = [
    (1, 3, [497, 1_240, 7]),
    (1, 4, [3_890, 12_762, 7]),
    (1, 5, [36_699, 146_881, 7]),
    (2, 3, [453, 1_188, 3]),
    (2, 4, [3_593, 12_099, 9]),
    (2, 5, [35_193, 141_806, 16]),
    (3, 3, [431, 1_162, 1]),
    (3, 4, [3_349, 11_618, 1]),
    (3, 5, [31_766, 132_485, 1]),
];

/// Complete schedules: the linear extensions of what each write and its two arrivals come after,
/// whatever the keys are.
const SCHEDULES: [u128; 3] = [13_440, 2_956_800, 1_345_344_000];

/// States and generated states with reduction, of two keys.
const REDUCED: [(usize, [u64; 2]); 3] =
    [(3, [164, 257]), (4, [1_004, 1_814]), (5, [7_871, 16_001])];

#[test]
fn states_and_schedules_are_as_many_as_other_programs_counted() {
    for (n_keys, n_writes, expected) in TABLE {
        let all = answer(&writers(n_writes, n_keys), Question::default());
        let counts = all.counts;
        let found = [counts.n_states, counts.n_transitions + 1, counts.n_finals];
        println!("{n_keys} {n_writes} {found:?}");
        assert_eq!((all.end, found), (End::All, expected), "{n_writes} writes of {n_keys} keys");
        assert_eq!(counts.n_schedules, Some(SCHEDULES[n_writes - 3]));
    }
}

#[test]
fn with_reduction_there_are_as_few_states_as_another_program_counted() {
    for (n_writes, expected) in REDUCED {
        let reduced = Question { reduce: true, ..Question::default() };
        let counts = answer(&writers(n_writes, 2), reduced).counts;
        assert_eq!([counts.n_states, counts.n_transitions + 1], expected, "{n_writes} writes");
        assert_eq!(counts.n_schedules, None);
    }
}

/// The final stores of a question.
fn stores(story: &causal_core::scenario::Scenario, reduce: bool) -> BTreeSet<Vec<Shown>> {
    let question = Question { asks: Asks::Outcomes, reduce, ..Question::default() };
    answer(story, question).outcomes.into_iter().map(|outcome| outcome.stores).collect()
}

#[test]
fn reduction_loses_no_outcome_of_any_small_instance() {
    for conflicts in ["siblings", "lww", "arrival"] {
        for rule in
            ["causal", "one-pass", "fifo", "arrival", "newer", "own-entry", "tick-on-receipt"]
        {
            for (n_writes, n_keys) in [(1, 1), (2, 1), (3, 1), (3, 2), (4, 1), (4, 2)] {
                let mut story = writers(n_writes, n_keys);
                let setting = format!("rule {rule}\nconflicts {conflicts}");
                let setting = causal_core::scenario::Scenario::read(&setting).unwrap().setting;
                story.setting.protocol = setting.protocol;
                let (all, few) = (stores(&story, false), stores(&story, true));
                assert_eq!(all, few, "{n_writes} writes of {n_keys} keys, {rule}, {conflicts}");
            }
        }
    }
    for story in [
        "A: x = 1\nA: read x\nB: x = 2\nC: del x",
        "sessions wait\nann@A: x = 1\nben@B: read x\nben@B: x = 2\ncarol@C: x = 3",
        "replicas A B C D\nA: x = 1\nB: x = 2\nC: x = 3",
    ] {
        let story = causal_core::scenario::Scenario::read(story).unwrap();
        assert_eq!(stores(&story, false), stores(&story, true));
    }
}

#[test]
fn more_schedules_than_can_be_counted_are_not_counted() {
    let reads: String = (0..66).map(|_| "ann@A: read x\nbob@A: read x\n").collect();
    let scenario = Scenario::read(&format!("replicas Alice Bob\n{reads}")).unwrap();
    let question = |asks| Question { asks, ..Question::default() };
    let counts = answer(&scenario, question(Asks::Count)).counts;
    assert_eq!(counts.n_states, 67 * 67);
    assert_eq!(counts.n_schedules, None, "132 over 66 does not fit into 128 bits");
    let outcomes = answer(&scenario, question(Asks::Outcomes)).outcomes;
    assert_eq!(outcomes.iter().map(|outcome| outcome.n_schedules).collect::<Vec<_>>(), [None]);
}
