//! Runs and scenarios as people hand them to each other: links, JSON and text.

use causal_core::run::Run;
use causal_core::scenario::{Place, Reason, Scenario, json, limits, link, text};

/// A scenario as text, for whoever has not seen one.
pub const EXAMPLE: &str = "hold A->C\nA: lost = wallet\nB: reply = \"sorry!\"\nrelease A1->C";

/// A scenario that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The scenario that was opened.
    pub scenario: Scenario,
    /// The digest of the history that the sender saw, and by which engine, if it came as a link.
    pub expected: Option<(u16, u32)>,
}

/// Reads what stands in the address bar: a link and nothing else.
///
/// # Errors
/// One sentence that says what is wrong with it.
pub fn read_link(text: &str) -> Result<Opened, String> {
    let decoded = link::decode(text).map_err(|error| error.to_string())?;
    let expected = Some((decoded.digest, decoded.engine));
    Ok(Opened { scenario: decoded.scenario, expected })
}

/// Reads a scenario in any spelling: a link, JSON or text.
///
/// # Errors
/// One sentence that says what is wrong with it, and where.
pub fn read(input: &str) -> Result<Opened, String> {
    if link::is_link(input) {
        return read_link(input);
    }
    let scenario = Scenario::read(input).map_err(|error| error.to_string())?;
    Ok(Opened { scenario, expected: None })
}

/// Whether a text is not even meant as a link or a scenario: it is no link and no JSON, and the first
/// line that says anything says nothing known.
#[must_use]
pub fn is_something_else(input: &str) -> bool {
    let Err(error) = Scenario::read(input) else { return false };
    let Place::Text { line, .. } = *error.place() else { return false };
    let says = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let is_first = input.lines().take(line).filter(says).count() <= 1;
    let is_unknown = match error.reason() {
        Reason::Unknown { what, meant, .. } => *what == "action" && meant.is_none(),
        Reason::Expected { what, .. } => what == "an action",
        _ => false,
    };
    is_first && is_unknown
}

/// The link of a scenario in any spelling; a link is returned as it is.
///
/// # Errors
/// One sentence that says what is wrong with it, and where.
pub fn link_of(input: &str) -> Result<String, String> {
    let scenario = read(input)?.scenario;
    if link::is_link(input) {
        return Ok(input.to_owned());
    }
    let run = Run::with_limit(scenario, limits::STEPS_IN_PAGE);
    Ok(link::encode(&run.scenario(), run.history().short_digest()))
}

/// The scenario of a link as text.
///
/// # Errors
/// One sentence that says what is wrong with the link.
pub fn text_of(link: &str) -> Result<String, String> {
    read_link(link).map(|opened| text::write(&opened.scenario))
}

/// The scenario of a link as JSON.
///
/// # Errors
/// One sentence that says what is wrong with the link.
pub fn json_of(link: &str) -> Result<String, String> {
    read_link(link).map(|opened| json::write(&opened.scenario))
}

/// The fragment of a link to a run, which opens at a stop.
#[must_use]
pub fn fragment(run: &Run, stop: usize) -> String {
    link::encode(&opening_at(run, stop), run.history().short_digest())
}

/// The link under which the page keeps a run for itself. It does not say what came of the run: that
/// would be long work for a long run.
#[must_use]
pub fn kept(run: &Run) -> String {
    link::encode(&Scenario { open_at: None, ..run.scenario().clone() }, 0)
}

/// Reads a link under which the page keeps a run, and whether the engine is the one of that time.
///
/// # Errors
/// One sentence that says what is wrong with it.
pub fn read_kept(link: &str) -> Result<(Scenario, bool), String> {
    let decoded = link::decode(link).map_err(|error| error.to_string())?;
    Ok((decoded.scenario, decoded.engine == link::ENGINE))
}

/// The scenario that shows a run at a stop.
#[must_use]
pub fn opening_at(run: &Run, stop: usize) -> Scenario {
    Scenario { open_at: u32::try_from(stop).ok(), ..run.scenario() }
}

/// How long a link is, in what people do with links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// The link is short enough to go everywhere.
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

    /// The name of its color.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }

    /// What the size means for whoever sends the link.
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
    let title = run.title().to_ascii_lowercase();
    let letters = title.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
    let name: String = letters.collect();
    let name = name.trim_matches('-');
    format!("{}.causal.json", if name.is_empty() { "run" } else { name })
}
