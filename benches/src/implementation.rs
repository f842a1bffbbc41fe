//! Who delivers. A implementation first turns the trace into messages of its own kind, outside the
//! clock; then, inside it, a fresh replica receives them all.

mod floor;
mod minerva;
mod ours;
mod rescan;
mod tcb;

pub(crate) use floor::Floor;
pub(crate) use minerva::Minerva;
pub(crate) use ours::{Ours, Product, bytes_per_waiting_write};
pub(crate) use rescan::Rescan;
pub(crate) use tcb::{TcbGraph, TcbVv};

use crate::store::{Payload, Store};
use crate::trace::{Made, Order};

/// What a run ends with.
pub(crate) struct Outcome {
    /// The map, and how many writes were delivered to it.
    pub(crate) store: Store,
    /// How often a write's readiness was decided, where that is counted.
    pub(crate) checks: Option<u64>,
    /// Whatever the run leaves behind, so that it is taken down outside the clock.
    pub(crate) leftovers: Box<dyn std::any::Any>,
}

/// A run that is ready to go.
pub(crate) type Run = Box<dyn FnOnce() -> Outcome>;

/// One way to deliver.
pub(crate) trait Implementation {
    /// The name in tables.
    fn name(&self) -> &'static str;
    /// What it does more or less than ours.
    fn note(&self) -> &'static str;
    /// Whether it can do this order at all.
    fn can(&self, _order: Order) -> bool {
        true
    }
    /// Whether its cost per write grows with the number of writes that wait.
    fn is_quadratic(&self) -> bool {
        false
    }
    /// Builds the messages, in the order of their arrival.
    fn prepare(&self, n_authors: u16, trace: &[Made], arrival: &[usize]) -> Run;
}

/// The payload of the write at a position of the trace.
pub(crate) fn payload(made: &Made, position: usize) -> Payload {
    let value = u32::try_from(position).expect("traces are shorter than 2^32");
    Payload { key: made.key, value, rank: made.rank }
}
