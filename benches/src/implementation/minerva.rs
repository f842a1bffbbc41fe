//! minerva 0.2: `metis::CausalIdeal`, a delivery buffer over vectors in ordered maps that scans
//! what is pending for each release.

use minerva::kairos::Kairos;
use minerva::metis::{CausalIdeal, Event, VersionVector};

use super::{Implementation, Outcome, Run, payload};
use crate::store::{Payload, Store};
use crate::trace::Made;

/// The buffer of minerva.
pub(crate) struct Minerva;

impl Implementation for Minerva {
    fn name(&self) -> &'static str {
        "minerva 0.2 Ideal"
    }

    fn note(&self) -> &'static str {
        "more: a total order among what is ready, 64-bit counters; less: keeps duplicates that wait"
    }

    fn is_quadratic(&self) -> bool {
        true
    }

    fn prepare(&self, _n_authors: u16, trace: &[Made], arrival: &[usize]) -> Run {
        let event = |position: &usize| event(&trace[*position], *position);
        let events: Vec<Event<Payload>> = arrival.iter().map(event).collect();
        Box::new(move || {
            let mut ideal = CausalIdeal::new();
            let mut store = Store::default();
            for event in events {
                ideal.insert(event);
                while let Some(payload) = ideal.pop_ready() {
                    store.deliver(payload);
                }
            }
            Outcome { store, checks: None, leftovers: Box::new(ideal) }
        })
    }
}

fn event(made: &Made, position: usize) -> Event<Payload> {
    let mut deps = VersionVector::new();
    for (actor, counter) in made.deps.iter() {
        deps.observe(actor.replica.0.into(), counter.into());
    }
    let station = u32::from(made.dot.actor.replica.0);
    deps.observe(station, made.dot.counter.into());
    let stamp = Kairos::new(made.rank, 0, station, 0_u16);
    Event { stamp, deps, payload: payload(made, position) }
}
