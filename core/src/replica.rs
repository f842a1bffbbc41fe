//! What one machine does: a pure state machine, driven by [`protocol::Input`]s, answering with
//! [`protocol::Effect`]s. No I/O, no clock, no randomness. Read [`protocol`] first: it is the
//! contract on one page; then [`rule`], the delivery rule as data; then [`Replica`].

pub mod canonical;
pub mod mistakes;
pub mod protocol;
pub mod rule;
pub mod rule_catalog;
pub mod source;

mod buffer;
mod machine;
mod message;
mod missing;
mod report;
mod settings;
mod store;
mod view;
mod write;
mod write_log;

pub use buffer::{Admission, Drained, HoldBackBuffer, Stamped};
pub use machine::{ParkedRequest, Replica};
pub use missing::{DotRange, missing_dots};
pub use store::{Store, StoreChange};
