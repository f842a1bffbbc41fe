//! What must hold. Checkers read the history and what really happened, never what the protocol
//! believes; only convergence asks for what replicas believe, because that is its question.
//!
//! [`Monitor`] looks on while a run goes on; [`findings`] judges a whole history.

mod answers;
mod beliefs;
mod convergence;
mod delivery;
mod effects;
mod finding;
mod handling;
mod key_writes;
mod learning;
mod monitor;
mod orphans;
mod requests;
mod sessions;
mod truth;
mod waiting;
mod words;

pub use finding::{Finding, Guarantee, Violation};
pub use monitor::{Monitor, findings, violations};
pub use words::{Letters, Names, Told};
