//! What comes next after a write, while it is the last thing that was done.

use std::rc::Rc;

use causal_core::clock::Dot;
use causal_core::run::StopKind;
use causal_core::world::event::EventKind;

use super::Model;
use crate::words;

impl Model {
    /// What becomes of the write that was made last, as long as no time has passed since.
    pub(crate) fn comes_next(&self) -> Option<Rc<str>> {
        let stops = self.run.stops();
        let at_once = (1..=self.stop).rev().take_while(|stop| stops[*stop].at == self.here().at);
        let mut actions = at_once.filter(|stop| matches!(stops[*stop].kind, StopKind::Action(_)));
        let row = self.rows.at(actions.next()?)?;
        let dot = row.dot.filter(|_| row.is_write)?;
        let carrying = || self.moment.messages.values().filter(|one| one.carries(dot));
        let to = carrying().filter(|one| !one.held).map(|one| self.name(one.id.link.to));
        let held = carrying().filter(|one| one.held).map(|one| words::link(one.id.link));
        let (to, held): (Vec<String>, Vec<String>) = (to.collect(), held.collect());
        let is_lost = self.is_lost(dot);
        let is_under_way = !to.is_empty() || !held.is_empty();
        (is_under_way || is_lost || self.is_alone(dot))
            .then(|| words::comes_next(dot, &to, &held, is_lost).into())
    }

    fn is_lost(&self, dot: Dot) -> bool {
        let so_far = self.run.history().about(dot);
        let mut so_far = so_far.filter(|event| self.has_happened(event.id));
        so_far.any(|event| matches!(event.kind, EventKind::Lost { .. }))
    }

    /// Whether there are others, and none of them has got a write.
    fn is_alone(&self, dot: Dot) -> bool {
        let others = self.moment.replicas.iter();
        let mut others = others.filter(|one| one.actor.replica != dot.actor.replica).peekable();
        others.peek().is_some()
            && others.all(|one| {
                !one.seen.covers(dot) && one.inbox.iter().all(|entry| entry.write.dot != dot)
            })
    }
}
