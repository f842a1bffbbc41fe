//! What is known of all schedules, as one JSON object.

use std::collections::BTreeMap;

use causal_core::explore::{Answer, End, Outcome, Schedule};
use causal_core::scenario::text;
use causal_core::world::setting::Setting;
use serde::Serialize;

use super::link_of;

/// The answer. Numbers of schedules are texts, for they can be greater than what most readers of JSON
/// take for a number.
#[derive(Debug, Serialize)]
struct Known {
    /// `all` of them were tried, or up to what was `found`, or as many as the `budget` allows.
    end: &'static str,
    states: u64,
    transitions: u64,
    finals: u64,
    schedules: Option<String>,
    depth: u32,
    found: Option<Shortest>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<Ending>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hints: Vec<String>,
}

/// A schedule: how many steps it has, what to do for it, and the link that shows it.
#[derive(Debug, Serialize)]
struct Shortest {
    steps: u32,
    actions: Vec<String>,
    link: String,
}

/// One way to end: what each replica shows of each key, and which ones are down.
#[derive(Debug, Serialize)]
struct Ending {
    stores: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    down: Vec<String>,
    schedules: Option<String>,
    shortest: Shortest,
}

/// The object, on one line.
pub(super) fn write(answer: &Answer, hints: Vec<String>, setting: &Setting) -> String {
    let counts = &answer.counts;
    let known = Known {
        end: match answer.end {
            End::Found => "found",
            End::All | End::Working => "all",
            End::Budget(_) => "budget",
        },
        states: counts.n_states,
        transitions: counts.n_transitions,
        finals: counts.n_finals,
        schedules: counts.n_schedules.map(|n| n.to_string()),
        depth: counts.depth,
        found: answer.found.as_ref().map(shortest),
        outcomes: answer.outcomes.iter().map(|outcome| ending(outcome, setting)).collect(),
        hints,
    };
    serde_json::to_string(&known).expect("texts and numbers") + "\n"
}

fn shortest(schedule: &Schedule) -> Shortest {
    let Schedule { scenario, n_steps } = schedule;
    let actions = scenario.script.iter().map(text::write_action).collect();
    Shortest { steps: *n_steps, actions, link: link_of(scenario) }
}

fn ending(outcome: &Outcome, setting: &Setting) -> Ending {
    let letters = || setting.replicas().map(|replica| replica.to_string());
    let all = || letters().zip(&outcome.stores);
    Ending {
        stores: all().map(|(who, store)| (who, store.values.iter().cloned().collect())).collect(),
        down: all().filter(|(_, store)| !store.is_up).map(|(who, _)| who).collect(),
        schedules: outcome.n_schedules.map(|n| n.to_string()),
        shortest: shortest(&outcome.schedule),
    }
}
