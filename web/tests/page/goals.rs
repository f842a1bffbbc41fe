//! Goals come true, are told of once, and say when they can be reached no more.

use causal_web::model::{Goals, Model};
use causal_web::msg::{Msg, Timing};
use causal_web::tasks::{MESSAGE_FROM_THE_FUTURE, Progress};

use super::support::{A, C, after, after_write, empty, first_screen, message};

fn goals(model: &Model) -> Goals {
    model.goals().expect("the first run has goals")
}

fn reached(model: &Model) -> Vec<bool> {
    goals(model).lines.iter().map(|line| line.is_reached).collect()
}

#[test]
fn the_first_story_comes_true_goal_by_goal_and_says_when_it_is_done() {
    let start = first_screen();
    assert_eq!(reached(&start), [true, false, false], "Bob has answered already");
    assert_eq!(&*start.said, "", "what is so at the start is no news");
    let waits = after(&start, [Msg::Time(Timing::Step)]);
    assert_eq!(reached(&waits), [true, true, false]);
    assert_eq!(&*waits.said, "B1 arrives at Carol. Waits for A1. Goal 2 of 3: B1 waits at Carol.");
    let done = after(&waits, [Msg::Release(message(A, C, 1)), Msg::Time(Timing::End)]);
    assert_eq!(reached(&done), [true; 3]);
    assert!(goals(&done).are_done());
    let released = after(&waits, [Msg::Release(message(A, C, 1))]);
    assert!(
        released.said.ends_with("Goal 3 of 3: A1, then B1 delivered at Carol. Done."),
        "{}",
        released.said
    );
}

#[test]
fn a_goal_is_told_of_once() {
    let waits = after(&first_screen(), [Msg::Time(Timing::Step)]);
    let again = after(&waits, [Msg::Time(Timing::StepBack), Msg::Time(Timing::Step)]);
    assert_eq!(reached(&again), [true, true, false]);
    assert_eq!(&*again.said, "B1 arrives at Carol. Waits for A1.");
    let back = after(&again, [Msg::Time(Timing::StepBack)]);
    assert_eq!(reached(&back), [true, false, false], "the ticks are those of the moment on show");
}

#[test]
fn what_can_be_reached_no_more_says_why_and_where_to_go_back_to() {
    let start = first_screen();
    let let_through = after(&start, [Msg::Release(message(A, C, 1)), Msg::Time(Timing::End)]);
    let lines = goals(&let_through).lines;
    assert!(lines[2].is_reached, "A1, then B1");
    let (why, back) = lines[1].lost.clone().expect("B1 will not wait any more");
    let back = back.expect("a step to go back to");
    assert!(why.starts_with(
        "This goal can no longer be reached on this branch (Carol already delivered B1)."
    ));
    let again = after(&let_through, [Msg::Time(Timing::Seek(back))]);
    assert_eq!(goals(&again).lines[1].lost, None, "at that step it still can");
    assert_eq!(back, start.stop, "before Alice's message was let through");
}

#[test]
fn under_another_rule_the_goals_are_judged_by_what_happens() {
    let fifo = after(&first_screen(), [Msg::ChooseRule("fifo".into()), Msg::Time(Timing::End)]);
    let lines = goals(&fifo).lines;
    assert!(lines[0].is_reached);
    for line in &lines[1..] {
        let (why, back) = line.lost.clone().expect("the rule lets B1 through");
        let says = "Carol already delivered B1: that is what this rule allows, and the causal one does not.";
        assert_eq!((&*why, back), (says, None));
    }
    assert!(fifo.said.contains("Violation: Carol delivered B1 before its cause A1."));
}

#[test]
fn a_run_of_ones_own_has_no_goals() {
    assert_eq!(after_write(&empty(), A, "x", "1").goals(), None);
}

#[test]
fn a_condition_needs_nothing_but_the_history() {
    let done = after(
        &first_screen(),
        [Msg::Time(Timing::Step), Msg::Release(message(A, C, 1)), Msg::Time(Timing::End)],
    );
    let history = done.run.history();
    for goal in MESSAGE_FROM_THE_FUTURE.goals {
        let mut last = Progress::NotYet;
        for position in 0..=history.len() {
            let now = goal.condition.progress(history, position);
            assert!(
                last == Progress::NotYet || now == last,
                "{}: what is decided stays",
                goal.says
            );
            last = now;
        }
        assert!(matches!(last, Progress::Reached(_)), "{}", goal.says);
    }
}
