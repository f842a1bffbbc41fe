//! The exploration of every schedule, against counts that other programs made, against a plain search
//! over whole worlds, and against what scenarios show that it finds.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "which stories are told may be asked for from outside"
)]

mod any_story;
mod bisimulation;
mod found;
#[path = "../generator/mod.rs"]
mod generator;
mod hints;
mod mistakes;
mod oracle;
mod rules;
mod sought;
mod support;
mod table;
mod walks;
mod worlds;
