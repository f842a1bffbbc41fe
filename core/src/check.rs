//! What must hold. Checkers read the history and what really happened, never what the protocol
//! believes; only convergence asks for what replicas believe, because that is its question.
//!
//! [`Monitor`] looks on while a run goes on; [`findings`] judges a whole history.

mod convergence;
mod delivery;
mod effects;
mod finding;
mod monitor;
mod orphans;
mod sessions;
mod truth;

pub use finding::{Finding, Guarantee, Violation};
pub use monitor::{Monitor, findings, violations};
