//! The four ways in which two points of a causal history can relate.

/// How one clock, or one event, relates to another. Lamport, "Time, Clocks, and the Ordering of
/// Events in a Distributed System" (1978), section "The Partial Ordering", defines the order and
/// calls the fourth case concurrent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Causality {
    /// The first happens before the second.
    Before,
    /// The first happens after the second.
    After,
    /// Both are the same.
    Equal,
    /// Neither happens before the other.
    Concurrent,
}

impl Causality {
    /// Decides from "is something larger on the left" and "is something larger on the right".
    #[must_use]
    pub fn from_excess(left_exceeds: bool, right_exceeds: bool) -> Self {
        match (left_exceeds, right_exceeds) {
            (false, false) => Self::Equal,
            (false, true) => Self::Before,
            (true, false) => Self::After,
            (true, true) => Self::Concurrent,
        }
    }
}
