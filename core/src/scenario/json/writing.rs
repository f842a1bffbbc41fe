//! Writes a scenario as JSON: every field in its place, one action per line.

use std::fmt::{self, Write};

use crate::clock::ReplicaId;
use crate::json::quoted;
use crate::replica::protocol::{Op, Protocol};
use crate::replica::rule::DeliveryRule;
use crate::scenario::model::{Scenario, ScriptedAction, When};
use crate::scenario::words::Words;
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use crate::world::network::LinkSetting;
use crate::world::setting::Setting;

/// The greatest whole number that every reader of JSON keeps exactly.
const EXACT_MAX: u64 = 1 << 53;

/// The scenario as JSON.
#[must_use]
pub fn write(scenario: &Scenario) -> String {
    let mut json = String::new();
    write_to(&mut json, scenario).expect("a string takes everything");
    json
}

/// Whether the scenario as JSON has at most so many bytes.
pub(in crate::scenario) fn fits(scenario: &Scenario, bytes: usize) -> bool {
    write_to(&mut Room(bytes), scenario).is_ok()
}

/// Takes so many bytes, keeps none, and fails when it is full.
struct Room(usize);

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

fn write_to(out: &mut impl Write, scenario: &Scenario) -> fmt::Result {
    let setting = &scenario.setting;
    write!(out, "{{\n  \"version\": 1,\n  \"title\": {}", quoted(&scenario.title))?;
    if !scenario.notes.is_empty() {
        write!(out, ",\n  \"notes\": {}", quoted(&scenario.notes))?;
    }
    match setting.seed {
        exact if exact <= EXACT_MAX => write!(out, ",\n  \"seed\": {exact}")?,
        great => write!(out, ",\n  \"seed\": \"{great}\"")?,
    }
    let names: Vec<String> = setting.names.iter().map(|name| quoted(name)).collect();
    write!(out, ",\n  \"replicas\": [{}]", names.join(", "))?;
    write!(out, ",\n  \"protocol\": {}", protocol(&setting.protocol))?;
    links(out, setting)?;
    actions(out, &scenario.script)?;
    if let Some(stop) = scenario.open_at {
        write!(out, ",\n  \"open_at\": {stop}")?;
    }
    out.write_str("\n}\n")
}

fn protocol(protocol: &Protocol) -> String {
    object(&[
        ("delivery", delivery(&protocol.delivery)),
        ("conflicts", quoted(protocol.conflicts.word())),
        ("sessions", quoted(protocol.sessions.word())),
        ("dependencies", quoted(protocol.dependencies.word())),
        ("session_timeout_ms", protocol.session_timeout_ms.to_string()),
    ])
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

fn links(out: &mut impl Write, setting: &Setting) -> fmt::Result {
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

fn latency(least: u64, greatest: u64) -> String {
    format!("[{least}, {greatest}]")
}

fn actions(out: &mut impl Write, script: &[ScriptedAction]) -> fmt::Result {
    out.write_str(",\n  \"actions\": [")?;
    for (index, scripted) in script.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(out, "{comma}\n    {}", action_line(scripted))?;
    }
    out.write_str(if script.is_empty() { "]" } else { "\n  ]" })
}

type Part = (&'static str, String);

fn action_line(scripted: &ScriptedAction) -> String {
    let mut parts = match scripted.when {
        When::Settled => Vec::new(),
        When::At(at) => vec![("at", at.to_string())],
        When::After(steps) => vec![("after", steps.to_string())],
    };
    parts.extend(action_parts(&scripted.action));
    object(&parts)
}

fn action_parts(action: &Action) -> Vec<Part> {
    match action {
        Action::Request { on, session, op } => request(*on, session.as_deref(), op),
        Action::Link { links, change } => vec![("link", selector(*links)), link_change(*change)],
        Action::Release(message) => message_parts("release", *message),
        Action::Hold(message) => message_parts("hold", *message),
        Action::Drop(message) => message_parts("drop", *message),
        Action::Duplicate(message) => message_parts("duplicate", *message),
        Action::Partition { groups } => {
            let groups: Vec<String> = groups.iter().map(|group| replicas(group)).collect();
            vec![("partition", format!("[{}]", groups.join(", ")))]
        }
        Action::Heal => vec![("heal", "true".to_owned())],
        Action::Wait { ms } => vec![("wait", ms.to_string())],
        Action::Note { text } => vec![("note", quoted(text))],
    }
}

fn request(on: ReplicaId, client: Option<&str>, op: &Op) -> Vec<Part> {
    let verb = match op {
        Op::Put { .. } => "put",
        Op::Get { .. } => "get",
        Op::Delete { .. } => "delete",
    };
    let mut parts = vec![(verb, quoted(op.key()))];
    if let Op::Put { value, .. } = op {
        parts.push(("value", quoted(value)));
    }
    parts.push(("on", shown(&on)));
    parts.extend(client.map(|client| ("as", quoted(client))));
    parts
}

fn link_change(change: LinkChange) -> Part {
    match change {
        LinkChange::State(state) => ("state", quoted(state.word())),
        LinkChange::Latency(least, greatest) => ("latency", latency(least, greatest)),
        LinkChange::Loss(permille) => ("loss", permille.to_string()),
        LinkChange::Duplicate(permille) => ("duplicate", permille.to_string()),
        LinkChange::Fifo(fifo) => ("fifo", fifo.to_string()),
    }
}

fn message_parts(verb: &'static str, message: MessageRef) -> Vec<Part> {
    match message {
        MessageRef::Next(link) => vec![(verb, quoted("next")), ("link", shown(&link))],
        named => vec![(verb, shown(&named))],
    }
}

fn selector(links: LinkSelector) -> String {
    match links {
        LinkSelector::One(link) => shown(&link),
        LinkSelector::Both(link) => format!("\"{}-{}\"", link.from, link.to),
        LinkSelector::All => quoted("all"),
    }
}

fn replicas(group: &[ReplicaId]) -> String {
    let letters: Vec<String> = group.iter().map(shown).collect();
    format!("[{}]", letters.join(", "))
}

/// Letters, digits and arrows between quotes; nothing in them needs an escape.
fn shown(name: &impl fmt::Display) -> String {
    format!("\"{name}\"")
}

fn object(parts: &[Part]) -> String {
    if parts.is_empty() {
        return "{}".to_owned();
    }
    let parts: Vec<String> =
        parts.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{ {} }}", parts.join(", "))
}
