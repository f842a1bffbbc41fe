//! What programs do at a replica: the world's own conditions for an action, and the replica's input.

use super::Model;
use crate::clock::ReplicaId;
use crate::explore::interning::number_of;
use crate::explore::place::Cell;
use crate::explore::standing::Standing;
use crate::explore::steps::{Cost, Move, What};
use crate::replica::canonical::Listing;
use crate::replica::protocol::{Input, Request, RequestId};
use crate::world::action::{Action, Metadata};

impl Model {
    /// The next action of each program that is at home here.
    pub(super) fn add_programs(&mut self, place: usize, cell: Cell, moves: &mut Vec<Move>) {
        let known = self.places[place].acting.get(cell.state, cell.home);
        let first = known.unwrap_or_else(|| self.work_out_acts(place, cell));
        for index in first as usize.. {
            let Some((state, home, step)) = self.places[place].acts[index] else { break };
            let cell = self.places[place].number(Cell { state, home, ..cell });
            moves.push(Move { cell, ..step });
        }
    }

    /// Works out what the programs do whatever waits in the inbox; where that stands.
    #[cold]
    fn work_out_acts(&mut self, place: usize, cell: Cell) -> u32 {
        let mut acts = Vec::new();
        for at in 0..self.at_home[place].len() {
            let program = &self.plan.programs[self.at_home[place][at] as usize];
            let standing = self.places[place].standing(cell.home, at);
            let Some(act) = self.standings.get(standing).next(program) else { continue };
            let standing = self.standings.get(standing).clone();
            let is_client = program.client.is_some();
            let cost = if program.is_free { Cost::Write } else { Cost::Nothing };
            let Some(handled) = self.perform(place, cell.state, &standing, act) else { continue };
            self.can[act as usize] = true;
            let mut after = self.places[place].home(cell.home);
            after.standings[at] = self.standings.number(&standing.begun(is_client));
            after.is_down_by_fault &= !matches!(self.action(act), Action::Restart { .. });
            let home = self.places[place].number_of_home(&after);
            let begun = Cell { home, ..cell };
            let step = self.move_of(place, begun, handled, What::Acts(act), cost);
            let after = self.places[place].cell(step.cell);
            acts.push(Some((after.state, after.home, step)));
        }
        let place = &mut self.places[place];
        let first = number_of(place.acts.len());
        place.acts.extend(acts);
        place.acts.push(None);
        place.acting.set(cell.state, cell.home, first);
        first
    }

    /// The places in the script of what can be done in no state that was met, of each actor the first.
    pub(in crate::explore) fn undone(&self) -> impl Iterator<Item = usize> + '_ {
        let programs = self.plan.programs.iter().filter(|program| !program.is_free);
        let first = programs
            .filter_map(|program| program.acts.iter().find(|act| !self.can[**act as usize]));
        first.filter_map(|act| self.plan.acts[*act as usize].1.map(|index| index as usize))
    }

    pub(in crate::explore) fn action(&self, act: u32) -> &Action {
        &self.plan.acts[act as usize].0
    }

    /// What a replica makes of an action, if it can be done there now.
    pub(super) fn perform(
        &mut self,
        place: usize,
        state: u32,
        standing: &Standing,
        act: u32,
    ) -> Option<u32> {
        let (replica, runs) = &self.places[place].raw[state as usize];
        let id = replica.actor().replica;
        let must_run = !matches!(self.action(act), Action::Restart { .. });
        if *runs != must_run {
            return None;
        }
        let input = match self.action(act).clone() {
            Action::Request { op, seen, .. } => {
                if seen.as_ref().and_then(Metadata::impossible).is_some() {
                    return None;
                }
                return Some(self.ask(place, state, standing, (act, op, seen)));
            }
            Action::Crash(_) => Input::Crash,
            Action::Restart { disk, .. } => Input::Restart(disk),
            Action::View { members, .. } => {
                let is_twice = |at: usize| members[..at].contains(&members[at]);
                let fits = members.iter().all(|member| self.plan.setting.has(*member));
                if !fits || (0..members.len()).any(is_twice) {
                    return None;
                }
                Input::SetView(members)
            }
            Action::Leave(_) => {
                let members = &replica.view().members;
                if !members.contains(&id) {
                    return None;
                }
                Input::SetView(members.iter().copied().filter(|member| *member != id).collect())
            }
            Action::Gossip { with, .. } => {
                if with.is_some_and(|with| with == id || !self.plan.setting.has(with)) {
                    return None;
                }
                Input::Gossip(with)
            }
            Action::Transfer { link } => {
                if link.to == id || !self.plan.setting.has(link.to) {
                    return None;
                }
                Input::Transfer(link.to)
            }
            Action::Collect { tombstones, .. } => {
                if !replica.has_tombstones(tombstones) {
                    return None;
                }
                Input::Collect(tombstones)
            }
            _ => return None,
        };
        // What an administrator wants follows from the action and the state.
        Some(self.handle(place, state, &[2, act], || input))
    }

    fn ask(
        &mut self,
        place: usize,
        state: u32,
        standing: &Standing,
        (act, op, seen): (u32, crate::replica::protocol::Op, Option<Metadata>),
    ) -> u32 {
        let (metadata, stamp) = match seen.filter(|_| self.plan.asked.metadata) {
            Some(Metadata { vector, stamp }) => (Some(vector), stamp),
            None => (standing.metadata.clone(), standing.stamp),
        };
        let mut key = vec![1, act, metadata.is_some().into()];
        let mut listing = Listing::new(&mut key, &mut self.names);
        listing.wide(stamp);
        metadata.iter().for_each(|seen| listing.vector(seen));
        let request = Request { id: RequestId(act), op, metadata, stamp };
        self.handle(place, state, &key, || Input::Request(request))
    }

    /// Where an action is done, and for who joins, whom that one is told of.
    pub(super) fn acting(
        &self,
        act: u32,
        replica_at: impl Fn(ReplicaId) -> Option<u32>,
    ) -> Option<(ReplicaId, Option<Vec<ReplicaId>>)> {
        let raw = |id: ReplicaId| {
            let state = replica_at(id)?;
            self.places[id.index()].raw.get(state as usize)
        };
        match self.action(act) {
            Action::Request { on, .. } => Some((*on, None)),
            Action::Join { replica: new, from } => {
                let runs = |id: ReplicaId| raw(id).is_some_and(|(_, runs)| *runs);
                let serves = |id: &ReplicaId| {
                    let is_up = |(replica, runs): &(crate::replica::Replica, bool)| {
                        *runs && replica.phase() == crate::replica::protocol::Phase::Serving
                    };
                    id != new && raw(*id).is_some_and(is_up)
                };
                let told = from.or_else(|| self.plan.setting.replicas().find(serves))?;
                if told == *new || !runs(*new) || !runs(told) {
                    return None;
                }
                let mut members = raw(told)?.0.view().members.clone();
                if members.contains(new) || !members.contains(&told) {
                    return None;
                }
                members.push(*new);
                Some((told, Some(members)))
            }
            _ => None,
        }
    }
}
