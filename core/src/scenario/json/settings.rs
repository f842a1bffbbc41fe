//! Reads the protocol and the links from JSON.

use super::node::{Node, Object};
use crate::replica::protocol::Protocol;
use crate::replica::rule::DeliveryRule;
use crate::replica::rule_catalog::CATALOG;
use crate::scenario::cursor::{Cursor, Stumble};
use crate::scenario::error::ScenarioError;
use crate::scenario::reason::Reason;
use crate::scenario::refs::Names;
use crate::scenario::validate::{check_link_setting, check_timeout};
use crate::scenario::words::unknown;
use crate::world::network::{LinkId, LinkSetting};
use crate::world::setting::Setting;

const PROTOCOL: [&str; 9] = [
    "delivery",
    "conflicts",
    "sessions",
    "dependencies",
    "session_timeout_ms",
    "broadcast",
    "gossip_ms",
    "health_ms",
    "amnesia",
];
/// Fields of the format that have only one value yet.
const FIXED: [(&str, &str); 4] =
    [("broadcast", "true"), ("gossip_ms", "null"), ("health_ms", "null"), ("amnesia", "\"safe\"")];
const RULE: [&str; 7] = ["sender", "others", "special", "update", "ticks", "drain", "duplicates"];
const LINK: [&str; 5] = ["latency", "loss", "duplicate", "fifo", "state"];

/// Reads a seed: a number, or a string of digits.
pub(super) fn seed(node: &Node<'_>) -> Result<u64, ScenarioError> {
    if !node.is_string() {
        return node.number(u64::MAX);
    }
    let digits = node.string()?;
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let number = if is_number { digits.parse().ok() } else { None };
    number.ok_or_else(|| node.expected("a whole number"))
}

/// Reads how replicas behave.
pub(super) fn protocol(node: &Node<'_>) -> Result<Protocol, ScenarioError> {
    let object = node.object()?;
    object.only(&PROTOCOL)?;
    let mut protocol = Protocol::default();
    if let Some(delivery) = object.get("delivery") {
        protocol.delivery = rule(delivery)?;
    }
    if let Some(conflicts) = object.get("conflicts") {
        protocol.conflicts = conflicts.word()?;
    }
    if let Some(sessions) = object.get("sessions") {
        protocol.sessions = sessions.word()?;
    }
    if let Some(dependencies) = object.get("dependencies") {
        protocol.dependencies = dependencies.word()?;
    }
    if let Some(timeout) = object.get("session_timeout_ms") {
        protocol.session_timeout_ms = timeout.number(u64::MAX)?;
        timeout.check(check_timeout(protocol.session_timeout_ms))?;
    }
    for (name, only) in FIXED {
        if let Some(value) = object.get(name).filter(|value| !value.is_literally(only)) {
            return Err(value.expected(&format!("`{only}`, the only choice yet")));
        }
    }
    Ok(protocol)
}

/// Reads a delivery rule: its name, or its parts; those not named are those of `causal`.
fn rule(node: &Node<'_>) -> Result<DeliveryRule, ScenarioError> {
    if !node.is_object() {
        let name = node.string()?;
        let names = CATALOG.iter().map(|entry| entry.name);
        return DeliveryRule::named(&name).ok_or_else(|| node.error(unknown("rule", &name, names)));
    }
    let object = node.object()?;
    object.only(&RULE)?;
    let mut rule = DeliveryRule::default();
    for (name, value) in object.fields() {
        match name {
            "sender" => rule.sender = value.word()?,
            "others" => rule.others = value.word()?,
            "special" => rule.special = value.word()?,
            "update" => rule.update = value.word()?,
            "ticks" => rule.ticks_on_receipt = value.switch()?,
            "drain" => rule.drain = value.word()?,
            _ => rule.duplicates = value.word()?,
        }
    }
    Ok(rule)
}

/// Reads how links start: `default` for all, then those that are otherwise.
pub(super) fn links(
    node: &Node<'_>,
    names: &Names,
    setting: &mut Setting,
) -> Result<(), ScenarioError> {
    let object = node.object()?;
    if let Some(default) = object.get("default") {
        setting.default_link = link_setting(default, LinkSetting::default())?;
    }
    for (name, value) in object.fields().filter(|(name, _)| *name != "default") {
        let link = link_id(name, names).map_err(|reason| object.key_error(name, reason))?;
        let at_start = link_setting(value, setting.default_link)?;
        if setting.links.insert(link, at_start).is_some() {
            let what = format!("link {link}");
            return Err(object.key_error(name, Reason::GivenTwice { what }));
        }
    }
    Ok(())
}

/// Reads a link in one direction.
pub(super) fn link_id(name: &str, names: &Names) -> Result<LinkId, Reason> {
    let mut cursor = Cursor::new(name);
    let link = names.link(&mut cursor).map_err(|stumble| stumble.reason)?;
    if cursor.rest().is_empty() { Ok(link) } else { Err(cursor.expected("nothing more").reason) }
}

fn link_setting(node: &Node<'_>, usual: LinkSetting) -> Result<LinkSetting, ScenarioError> {
    let object = node.object()?;
    object.only(&LINK)?;
    let mut setting = usual;
    for (name, value) in object.fields() {
        match name {
            "latency" => setting.latency_ms = latency(value)?,
            "loss" => setting.loss_permille = permille(value)?,
            "duplicate" => setting.duplicate_permille = permille(value)?,
            "fifo" => setting.fifo = value.switch()?,
            _ => setting.state = value.word()?,
        }
        // Field by field, so that the first wrong one is named.
        value.check(check_link_setting(&setting))?;
    }
    Ok(setting)
}

/// Reads a latency: the least and the greatest, or one number for both.
pub(super) fn latency(node: &Node<'_>) -> Result<(u64, u64), ScenarioError> {
    if !node.is_list() {
        let both = node.number(u64::MAX)?;
        return Ok((both, both));
    }
    match node.array("numbers of a latency", 2)?.as_slice() {
        [least, greatest] => Ok((least.number(u64::MAX)?, greatest.number(u64::MAX)?)),
        _ => Err(node.expected("the least and the greatest latency")),
    }
}

/// Reads parts per thousand.
pub(super) fn permille(node: &Node<'_>) -> Result<u16, ScenarioError> {
    let number = node.number(u64::MAX)?;
    u16::try_from(number).map_err(|_| {
        let what = "number of parts per thousand";
        node.error(Reason::TooGreat { what, found: number, limit: 1000 })
    })
}

/// The message or links that a string names, and nothing behind it.
pub(super) fn whole<T>(
    node: &Node<'_>,
    read: impl Fn(&mut Cursor<'_>) -> Result<T, Stumble>,
) -> Result<T, ScenarioError> {
    let text = node.string()?;
    let mut cursor = Cursor::new(&text);
    let value = read(&mut cursor).map_err(|stumble| node.error(stumble.reason))?;
    cursor.skip_blanks();
    if cursor.rest().is_empty() {
        return Ok(value);
    }
    Err(node.error(cursor.expected("nothing more").reason))
}

/// Whether an object has one of these fields, which one, and its value.
pub(super) fn any_of<'o, 'a>(
    object: &'o Object<'a>,
    names: &[&'static str],
) -> Vec<(&'static str, &'o Node<'a>)> {
    names.iter().filter_map(|name| object.get(name).map(|value| (*name, value))).collect()
}
