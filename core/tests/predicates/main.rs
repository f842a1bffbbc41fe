//! The language of predicates: read, said in words, and judged while runs go on.

mod exercises;
#[path = "../generator/mod.rs"]
mod generator;
mod judged;
mod monitors;
mod naive;
mod past;
mod read;
mod sentence;
mod stories;
mod until;
