//! The language of predicates: read, said in words, and judged while runs go on.

#[path = "../generator/mod.rs"]
mod generator;
mod monitors;
mod stories;
