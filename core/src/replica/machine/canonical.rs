//! The replica itself as a list of numbers, beside the fields that it reads.
//!
//! Not in it: the order of the log and of deliveries, the counter of checks, where the buffer keeps
//! what, what the last write depends on (but where the next one may take it over), time.

use std::sync::Arc;

use super::Replica;
use crate::replica::canonical::{Asked, Scribe, last_deps_matter, order_matters, wholes_matter};
use crate::replica::protocol::{Conflicts, Phase, Write};
use crate::replica::write_log::WriteLog;

impl Replica {
    /// Writes down everything on which it depends how this replica answers what may still be asked of
    /// it. Two replicas of one run that write the same down cannot be told apart from then on.
    pub fn describe(&self, asked: Asked, scribe: &mut Scribe<'_>) {
        scribe.actor(self.me);
        scribe.vector(&self.seen);
        scribe.store(&self.store, wholes_matter(&self.protocol, asked));
        self.describe_waiting(asked, scribe);
        scribe.writes(&self.ahead);
        scribe.number(self.n_made);
        if last_deps_matter(&self.protocol) || self.n_made > self.seen.get(self.author()) {
            scribe.vector(&self.last_deps);
        }
        self.describe_requests(scribe);
        if self.protocol.conflicts == Conflicts::Lww {
            scribe.wide(self.stamp);
        }
        self.describe_membership(scribe);
        if asked.repairs {
            self.log.describe(scribe);
        }
        for (key, winner) in self.winners.iter() {
            scribe.text(key);
            scribe.number(winner.0.into());
        }
    }

    /// Forgets what nobody may ask for any more, and nothing that is written down: a copy of this
    /// replica costs less then.
    pub fn forget(&mut self, asked: Asked) {
        if !asked.repairs {
            self.log = WriteLog::default();
        }
    }

    fn describe_waiting(&self, asked: Asked, scribe: &mut Scribe<'_>) {
        let mut waiting: Vec<&Arc<Write>> = self.buffer.waiting().collect();
        if !order_matters(&self.protocol, asked) {
            // Any order that follows from the writes alone will do.
            waiting.sort_unstable_by(|one, other| {
                one.dot.cmp(&other.dot).then_with(|| one.deps.cmp(&other.deps))
            });
        }
        scribe.length(waiting.len());
        waiting.into_iter().for_each(|write| scribe.whole(write));
    }

    fn describe_requests(&self, scribe: &mut Scribe<'_>) {
        scribe.length(self.parked.len());
        for parked in &self.parked {
            let request = &parked.request;
            scribe.number(request.id.0);
            scribe.op(&request.op);
            scribe.number(request.metadata.is_some().into());
            request.metadata.iter().for_each(|metadata| scribe.vector(metadata));
            scribe.wide(request.stamp);
            scribe.number(parked.unacknowledged.is_some().into());
            if let Some(waiting) = &parked.unacknowledged {
                scribe.whole(&waiting.write);
                scribe.ids(&waiting.awaited);
            }
        }
    }

    fn describe_membership(&self, scribe: &mut Scribe<'_>) {
        let phase = match self.phase {
            Phase::Outside => 0,
            Phase::Joining => 1,
            Phase::Serving => 2,
        };
        let flags = phase | u32::from(self.has_left) << 2 | u32::from(self.needs_state) << 3;
        scribe.number(flags | u32::from(self.n_returns) << 4);
        scribe.view(&self.view);
        scribe.known(&self.known);
        self.rounds.describe(scribe);
        self.peers.describe(scribe);
        scribe.length(self.reports.len());
        for heard in self.reports.values() {
            heard.describe(self.protocol.conflicts, scribe);
        }
    }
}
