//! Writes a scenario as JSON: every field in its place, one action per line.

use std::fmt::{self, Write};

use crate::json::quoted;
use crate::replica::protocol::{Protocol, Time};
use crate::replica::rule::DeliveryRule;
use crate::scenario::actions;
use crate::scenario::model::{Scenario, ScriptedAction, When};
use crate::scenario::node::writing::{Part, great_number, latency, object, replicas};
use crate::scenario::words::Words;
use crate::steps::Steps;
use crate::world::action::Action;
use crate::world::network::LinkSetting;
use crate::world::setting::Setting;

/// The scenario as JSON.
#[must_use]
pub fn write(scenario: &Scenario) -> String {
    let mut json = String::new();
    write_to(&mut json, scenario).expect("a string takes everything");
    json
}

/// Whether the scenario as JSON has at most so many bytes.
pub(in crate::scenario) fn fits(scenario: &Scenario, bytes: usize, steps: &Steps) -> bool {
    let mut room = Room(bytes);
    let fits = write_to(&mut room, scenario).is_ok();
    steps.count(bytes - room.0);
    fits
}

/// Takes so many bytes, keeps none, and fails when it is full.
struct Room(usize);

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

fn write_to(out: &mut dyn Write, scenario: &Scenario) -> fmt::Result {
    let setting = &scenario.setting;
    write!(out, "{{\n  \"version\": 1,\n  \"title\": {}", quoted(&scenario.title))?;
    if !scenario.notes.is_empty() {
        write!(out, ",\n  \"notes\": {}", quoted(&scenario.notes))?;
    }
    write!(out, ",\n  \"seed\": {}", great_number(setting.seed))?;
    let names: Vec<String> = setting.names.iter().map(|name| quoted(name)).collect();
    write!(out, ",\n  \"replicas\": [{}]", names.join(", "))?;
    if let Some(view) = &setting.view {
        write!(out, ",\n  \"view\": {}", replicas(view))?;
    }
    write!(out, ",\n  \"protocol\": {}", protocol(&setting.protocol))?;
    links(out, setting)?;
    script(out, &scenario.script)?;
    if let Some(stop) = scenario.open_at {
        write!(out, ",\n  \"open_at\": {stop}")?;
    }
    out.write_str("\n}\n")
}

fn protocol(protocol: &Protocol) -> String {
    let mut parts = vec![
        ("delivery", delivery(&protocol.delivery)),
        ("conflicts", quoted(protocol.conflicts.word())),
        ("sessions", quoted(protocol.sessions.word())),
        ("dependencies", quoted(protocol.dependencies.word())),
        ("session_timeout_ms", protocol.session_timeout_ms.to_string()),
    ];
    // As long as these are as usual, earlier versions read the file too.
    let usual = rarer(&Protocol::default());
    let differing = rarer(protocol).into_iter().zip(usual).filter(|(part, usual)| part != usual);
    parts.extend(differing.map(|(part, _)| part));
    object(&parts)
}

fn rarer(protocol: &Protocol) -> [Part; 7] {
    let mistakes: Vec<String> = protocol.mistakes.iter().map(|named| quoted(named.name)).collect();
    [
        ("writes", quoted(protocol.writes.word())),
        ("broadcast", protocol.broadcast.to_string()),
        ("gossip_ms", interval(protocol.gossip_ms)),
        ("health_ms", interval(protocol.health_ms)),
        ("evict", protocol.evict.to_string()),
        ("amnesia", quoted(protocol.amnesia.word())),
        ("mistakes", format!("[{}]", mistakes.join(", "))),
    ]
}

fn interval(ms: Option<Time>) -> String {
    ms.map_or_else(|| "null".to_owned(), |ms| ms.to_string())
}

fn delivery(rule: &DeliveryRule) -> String {
    if let Some(entry) = rule.catalog_entry() {
        return quoted(entry.name);
    }
    object(&[
        ("sender", quoted(rule.sender.word())),
        ("others", quoted(rule.others.word())),
        ("special", quoted(rule.special.word())),
        ("update", quoted(rule.update.word())),
        ("ticks", rule.ticks_on_receipt.to_string()),
        ("drain", quoted(rule.drain.word())),
        ("duplicates", quoted(rule.duplicates.word())),
    ])
}

fn links(out: &mut dyn Write, setting: &Setting) -> fmt::Result {
    let default = link_parts(&setting.default_link, None);
    write!(out, ",\n  \"links\": {{\n    \"default\": {default}")?;
    for (link, at_start) in &setting.links {
        let parts = link_parts(at_start, Some(&setting.default_link));
        write!(out, ",\n    \"{link}\": {parts}")?;
    }
    out.write_str("\n  }")
}

/// What differs from the usual; everything, if nothing is usual.
fn link_parts(setting: &LinkSetting, usual: Option<&LinkSetting>) -> String {
    let parts = |setting: &LinkSetting| {
        let (least, greatest) = setting.latency_ms;
        [
            ("latency", latency(least, greatest)),
            ("loss", setting.loss_permille.to_string()),
            ("duplicate", setting.duplicate_permille.to_string()),
            ("fifo", setting.fifo.to_string()),
            ("state", quoted(setting.state.word())),
        ]
    };
    let usual = usual.map(parts);
    let differs = |(index, part): &(usize, (&str, String))| {
        usual.as_ref().is_none_or(|usual| usual[*index] != *part)
    };
    let parts = parts(setting).into_iter().enumerate().filter(differs).map(|(_, part)| part);
    object(&parts.collect::<Vec<_>>())
}

fn script(out: &mut dyn Write, script: &[ScriptedAction]) -> fmt::Result {
    out.write_str(",\n  \"actions\": [")?;
    for (index, scripted) in script.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(out, "{comma}\n    {}", action_line(scripted))?;
    }
    out.write_str(if script.is_empty() { "]" } else { "\n  ]" })
}

fn action_line(scripted: &ScriptedAction) -> String {
    let mut parts = match scripted.when {
        When::Settled => Vec::new(),
        When::At(at) => vec![("at", at.to_string())],
        When::After(steps) => vec![("after", steps.to_string())],
    };
    parts.extend(actions::to_json(&scripted.action));
    object(&parts)
}

/// One action in the spelling of a script, without a moment.
#[must_use]
pub fn write_action(action: &Action) -> String {
    object(&actions::to_json(action))
}
