//! What people do to replicas: crashes and restarts, views, gossip by hand, clocks that go wrong,
//! tombstones that go by hand.

use super::error::ActionError;
use super::event_queue::Due;
use super::network::LinkId;
use super::state::World;
use crate::clock::ReplicaId;
use crate::replica::protocol::{Disk, Input, Phase, Tombstones};

impl World {
    /// Hands an administrator's wish to a replica that runs.
    pub(super) fn administer(&mut self, on: ReplicaId, input: Input) -> Result<(), ActionError> {
        self.must_run(on)?;
        self.drive(on, input, None);
        Ok(())
    }

    /// That there is such a replica, and that it runs.
    pub(super) fn must_run(&self, replica: ReplicaId) -> Result<(), ActionError> {
        self.must_exist(replica)?;
        if self.runs(replica) { Ok(()) } else { Err(ActionError::Down(replica)) }
    }

    pub(super) fn must_exist(&self, replica: ReplicaId) -> Result<(), ActionError> {
        if self.setting.has(replica) { Ok(()) } else { Err(ActionError::NoSuchReplica(replica)) }
    }

    pub(super) fn crash(&mut self, replica: ReplicaId) -> Result<(), ActionError> {
        self.administer(replica, Input::Crash)?;
        self.runs[replica.index()] = false;
        self.queue.remove_all(|due| matches!(due, Due::Timer(of, _) if of == replica));
        Ok(())
    }

    pub(super) fn restart(&mut self, replica: ReplicaId, disk: Disk) -> Result<(), ActionError> {
        self.must_exist(replica)?;
        if self.runs(replica) {
            return Err(ActionError::Runs(replica));
        }
        if disk == Disk::Lose {
            self.undelivered.retain(|(at, _, _), _| *at != replica);
        }
        self.runs[replica.index()] = true;
        self.administer(replica, Input::Restart(disk))
    }

    pub(super) fn set_view(
        &mut self,
        on: ReplicaId,
        members: Vec<ReplicaId>,
    ) -> Result<(), ActionError> {
        for (position, &member) in members.iter().enumerate() {
            self.must_exist(member)?;
            if members[..position].contains(&member) {
                return Err(ActionError::TwiceInView(member));
            }
        }
        self.administer(on, Input::SetView(members))
    }

    /// Tells a member, the first that runs if none is named, that there is one more.
    pub(super) fn join(
        &mut self,
        new: ReplicaId,
        from: Option<ReplicaId>,
    ) -> Result<(), ActionError> {
        self.must_run(new)?;
        let serves = |id: &ReplicaId| {
            self.runs(*id) && *id != new && self.replicas[id.index()].phase() == Phase::Serving
        };
        let found = from.or_else(|| self.setting.replicas().find(serves));
        let told = found.ok_or(ActionError::NoMember)?;
        if told == new {
            return Err(ActionError::JoinsItself(new));
        }
        self.must_run(told)?;
        let mut members = self.replicas[told.index()].view().members.clone();
        if members.contains(&new) {
            return Err(ActionError::AlreadyAMember(new));
        }
        if !members.contains(&told) {
            return Err(ActionError::JoinsFromOutsider { replica: new, from: told });
        }
        members.push(new);
        self.set_view(told, members)
    }

    pub(super) fn leave(&mut self, leaving: ReplicaId) -> Result<(), ActionError> {
        self.must_run(leaving)?;
        let members = &self.replicas[leaving.index()].view().members;
        if !members.contains(&leaving) {
            return Err(ActionError::NotAMember(leaving));
        }
        let rest = members.iter().copied().filter(|member| *member != leaving).collect();
        self.set_view(leaving, rest)
    }

    pub(super) fn gossip(
        &mut self,
        from: ReplicaId,
        with: Option<ReplicaId>,
    ) -> Result<(), ActionError> {
        self.must_run(from)?;
        with.map_or(Ok(()), |with| self.must_exist(with))?;
        if with == Some(from) {
            return Err(ActionError::SelfLink(from));
        }
        self.administer(from, Input::Gossip(with))
    }

    pub(super) fn collect(
        &mut self,
        replica: ReplicaId,
        tombstones: Tombstones,
    ) -> Result<(), ActionError> {
        self.must_run(replica)?;
        if !self.replicas[replica.index()].has_tombstones(tombstones) {
            return Err(ActionError::NothingToCollect { replica, tombstones });
        }
        self.administer(replica, Input::Collect(tombstones))
    }

    pub(super) fn transfer(&mut self, link: LinkId) -> Result<(), ActionError> {
        self.must_exist(link.to)?;
        if link.from == link.to {
            return Err(ActionError::SelfLink(link.from));
        }
        self.administer(link.from, Input::Transfer(link.to))
    }
}

#[cfg(test)]
mod tests {
    use super::super::action::Action;
    use super::super::setting::Setting;
    use super::*;
    use crate::world::Choice;

    #[test]
    fn nobody_joins_from_itself() {
        let (a, c) = (ReplicaId(0), ReplicaId(2));
        let setting = Setting { view: Some(vec![a]), ..Setting::default() };
        let mut world = World::new(setting);
        let join = |from| Choice::Act(Action::Join { replica: c, from: Some(from) });
        let refused = world.step(join(c)).expect_err("a replica cannot take itself in");
        assert_eq!(refused, ActionError::JoinsItself(c));
        assert_eq!(refused.to_string(), "C cannot join from itself");
        assert!(world.step(join(a)).is_ok());
    }
    #[test]
    fn who_is_no_member_takes_nobody_in() {
        let (a, b, c) = (ReplicaId(0), ReplicaId(1), ReplicaId(2));
        let setting = Setting { view: Some(vec![a]), ..Setting::default() };
        let mut world = World::new(setting);
        let before = format!("{world:?}");
        let join = |from| Choice::Act(Action::Join { replica: c, from: Some(from) });
        let refused = world.step(join(b)).expect_err("B is no member");
        assert_eq!(refused.to_string(), "C cannot join from B, which is no member of its view");
        assert_eq!(format!("{world:?}"), before);
    }
}
