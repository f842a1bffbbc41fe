//! Small inputs from real systems, courses and random worlds, each with its right value: one test
//! for each, and one line that says what it guards.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod clients;
mod convergence;
mod delivery;
mod exports;
mod joining;
mod logs;
mod stability;
mod text;
