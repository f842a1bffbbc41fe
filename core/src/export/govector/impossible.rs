//! A clock that no run can give: why, and what it should have been.

use std::fmt;

/// The first clock of a log that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The line of the clock, from 1.
    pub line: usize,
    /// The host of its event.
    pub host: String,
    /// The clock as JSON, sorted by host.
    pub given: String,
    /// Why it cannot be.
    pub reason: Reason,
    /// What to make of it.
    pub advice: Advice,
}

/// What makes a log possible, or why no other clock of one event does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// With this clock nothing speaks against this event any more.
    Should {
        /// The line of the clock: the impossible one, or the other one that it contradicts.
        line: usize,
        /// What it should have been, as JSON: a clock that no other event has.
        clock: String,
    },
    /// Two clocks contradict each other, and no other clock for one of them alone mends that.
    Contradiction {
        /// The line of the one.
        line: usize,
        /// The line of the other.
        other: usize,
    },
}

/// Why a clock cannot be. Events are named by host and number, and by the line of their clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The event does not count itself.
    NoOwnEntry,
    /// Another event of the host has the same number: most often a receipt that only merged.
    SameNumber {
        /// The number that both events have.
        number: u32,
        /// The line of the other one.
        line: usize,
    },
    /// It names an event of a host whose log is complete and ends earlier.
    NoSuchEvent {
        /// The host whose event is named.
        host: String,
        /// The number it names.
        number: u32,
        /// The number of the host's last event.
        last: u32,
    },
    /// The host knew more at its event before.
    EntryFalls {
        /// Of whom it knew more.
        host: String,
        /// Of how many events it knew then.
        from: u32,
        /// Of how many it knows now.
        to: u32,
        /// The line of the event before.
        line: usize,
    },
    /// It knows of an event, but not of all that this event knew.
    LacksWhatItsCauseKnew {
        /// The host of the event it knows of.
        cause: String,
        /// The number of that event.
        number: u32,
        /// The line of that event's clock.
        line: usize,
        /// Of whom it knew more.
        host: String,
        /// Of how many events of that host the cause knew.
        knew: u32,
    },
    /// Each of these events knows of the next, and the last of the first.
    Cycle {
        /// Host, number and line of each.
        events: Vec<(String, u32, usize)>,
    },
}

/// How many events of a cycle are named.
const NAMED_AT_MOST: usize = 8;

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot have the clock {} here: ", self.host, self.given)?;
        write!(f, "{}. ", self.reason)?;
        match &self.advice {
            Advice::Should { line, clock } if *line == self.line => {
                write!(f, "We think it should be {clock}.")
            }
            Advice::Should { line, clock } => {
                write!(f, "We think that line {line} should be {clock}.")
            }
            Advice::Contradiction { line, other } => write!(
                f,
                "Lines {} and {} contradict each other, and no other clock on one of them alone \
                 mends that.",
                line.min(other),
                line.max(other)
            ),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOwnEntry => {
                f.write_str("every event counts itself, and this one has no entry of its own host")
            }
            Self::SameNumber { number, line } => write!(
                f,
                "line {line} has number {number} already, and every event counts itself, \
                 receipts too"
            ),
            Self::NoSuchEvent { host, number, last } => {
                write!(f, "it names event {number} of {host}, whose last is {last}")
            }
            Self::EntryFalls { host, from, to, line } => {
                write!(f, "its entry of {host} falls from {from} on line {line} to {to}")
            }
            Self::LacksWhatItsCauseKnew { cause, number, line, host, knew } => write!(
                f,
                "it knows of event {number} of {cause} on line {line}, which knew of event {knew} \
                 of {host}, and does not know of that"
            ),
            Self::Cycle { events } => cycle(f, events),
        }
    }
}

fn cycle(f: &mut fmt::Formatter<'_>, events: &[(String, u32, usize)]) -> fmt::Result {
    f.write_str("nothing comes before itself, but ")?;
    for (host, number, line) in events.iter().take(NAMED_AT_MOST) {
        write!(f, "event {number} of {host} (line {line}) knows of ")?;
    }
    if events.len() > NAMED_AT_MOST {
        write!(f, "{} more, the last of which knows of ", events.len() - NAMED_AT_MOST)?;
    }
    f.write_str("the first")
}
