//! Reads the protocol, the first view and the links from JSON.

use crate::clock::ReplicaId;
use crate::replica::mistakes::{CATALOG as CATALOG_OF_MISTAKES, Mistakes};
use crate::replica::protocol::{Protocol, Time};
use crate::replica::rule::DeliveryRule;
use crate::replica::rule_catalog::CATALOG;
use crate::scenario::checks::{Known, check_link_setting, check_members, check_times};
use crate::scenario::error::Reason;
use crate::scenario::error::ScenarioError;
use crate::scenario::limits;
use crate::scenario::node::Node;
use crate::scenario::node::values::{latency, link_id, permille, replica};
use crate::scenario::refs::Names;
use crate::scenario::starts::Starts;
use crate::scenario::words::{add_mistake, unknown};
use crate::world::network::LinkSetting;
use crate::world::setting::Setting;

const PROTOCOL: [&str; 12] = [
    "delivery",
    "conflicts",
    "sessions",
    "dependencies",
    "session_timeout_ms",
    "writes",
    "broadcast",
    "gossip_ms",
    "health_ms",
    "evict",
    "amnesia",
    "mistakes",
];
const RULE: [&str; 7] = ["sender", "others", "special", "update", "ticks", "drain", "duplicates"];
const LINK: [&str; 5] = ["latency", "loss", "duplicate", "fifo", "state"];

/// Reads how replicas behave.
pub(super) fn protocol(node: &Node<'_>) -> Result<Protocol, ScenarioError> {
    let object = node.object()?;
    object.only(&PROTOCOL)?;
    let mut protocol = Protocol::default();
    for (name, value) in object.fields() {
        match name {
            "delivery" => protocol.delivery = rule(value)?,
            "conflicts" => protocol.conflicts = value.word()?,
            "sessions" => protocol.sessions = value.word()?,
            "dependencies" => protocol.dependencies = value.word()?,
            "session_timeout_ms" => protocol.session_timeout_ms = value.number(u64::MAX)?,
            "writes" => protocol.writes = value.word()?,
            "broadcast" => protocol.broadcast = value.switch()?,
            "gossip_ms" => protocol.gossip_ms = interval(value)?,
            "health_ms" => protocol.health_ms = interval(value)?,
            "evict" => protocol.evict = value.switch()?,
            "amnesia" => protocol.amnesia = value.word()?,
            _ => protocol.mistakes = mistakes(value)?,
        }
        // Field by field, so that the first wrong one is named.
        value.check(check_times(&protocol))?;
    }
    Ok(protocol)
}

fn mistakes(node: &Node<'_>) -> Result<Mistakes, ScenarioError> {
    let mut mistakes = Mistakes::default();
    for node in node.array("mistakes", CATALOG_OF_MISTAKES.len())? {
        add_mistake(&mut mistakes, &node.string()?).map_err(|reason| node.error(reason))?;
    }
    Ok(mistakes)
}

fn interval(node: &Node<'_>) -> Result<Option<Time>, ScenarioError> {
    if node.is_literally("null") { Ok(None) } else { node.number(u64::MAX).map(Some) }
}

/// Reads the members of the first view.
pub(super) fn view(
    node: &Node<'_>,
    names: &Names<'_>,
    setting: &Setting,
) -> Result<Vec<ReplicaId>, ScenarioError> {
    let nodes = node.array("members", limits::REPLICAS)?;
    let members: Vec<ReplicaId> =
        nodes.iter().map(|member| replica(member, names)).collect::<Result<_, _>>()?;
    check_members(Known { setting, steps: names.steps() }, &members)
        .map_err(|(index, reason)| nodes.get(index).unwrap_or(node).error(reason))?;
    Ok(members)
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
    names: &Names<'_>,
    setting: &mut Setting,
) -> Result<(), ScenarioError> {
    let object = node.object()?;
    if let Some(default) = object.get("default") {
        setting.default_link = link_setting(default, LinkSetting::default())?;
    }
    let mut starts = Starts::default();
    for (name, value) in object.fields().filter(|(name, _)| *name != "default") {
        let link = link_id(name, names).map_err(|reason| object.key_error(name, reason))?;
        let at_start = link_setting(value, setting.default_link)?;
        if !starts.add(link, at_start, names.steps()) {
            let what = format!("link {link}");
            return Err(object.key_error(name, Reason::GivenTwice { what }));
        }
    }
    setting.links = starts.into_links(names.steps());
    Ok(())
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
