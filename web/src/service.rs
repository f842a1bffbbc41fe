//! Long work: what would keep the page from moving is done by a worker beside it, and told of while
//! it is done.
//!
//! A [`Job`] goes in; [`News`] come out, of how far it is ([`Progress`]) and at last an [`Answer`] or
//! a [`Refusal`]. There is one implementation, [`perform`], behind two adapters: called directly,
//! natively and where a browser has no workers; and over `postMessage` to a Web Worker that is started
//! with the page's own compiled module (`client` here, [`serve`] there).
//!
//! A new kind of long work is a variant of `Job` and of `Answer`, and a file of its own beside
//! `log.rs`.

mod client;
mod job;
mod log;
mod log_report;
mod post;
mod search;
mod search_report;
mod worker;

pub(crate) use client::Client;
pub use job::{Answer, Doing, Job, JobKind, JobNews, JobNumber, News, Progress, Refusal, WorkItem};
pub use log_report::{ExecutionReport, HostReport, LogReport};
pub(crate) use search::never;
pub use search_report::{FoundSchedule, OutcomeReport, Search, SearchEnd, SearchFor, SearchReport};
pub use worker::{is_worker, serve};

/// Does a job, and tells how far it is on the way.
///
/// # Errors
/// Why it gave no answer, as a sentence for people.
pub fn perform(job: &Job, tell: &mut dyn FnMut(News)) -> Result<Answer, Refusal> {
    match job {
        Job::ReadLog { text } => log::read(text, &mut |now| tell(News::Progress(now))),
        Job::Search(search) => search::perform(search, tell),
    }
}

/// Does a work item, and tells all there is to tell, the outcome last. What a page of another engine
/// asks for is refused: its words may mean something else here.
pub fn carry_out(item: &WorkItem, tell: &mut dyn FnMut(JobNews)) {
    let number = item.number;
    let outcome = match item.refusal() {
        Some(refusal) => Err(refusal),
        None => perform(&item.job, &mut |news| tell(JobNews { number, news })),
    };
    tell(JobNews { number, news: News::Done(outcome) });
}
