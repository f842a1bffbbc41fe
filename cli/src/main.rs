//! `causal`: runs, checks, exports and shares scenarios without a browser.
//!
//! Everything it says comes from the core, and its pictures from the diagram; this crate reads arguments and files, and prints.

#![forbid(unsafe_code)]

mod answers;
mod args;
mod commands;
mod failure;
mod input;
mod numbers;
mod outcome;
mod output;
mod progress;
mod seeds;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use failure::Failure;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(usage) => {
            // Help that nobody reads to its end is no failure.
            let _unread = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(failure::USAGE));
        }
    };
    match carry_out(&args.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

fn carry_out(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Run { source, until_idle, until, json, text: _ } => match until {
            Some(until) => commands::until::run(source, until, *json),
            None => commands::run::run(source, *until_idle, *json),
        },
        Command::Check { source, that: Some(that) } => commands::until::check(source, that),
        Command::Check { source, that: None } => commands::check::check(source),
        Command::Export { source, format, network_view, picture } => {
            commands::export::export(source, format, *network_view, picture)
        }
        Command::Explore(asked) => commands::explore::explore(asked),
        Command::Merge { files, seeds, json } => commands::merge::merge(files, *seeds, *json),
        Command::Link { source } => commands::share::link(source),
        Command::Walk { seed, setting } => commands::walk::walk(seed, *setting),
        Command::Open { source, json } => commands::share::open(source, *json),
    }
}
