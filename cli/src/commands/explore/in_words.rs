//! What is known of all schedules, as people read it.

use std::fmt::Write as _;

use causal_core::explore::{Answer, Counts, End, Outcome, Schedule, Shown};
use causal_core::scenario::text;
use causal_core::world::setting::Setting;

use super::link_of;
use crate::numbers::{counted, in_groups};

/// Everything: what was looked for, the shortest schedule as a list and a link, the counts as a table,
/// the outcomes.
pub(super) fn write(
    answer: &Answer,
    hints: &[String],
    setting: &Setting,
    sought: Option<&str>,
) -> String {
    let mut out = sought.map_or_else(String::new, |sought| format!("Looked for: {sought}\n\n"));
    if let Some(schedule) = &answer.found {
        out += &found(schedule);
        out.push('\n');
    }
    out += &table(&answer.counts);
    if answer.end == End::All {
        let none = if sought.is_some() { ": it is so in none" } else { "" };
        line(&mut out, &format!("All of them were tried{none}."));
    }
    for hint in hints {
        line(&mut out, &format!("Note: {hint}"));
    }
    if !answer.outcomes.is_empty() {
        out += &outcomes(&answer.outcomes, setting);
    }
    out
}

/// The schedule step by step. That all links are held from the start goes without saying.
fn found(schedule: &Schedule) -> String {
    let Schedule { scenario, n_steps } = schedule;
    let steps = counted((*n_steps).into(), "step", "steps");
    let mut out = format!("Found, after {steps} at the earliest:\n");
    let held = scenario.script.len().min(1);
    for numbered in text::write_list(&scenario.script[held..]).lines() {
        line(&mut out, &format!("  {numbered}"));
    }
    line(&mut out, &format!("  {}", link_of(scenario)));
    out
}

/// The counts, each beside what it counts.
fn table(counts: &Counts) -> String {
    let Counts { n_states, n_transitions, n_finals, n_schedules, depth } = *counts;
    let rows = [
        (Some(u128::from(n_states)), "state", "states"),
        (Some(n_transitions.into()), "transition", "transitions"),
        (Some(n_finals.into()), "final state", "final states"),
        (n_schedules, "complete schedule", "complete schedules"),
        (Some(depth.into()), "step at most", "steps at most"),
    ];
    let rows = rows.map(|(number, one, many)| {
        (number.map(in_groups), if number == Some(1) { one } else { many })
    });
    let width = rows.iter().flat_map(|(number, _)| number).map(String::len).max().unwrap_or(0);
    let mut out = String::new();
    for (number, name) in rows {
        if let Some(number) = number {
            line(&mut out, &format!("{number:>width$} {name}"));
        }
    }
    out
}

fn outcomes(outcomes: &[Outcome], setting: &Setting) -> String {
    let n = u128::try_from(outcomes.len()).expect("a length");
    let mut out = format!("\n{}\n", counted(n, "outcome", "outcomes"));
    for (number, Outcome { stores, n_schedules, schedule }) in (1..).zip(outcomes) {
        let of = n_schedules.map(|n| counted(n, "schedule", "schedules"));
        let of = of.map_or_else(String::new, |of| format!(" in {of};"));
        let steps = counted(schedule.n_steps.into(), "step", "steps");
        line(&mut out, &format!("\n{number}.{of} after {steps} at the earliest"));
        for (who, store) in by_store(stores, setting) {
            line(&mut out, &format!("   {who}: {store}"));
        }
        line(&mut out, &format!("   {}", link_of(&schedule.scenario)));
    }
    out
}

/// Each store once, with all those that show it.
fn by_store<'a>(stores: &'a [Shown], setting: &Setting) -> Vec<(String, &'a Shown)> {
    let mut grouped: Vec<(String, &Shown)> = Vec::new();
    for (replica, store) in setting.replicas().zip(stores) {
        let name = setting.name(replica);
        match grouped.iter_mut().find(|(_, other)| *other == store) {
            Some((who, _)) => *who = format!("{who}, {name}"),
            None => grouped.push((name, store)),
        }
    }
    grouped
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all");
}
