//! What may happen to replicas: links, faults, clients, virtual time, and the one door through
//! which all of it goes: [`World::choices`] and [`World::step`].
//!
//! Read [`setting`] (what a world starts from), [`action`] (what people can do), [`event`] (what is
//! written down), then [`World`].

pub mod action;
pub mod event;
pub mod links;
pub mod network;
pub mod setting;

mod acting;
mod choice;
mod clients;
mod error;
mod event_queue;
mod in_flight;
mod linking;
mod members;
mod recording;
mod rng;
mod state;
mod traffic;

pub use choice::Choice;
pub use error::ActionError;
pub(crate) use rng::Rng;
pub use state::World;
