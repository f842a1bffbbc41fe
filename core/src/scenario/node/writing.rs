//! Pieces of JSON, written so that they are read back.

use std::fmt;

use crate::clock::ReplicaId;
use crate::json::quoted;

/// A field: its name, and its value as JSON.
pub(in crate::scenario) type Part = (&'static str, String);

/// The greatest whole number that every reader of JSON keeps exactly.
const EXACT_MAX: u64 = 1 << 53;

/// A number that may be too great for most readers of JSON.
pub(in crate::scenario) fn great_number(number: u64) -> String {
    if number <= EXACT_MAX { number.to_string() } else { quoted(&number.to_string()) }
}

/// A latency: the least and the greatest.
pub(in crate::scenario) fn latency(least: u64, greatest: u64) -> String {
    format!("[{least}, {greatest}]")
}

/// A list of replicas.
pub(in crate::scenario) fn replicas(group: &[ReplicaId]) -> String {
    let letters: Vec<String> = group.iter().map(shown).collect();
    format!("[{}]", letters.join(", "))
}

/// Letters, digits and arrows between quotes; nothing in them needs an escape.
pub(in crate::scenario) fn shown(name: &impl fmt::Display) -> String {
    format!("\"{name}\"")
}

/// An object in one line.
pub(in crate::scenario) fn object(parts: &[Part]) -> String {
    if parts.is_empty() {
        return "{}".to_owned();
    }
    let parts: Vec<String> =
        parts.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{ {} }}", parts.join(", "))
}
