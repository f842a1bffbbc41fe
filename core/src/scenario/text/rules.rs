//! The delivery rule in one line: its name, or its parts.

use super::parts::each_part;
use crate::replica::rule::{DeliveryRule, Drain, Duplicates, VectorUpdate};
use crate::replica::rule_catalog::CATALOG;
use crate::scenario::cursor::{Cursor, ParseError};
use crate::scenario::error::Reason;
use crate::scenario::words::{Words, unknown};

/// What a rule is made of.
const PARTS: [&str; 7] = ["sender", "others", "special", "update", "ticks", "drain", "duplicates"];

/// Reads a rule's name, or `custom` and its parts; the parts not named are those of `causal`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<DeliveryRule, ParseError> {
    let start = *cursor;
    let name = cursor.token();
    if let Some(rule) = DeliveryRule::named(name) {
        return Ok(rule);
    }
    if !name.eq_ignore_ascii_case("custom") {
        let names = CATALOG.iter().map(|entry| entry.name).chain(["custom"]);
        return Err(start.parse_error(unknown("rule", name, names)));
    }
    let mut rule = DeliveryRule::default();
    each_part(cursor, part, &mut |part, cursor| {
        let value = *cursor;
        set(&mut rule, part, cursor.token()).map_err(|reason| value.parse_error(reason))
    })?;
    Ok(rule)
}

/// The part that a word means; `clock` and `dedup` are other words for two of them.
fn part(found: &str) -> Result<&'static str, Reason> {
    let lower = found.to_ascii_lowercase();
    let meant = match lower.as_str() {
        "clock" => "ticks",
        "dedup" => "duplicates",
        other => other,
    };
    let known = PARTS.into_iter().find(|known| *known == meant);
    known.ok_or_else(|| unknown("part of a rule", found, PARTS.into_iter()))
}

fn set(rule: &mut DeliveryRule, part: &str, value: &str) -> Result<(), Reason> {
    match part {
        "sender" => rule.sender = Words::from_word(value)?,
        "others" => rule.others = Words::from_word(value)?,
        "special" => rule.special = Words::from_word(value)?,
        "update" => rule.update = VectorUpdate::from_word(value)?,
        "ticks" => rule.ticks_on_receipt = ticks(value)?,
        "drain" => rule.drain = Drain::from_word(value)?,
        _ => rule.duplicates = duplicates(value)?,
    }
    Ok(())
}

fn ticks(value: &str) -> Result<bool, Reason> {
    match value.to_ascii_lowercase().as_str() {
        "receive" => Ok(true),
        "write" => Ok(false),
        _ => bool::from_word(value),
    }
}

fn duplicates(value: &str) -> Result<Duplicates, Reason> {
    match value.to_ascii_lowercase().as_str() {
        "on" => Ok(Duplicates::Discarded),
        "off" => Ok(Duplicates::LikeAnyOther),
        _ => Duplicates::from_word(value),
    }
}
