//! Journeys over the built page: one module for each, one binary for all.

mod accessibility;
mod calm;
mod every_schedule;
mod faults;
mod focus;
mod future;
mod goals;
mod input;
mod judging;
mod keeping;
mod keyboard;
mod life;
mod logs;
mod long_runs;
mod machines;
mod many;
mod menus;
mod opening;
mod random_visitors;
mod scripts;
mod sessions;
mod sharing;
mod time;
mod until;
mod windows;
mod words;
