//! Scenarios as people hand them over: link, JSON or text, whichever it turns out to be.

use causal_core::run::Run;
use causal_core::scenario::{Scenario, json, link, text};

use crate::words;

/// A scenario that was handed over.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The scenario.
    pub scenario: Scenario,
    /// The digest of the history that the sender saw, and by which engine, if it came as a link.
    pub expected: Option<(u16, String)>,
}

/// Reads a link, JSON or text.
///
/// # Errors
/// One sentence that says what is wrong with it.
pub fn read(text: &str) -> Result<Opened, String> {
    if text.trim().is_empty() {
        return Err(words::NO_CONTENT.to_owned());
    }
    if link::is_link(text) {
        return read_link(text);
    }
    let scenario = Scenario::read(text).map_err(|error| error.to_string())?;
    Ok(Opened { scenario, expected: None })
}

/// Reads what stands in the address bar: a link and nothing else.
///
/// # Errors
/// One sentence that says what is wrong with it.
pub fn read_link(text: &str) -> Result<Opened, String> {
    let decoded = link::decode(text).map_err(|error| error.to_string())?;
    let expected = Some((decoded.digest, decoded.engine.to_string()));
    Ok(Opened { scenario: decoded.scenario, expected })
}

/// The fragment of a link to a run, which opens at a stop.
#[must_use]
pub fn fragment(run: &Run, stop: usize) -> String {
    link::encode(&opening_at(run, stop), run.history().short_digest())
}

/// The run as JSON.
#[must_use]
pub fn json(run: &Run, stop: usize) -> String {
    json::write(&opening_at(run, stop))
}

/// The run as text, one action per line.
#[must_use]
pub fn text(run: &Run, stop: usize) -> String {
    text::write(&opening_at(run, stop))
}

/// The scenario that shows a run at a stop.
fn opening_at(run: &Run, stop: usize) -> Scenario {
    Scenario { open_at: u32::try_from(stop).ok(), ..run.scenario().clone() }
}

/// How long a link is, in what people do with links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Goes everywhere.
    Green,
    /// Too long for chat programs.
    Amber,
    /// Too long for most programs.
    Red,
}

impl Size {
    /// Of so many characters.
    #[must_use]
    pub fn of(n_chars: usize) -> Self {
        match n_chars {
            0..=2_000 => Self::Green,
            2_001..=4_000 => Self::Amber,
            _ => Self::Red,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }

    /// What it means.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::Green => "fits everywhere",
            Self::Amber => "too long for some chat programs",
            Self::Red => "too long for most programs: download the file instead",
        }
    }
}

/// A name for the file of a run.
#[must_use]
pub fn file_name(run: &Run) -> String {
    let title = run.scenario().title.to_ascii_lowercase();
    let letters = title.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
    let name: String = letters.collect();
    let name = name.trim_matches('-');
    format!("{}.causal.json", if name.is_empty() { "run" } else { name })
}
