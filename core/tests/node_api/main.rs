//! The node API: the cases that each of the five systems must pass, as dialogues; the walk-throughs
//! of their descriptions; and what is malformed.

mod bad_input;
mod cases_000;
mod cases_001;
mod cases_002;
mod cases_003;
mod cases_004;
mod cases_any;
mod dialogue;
mod later_cases_004;
mod transcript;
mod walks;
