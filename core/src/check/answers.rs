//! What is wrong with an answer: a client was not shown what it knows of, or was shown what it knows
//! to be replaced. Judged by the answer alone; why the replica gave it is no excuse.
//!
//! The session knows the writes that it made, those that it was shown, and what happens before them.
//! Each known write of the key has to be *shown* (a delete: to have taken effect at the replica), or
//! *replaced* by a value that is shown or by a delete that has taken effect there. A write that comes
//! after another replaces it: under `siblings` if its author had read that one, under the other
//! policies if that one happens before it. Under the other policies what is concurrent replaces it
//! too, for there the policy may prefer either. And no value may be shown that a known write comes
//! after.

use super::applied_writes::AppliedWrites;
use super::key_writes::{KeyWrites, Policy, is_delete};
use crate::history::{CausalPast, HappensBefore, MadeWrite, WriteId};

/// What an answer is judged by: what had happened at the replica, and what the session knew.
#[derive(Clone, Copy)]
pub(super) struct Answering<'a> {
    pub(super) judge: &'a HappensBefore,
    pub(super) policy: Policy,
    /// What has taken effect at the replica.
    pub(super) effects: &'a AppliedWrites,
    /// Its own writes that show though they are ahead.
    pub(super) ahead: &'a [WriteId],
    /// What the session knew before the answer.
    pub(super) known: &'a CausalPast,
}

/// What is wrong with an answer, and which write shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stale<'a> {
    /// The write that the session knows of.
    pub(super) missing: &'a MadeWrite,
    /// What it was shown, if that is older.
    pub(super) shown: Option<&'a MadeWrite>,
}

impl<'a> Answering<'a> {
    /// What is wrong with these values of a key: of several writes that are missing the last to be
    /// made. An older value that shows is named first, with the last known write that comes after it.
    pub(super) fn stale(self, key: &'a KeyWrites, shown: &[&'a MadeWrite]) -> Option<Stale<'a>> {
        let older = shown.iter().find_map(|old| {
            let missing = self.last_of(self.after(key, old))?;
            Some(Stale { missing, shown: Some(old) })
        });
        older.or_else(|| {
            let missing = if self.policy.keeps_siblings {
                self.last_of(self.missing_sibling(key, shown).into_iter())
            } else {
                self.last_of(self.missing_version(key, shown).into_iter())
            };
            missing.map(|missing| Stale { missing, shown: None })
        })
    }

    fn last_of(self, ids: impl Iterator<Item = WriteId>) -> Option<&'a MadeWrite> {
        self.judge.last_of(ids)
    }

    /// The known writes of each incarnation that come after a value, as far as they may be the last
    /// to be made: the last of each incarnation that does.
    fn after(self, key: &'a KeyWrites, old: &'a MadeWrite) -> impl Iterator<Item = WriteId> + 'a {
        let replaces = move |id: &WriteId| {
            let made = self.judge.at(*id);
            made.is_some_and(|made| self.policy.replaces(made).has(old.id))
        };
        key.lines().filter_map(move |(incarnation, line)| {
            let last = self.known.n_of(incarnation);
            let all = line.replaced_up_to(self.judge, self.policy, incarnation, last)?;
            let id = move |number| WriteId { incarnation, number };
            // Only what one of them replaces is looked for among them.
            let numbers = all.has(old.id).then(|| line.between(0, last).rev());
            numbers.into_iter().flatten().map(id).find(replaces)
        })
    }

    /// Under `siblings`: the known writes that neither show nor are replaced.
    fn missing_sibling(self, key: &'a KeyWrites, shown: &[&'a MadeWrite]) -> Vec<WriteId> {
        let mut replaced = CausalPast::default();
        shown.iter().for_each(|made| replaced.merge(self.policy.replaces(made)));
        if self.unreplaced(key, shown, &replaced).next().is_none() {
            return Vec::new();
        }
        let deletes = key.deletes().filter_map(|(incarnation, line)| {
            let last = self.effects.n_of_first(incarnation);
            line.replaced_up_to(self.judge, self.policy, incarnation, last)
        });
        deletes.for_each(|by_deletes| replaced.merge(by_deletes));
        let others = self.deletes_out_of_order(key);
        let others = others.filter_map(|id| self.judge.at(id));
        others.for_each(|made| replaced.merge(self.policy.replaces(made)));
        let is_done = |id: &WriteId| {
            self.has_effect(*id) && self.judge.at(*id).is_some_and(|m| is_delete(&m.write))
        };
        self.unreplaced(key, shown, &replaced).filter(|id| !is_done(id)).collect()
    }

    fn unreplaced<'b>(
        self,
        key: &'a KeyWrites,
        shown: &'b [&'a MadeWrite],
        replaced: &'b CausalPast,
    ) -> impl Iterator<Item = WriteId> + use<'a, 'b> {
        let known = key.lines().flat_map(move |(incarnation, line)| {
            let numbers = line.between(replaced.n_of(incarnation), self.known.n_of(incarnation));
            numbers.map(move |number| WriteId { incarnation, number })
        });
        known.filter(|id| shown.iter().all(|made| made.id != *id))
    }

    /// Under the other policies: of each incarnation the last known write, if it neither shows nor
    /// gives way to what shows or to a delete. Where an earlier one is missing, the last one is.
    fn missing_version(self, key: &'a KeyWrites, shown: &[&'a MadeWrite]) -> Vec<WriteId> {
        let lasts = key.lines().filter_map(|(incarnation, line)| {
            let number = line.last_up_to(self.known.n_of(incarnation))?;
            Some(WriteId { incarnation, number })
        });
        let is_missing = |id: &WriteId| {
            let Some(made) = self.judge.at(*id) else { return false };
            let before = self.policy.replaces(made);
            let gives_way = |to: WriteId| !before.has(to);
            let mut deletes = key.deletes().filter_map(|(incarnation, line)| {
                let number = line.last_up_to(self.effects.n_of_first(incarnation))?;
                Some(WriteId { incarnation, number })
            });
            !shown.iter().any(|made| gives_way(made.id))
                && !deletes.any(gives_way)
                && !self.deletes_out_of_order(key).any(gives_way)
        };
        lasts.filter(is_missing).collect()
    }

    /// The deletes that have taken effect before an earlier write of their author, or that are ahead.
    fn deletes_out_of_order(self, key: &'a KeyWrites) -> impl Iterator<Item = WriteId> + 'a {
        let late = self.effects.has_gaps().then(|| {
            key.deletes().flat_map(move |(incarnation, line)| {
                let numbers = line.between(self.effects.n_of_first(incarnation), u32::MAX);
                let ids = numbers.map(move |number| WriteId { incarnation, number });
                ids.filter(move |id| self.effects.has(*id))
            })
        });
        let ahead = self.ahead.iter().copied().filter(move |id| {
            key.deletes().any(|(incarnation, line)| {
                incarnation == id.incarnation && line.last_up_to(id.number) == Some(id.number)
            })
        });
        late.into_iter().flatten().chain(ahead)
    }

    fn has_effect(self, id: WriteId) -> bool {
        self.effects.has(id) || self.ahead.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::ground_truth::GroundTruth;
    use crate::check::key_writes::KeyIndex;
    use crate::clock::ReplicaId;
    use crate::history::Causation;
    use crate::replica::protocol::{Conflicts, Occurrence, Op, Sessions};
    use crate::world::action::Action;
    use crate::world::event::{Event, EventKind};
    use crate::world::setting::Setting;
    use crate::world::{Choice, World};

    /// Two clients put and read in turn, each at a replica of its own.
    fn events(world: &mut World, n_rounds: usize) -> Vec<Event> {
        let put = || Op::Put { key: "x".into(), value: "1".into() };
        let get = || Op::Get { key: "x".into() };
        let mut events = Vec::new();
        for _ in 0..n_rounds {
            let asked =
                [(0, "ann", put()), (1, "ben", put()), (0, "ann", get()), (1, "ben", get())];
            for (on, session, op) in asked {
                let (on, session) = (ReplicaId(on), Some(session.into()));
                let ask = Choice::Act(Action::Request { on, session, op, seen: None });
                events.extend(world.step(ask).expect("both run"));
                while let Some((_, choice)) = world.next_due() {
                    events.extend(world.step(choice).expect("what is due can happen"));
                }
            }
        }
        events
    }

    /// How many writes the last of many puts by two clients at two replicas is weighed against.
    fn n_weighed(n_rounds: usize, conflicts: Conflicts) -> usize {
        let mut setting = Setting { names: vec!["A".into(), "B".into()], ..Setting::default() };
        setting.protocol.sessions = Sessions::Wait;
        setting.protocol.conflicts = conflicts;
        let mut world = World::new(setting.clone());
        let protocol = setting.protocol;
        let (mut truth, policy) =
            (GroundTruth::new(Causation::of(&protocol)), Policy::of(&protocol));
        let mut keys = KeyIndex::default();
        for event in &events(&mut world, n_rounds) {
            truth.observe(event);
            if let EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. } =
                &event.kind
            {
                let made = truth.judge.made(write).expect("just made");
                keys.push(&truth.judge, policy, made);
            }
        }
        let answering = Answering {
            judge: &truth.judge,
            policy,
            effects: truth.effects(ReplicaId(0)),
            ahead: &[],
            known: truth.judge.known_to(&"ann".into()).expect("she has read"),
        };
        let key = keys.get(&"x".into()).expect("written");
        let newest = world.replicas()[0].shown("x");
        let shown: Vec<_> = newest.iter().filter_map(|write| truth.judge.made(write)).collect();
        assert!(answering.stale(key, &shown).is_none());
        assert!(answering.stale(key, &[]).is_some());
        let mut replaced = CausalPast::default();
        assert_eq!(answering.unreplaced(key, &[], &replaced).count(), 2 * n_rounds);
        shown.iter().for_each(|made| replaced.merge(policy.replaces(made)));
        answering.unreplaced(key, &shown, &replaced).count() + key.lines().count()
    }

    #[test]
    fn an_answer_is_weighed_against_as_many_writes_however_many_there_were() {
        for conflicts in [Conflicts::Siblings, Conflicts::Lww] {
            assert_eq!([1, 10, 200].map(|n| n_weighed(n, conflicts)), [2; 3], "{conflicts:?}");
        }
    }
}
