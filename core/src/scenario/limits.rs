//! How large a scenario may be. Checked on reading, whatever the spelling, each with a sentence
//! that says which limit and what was found.

/// Replicas in the page.
pub const REPLICAS_IN_PAGE: usize = 16;
/// How many replicas a scenario may have anywhere; the page allows fewer.
pub const REPLICAS: usize = 256;
/// Actions of one script.
pub const ACTIONS: usize = 10_000;
/// Bytes of a key: fifty characters, as one of the systems of the node API counts them, of four.
pub const KEY_BYTES: usize = 200;
/// Bytes of a value.
pub const VALUE_BYTES: usize = 8 * 1024;
/// Characters of a replica's or client's name.
pub const NAME_CHARS: usize = 24;
/// Characters of a title.
pub const TITLE_CHARS: usize = 200;
/// Bytes of the notes.
pub const NOTES_BYTES: usize = 16 * 1024;
/// Bytes of a scenario as JSON or text.
pub const SCENARIO_BYTES: usize = 1024 * 1024;
/// Greatest virtual time that a scenario can name, in milliseconds: about 31 years.
pub const TIME_MS: u64 = 1_000_000_000_000;
/// Longest time between two rounds of gossip or of pings, in milliseconds: a day.
pub const INTERVAL_MS: u64 = 86_400_000;
/// By how much a replica's clock can be ahead or behind, in milliseconds: a day.
pub const SKEW_MS: i64 = 86_400_000;
/// Steps of one run in the page.
pub const STEPS_IN_PAGE: usize = 20_000;
