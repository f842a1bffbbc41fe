//! What a replica does where a run has mistakes, each beside what is right: requests and sessions,
//! receipts, stores, members.

mod members;
mod receipts;
mod requests;
mod stores;

use super::Replica;
use crate::replica::mistakes::Mistake;

impl Replica {
    /// Whether this mistake is made in this run.
    pub(in crate::replica) fn makes(&self, mistake: Mistake) -> bool {
        self.protocol.mistakes.has(mistake)
    }

    /// To be called where a mistake changes what the replica believes or shows and no other
    /// occurrence says so: the history says it when the input has been dealt with.
    pub(in crate::replica) fn err(&mut self) {
        self.has_erred = true;
    }
}
