//! Writes whole scenarios for people and files. The share link is written where it is read.

pub(super) mod json;
pub(super) mod text;
