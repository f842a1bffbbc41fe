//! The life of replicas: crashes and restarts, with what is forgotten; and which of two concurrent
//! writes loses, where only one stays.

use std::sync::Arc;

use causal_core::clock::{Dot, ReplicaId, VersionVector};
use causal_core::replica::missing_dots;
use causal_core::replica::protocol::{Conflicts, Disk, Occurrence, Write};
use causal_core::world::event::{Event, EventKind};

use super::super::chart::{Mark, MarkKind, Outage};
use super::{ChartBuilder, notes};
use crate::contest::winner;
use crate::words;

impl ChartBuilder<'_> {
    /// The life line breaks.
    pub(super) fn on_crashed(&mut self, event: &Event) {
        let column = notes::on_replica(self, event, String::new());
        let Some(replica) = event.replica else { return };
        let title = words::replica_changed(event, self.setting);
        self.mark(Mark::new(event, MarkKind::Crash, replica, column, title));
        self.chart.outages.push(Outage { replica, since: column, until: None });
    }

    /// It goes on, and what is forgotten is told.
    pub(super) fn on_restarted(&mut self, event: &Event, disk: Disk) {
        let Some(replica) = event.replica else { return };
        let forgets = if disk == Disk::Lose { self.forgets(replica) } else { String::new() };
        let column = notes::on_replica(self, event, forgets.clone());
        // A replica that is down does not crash again: there is one at most.
        let is_on = |outage: &Outage| outage.replica == replica && outage.until.is_none();
        let outages = &mut self.chart.outages;
        let at = (0..outages.len()).rev().find(|at| is_on(&outages[*at]));
        if let Some(outage) = at.and_then(|at| outages.get_mut(at)) {
            outage.until = Some(column);
        }
        if disk == Disk::Lose {
            self.forget_waits(event, replica);
        }
        let title = words::replica_changed(event, self.setting) + &forgets;
        let label = if forgets.is_empty() { "" } else { "forgot" }.to_owned();
        self.mark(Mark { label, ..Mark::new(event, MarkKind::Restart, replica, column, title) });
    }

    /// What is lost with a disk: ". It forgets A1–A2. Its inbox is gone: B1".
    fn forgets(&self, replica: ReplicaId) -> String {
        let Some(before) = self.moment.replica(replica) else { return String::new() };
        let delivered = missing_dots(&VersionVector::new(), &before.seen);
        let waiting: Vec<Dot> = before.inbox.iter().map(|entry| entry.write.dot).collect();
        let mut told = String::new();
        if !delivered.is_empty() {
            told.push_str(&format!(". It forgets {}", words::list(delivered)));
        }
        if !waiting.is_empty() {
            told.push_str(&format!(". Its inbox is gone: {}", words::list(waiting)));
        }
        told
    }

    /// What waits at a replica is gone with all else; its bars end at the mark that comes next.
    fn forget_waits(&mut self, event: &Event, replica: ReplicaId) {
        let is_here =
            |index: &usize| self.chart.marks[self.chart.waits[*index].arrival].replica == replica;
        let open = self.reading.open.waits.keys().copied();
        for wait in open.filter(is_here).collect::<Vec<usize>>() {
            self.end_wait(wait, event.id, false);
        }
    }

    /// What a key holds before a write takes effect, where only one write can stay.
    pub(super) fn held_before(&self, event: &Event) -> Option<(Arc<Write>, Option<Arc<Write>>)> {
        let one_stays =
            matches!(self.setting.protocol.conflicts, Conflicts::Lww | Conflicts::WallClock);
        let EventKind::Recorded { what, .. } = &event.kind else { return None };
        let (Occurrence::Delivered { write } | Occurrence::Accepted { write, .. }) = what else {
            return None;
        };
        let before = self.moment.replica(event.replica?).filter(|_| one_stays)?;
        Some((Arc::clone(write), before.store.held(&write.key).first().cloned()))
    }

    /// One of two concurrent writes has lost: the new one, or the one that was there.
    pub(super) fn contest(&mut self, event: &Event, new: &Arc<Write>, old: Option<Arc<Write>>) {
        let Some(after) = event.replica.and_then(|id| self.moment.replica(id)) else { return };
        let loser = std::iter::once(new).chain(&old).find_map(|write| {
            let winner = winner(&after.store, write)?;
            Some((write.dot, words::loses(write, winner, self.setting)))
        });
        let mark = self.chart.mark_of.get(event.id.index()).copied().flatten();
        let mark = mark.and_then(|mark| self.chart.marks.get_mut(mark));
        let (Some((dot, why)), Some(mark)) = (loser, mark) else { return };
        mark.loser = Some((dot, why));
        // The winner's name stands in the middle, and the loser's behind it.
        let column = mark.column;
        let room = if mark.has_lost() {
            String::new()
        } else {
            format!("{new} {dot} {dot} ", new = new.dot)
        };
        self.make_room(column, &room);
    }
}
