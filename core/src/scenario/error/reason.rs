//! What can be wrong with a scenario, each with its part of a sentence.

use std::fmt;

use super::LinkError;
use crate::clock::ReplicaId;
use crate::replica::protocol::Time;

/// What is wrong. Where it is wrong stands in the [`super::ScenarioError`] around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A text is longer than its limit.
    TooLong {
        /// The text that is too long, in words.
        what: &'static str,
        /// How long it is.
        found: usize,
        /// How long it may be.
        limit: usize,
        /// In what both are counted.
        unit: &'static str,
    },
    /// There are more of something than its limit.
    TooMany {
        /// What there are too many of, in words.
        what: &'static str,
        /// How many there are; where counting stopped if reading stopped there.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A number is above its limit.
    TooGreat {
        /// The number that is too great, in words.
        what: &'static str,
        /// The value that was given.
        found: u64,
        /// What it may be at most.
        limit: u64,
    },
    /// A number is below its least or above its most.
    OutOfRange {
        /// The number that is out of range, in words.
        what: &'static str,
        /// The value that was given, as it was written.
        found: String,
        /// What it may be at least.
        least: i64,
        /// What it may be at most.
        most: i64,
    },
    /// Something that must not be empty is.
    Empty {
        /// What must not be empty, in words.
        what: &'static str,
    },
    /// A one-line text has a control character in it.
    ControlCharacter {
        /// The text that has it, in words.
        what: &'static str,
        /// The control character.
        found: char,
    },
    /// A name begins or ends with a space.
    SpaceAtEdge {
        /// The name that has one, in words.
        what: &'static str,
    },
    /// Two replicas have the same name.
    NameTaken {
        /// The name that both have.
        name: String,
        /// Who has it already.
        by: ReplicaId,
    },
    /// A replica's name is how something else is written.
    NameMeansOther {
        /// The name that cannot be given.
        name: String,
        /// What it stands for.
        means: String,
    },
    /// There is no such replica.
    NoSuchReplica {
        /// What was written in place of a replica.
        found: String,
        /// The replicas that there are.
        known: String,
    },
    /// A replica has no link to itself.
    SelfLink {
        /// The replica at both ends.
        replica: ReplicaId,
    },
    /// A replica is brought up by itself.
    JoinsFromItself {
        /// The replica that was to join.
        replica: ReplicaId,
    },
    /// The least latency is above the greatest.
    LatencyReversed {
        /// The least latency, in milliseconds.
        least: Time,
        /// The greatest latency, in milliseconds.
        greatest: Time,
    },
    /// An action's time lies before that of an earlier action.
    TimeGoesBack {
        /// When the action is to happen, in milliseconds.
        at: Time,
        /// The earlier action's time.
        before: Time,
    },
    /// A partition without groups, or a group without replicas.
    EmptyGroup,
    /// A replica is in two groups of a partition.
    InTwoGroups {
        /// The replica that is in two of them.
        replica: ReplicaId,
    },
    /// A write or a message is numbered 0.
    CountsFromOne {
        /// What is numbered so, in words.
        what: &'static str,
    },
    /// A word that nothing here is called.
    Unknown {
        /// What kind of word.
        what: &'static str,
        /// The word that was written.
        found: String,
        /// A known word that looks like it.
        meant: Option<&'static str>,
        /// All words that are known there, as a list.
        known: String,
    },
    /// Something else belongs here.
    Expected {
        /// What could stand there, in words.
        what: String,
        /// What stands there, in words.
        found: String,
    },
    /// Something is given twice.
    GivenTwice {
        /// What is given twice, in words.
        what: String,
    },
    /// Two things stand in the wrong order.
    WrongOrder {
        /// What stands too late.
        what: &'static str,
        /// What it must stand before.
        before: &'static str,
    },
    /// A file of a later format.
    Newer {
        /// The number of the format that the file names.
        format: u64,
    },
    /// The text is no JSON.
    Syntax {
        /// What the JSON reader says.
        says: String,
    },
    /// A link that cannot be opened.
    Link(LinkError),
}

impl Reason {
    /// That a word is given twice.
    pub(in crate::scenario) fn twice(word: &str) -> Self {
        Self::GivenTwice { what: format!("`{word}`") }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { what, found, limit, unit } => {
                write!(f, "the {what} has {found} {unit}; {limit} are the most")
            }
            Self::TooMany { what, found, limit } => {
                write!(f, "there are {found} {what}; {limit} are the most")
            }
            Self::TooGreat { what, found, limit } => {
                write!(f, "the {what} is {found}; {limit} is the most")
            }
            Self::OutOfRange { what, found, least, most } => {
                write!(f, "the {what} is {found}; it must be from {least} to {most}")
            }
            Self::Empty { what } => write!(f, "the {what} is empty"),
            Self::ControlCharacter { what, found } => {
                let code = u32::from(*found);
                write!(f, "the {what} holds a character that cannot be shown (U+{code:04X})")
            }
            Self::SpaceAtEdge { what } => write!(f, "the {what} begins or ends with a space"),
            Self::NameTaken { name, by } => write!(f, "{by} is called `{name}` already"),
            Self::NameMeansOther { name, means } => {
                write!(f, "a replica cannot be called `{name}`: that means {means}")
            }
            Self::NoSuchReplica { found, known } => {
                write!(f, "there is no replica {found}; there are {known}")
            }
            Self::SelfLink { replica } => write!(f, "{replica} has no link to itself"),
            Self::JoinsFromItself { replica } => write!(f, "{replica} cannot join from itself"),
            Self::LatencyReversed { least, greatest } => {
                write!(f, "the least latency, {least}, is above the greatest, {greatest}")
            }
            Self::TimeGoesBack { at, before } => {
                write!(f, "time goes back: {at} ms stands behind {before} ms")
            }
            Self::EmptyGroup => f.write_str("a partition needs groups with replicas in them"),
            Self::InTwoGroups { replica } => write!(f, "{replica} is in two groups"),
            Self::CountsFromOne { what } => write!(f, "{what} are counted from 1"),
            Self::Unknown { what, found, meant, known } => {
                write!(f, "unknown {what} `{found}`")?;
                meant.map_or(Ok(()), |meant| write!(f, "; did you mean `{meant}`?"))?;
                write!(f, " (known: {known})")
            }
            Self::Expected { what, found } => write!(f, "expected {what}, found {found}"),
            Self::GivenTwice { what } => write!(f, "{what} is given twice"),
            Self::WrongOrder { what, before } => write!(f, "`{what}` belongs before {before}"),
            Self::Newer { format } => {
                write!(f, "Made with a newer version (format {format}; this is 1)")
            }
            Self::Syntax { says } => write!(f, "this is no JSON: {says}"),
            Self::Link(error) => error.fmt(f),
        }
    }
}
