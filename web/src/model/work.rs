//! Long work that is done beside the page, as the page knows it.

use std::rc::Rc;

use crate::service::{Answer, Job, JobNumber, Progress, Refusal, WorkItem};

/// A job, how far it is, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its number: no two jobs of a page have the same.
    pub number: JobNumber,
    /// What the visitor calls it: a file's name.
    pub name: Rc<str>,
    /// How far it is, or what came of it.
    pub state: WorkState,
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
}
