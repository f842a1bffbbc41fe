//! Journeys over the built page: one module for each, one binary for all.

mod faults;
mod future;
mod input;
mod judging;
mod keeping;
mod keyboard;
mod life;
mod logs;
mod long_runs;
mod machines;
mod opening;
mod scripts;
mod sessions;
mod sharing;
mod time;
mod words;
