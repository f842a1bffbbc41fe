//! What a predicate sees of a state: the replicas themselves, and whether anything is on its way.

use std::cell::Cell;
use std::sync::Arc;

use super::Model;
use crate::clock::{ReplicaId, VersionVector};
use crate::explore::program::MOST_REPLICAS;
use crate::explore::row::Row;
use crate::predicate::Sight;
use crate::replica::protocol::{Phase, Write};
use crate::replica::{Replica, Store};

/// A state, to be looked at between two steps.
#[derive(Clone, Debug)]
pub(super) struct Sighted<'a> {
    model: &'a Model,
    cells: [u32; MOST_REPLICAS],
    /// Told when anybody looks.
    noted: Option<&'a Cell<bool>>,
}

impl<'a> Sighted<'a> {
    /// A state as its row says.
    pub(super) fn new<const W: usize>(model: &'a Model, row: Row<W>) -> Self {
        let mut sighted = Self::nothing(model);
        let cells = sighted.cells.iter_mut().zip(0..model.places.len());
        cells.for_each(|(cell, place)| *cell = row.get(place));
        sighted
    }

    /// Some state, for who does not look.
    pub(super) fn nothing(model: &'a Model) -> Self {
        Self { model, cells: [0; MOST_REPLICAS], noted: None }
    }

    /// The same, and it is noted if anybody looks.
    pub(super) fn noting(self, noted: &'a Cell<bool>) -> Self {
        Self { noted: Some(noted), ..self }
    }

    fn note(&self) {
        self.noted.iter().for_each(|noted| noted.set(true));
    }

    fn look_at(&self, at: ReplicaId) -> &'a (Replica, bool) {
        self.note();
        let place = &self.model.places[at.index()];
        &place.raw[place.cell(self.cells[at.index()]).state as usize]
    }
}

impl Sight for Sighted<'_> {
    fn runs(&self, at: ReplicaId) -> bool {
        self.look_at(at).1
    }

    fn serves(&self, at: ReplicaId) -> bool {
        self.look_at(at).0.phase() == Phase::Serving
    }

    fn store(&self, at: ReplicaId) -> &Store {
        self.look_at(at).0.store()
    }

    fn ahead(&self, at: ReplicaId) -> &[Arc<Write>] {
        self.look_at(at).0.ahead()
    }

    fn seen(&self, at: ReplicaId) -> &VersionVector {
        self.look_at(at).0.seen()
    }

    fn waiting(&self, at: ReplicaId) -> Vec<&Arc<Write>> {
        let replica = &self.look_at(at).0;
        // Its own writes that are ahead wait too, but they have not arrived.
        let is_own =
            |write: &&Arc<Write>| replica.ahead().iter().any(|ahead| ahead.dot == write.dot);
        replica.buffer().waiting().filter(|write| !is_own(write)).collect()
    }

    fn is_quiet(&self) -> bool {
        self.note();
        let mut places = self.model.places.iter().zip(self.cells);
        places.all(|(place, cell)| place.inboxes.get(place.cell(cell).inbox).is_empty())
    }
}
