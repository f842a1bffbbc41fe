//! The setting as bytes: a number whose bits say what differs from the default, then that.

use super::links::{bit, read_link, read_links, write_link, write_links};
use crate::replica::mistakes::Mistakes;
use crate::replica::protocol::Protocol;
use crate::replica::rule::DeliveryRule;
use crate::scenario::bytes::ids::{read_replicas, write_replicas};
use crate::scenario::bytes::{Reader, Writer};
use crate::scenario::checks::{check_count, check_name};
use crate::scenario::error::LinkError;
use crate::scenario::model::Scenario;
use crate::scenario::words::Words;
use crate::world::network::LinkSetting;
use crate::world::setting::Setting;

// The bits. The frequent ones fit in one byte. Only ever added to; new parts follow the old ones.
const NAMES: u64 = 1;
const TITLE: u64 = 1 << 1;
const RULE: u64 = 1 << 2;
const CHOICES: u64 = 1 << 3;
const LINKS: u64 = 1 << 4;
const OPEN_AT: u64 = 1 << 5;
const SEED: u64 = 1 << 6;
const NOTES: u64 = 1 << 7;
const TIMEOUT: u64 = 1 << 8;
const DEFAULT_LINK: u64 = 1 << 9;
const RARER: u64 = 1 << 10;
const GOSSIP: u64 = 1 << 11;
const HEALTH: u64 = 1 << 12;
const VIEW: u64 = 1 << 13;
const MISTAKES: u64 = 1 << 14;
const KNOWN: u64 = (1 << 15) - 1;

/// How many values each part of a rule has room for in a rule's number.
const RULE_ROOM: [usize; 7] = [8, 8, 4, 4, 2, 2, 2];
/// The same for sessions, dependencies and conflicts.
const CHOICES_ROOM: [usize; 3] = [4, 2, 8];
/// The same for writes, broadcast, evict and amnesia.
const RARER_ROOM: [usize; 4] = [4, 2, 2, 4];

/// Writes everything but the script.
pub(super) fn write(writer: &mut Writer, scenario: &Scenario) {
    let (setting, protocol) = (&scenario.setting, &scenario.setting.protocol);
    let bits = bits(scenario);
    writer.number(bits);
    let mut part = |part: u64, write: &dyn Fn(&mut Writer)| {
        if bits & part != 0 {
            write(writer);
        }
    };
    part(NAMES, &|writer| write_names(writer, &setting.names));
    part(TITLE, &|writer| writer.text(&scenario.title));
    part(RULE, &|writer| writer.size(rule_code(&protocol.delivery)));
    part(CHOICES, &|writer| writer.size(choices_code(protocol)));
    part(SEED, &|writer| writer.number(setting.seed));
    part(NOTES, &|writer| writer.text(&scenario.notes));
    part(TIMEOUT, &|writer| writer.number(protocol.session_timeout_ms));
    let default_link = &setting.default_link;
    part(DEFAULT_LINK, &|writer| write_link(writer, default_link, &LinkSetting::default()));
    part(LINKS, &|writer| write_links(writer, setting));
    part(OPEN_AT, &|writer| writer.number(scenario.open_at.unwrap_or_default().into()));
    part(RARER, &|writer| writer.size(rarer_code(protocol)));
    part(GOSSIP, &|writer| writer.number(protocol.gossip_ms.unwrap_or_default()));
    part(HEALTH, &|writer| writer.number(protocol.health_ms.unwrap_or_default()));
    part(VIEW, &|writer| write_replicas(writer, setting.view.as_deref().unwrap_or_default()));
    part(MISTAKES, &|writer| writer.number(protocol.mistakes.bits()));
}

/// What differs from the default.
fn bits(scenario: &Scenario) -> u64 {
    let (setting, usual) = (&scenario.setting, Setting::default());
    let (protocol, usually) = (&setting.protocol, Protocol::default());
    bit(NAMES, setting.names != usual.names)
        | bit(TITLE, !scenario.title.is_empty())
        | bit(RULE, protocol.delivery != usually.delivery)
        | bit(CHOICES, choices_code(protocol) != choices_code(&usually))
        | bit(LINKS, !setting.links.is_empty())
        | bit(OPEN_AT, scenario.open_at.is_some())
        | bit(SEED, setting.seed != usual.seed)
        | bit(NOTES, !scenario.notes.is_empty())
        | bit(TIMEOUT, protocol.session_timeout_ms != usually.session_timeout_ms)
        | bit(DEFAULT_LINK, setting.default_link != usual.default_link)
        | bit(RARER, rarer_code(protocol) != rarer_code(&usually))
        | bit(GOSSIP, protocol.gossip_ms.is_some())
        | bit(HEALTH, protocol.health_ms.is_some())
        | bit(VIEW, setting.view.is_some())
        | bit(MISTAKES, !protocol.mistakes.is_empty())
}

/// Reads everything but the script.
pub(super) fn read(reader: &mut Reader<'_>, replicas_max: usize) -> Result<Scenario, LinkError> {
    let mut scenario = Scenario::default();
    let bits = reader.number()?;
    if bits & !KNOWN != 0 {
        return Err(LinkError::NewerContents);
    }
    let has = |part: u64| bits & part != 0;
    let setting = &mut scenario.setting;
    if has(NAMES) {
        setting.names = read_names(reader, replicas_max)?;
    }
    if has(TITLE) {
        scenario.title = reader.string()?;
    }
    if has(RULE) {
        setting.protocol.delivery = rule(reader.small()?).ok_or(LinkError::NewerContents)?;
    }
    if has(CHOICES) {
        set_choices(&mut setting.protocol, reader.small()?).ok_or(LinkError::NewerContents)?;
    }
    if has(SEED) {
        setting.seed = reader.number()?;
    }
    if has(NOTES) {
        scenario.notes = reader.string()?;
    }
    if has(TIMEOUT) {
        setting.protocol.session_timeout_ms = reader.number()?;
    }
    if has(DEFAULT_LINK) {
        setting.default_link = read_link(reader, LinkSetting::default())?;
    }
    if has(LINKS) {
        read_links(reader, setting)?;
    }
    if has(OPEN_AT) {
        scenario.open_at = Some(reader.small()?);
    }
    read_rarer(reader, setting, bits)?;
    Ok(scenario)
}

/// Reads the parts that came later.
fn read_rarer(reader: &mut Reader<'_>, setting: &mut Setting, bits: u64) -> Result<(), LinkError> {
    let has = |part: u64| bits & part != 0;
    if has(RARER) {
        set_rarer(&mut setting.protocol, reader.small()?).ok_or(LinkError::NewerContents)?;
    }
    if has(GOSSIP) {
        setting.protocol.gossip_ms = Some(reader.number()?);
    }
    if has(HEALTH) {
        setting.protocol.health_ms = Some(reader.number()?);
    }
    if has(VIEW) {
        setting.view = Some(read_replicas(reader)?);
    }
    if has(MISTAKES) {
        let mistakes = Mistakes::from_bits(reader.number()?);
        setting.protocol.mistakes = mistakes.ok_or(LinkError::NewerContents)?;
    }
    Ok(())
}

fn write_names(writer: &mut Writer, names: &[String]) {
    writer.size(names.len());
    names.iter().for_each(|name| writer.text(name));
}

/// Reads names that are few and short: many could else be one long text, each in one byte.
fn read_names(reader: &mut Reader<'_>, replicas_max: usize) -> Result<Vec<String>, LinkError> {
    let forbidden = |reason| LinkError::invalid("replicas", reason);
    let count = reader.count()?;
    check_count("replicas", count, replicas_max).map_err(forbidden)?;
    let name = |_| {
        let name = reader.text()?;
        check_name("name", &name, reader.steps()).map_err(forbidden)?;
        Ok(name.to_string())
    };
    (0..count).map(name).collect()
}

/// One number for all parts of a rule.
fn rule_code(rule: &DeliveryRule) -> usize {
    let codes = [
        rule.sender.code(),
        rule.others.code(),
        rule.special.code(),
        rule.update.code(),
        rule.ticks_on_receipt.code(),
        rule.drain.code(),
        rule.duplicates.code(),
    ];
    joined(&codes, &RULE_ROOM)
}

fn rule(code: usize) -> Option<DeliveryRule> {
    let codes = split(code, &RULE_ROOM)?;
    Some(DeliveryRule {
        sender: Words::from_code(codes[0])?,
        others: Words::from_code(codes[1])?,
        special: Words::from_code(codes[2])?,
        update: Words::from_code(codes[3])?,
        ticks_on_receipt: Words::from_code(codes[4])?,
        drain: Words::from_code(codes[5])?,
        duplicates: Words::from_code(codes[6])?,
    })
}

fn choices_code(protocol: &Protocol) -> usize {
    let codes = [protocol.sessions.code(), protocol.dependencies.code(), protocol.conflicts.code()];
    joined(&codes, &CHOICES_ROOM)
}

fn set_choices(protocol: &mut Protocol, code: usize) -> Option<()> {
    let codes = split(code, &CHOICES_ROOM)?;
    protocol.sessions = Words::from_code(codes[0])?;
    protocol.dependencies = Words::from_code(codes[1])?;
    protocol.conflicts = Words::from_code(codes[2])?;
    Some(())
}

/// One number for the choices that came later.
fn rarer_code(protocol: &Protocol) -> usize {
    let codes = [
        protocol.writes.code(),
        protocol.broadcast.code(),
        protocol.evict.code(),
        protocol.amnesia.code(),
    ];
    joined(&codes, &RARER_ROOM)
}

fn set_rarer(protocol: &mut Protocol, code: usize) -> Option<()> {
    let codes = split(code, &RARER_ROOM)?;
    protocol.writes = Words::from_code(codes[0])?;
    protocol.broadcast = Words::from_code(codes[1])?;
    protocol.evict = Words::from_code(codes[2])?;
    protocol.amnesia = Words::from_code(codes[3])?;
    Some(())
}

fn joined(codes: &[usize], room: &[usize]) -> usize {
    codes.iter().zip(room).rev().fold(0, |number, (code, room)| number * room + code)
}

fn split(mut number: usize, room: &[usize]) -> Option<Vec<usize>> {
    let mut next = |room: &usize| {
        let code = number % room;
        number /= room;
        code
    };
    let codes = room.iter().map(&mut next).collect();
    (number == 0).then_some(codes)
}
