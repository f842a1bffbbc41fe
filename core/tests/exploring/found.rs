//! What is found is a scenario like any other, and shows what was asked for.

use causal_core::explore::{
    Answer, Asks, Budget, End, Explorer, Faults, Limit, Question, Schedule,
};
use causal_core::predicate::{Predicate, Verdict, Watch};
use causal_core::run::Run;
use causal_core::scenario::{Scenario, text};

use crate::support::{answer, writers};

/// Whether a predicate has been so at some time in a schedule.
pub(crate) fn shows(schedule: &Schedule, predicate: &str) -> bool {
    // As people get it.
    let scenario = Scenario::read(&text::write(&schedule.scenario)).unwrap();
    let run = Run::new(scenario);
    assert_eq!(run.problem(), None, "{}", text::write(&schedule.scenario));
    let predicate = Predicate::parse(predicate, run.setting()).unwrap();
    let mut watch = Watch::new(predicate, run.setting());
    let mut is_so = watch.verdict() == Verdict::Yes;
    while let Some(verdict) = watch.step(&run) {
        is_so |= verdict == Verdict::Yes;
    }
    is_so
}

pub(crate) fn find(story: &str, predicate: &str, question: Question) -> Answer {
    let scenario = Scenario::read(story).unwrap();
    let predicate = Predicate::parse(predicate, &scenario.setting).unwrap();
    answer(&scenario, Question { asks: Asks::Find(predicate), ..question })
}

/// Finds it in so many steps, and shows it.
fn check(story: &str, predicate: &str, question: Question, n_steps: u32) {
    let found = find(story, predicate, question);
    let schedule = found.found.unwrap_or_else(|| panic!("{predicate}: {story}"));
    assert_eq!(found.end, End::Found);
    assert!(shows(&schedule, predicate), "{predicate}\n{}", text::write(&schedule.scenario));
    assert_eq!(schedule.n_steps, n_steps, "{}", text::write(&schedule.scenario));
}

fn faults(lose: u32, duplicate: u32, crash: u32, gossip: u32) -> Question {
    Question { faults: Faults { lose, duplicate, crash, gossip }, ..Question::default() }
}

#[test]
fn the_shortest_schedules_of_what_goes_wrong_are_found_and_show_it() {
    let none = Question::default;
    let lost = "ann@A: lost = wallet\nB: reply = sorry!";
    check(&format!("rule fifo\n{lost}"), "violation.causal", none(), 4);
    check(&format!("rule arrival\n{lost}"), "violation.causal", none(), 4);
    check("rule arrival\nconflicts arrival\nA: x = 1\nA: x = 2", "violation.diverged", none(), 4);
    check("A: x = 1", "lost = 1 & quiet", faults(1, 0, 0, 0), 3);
    check("rule arrival\nA: x = 1", "violation.twice", faults(0, 1, 0, 0), 4);
    check("A: x = 1", "!up(B)", faults(0, 0, 1, 0), 1);
    check("broadcast off\nA: x = 1", "shows(B, x)", faults(0, 0, 0, 1), 4);
    check("sessions off\nann@A: x = 1\nann@B: read x", "violation.ryw", none(), 2);
}

#[test]
fn what_is_not_needed_is_left_out_of_what_is_found() {
    check("A: x = 1\nA: y = 2\nA: z = 3", "shows(A, z)", Question::default(), 1);
    let story = "rule fifo\nA: y = 0\nA: x = 1\nB: z = 2\nC: z = 3";
    check(story, "violation.causal", Question::default(), 4);
}

#[test]
fn what_is_found_is_made_shorter_in_portions_and_known_before() {
    let story = "rule fifo\nA: a = 1\nA: b = 2\nB: c = 3\nA: x = 1\nB: z = 2\nC: z = 3";
    let scenario = Scenario::read(story).unwrap();
    let predicate = Predicate::parse("shows(C, x)", &scenario.setting).unwrap();
    let question = Question { asks: Asks::Find(predicate), ..Question::default() };
    let answers = [1, 7, u64::MAX].map(|portion| {
        let mut explorer = Explorer::new(&scenario, question.clone()).unwrap();
        let mut n_meanwhile = 0;
        while !explorer.go_on(portion).is_over {
            let so_far = explorer.progress();
            n_meanwhile += u64::from(so_far.is_found);
            assert_eq!(explorer.answer().found.is_some(), so_far.is_found);
        }
        assert!(n_meanwhile >= 6, "{n_meanwhile} portions for six actions");
        assert!(portion > 1 || n_meanwhile > 20, "no portion is longer than it may be");
        explorer.answer().found.unwrap()
    });
    assert_eq!((answers[0].n_steps, answers[0].scenario.script.len()), (2, 3));
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[test]
fn where_nothing_goes_wrong_every_state_was_tried() {
    let scenario = writers(5, 2);
    let predicate = Predicate::parse("violation.causal", &scenario.setting).unwrap();
    let never = answer(&scenario, Question { asks: Asks::Never(predicate), ..Question::default() });
    assert_eq!((never.end, never.found), (End::All, None));
}

#[test]
fn a_budget_that_is_spent_is_told_and_nothing_more() {
    let scenario = writers(5, 2);
    let budget = Budget { n_states: 1000, ..Budget::default() };
    let counted = answer(&scenario, Question { budget, ..Question::default() });
    assert_eq!(counted.end, End::Budget(Limit::States));
    assert_eq!(counted.counts.n_schedules, None);
    assert_eq!(counted.counts.n_states, 1000);
}

#[test]
fn memory_stays_within_its_budget() {
    let scenario = writers(6, 2);
    for n_bytes in [1 << 21, 3 << 20, 1 << 22] {
        for asks in [Asks::Count, Asks::Outcomes] {
            let budget = Budget { n_bytes, ..Budget::default() };
            let question = Question { asks, budget, ..Question::default() };
            let mut explorer = Explorer::new(&scenario, question).unwrap();
            while !explorer.go_on(1000).is_over {}
            assert_eq!(explorer.answer().end, End::Budget(Limit::Bytes), "{n_bytes}");
            let n_used = explorer.n_bytes() as u64;
            assert!((n_bytes / 3..=n_bytes).contains(&n_used), "{n_used} of {n_bytes}");
        }
    }
}

#[test]
fn memory_stays_within_its_budget_where_much_is_remembered_of_moments() {
    let scenario = writers(5, 2);
    let typed = "exists t: exists w, v, r, s: \
                 delivered(w,r)@t & !delivered(v,s)@t & conc(w,v) & violation.madeUp";
    let condition = Predicate::parse(typed, &scenario.setting).unwrap();
    let budget = Budget { n_bytes: 8 << 20, ..Budget::default() };
    let question = Question { asks: Asks::Find(condition), budget, ..Question::default() };
    let mut explorer = Explorer::new(&scenario, question).unwrap();
    while !explorer.go_on(1000).is_over {}
    assert_eq!(explorer.answer().end, End::Budget(Limit::Bytes));
    assert!(explorer.answer().counts.n_states < 2_000, "a state takes tens of kilobytes");
}
