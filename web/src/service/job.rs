//! What goes to whoever does long work, and what comes back.

use causal_core::scenario::link::ENGINE;
use serde::{Deserialize, Serialize};

use super::log_report::LogReport;
use super::search_report::{Search, SearchReport};

/// Which job of this page it is. News of another one than the present come too late.
pub type JobNumber = u32;

/// A job for somebody: which, of which engine, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// Its number; all news of it carry it.
    pub number: JobNumber,
    /// The engine of the page that asks for it.
    pub engine: u32,
    /// What is to be done.
    pub job: Job,
}

impl WorkItem {
    /// A work item of this page.
    #[must_use]
    pub fn new(number: JobNumber, job: Job) -> Self {
        Self { number, engine: ENGINE, job }
    }

    /// Why it cannot be carried out by this engine, if so.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        let page_engine = self.engine;
        (page_engine != ENGINE)
            .then_some(Refusal::OtherEngine { page_engine, worker_engine: ENGINE })
    }
}

/// Long work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// Read a log of another system, and say what it has and what is wrong with it.
    ReadLog {
        /// The whole log.
        text: String,
    },
    /// Try every schedule of a run's requests.
    Search(Search),
}

/// What kind of long work it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// A log is read.
    Log,
    /// Every schedule is tried.
    Search,
}

/// Something told of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobNews {
    /// Which job it is about.
    pub number: JobNumber,
    /// What is told.
    pub news: News,
}

/// What can be told of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// How far it is.
    Progress(Progress),
    /// Something is found, and good for an answer; from now on it is made shorter.
    Found(Answer),
    /// It is over; nothing follows.
    Done(Result<Answer, Refusal>),
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub doing: Doing,
    /// How much of it has been done.
    pub done: u32,
    /// How much there is; 0 if nobody knows.
    pub of: u32,
}

/// What a job is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doing {
    /// It reads the lines of a log.
    ReadingLines,
    /// It compares the clocks of events with what they know of.
    JudgingEvents,
    /// It tries states, the furthest of them so many steps from the start.
    TryingStates {
        /// How many steps the furthest state is away.
        depth: u32,
    },
}

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// What a log has.
    Log(LogReport),
    /// What all schedules come to.
    Search(SearchReport),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// What was given cannot be worked with: the sentence says where and why.
    Input(String),
    /// Page and worker are of different versions.
    OtherEngine {
        /// The engine of the page.
        page_engine: u32,
        /// The engine of the worker.
        worker_engine: u32,
    },
    /// The worker broke down, or ran out of memory.
    Stopped,
    /// Nobody wanted it any more, after so many states.
    Cancelled {
        /// How many states were tried by then.
        n_states: u32,
    },
}
