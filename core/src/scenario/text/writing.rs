//! Writes a scenario as text, so that it reads back as the same scenario.

use std::fmt::Write;

use super::rules;
use crate::clock::{Dot, ReplicaId};
use crate::replica::protocol::{Disk, Op, Protocol, Time};
use crate::scenario::model::{Scenario, ScriptedAction, When};
use crate::scenario::quoting::{
    first_token_or_quote, name_or_quote, text_or_quote, token_or_quote,
};
use crate::scenario::words::Words;
use crate::world::action::{Action, LinkChange, LinkSelector, MessageRef, Metadata};
use crate::world::network::{LinkId, LinkSetting, LinkState};

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
    let action = action(&scripted.action);
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
    lines.extend(setting.view.as_ref().map(|view| format!("members {}", members(view))));
    lines.extend(protocol(&setting.protocol));
    if setting.default_link != LinkSetting::default() {
        let parts = link_parts(&setting.default_link, &LinkSetting::default());
        lines.push(format!("links{parts}"));
    }
    for (link, at_start) in &setting.links {
        let parts = link_parts(at_start, &setting.default_link);
        lines.push(format!("link {}{parts}", one(*link)));
    }
    lines.extend(scenario.open_at.map(|stop| format!("open at {stop}")));
    lines
}

fn protocol(protocol: &Protocol) -> Vec<String> {
    let usual = Protocol::default();
    let mut lines = vec![format!("rule {}", rules::write(&protocol.delivery))];
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
    add(setting.latency_ms != usual.latency_ms, "latency", range(least, greatest));
    add(loss != usual.loss_permille, "loss", loss.to_string());
    add(duplicate != usual.duplicate_permille, "duplicate", duplicate.to_string());
    add(setting.fifo != usual.fifo, "fifo", setting.fifo.word().to_owned());
    add(setting.state != usual.state, "state", setting.state.word().to_owned());
    parts
}

fn action(action: &Action) -> String {
    match action {
        Action::Request { on, session, op, seen } => {
            request(*on, session.as_deref(), op, seen.as_ref())
        }
        Action::Link { links, change } => change_links(selector(*links), *change),
        Action::Release(message) => format!("release {}", message_ref(*message)),
        Action::Hold(message) => format!("hold {}", message_ref(*message)),
        Action::Drop(message) => format!("drop {}", message_ref(*message)),
        Action::Duplicate(message) => format!("dup {}", message_ref(*message)),
        Action::Partition { groups } => format!("partition {}", partition(groups)),
        Action::Heal => "heal".to_owned(),
        Action::Crash(replica) => format!("crash {replica}"),
        Action::Restart { replica, disk: Disk::Keep } => format!("restart {replica}"),
        Action::Restart { replica, disk: Disk::Lose } => format!("restart {replica} without disk"),
        Action::View { on, members: view } => format!("view {on}: {}", members(view)),
        Action::Join { replica, from: None } => format!("join {replica}"),
        Action::Join { replica, from: Some(from) } => format!("join {replica} from {from}"),
        Action::Leave(replica) => format!("leave {replica}"),
        Action::Gossip { from, with: None } => format!("gossip {from}"),
        Action::Gossip { from, with: Some(with) } => format!("gossip {from}->{with}"),
        Action::Transfer { link } => format!("snapshot {}", one(*link)),
        Action::Skew { replica, ms } => format!("skew {replica} {ms}"),
        Action::Wait { ms } => format!("wait {ms}"),
        Action::Note { text } => format!("note {}", text_or_quote(text)),
    }
}

fn request(on: ReplicaId, client: Option<&str>, op: &Op, seen: Option<&Metadata>) -> String {
    let at = client.map(|client| format!("{}@", name_or_quote(client))).unwrap_or_default();
    let seen = seen.map(|seen| format!("seen {}: ", metadata(seen))).unwrap_or_default();
    let op = match op {
        Op::Put { key, value } => {
            format!("{} = {}", first_token_or_quote(key), text_or_quote(value))
        }
        Op::Get { key } => format!("read {}", token_or_quote(key)),
        Op::Delete { key } => format!("del {}", token_or_quote(key)),
        Op::List => "list".to_owned(),
    };
    format!("{at}{on}: {seen}{op}")
}

fn metadata(Metadata { vector, stamp }: &Metadata) -> String {
    let dots = vector.iter().map(|(actor, counter)| Dot::new(actor, counter).to_string());
    let mut parts: Vec<String> = dots.collect();
    if parts.is_empty() {
        parts.push("none".to_owned());
    }
    if *stamp > 0 {
        parts.push(format!("stamp {stamp}"));
    }
    parts.join(" ")
}

fn change_links(links: String, change: LinkChange) -> String {
    match change {
        LinkChange::State(LinkState::Up) => format!("open {links}"),
        LinkChange::State(LinkState::Held) => format!("hold {links}"),
        LinkChange::State(LinkState::Cut) => format!("cut {links}"),
        LinkChange::Latency(least, greatest) => format!("delay {links} {}", range(least, greatest)),
        LinkChange::Loss(permille) => format!("loss {links} {permille}"),
        LinkChange::Duplicate(permille) => format!("duplication {links} {permille}"),
        LinkChange::Fifo(fifo) => format!("fifo {links} {}", fifo.word()),
    }
}

fn selector(links: LinkSelector) -> String {
    match links {
        LinkSelector::One(link) => one(link),
        LinkSelector::Both(link) => format!("{}-{}", link.from, link.to),
        LinkSelector::All => "all".to_owned(),
    }
}

fn one(link: LinkId) -> String {
    format!("{}->{}", link.from, link.to)
}

fn message_ref(message: MessageRef) -> String {
    match message {
        MessageRef::Id(id) => id.to_string(),
        MessageRef::Write { dot, to } => format!("{dot}->{to}"),
        MessageRef::Next(link) => format!("next {}", one(link)),
    }
}

fn range(least: u64, greatest: u64) -> String {
    if least == greatest { least.to_string() } else { format!("{least}..{greatest}") }
}

fn partition(groups: &[Vec<ReplicaId>]) -> String {
    groups.iter().map(|group| letters(group)).collect::<Vec<_>>().join(" | ")
}

fn members(view: &[ReplicaId]) -> String {
    if view.is_empty() { "none".to_owned() } else { letters(view) }
}

fn letters(replicas: &[ReplicaId]) -> String {
    replicas.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
