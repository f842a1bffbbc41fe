//! The replica itself as a list of numbers, beside the fields that it reads.
//!
//! Not in it: the order of the log and of deliveries, the counter of checks, where the buffer keeps
//! what, what the last write depends on (but where the next one may take it over), time.

use std::sync::Arc;

use super::Replica;
use crate::replica::canonical::{Asked, Listing, last_deps_matter, order_matters, wholes_matter};
use crate::replica::protocol::{Conflicts, Phase, Write};
use crate::replica::write_log::WriteLog;
use crate::sorted::sorted_by_key;

impl Replica {
    /// Writes down everything on which it depends how this replica answers what may still be asked of
    /// it. Two replicas of one run that write the same down cannot be told apart from then on.
    pub fn describe(&self, asked: Asked, listing: &mut Listing<'_>) {
        listing.actor(self.me);
        listing.vector(&self.seen);
        listing.store(&self.store, wholes_matter(&self.protocol, asked));
        self.describe_waiting(asked, listing);
        listing.writes(&self.ahead);
        listing.number(self.n_made);
        if last_deps_matter(&self.protocol) || self.n_made > self.seen.get(self.author()) {
            listing.vector(&self.last_deps);
        }
        self.describe_requests(listing);
        if self.protocol.conflicts == Conflicts::Lww {
            listing.wide(self.stamp);
        }
        self.describe_membership(listing);
        if asked.repairs {
            self.log.describe(listing);
        }
        for (key, winner) in self.winners.iter() {
            listing.text(key);
            listing.number(winner.0.into());
        }
    }

    /// Forgets what nobody may ask for any more, and nothing that is written down: a copy of this
    /// replica costs less then.
    pub fn forget(&mut self, asked: Asked) {
        if !asked.repairs {
            self.log = WriteLog::off();
        }
    }

    fn describe_waiting(&self, asked: Asked, listing: &mut Listing<'_>) {
        let mut waiting: Vec<&Arc<Write>> = self.buffer.waiting().collect();
        if !order_matters(&self.protocol, asked) {
            // Any order that follows from the writes alone will do.
            waiting = sorted_by_key(waiting.into_iter(), |write| {
                let write: &Write = write;
                (write.dot, &write.deps)
            });
        }
        listing.length(waiting.len());
        waiting.into_iter().for_each(|write| listing.whole(write));
    }

    fn describe_requests(&self, listing: &mut Listing<'_>) {
        listing.length(self.parked.len());
        for parked in &self.parked {
            let request = &parked.request;
            listing.number(request.id.0);
            listing.op(&request.op);
            listing.number(request.metadata.is_some().into());
            request.metadata.iter().for_each(|metadata| listing.vector(metadata));
            listing.wide(request.stamp);
            listing.number(parked.unacknowledged.is_some().into());
            if let Some(waiting) = &parked.unacknowledged {
                listing.whole(&waiting.write);
                listing.ids(&waiting.awaited);
            }
        }
    }

    fn describe_membership(&self, listing: &mut Listing<'_>) {
        let phase = match self.phase {
            Phase::Outside => 0,
            Phase::Joining => 1,
            Phase::Serving => 2,
        };
        let flags = phase | u32::from(self.has_left) << 2 | u32::from(self.needs_state) << 3;
        listing.number(flags | u32::from(self.n_returns) << 4);
        listing.view(&self.view);
        listing.known(&self.known);
        self.rounds.describe(listing);
        self.peers.describe(listing);
        listing.length(self.reports.len());
        for heard in self.reports.values() {
            heard.describe(self.protocol.conflicts, listing);
        }
    }
}
