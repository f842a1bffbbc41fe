//! Programs that wander: clients that ask several replicas, and whoever takes others in. How far they
//! are stands in the row, for it is nobody's home.

use super::Model;
use crate::clock::ReplicaId;
use crate::explore::interning::{NONE, number_of};
use crate::explore::row::Row;
use crate::explore::steps::{Cost, What};
use crate::replica::protocol::Input;

/// Stands for an action that cannot be done.
const CANNOT: u32 = NONE;

impl Model {
    /// What the programs that wander can do, and whether they can do anything.
    pub(in crate::explore) fn wander<const W: usize>(
        &mut self,
        row: Row<W>,
        next: &mut Vec<Row<W>>,
    ) -> bool {
        let mut must = false;
        self.is_graded &= self.wanderers.is_empty();
        for wanderer in 0..self.wanderers.len() {
            let standing = row.get(self.places.len() + wanderer);
            let program = &self.plan.programs[self.wanderers[wanderer] as usize];
            let Some(act) = self.standings.get(standing).next(program) else { continue };
            let state_of = |id: ReplicaId| {
                let place = self.places.get(id.index())?;
                Some(place.cell(row.get(id.index())).state)
            };
            let Some((at, members)) = self.acting(act, state_of) else { continue };
            let place = at.index();
            let memo = wanderer * self.places.len() + place;
            let cell = row.get(place);
            let known = self.wandering[memo].get(cell, standing);
            let index = known.unwrap_or_else(|| {
                let index =
                    self.work_out_wandering((wanderer, standing, act), place, cell, members);
                self.wandering[memo].set(cell, standing, index);
                index
            });
            if index != CANNOT {
                must |= self.apply(row, place, self.moves[index as usize], next);
            }
        }
        must
    }

    #[cold]
    fn work_out_wandering(
        &mut self,
        (wanderer, number, act): (usize, u32, u32),
        place: usize,
        cell: u32,
        members: Option<Vec<ReplicaId>>,
    ) -> u32 {
        let cell = self.places[place].cell(cell);
        let standing = self.standings.get(number).clone();
        let is_client = members.is_none();
        let handled = match members {
            // Whom a replica takes in follows from the action and its state.
            Some(members) => {
                Some(self.handle(place, cell.state, &[3, act], || Input::SetView(members)))
            }
            None => self.perform(place, cell.state, &standing, act),
        };
        let Some(handled) = handled else { return CANNOT };
        self.can[act as usize] = true;
        let mut step = self.move_of(place, cell, handled, What::Acts(act), Cost::Nothing);
        let begun = self.standings.number(&standing.begun(is_client));
        let mut follows = match step.follows {
            NONE => super::Follows::default(),
            follows => self.follows[follows as usize].clone(),
        };
        let at = u16::try_from(wanderer).expect("there are few programs");
        follows.begins = Some((at, begun));
        step.follows = self.number_of_follows(follows);
        self.greatest = self.greatest.max(step.cell).max(begun);
        self.moves.push(step);
        number_of(self.moves.len() - 1)
    }

    /// The standing of a wandering client after an answer.
    pub(super) fn teach(&mut self, wanderer: usize, number: u32, lesson: u32) -> u32 {
        if let Some(taught) = self.taught[wanderer].get(number, lesson) {
            return taught;
        }
        let program = &self.plan.programs[self.wanderers[wanderer] as usize];
        let standing = self.standings.get(number).taught(self.standings.lesson(lesson), program);
        let taught = self.standings.number(&standing);
        self.greatest = self.greatest.max(taught);
        self.taught[wanderer].set(number, lesson, taught);
        taught
    }
}
