//! The form that people send each other: a whole scenario in the part of a URL behind `#`.
//!
//! ```text
//! #1s.<payload>.<CHECK>
//!  │└ kind: s scenario
//!  └ version of the format
//! payload = bytes in base64url without padding
//! bytes   = length of what follows ‖ flags ‖ body        (deflated body: flag bit 0)
//! body    = engine ‖ setting ‖ actions ‖ digest of the end state (2 bytes, high one first)
//! CHECK   = the low 20 bits of CRC-32 over version, kind and bytes, in Crockford's base 32
//! ```
//!
//! - What is done is kept, not what comes of it: the run is computed again when the link is opened.
//!   `engine` says by which rules it ran, and the digest whether it ends as it did.
//! - The length stands first, so that a link that was cut on the way is told from one that was
//!   changed, and says how much of it arrived.
//! - Only letters, digits, `-`, `_` and `.` inside; a digit or a capital at the end, so that no
//!   program that finds links in text leaves the end off.
//! - The 20 bits catch every change of a single character in links of up to 6,400 characters, and of
//!   all other changes all but one in a million.
//! - Numbers are in LEB128; a text that came before is a reference to it. What the default says is
//!   left out.
//!
//! Links of format 1 are readable for ever: its numbers for rules, states and verbs only ever grow
//! at their ends. A number that is not known yet belongs to a newer version, and the error says so.

mod actions;
mod body;
mod frame;
mod links;
mod settings;

pub use super::error::LinkError;
pub use body::Decoded;

use super::limits;
use super::model::Scenario;
use super::validate;
use crate::steps::{Steps, counted};
use frame::CHARS_MAX as FRAGMENT_CHARS_MAX;

/// Which rules a run follows. Raised when the same scenario could end otherwise than before; since 2
/// what is done to all links, or to those between groups, is one event.
pub const ENGINE: u32 = 2;
/// The greatest number of bytes that are looked at as a link.
pub const CHARS_MAX: usize = FRAGMENT_CHARS_MAX;

/// The link of a valid scenario, from the version on, without `#`.
#[must_use]
pub fn encode(scenario: &Scenario, digest: u16) -> String {
    frame::wrap(&body::write(scenario, ENGINE, digest))
}

/// Reads a link to a scenario that the page can show: what stands behind `#`, with or without it;
/// a whole URL, also with `%23` for `#` or with `?s=`; with white space or angle brackets around.
///
/// # Errors
/// What is wrong with the link.
pub fn decode(link: &str) -> Result<Decoded, LinkError> {
    decode_within(link, limits::REPLICAS_IN_PAGE)
}

/// Reads a link to a scenario of at most so many replicas.
///
/// # Errors
/// What is wrong with the link.
pub fn decode_within(link: &str, replicas_max: usize) -> Result<Decoded, LinkError> {
    decode_counted(link, replicas_max).0
}

/// Reads a link as [`decode_within`] does, and counts the work in steps: characters looked at, bytes
/// unpacked and read, entries checked. They are at most in proportion to the link, to what it unpacks
/// to, and to the scenario as JSON; of the last two no more is looked at than a scenario can have.
pub fn decode_counted(link: &str, replicas_max: usize) -> (Result<Decoded, LinkError>, u64) {
    counted(|steps| decode_with(link, replicas_max, steps))
}

fn decode_with(link: &str, replicas_max: usize, steps: &Steps) -> Result<Decoded, LinkError> {
    let decoded = body::read(&frame::unwrap(link, steps)?, replicas_max, steps)?;
    validate::check_counting(&decoded.scenario, replicas_max, steps)
        .map_err(|error| LinkError::Invalid(Box::new(error)))?;
    Ok(decoded)
}

/// Whether a text is meant as a link, whole or not.
#[must_use]
pub fn is_link(text: &str) -> bool {
    frame::is_link(text)
}
