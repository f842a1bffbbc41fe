//! A deterministic simulator of a causally consistent key-value store.
//!
//! No browser, no clock, no randomness of its own, no floats: the same scenario gives the same
//! history, natively and in WASM. Modules in reading order: [`clock`] names writes and compares
//! what was seen; [`replica`] is what one machine does; [`world`] is what may happen to several;
//! [`scenario`] is a story as data, text, JSON and link; [`history`] is what happened and what follows
//! from it; [`check`] says what must hold; [`run`] carries a scenario out, at every position of which
//! one can look, and act; [`export`] writes histories for other tools and reads what those write;
//! [`explore`] tries every schedule; [`http`] answers HTTP requests as five published systems would.
//! What grows with a run is kept in a [`paged_map`] or a [`paged_vec`].

#![forbid(unsafe_code)]
// Whoever calls what can fail is told how it fails.
#![warn(clippy::missing_errors_doc)]

pub mod check;
pub mod clock;
pub mod explore;
pub mod export;
pub mod history;
pub mod http;
pub mod numbers;
pub mod paged_map;
pub mod paged_vec;
pub mod predicate;
pub mod replica;
pub mod run;
pub mod scenario;
pub mod sorted;
pub mod world;

mod json;
mod steps;
