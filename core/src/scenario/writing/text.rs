//! Writes a scenario as text, so that it reads back as the same scenario.

use std::fmt::Write;

use crate::replica::protocol::{Protocol, Time};
use crate::replica::rule::DeliveryRule;
use crate::scenario::actions;
use crate::scenario::amounts::range_in_text;
use crate::scenario::model::{Scenario, ScriptedAction, When};
use crate::scenario::quoting::{name_or_quote, text_or_quote};
use crate::scenario::refs::{link_in_text, members_in_text};
use crate::scenario::words::Words;
use crate::world::network::LinkSetting;

/// The scenario as text: the setting, an empty line, one action per line.
#[must_use]
pub fn write(scenario: &Scenario) -> String {
    let mut lines = header(scenario);
    if !scenario.script.is_empty() {
        lines.push(String::new());
    }
    lines.extend(scenario.script.iter().map(write_action));
    lines.push(String::new());
    lines.join("\n")
}

/// The actions alone, one numbered line each.
#[must_use]
pub fn write_list(script: &[ScriptedAction]) -> String {
    let numbered = script.iter().enumerate();
    numbered.map(|(index, action)| format!("{}. {}\n", index + 1, write_action(action))).collect()
}

/// One action as a line.
#[must_use]
pub fn write_action(scripted: &ScriptedAction) -> String {
    let action = actions::to_text(&scripted.action);
    match scripted.when {
        When::Settled => action,
        When::At(at) => format!("@{at} {action}"),
        When::After(steps) => format!("+{steps} {action}"),
    }
}

fn header(scenario: &Scenario) -> Vec<String> {
    let setting = &scenario.setting;
    let mut lines = Vec::new();
    if !scenario.title.is_empty() {
        lines.push(format!("title {}", text_or_quote(&scenario.title)));
    }
    if !scenario.notes.is_empty() {
        lines.extend(
            scenario.notes.split('\n').map(|line| format!("notes {}", text_or_quote(line))),
        );
    }
    if setting.seed != 0 {
        lines.push(format!("seed {}", setting.seed));
    }
    let names: Vec<String> = setting.names.iter().map(|name| name_or_quote(name)).collect();
    lines.push(format!("replicas {}", names.join(" ")));
    lines.extend(setting.view.as_ref().map(|view| format!("members {}", members_in_text(view))));
    lines.extend(protocol(&setting.protocol));
    if setting.default_link != LinkSetting::default() {
        let parts = link_parts(&setting.default_link, &LinkSetting::default());
        lines.push(format!("links{parts}"));
    }
    for (link, at_start) in &setting.links {
        let parts = link_parts(at_start, &setting.default_link);
        lines.push(format!("link {}{parts}", link_in_text(*link)));
    }
    lines.extend(scenario.open_at.map(|stop| format!("open at {stop}")));
    lines
}

fn protocol(protocol: &Protocol) -> Vec<String> {
    let usual = Protocol::default();
    let mut lines = vec![format!("rule {}", rule(&protocol.delivery))];
    let mut add = |differs: bool, name: &str, value: String| {
        if differs {
            lines.push(format!("{name} {value}"));
        }
    };
    let word = |word: &'static str| word.to_owned();
    let timeout = protocol.session_timeout_ms;
    add(protocol.sessions != usual.sessions, "sessions", word(protocol.sessions.word()));
    add(timeout != usual.session_timeout_ms, "timeout", timeout.to_string());
    let dependencies = protocol.dependencies;
    add(dependencies != usual.dependencies, "dependencies", word(dependencies.word()));
    add(protocol.conflicts != usual.conflicts, "conflicts", word(protocol.conflicts.word()));
    add(protocol.writes != usual.writes, "writes", word(protocol.writes.word()));
    add(protocol.broadcast != usual.broadcast, "broadcast", word(protocol.broadcast.word()));
    add(protocol.gossip_ms != usual.gossip_ms, "gossip", interval(protocol.gossip_ms));
    add(protocol.health_ms != usual.health_ms, "health", interval(protocol.health_ms));
    add(protocol.evict != usual.evict, "evict", word(protocol.evict.word()));
    add(protocol.amnesia != usual.amnesia, "amnesia", word(protocol.amnesia.word()));
    add(!protocol.mistakes.is_empty(), "mistakes", protocol.mistakes.to_string());
    lines
}

/// The rule's name, or its parts, so that it is read back.
fn rule(rule: &DeliveryRule) -> String {
    if let Some(entry) = rule.catalog_entry() {
        return entry.name.to_owned();
    }
    format!(
        "custom sender={} others={} special={} update={} ticks={} drain={} duplicates={}",
        rule.sender.word(),
        rule.others.word(),
        rule.special.word(),
        rule.update.word(),
        rule.ticks_on_receipt.word(),
        rule.drain.word(),
        rule.duplicates.word(),
    )
}

fn interval(ms: Option<Time>) -> String {
    ms.map_or_else(|| "off".to_owned(), |ms| ms.to_string())
}

/// What differs from the usual, each part with a space before it.
fn link_parts(setting: &LinkSetting, usual: &LinkSetting) -> String {
    let mut parts = String::new();
    let mut add = |differs: bool, part: &str, value: String| {
        if differs {
            write!(parts, " {part}={value}").expect("a string takes everything");
        }
    };
    let (least, greatest) = setting.latency_ms;
    let (loss, duplicate) = (setting.loss_permille, setting.duplicate_permille);
    add(setting.latency_ms != usual.latency_ms, "latency", range_in_text(least, greatest));
    add(loss != usual.loss_permille, "loss", loss.to_string());
    add(duplicate != usual.duplicate_permille, "duplicate", duplicate.to_string());
    add(setting.fifo != usual.fifo, "fifo", setting.fifo.word().to_owned());
    add(setting.state != usual.state, "state", setting.state.word().to_owned());
    parts
}
