//! Who takes part: views, joining and leaving, crashes and restarts.

use std::sync::Arc;

use super::Replica;
use super::joining::ASKS_AGAIN_MS;
use crate::clock::{Actor, ReplicaId};
use crate::replica::protocol::{
    Amnesia, Disk, Effect, Message, Occurrence, Phase, Rejection, Time, Timer, View,
};

impl Replica {
    /// Sets the timers that a running replica needs.
    pub(super) fn start_timers(&mut self, now: Time, effects: &mut Vec<Effect>) {
        let periods =
            [(self.protocol.gossip_ms, Timer::Gossip), (self.protocol.health_ms, Timer::Health)];
        for (every, timer) in periods {
            if let Some(every) = every {
                effects.push(Effect::SetTimer { at: now.saturating_add(every), timer });
            }
        }
    }

    /// An administrator says who the members are. The replica tells all whom that concerns, and
    /// brings the new ones up; an empty view only makes it forget that it was a member.
    pub(super) fn on_set_view(
        &mut self,
        members: Vec<ReplicaId>,
        now: Time,
        effects: &mut Vec<Effect>,
    ) {
        let me = self.me.replica;
        let before = Arc::clone(&self.view);
        let stamp = (before.stamp.0.saturating_add(1), me);
        let view = Arc::new(View { stamp, members });
        let phase = match (view.has(me), self.phase) {
            (false, _) => Phase::Outside,
            (true, Phase::Joining) => Phase::Joining,
            // The one who was told need not wait for anybody's state.
            (true, Phase::Outside | Phase::Serving) => Phase::Serving,
        };
        if before.has(me) && phase == Phase::Outside && !view.members.is_empty() {
            self.say_farewell();
        }
        self.adopt(Arc::clone(&view), phase, effects);
        if phase == Phase::Serving {
            self.begin_an_era();
        }
        if !view.members.is_empty() {
            let report = self.report();
            let concerned = before.members.iter().chain(&view.members).copied();
            let mut told = vec![me];
            for to in concerned {
                if !told.contains(&to) && !self.keeps_from(to, &view) {
                    told.push(to);
                    let (view, report) = (Arc::clone(&view), Arc::clone(&report));
                    effects.push(Effect::Send { to, message: Message::View { view, report } });
                }
            }
            let new = view.members.iter().filter(|member| !before.has(**member) && **member != me);
            if phase == Phase::Serving {
                new.for_each(|member| self.send_state(*member, effects));
            }
        }
        self.serve_parked_at(now, effects);
    }

    /// A peer says who the members are.
    pub(super) fn on_view(&mut self, view: &Arc<View>, now: Time, effects: &mut Vec<Effect>) {
        if view.stamp <= self.view.stamp || self.keeps_from(self.me.replica, view) {
            return;
        }
        let phase = match (view.has(self.me.replica), self.phase) {
            (false, _) => Phase::Outside,
            (true, Phase::Serving) => Phase::Serving,
            (true, Phase::Outside | Phase::Joining) => Phase::Joining,
        };
        let begins = phase == Phase::Joining && self.phase == Phase::Outside;
        self.adopt(Arc::clone(view), phase, effects);
        if begins && self.phase == Phase::Joining {
            let at = now.saturating_add(ASKS_AGAIN_MS);
            effects.push(Effect::SetTimer { at, timer: Timer::Join });
        }
    }

    /// The replica leaves, and makes no more writes before it comes back: its report says so from
    /// now on.
    fn say_farewell(&mut self) {
        self.has_left = true;
        self.needs_state = true;
    }

    /// Who takes part again after a farewell counts anew.
    fn come_back(&mut self) {
        if std::mem::take(&mut self.has_left) {
            self.n_returns = self.n_returns.saturating_add(1);
            Arc::make_mut(&mut self.known).note(self.me, self.n_returns);
        }
    }

    pub(super) fn adopt(&mut self, view: Arc<View>, phase: Phase, effects: &mut Vec<Effect>) {
        self.view = Arc::clone(&view);
        self.phase = phase;
        self.peers.forget_all_but(&self.view.members);
        self.begin_round();
        effects.push(Effect::Record(Occurrence::ViewChanged { view, phase }));
        match phase {
            Phase::Outside => self.reject_parked(Rejection::NotAMember, effects),
            Phase::Joining | Phase::Serving => self.come_back(),
        }
        if phase == Phase::Joining && self.others().next().is_none() {
            self.take_part(effects);
        }
    }

    pub(super) fn on_crash(&mut self, effects: &mut Vec<Effect>) {
        effects.push(Effect::Record(Occurrence::Crashed));
        self.reject_parked(Rejection::Crashed, effects);
        self.peers.forget();
    }

    pub(super) fn on_restart(&mut self, disk: Disk, now: Time, effects: &mut Vec<Effect>) {
        if disk == Disk::Lose {
            self.lose_everything();
        }
        let (actor, phase) = (self.me, self.phase);
        effects.push(Effect::Record(Occurrence::Restarted { actor, disk, phase }));
        self.start_timers(now, effects);
        self.ask_for_state(now, effects);
    }

    /// What is left without a disk: a machine, its clock, and who it was told the others are.
    fn lose_everything(&mut self) {
        let is_safe = self.protocol.amnesia == Amnesia::Safe;
        let incarnation = self.me.incarnation + u16::from(is_safe);
        let me = Actor { incarnation, ..self.me };
        let has_peers = self.view.members.iter().any(|member| *member != me.replica);
        let mut new = Self::empty(me, self.n_replicas, self.protocol, Arc::clone(&self.view));
        new.skew_ms = self.skew_ms;
        new.needs_state = is_safe;
        let known = Arc::make_mut(&mut new.known);
        (0..=incarnation).for_each(|incarnation| known.note(Actor { incarnation, ..me }, 0));
        if new.phase == Phase::Serving {
            if is_safe && has_peers {
                new.phase = Phase::Joining;
            } else {
                new.begin_an_era();
            }
        }
        *self = new;
    }
}
