//! What cannot be explored, each with a sentence that says where and why.

use std::fmt;

use super::question::Question;
use crate::predicate::{Lack, column_of};
use crate::replica::mistakes::Mistake;
use crate::replica::protocol::{Conflicts, Time};
use crate::world::setting::Setting;

/// Replicas of an exploration.
pub(super) const MOST_REPLICAS: usize = 16;

/// Programs of an exploration.
pub(super) const MOST_PROGRAMS: usize = 32;

/// Free writes, and faults of one kind.
pub(super) const MOST_FREE: u32 = 1000;

/// Why there is nothing to explore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More replicas than a search can be through with.
    Replicas {
        /// How many there are.
        found: usize,
    },
    /// More actors than a search can be through with.
    Programs {
        /// How many there are.
        found: usize,
        /// The first action of the script that is one's too many, from 0.
        index: usize,
    },
    /// More faults or free writes than a search can be through with.
    Free {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        found: u32,
    },
    /// An action sets a clock.
    Skew {
        /// Which action of the script, from 0.
        index: usize,
    },
    /// Clocks decide between writes.
    WallClock,
    /// What happens depends on whether two things happen at one instant.
    TwoLocks,
    /// Links keep their order.
    InOrder,
    /// Replicas ping for ever.
    Pings {
        /// How often, in milliseconds.
        every: Time,
    },
    /// Replicas gossip for ever.
    Gossip {
        /// How often, in milliseconds.
        every: Time,
    },
    /// A mistake that only HTTP requests meet.
    Http {
        /// Its name.
        mistake: &'static str,
    },
    /// A predicate that asks for time.
    Time,
    /// A predicate that can never be so, whatever happens.
    Impossible {
        /// What it asks for that never comes about, if it could be so in other scenarios.
        why: Option<Lack>,
    },
    /// A budget that nothing can be found in.
    NoBudget,
}

impl Refusal {
    /// Whether a question can be answered at all.
    pub(super) fn of_question(question: &Question) -> Result<(), Self> {
        if question.budget.n_states == 0 || question.budget.n_bytes == 0 {
            return Err(Self::NoBudget);
        }
        let faults = question.faults;
        for (what, found) in [
            ("lost messages", faults.lose),
            ("copies", faults.duplicate),
            ("crashes", faults.crash),
            ("rounds of gossip", faults.gossip),
            ("free writes", question.n_free_writes),
        ] {
            if found > MOST_FREE {
                return Err(Self::Free { what, found });
            }
        }
        Ok(())
    }

    /// Whether replicas need no time under a setting. Rounds of gossip that the question counts take
    /// the place of those that a timer would begin for ever.
    pub(super) fn of_setting(setting: &Setting, question: &Question) -> Result<(), Self> {
        let protocol = &setting.protocol;
        if setting.default_link.fifo || setting.links.iter().any(|(_, link)| link.fifo) {
            return Err(Self::InOrder);
        }
        if protocol.conflicts == Conflicts::WallClock {
            return Err(Self::WallClock);
        }
        if let Some(every) = protocol.health_ms {
            return Err(Self::Pings { every });
        }
        if let Some(every) = protocol.gossip_ms.filter(|_| question.faults.gossip == 0) {
            return Err(Self::Gossip { every });
        }
        if protocol.mistakes.has(Mistake::TwoLocks) {
            return Err(Self::TwoLocks);
        }
        let of_http = [Mistake::FalsyIsMissing, Mistake::FiftyIsTooLong];
        match of_http.into_iter().find(|mistake| protocol.mistakes.has(*mistake)) {
            Some(mistake) => Err(Self::Http { mistake: mistake.named().name }),
            None => Ok(()),
        }
    }

    /// The action of the script that stands in the way, from 0, if it is one.
    #[must_use]
    pub fn action(&self) -> Option<usize> {
        match self {
            Self::Skew { index } | Self::Programs { index, .. } => Some(*index),
            _ => None,
        }
    }

    /// The setting that stands in the way, if it is one: how its line of a text begins, and what else
    /// that line has, as [`place_of_setting`](crate::scenario::text::place_of_setting) takes them.
    #[must_use]
    pub fn setting(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Replicas { .. } => ("replicas", ""),
            Self::WallClock => ("conflicts", "wall-clock"),
            Self::TwoLocks => ("mistakes", Mistake::TwoLocks.named().name),
            Self::InOrder => ("link", "fifo=on"),
            Self::Pings { .. } => ("health", ""),
            Self::Gossip { .. } => ("gossip", ""),
            Self::Http { mistake } => ("mistakes", mistake),
            _ => return None,
        })
    }

    /// The column of the condition, as it was typed, that stands in the way, if it does: from 1, in
    /// characters.
    #[must_use]
    pub fn column(&self, typed: &str) -> Option<usize> {
        match self {
            Self::Time => column_of(typed, &["time"], true),
            Self::Impossible { why: None } => Some(1),
            Self::Impossible { why: Some(lack) } => lack.column(typed),
            _ => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replicas { found } => write!(
                f,
                "The setting has {found} replicas; schedules are tried for at most {MOST_REPLICAS}."
            ),
            Self::Programs { found, .. } => write!(
                f,
                "The script has {found} actors (clients and administrators); schedules are tried for \
                 at most {MOST_PROGRAMS}."
            ),
            Self::Free { what, found } => {
                write!(f, "{found} {what} are too many: at most {MOST_FREE} can be allowed.")
            }
            Self::Skew { index } => write!(
                f,
                "Action {} sets a clock, and schedules are tried without time: leave it out.",
                index + 1
            ),
            Self::WallClock => f.write_str(
                "Under `conflicts wall-clock` clocks decide, and schedules are tried without time.",
            ),
            Self::TwoLocks => f.write_str(
                "The mistake two-locks needs two puts at one instant, and schedules are tried without \
                 time.",
            ),
            Self::InOrder => f.write_str(
                "A link keeps its order, and here any message on its way may be next: leave `fifo` \
                 out, or draw schedules from seeds.",
            ),
            Self::Pings { every } => write!(
                f,
                "Pings every {every} ms never end, and schedules are tried without time: leave \
                 `health` out."
            ),
            Self::Gossip { every } => write!(
                f,
                "Gossip every {every} ms never ends: leave it out, or allow so many rounds of gossip \
                 instead."
            ),
            Self::Http { mistake } => write!(
                f,
                "The mistake {mistake} shows in HTTP requests only, which no schedule has."
            ),
            Self::Time => f.write_str(
                "The condition asks for time, and schedules are tried without time.",
            ),
            Self::Impossible { why: None } => {
                f.write_str("The condition can never be so, whatever happens.")
            }
            Self::Impossible { why: Some(lack) } => {
                write!(f, "The condition can never be so: {lack}.")
            }
            Self::NoBudget => f.write_str("A budget of nothing visits nothing: allow at least 1."),
        }
    }
}

impl std::error::Error for Refusal {}
