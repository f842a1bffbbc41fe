//! What can be seen of a state: the replicas themselves, and what is on its way to them.

use super::model::Model;
use super::row::Row;
use crate::clock::ReplicaId;
use crate::replica::Replica;
use crate::replica::protocol::Message;

/// A state, to be looked at between two steps.
#[derive(Debug)]
pub struct Sighted<'a> {
    model: &'a Model,
    cells: Vec<u32>,
}

impl<'a> Sighted<'a> {
    pub(super) fn new<const W: usize>(model: &'a Model, row: Row<W>) -> Self {
        Self { model, cells: (0..model.places.len()).map(|place| row.get(place)).collect() }
    }

    /// The replicas in order, each with whether it runs.
    pub fn replicas(&self) -> impl Iterator<Item = (&'a Replica, bool)> + '_ {
        self.model.places.iter().zip(&self.cells).map(|(place, cell)| {
            let (replica, runs) = &place.raw[place.cell(*cell).state as usize];
            (replica, *runs)
        })
    }

    /// The messages on their way to a replica, each with its sender.
    pub fn on_their_way(&self, to: ReplicaId) -> impl Iterator<Item = &'a (ReplicaId, Message)> {
        let model = self.model;
        let place = &model.places[to.index()];
        let inbox = place.cell(self.cells[to.index()]).inbox;
        place.inboxes.get(inbox).iter().map(|message| model.messages.get(*message))
    }
}
