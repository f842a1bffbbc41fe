//! The exploration of every schedule, against counts that other programs made, against a plain search
//! over whole worlds, and against what scenarios show that it finds.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bisimulation;
mod found;
mod oracle;
mod rules;
mod support;
mod table;
mod walks;
mod worlds;
