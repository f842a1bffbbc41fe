//! `causal run`: the state at the end.

use std::fmt::Write as _;

use super::state::{Inbox, ReplicaState, State};
use crate::args::Source;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::output;

/// Runs a scenario and prints the state of every replica.
pub(crate) fn run(source: &Source, until_idle: bool, json: bool) -> Result<(), Failure> {
    let mut outcome = Outcome::of(source)?;
    if until_idle {
        outcome.go_on_until_idle(source.steps);
    }
    let state = State::of(&outcome);
    output::print(&if json { as_json(&state) } else { as_text(&state) })?;
    outcome.verdict()
}

fn as_json(state: &State) -> String {
    let json = serde_json::to_string_pretty(state).expect("names and numbers are JSON");
    format!("{json}\n")
}

fn as_text(state: &State) -> String {
    let mut text = String::new();
    if !state.title.is_empty() {
        line(&mut text, &state.title);
    }
    line(&mut text, &format!("{} events until @{}", state.events, state.at));
    line(&mut text, &format!("digest {}", state.digest));
    for replica in &state.replicas {
        text.push('\n');
        write_replica(&mut text, replica);
    }
    if !state.under_way.is_empty() {
        line(&mut text, "\nnot arrived");
        for message in &state.under_way {
            let held = if message.held { ", held" } else { "" };
            line(&mut text, &format!("  {}{held}", message.message));
        }
    }
    text
}

fn write_replica(text: &mut String, replica: &ReplicaState) {
    let ReplicaState { replica: letter, name, vector, values, inbox, parked, .. } = replica;
    let name = if name == letter { String::new() } else { format!(" {name}") };
    line(text, &format!("{letter}{name} {vector}"));
    for (key, siblings) in values {
        let shown = siblings.iter().map(|sibling| format!("{:?} ({})", sibling.value, sibling.dot));
        line(text, &format!("  {key:?} = {}", shown.collect::<Vec<_>>().join(", ")));
    }
    for Inbox { dot, key, value, waits_for, ready, .. } in inbox {
        let what =
            value.as_ref().map_or_else(|| "deleted".to_owned(), |value| format!("= {value:?}"));
        let waits = match (ready, waits_for.is_empty()) {
            (true, _) => "is ready, and left behind".to_owned(),
            (false, true) => "waits for ever".to_owned(),
            (false, false) => format!("waits for {}", waits_for.join(" ")),
        };
        line(text, &format!("  inbox: {dot} {key:?} {what} {waits}"));
    }
    for request in parked {
        line(
            text,
            &format!("  request {} waits for {}", request.request, request.waits_for.join(" ")),
        );
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all");
}
