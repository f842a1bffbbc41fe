//! What must hold. Checkers read the history and what really happened, not what the protocol believes,
//! except where that is their question: `convergence` asks whose vectors are equal, `beliefs` what a
//! mistake has made of one, `handling` what a peer's vector says that it lacks, `orphans` what a
//! waiting write or request lacks by the rule.
//!
//! [`Monitor`] looks on while a run goes on; [`findings`] judges a whole history.

mod answers;
mod applied_writes;
mod beliefs;
mod convergence;
mod delivery;
mod finding;
mod ground_truth;
mod handling;
mod key_writes;
mod learning;
mod monitor;
mod orphans;
mod requests;
mod sessions;
mod waiting;
mod words;

pub use finding::{Finding, Guarantee, Violation};
pub use monitor::{Monitor, findings, violations};
pub use words::{Letters, Names, Told};
