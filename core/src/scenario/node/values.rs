//! What the values of JSON mean: replicas, links, amounts.

use super::Node;
use crate::clock::ReplicaId;
use crate::scenario::cursor::{Cursor, ParseError};
use crate::scenario::error::{Reason, ScenarioError};
use crate::scenario::refs::Names;
use crate::world::network::LinkId;

/// Reads a seed or a stamp: a number, or a string of digits.
pub(in crate::scenario) fn great_number(node: &Node<'_>) -> Result<u64, ScenarioError> {
    if !node.is_string() {
        return node.number(u64::MAX);
    }
    let digits = node.string()?;
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let number = if is_number { digits.parse().ok() } else { None };
    number.ok_or_else(|| node.expected("a whole number"))
}

/// Reads a replica.
pub(in crate::scenario) fn replica(
    node: &Node<'_>,
    names: &Names<'_>,
) -> Result<ReplicaId, ScenarioError> {
    names.find(&node.string()?).map_err(|reason| node.error(reason))
}

/// Reads a link in one direction.
pub(in crate::scenario) fn link_id(name: &str, names: &Names<'_>) -> Result<LinkId, Reason> {
    let mut cursor = Cursor::new(name, names.steps());
    let link = names.link(&mut cursor).map_err(|parse_error| parse_error.reason)?;
    if cursor.rest().is_empty() { Ok(link) } else { Err(cursor.expected("nothing more").reason) }
}

/// Reads a latency: the least and the greatest, or one number for both.
pub(in crate::scenario) fn latency(node: &Node<'_>) -> Result<(u64, u64), ScenarioError> {
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
pub(in crate::scenario) fn permille(node: &Node<'_>) -> Result<u16, ScenarioError> {
    let number = node.number(u64::MAX)?;
    u16::try_from(number).map_err(|_| {
        let what = "number of parts per thousand";
        node.error(Reason::TooGreat { what, found: number, limit: 1000 })
    })
}

/// The message or links that a string names, and nothing behind it.
pub(in crate::scenario) fn whole<T>(
    node: &Node<'_>,
    read: impl Fn(&mut Cursor<'_>) -> Result<T, ParseError>,
) -> Result<T, ScenarioError> {
    let text = node.string()?;
    let mut cursor = Cursor::new(&text, node.steps());
    let value = read(&mut cursor).map_err(|parse_error| node.error(parse_error.reason))?;
    cursor.skip_blanks();
    if cursor.rest().is_empty() {
        return Ok(value);
    }
    Err(node.error(cursor.expected("nothing more").reason))
}
