//! A scenario has three spellings. Whatever is allowed can be written in each and read back from
//! each; whatever is not is answered with a sentence.

mod golden;
mod links;
mod links_broken;
mod mistakes;
mod replicas;
mod requests;
mod round_trips;
mod sentences_json;
mod sentences_replicas;
mod sentences_text;
mod sizes;
mod stories;
#[path = "../strategies/mod.rs"]
mod strategies;
mod verbs;
