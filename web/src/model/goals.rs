//! The goals of the run on show at the cursor: which have come true, and which can no more.

use std::rc::Rc;

use causal_core::replica::rule::DeliveryRule;
use causal_core::run::StopKind;

use super::Model;
use crate::tasks::{Goal, Progress, Task};
use crate::words;

/// How the goals of a task stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goals {
    /// One line for each, in their order.
    pub lines: Vec<GoalLine>,
    /// How many have come true.
    pub n_reached: usize,
    /// What is said when all have.
    pub afterwards: &'static str,
}

/// How one goal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalLine {
    /// The goal in a few words.
    pub says: &'static str,
    /// Whether it has come true.
    pub is_reached: bool,
    /// Why it can come true no more, and the last stop at which it still could, unless that is the rule.
    pub lost: Option<(Rc<str>, Option<usize>)>,
}

impl Goals {
    /// Whether all have come true.
    #[must_use]
    pub fn are_done(&self) -> bool {
        self.n_reached == self.lines.len()
    }
}

impl Model {
    /// The goals of the run on show, if it has some.
    #[must_use]
    pub fn goals(&self) -> Option<Goals> {
        let task = Task::of(&self.run)?;
        let lines: Vec<GoalLine> = task.goals.iter().map(|goal| self.goal_line(goal)).collect();
        let n_reached = lines.iter().filter(|line| line.is_reached).count();
        Some(Goals { lines, n_reached, afterwards: task.afterwards })
    }

    fn goal_line(&self, goal: &Goal) -> GoalLine {
        let progress = goal.condition.progress(self.run.history(), self.moment.position);
        let lost = match progress {
            Progress::Impossible(event) => {
                let (dot, at) = goal.condition.decided_by();
                let rule = self.run.setting().protocol.delivery;
                let back = self.stop_before_action(self.stop_of(event));
                let back = (rule == DeliveryRule::CAUSAL).then_some(back);
                Some((words::goal_lost(dot, at, &self.name(at), back).into(), back))
            }
            Progress::NotYet | Progress::Reached(_) => None,
        };
        let is_reached = matches!(progress, Progress::Reached(_));
        GoalLine { says: goal.says, is_reached, lost }
    }

    /// The stop before the last action that a stop follows from: there all can still go otherwise.
    fn stop_before_action(&self, stop: usize) -> usize {
        let is_action = |at: &usize| matches!(self.run.stops()[*at].kind, StopKind::Action(_));
        (1..=stop).rev().find(is_action).map_or(0, |action| action - 1)
    }

    /// Which goals have come true that have not been told of yet, as one sentence; from now on they
    /// have been.
    pub(crate) fn goal_news(&mut self) -> Option<String> {
        let goals = self.goals()?;
        let mut news = None;
        for (at, line) in goals.lines.iter().enumerate() {
            if line.is_reached && self.goals_told & (1 << at) == 0 {
                self.goals_told |= 1 << at;
                news = Some(words::goal_reached(goals.n_reached, goals.lines.len(), line.says));
            }
        }
        news
    }
}
