//! What may happen at all: the schedules of a scenario, not the one that its latencies give.
//!
//! [`random`] draws schedules from seeds; whoever watches one can stop anywhere and keep what happened
//! so far as a scenario.

mod faults;
pub mod random;

pub use faults::Faults;
