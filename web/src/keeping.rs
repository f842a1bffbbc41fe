//! What is kept of a visit, as texts: a small record of all its branches with the place in each, and
//! for each branch a link. Acting in a branch changes the record and that branch's link alone.
//!
//! Nothing here knows a browser. What is read may have been written by another version, or be damaged:
//! it gives branches or nothing, and never fails.

mod record;
mod stash;

use crate::codec;
use crate::model::{BranchId, BranchRun, Branches};

pub use record::{Glimpse, glimpse, read, write};
pub use stash::Stash;

/// What is written down of a visit so far.
#[derive(Clone, Debug, Default)]
pub struct Written {
    record: String,
    runs: Vec<(BranchId, BranchRun)>,
}

/// What has to be written so that everything is written down.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The record, if it is another one.
    pub record: Option<String>,
    /// Branches whose runs are new or other ones, with their links.
    pub runs: Vec<(BranchId, String)>,
    /// Branches that are gone.
    pub gone: Vec<BranchId>,
}

impl Changes {
    /// Whether everything is written down.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.record.is_none() && self.runs.is_empty() && self.gone.is_empty()
    }
}

impl Written {
    /// What was found written down.
    #[must_use]
    pub fn of(record: String, runs: Vec<(BranchId, String)>) -> Self {
        let runs = runs.into_iter().map(|(id, link)| (id, BranchRun::Link(link.into())));
        Self { record, runs: runs.collect() }
    }

    /// What is new in a visit, and what is written down when that is.
    #[must_use]
    pub fn changes(&self, now: &Branches) -> (Changes, Self) {
        let record = write(now);
        let runs = now.tabs().iter().map(|branch| (branch.id, branch.run.clone()));
        let next = Self { record, runs: runs.collect() };
        let is_new = |one: &&(BranchId, BranchRun)| !self.runs.contains(one);
        let is_gone = |id: &BranchId| now.get(*id).is_none();
        let changes = Changes {
            record: (next.record != self.record).then(|| next.record.clone()),
            runs: next.runs.iter().filter(is_new).map(|(id, run)| (*id, link(run))).collect(),
            gone: self.runs.iter().map(|(id, _)| *id).filter(is_gone).collect(),
        };
        (changes, next)
    }
}

/// Whether there is anything in a visit that a reload would not show by itself.
#[must_use]
pub fn is_worth_a_record(branches: &Branches) -> bool {
    let place = &branches.on_show().place;
    let is_typed =
        place.drafts.iter().any(|draft| !draft.key.is_empty() || !draft.value.is_empty());
    branches.tabs().len() > 1 || !place.inviting || is_typed
}

fn link(run: &BranchRun) -> String {
    match run {
        BranchRun::Here(run) => codec::kept(run),
        BranchRun::Link(link) => link.to_string(),
    }
}
