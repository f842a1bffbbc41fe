//! What must hold. Checkers read the history and its happens-before, never what the protocol
//! believes.

mod delivery;

pub use delivery::{Finding, violations};
