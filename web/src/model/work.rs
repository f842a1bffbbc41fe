//! Long work that is done beside the page, as the page knows it.

use std::rc::Rc;

use super::SearchDraft;
use crate::service::{Answer, Job, JobKind, JobNumber, Progress, Refusal, SearchReport, WorkItem};
use crate::words;

/// A job, how far it is, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its number: no two jobs of a page have the same.
    pub number: JobNumber,
    /// What is done.
    pub kind: JobKind,
    /// What the visitor calls it: a file's name, or the condition that is looked for.
    pub name: Rc<str>,
    /// What is asked, if that is about a run.
    pub about: Option<About>,
    /// What a search has found that is still being made shorter.
    pub found: Option<Rc<Result<Answer, Refusal>>>,
    /// How far it is, or what came of it.
    pub state: WorkState,
}

/// What a search is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The tab with the run.
    pub tab: Rc<str>,
    /// The digest of that run's history.
    pub digest: u64,
    /// What else may happen.
    pub draft: SearchDraft,
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkState {
    /// It is being done, and nothing or this has been told of it.
    Running(Rc<Job>, Option<Progress>),
    /// It is over.
    Done(Rc<Result<Answer, Refusal>>),
}

impl Work {
    /// What somebody has to do for it, as long as it is not over.
    #[must_use]
    pub fn item(&self) -> Option<WorkItem> {
        match &self.state {
            WorkState::Running(job, _) => Some(WorkItem::new(self.number, Job::clone(job))),
            WorkState::Done(_) => None,
        }
    }

    /// The number of the job, as long as it is not over.
    #[must_use]
    pub fn running(&self) -> Option<JobNumber> {
        matches!(self.state, WorkState::Running(..)).then_some(self.number)
    }

    /// How far it is, or what came of it, in words.
    #[must_use]
    pub fn says(&self) -> String {
        match (self.shortening(), &self.state) {
            (Some(report), _) => words::shortening(report),
            (None, WorkState::Running(_, now)) => {
                words::progress(self.kind, &self.name, now.as_ref())
            }
            (None, WorkState::Done(outcome)) => words::outcome(self.kind, &self.name, outcome),
        }
    }

    /// What a search has come to, if this is one and it is over.
    #[must_use]
    pub fn searched(&self) -> Option<&SearchReport> {
        match &self.state {
            WorkState::Done(outcome) => report_in(outcome),
            WorkState::Running(..) => None,
        }
    }

    /// What a search has found, if it is still being made shorter.
    #[must_use]
    pub fn shortening(&self) -> Option<&SearchReport> {
        self.running().and_then(|_| report_in(self.found.as_deref()?))
    }

    /// How many states a search has tried so far, as far as was told.
    #[must_use]
    pub fn n_states(&self) -> u32 {
        match &self.state {
            WorkState::Running(_, Some(now)) => now.done,
            _ => 0,
        }
    }
}

fn report_in(outcome: &Result<Answer, Refusal>) -> Option<&SearchReport> {
    match outcome {
        Ok(Answer::Search(report)) => Some(report),
        _ => None,
    }
}
