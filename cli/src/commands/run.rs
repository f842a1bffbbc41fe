//! `causal run`: the state at the end, and what clients were answered on the way.

mod answers;
mod indent;
mod replicas;

use std::fmt::Write as _;

use causal_core::export::state;
use causal_core::history::message_in_words;
use causal_core::world::network::Envelope;
use causal_core::world::setting::Setting;

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
    output::print(&printed(&outcome, json))?;
    outcome.verdict()
}

/// The state of every replica at the end of a run.
pub(super) fn printed(outcome: &Outcome, json: bool) -> String {
    if json { indent::indented(&state::at_end(&outcome.run)) } else { as_text(outcome) }
}

fn as_text(outcome: &Outcome) -> String {
    let (history, moment) = (outcome.history(), outcome.run.moment(usize::MAX));
    let mut text = String::new();
    let title = outcome.run.title();
    if !title.is_empty() {
        line(&mut text, title);
    }
    line(&mut text, &format!("{} events until @{}", moment.position, moment.now));
    line(&mut text, &format!("digest {:016x}", history.digest()));
    replicas::write(&mut text, &moment, history);
    if !moment.messages.is_empty() {
        line(&mut text, "\nnot arrived");
        for envelope in moment.messages.values() {
            line(&mut text, &format!("  {}", not_arrived(envelope, outcome.setting())));
        }
    }
    answers::write(&mut text, history, outcome.setting());
    text
}

/// Who sent whom what, and what becomes of it.
fn not_arrived(envelope: &Envelope, setting: &Setting) -> String {
    let Envelope { id, what, due, held } = envelope;
    let (from, to) = (setting.name(id.link.from), setting.name(id.link.to));
    let content = what.write().map_or_else(String::new, |write| format!(" {}", content(write)));
    let fate = if *held { "held".to_owned() } else { format!("due @{due}") };
    format!("{from} to {to}: {}{content}, {fate} ({id})", message_in_words(what))
}

/// What a write writes: `"x" = "1"`.
fn content(write: &causal_core::replica::protocol::Write) -> String {
    match &write.value {
        Some(value) => format!("{:?} = {value:?}", write.key),
        None => format!("{:?} deleted", write.key),
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all");
}
