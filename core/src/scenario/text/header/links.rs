//! How links start: `latency=5..20 loss=0 duplicate=0 fifo=off state=up`, or some of it.

use crate::scenario::amounts::{permille, range};
use crate::scenario::checks::check_link_setting;
use crate::scenario::cursor::{Cursor, ParseError};
use crate::scenario::text::parts::{checked, choice, each_part};
use crate::scenario::words::unknown;
use crate::world::network::LinkSetting;

/// What a link can be told.
const LINK_PARTS: [&str; 5] = ["latency", "loss", "duplicate", "fifo", "state"];

/// Reads `latency=5..20 loss=0 …`; what is not named stays as it is.
pub(super) fn link_setting(
    mut setting: LinkSetting,
    cursor: &mut Cursor<'_>,
) -> Result<LinkSetting, ParseError> {
    let known = |found: &str| {
        let known = LINK_PARTS.into_iter().find(|known| known.eq_ignore_ascii_case(found));
        known.ok_or_else(|| unknown("part of a link", found, LINK_PARTS.into_iter()))
    };
    each_part(cursor, known, &mut |part, cursor| {
        let value = *cursor;
        match part {
            "latency" => setting.latency_ms = range(cursor)?,
            "loss" => setting.loss_permille = permille(cursor)?,
            "duplicate" => setting.duplicate_permille = permille(cursor)?,
            "fifo" => setting.fifo = choice(cursor)?,
            _ => setting.state = choice(cursor)?,
        }
        checked(value, check_link_setting(&setting))?;
        let is_whole = cursor.at_end() || cursor.rest().starts_with(char::is_whitespace);
        if is_whole { Ok(()) } else { Err(cursor.expected("a space")) }
    })?;
    Ok(setting)
}
