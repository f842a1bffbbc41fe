//! Names: of replicas, of the actors that count writes, and of single writes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many writes an actor has made. Counters start at 1; 0 stands for "none".
pub type Counter = u32;

/// One copy of the store, by its position in the scenario. Shown as a letter: A, B, … Z, AA, AB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReplicaId(pub u16);

impl ReplicaId {
    /// The position as an index.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The replica at an index, if the index can be one (below 65 536).
    #[must_use]
    pub fn from_index(index: usize) -> Option<Self> {
        u16::try_from(index).ok().map(Self)
    }

    /// The replica that a letter form names, case-insensitively: `a` is the first, `AA` the 27th.
    #[must_use]
    pub fn from_letters(letters: &str) -> Option<Self> {
        if letters.is_empty() || letters.len() > 4 {
            return None;
        }
        let mut number = 0_u32;
        for letter in letters.bytes() {
            if !letter.is_ascii_alphabetic() {
                return None;
            }
            number = number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        }
        u16::try_from(number - 1).ok().map(Self)
    }
}

impl fmt::Display for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::with_capacity(3);
        let mut rest = u32::from(self.0) + 1;
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).expect("below 26")));
            rest /= 26;
        }
        f.pad(&letters.iter().rev().collect::<String>())
    }
}

/// What counts writes: a replica in one of its incarnations. Never reused: a replica that lost its
/// disk counts on as the next actor. Shown `A`, then `A'`, then `A''`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// The replica that it is an incarnation of.
    pub replica: ReplicaId,
    /// How often it started without its disk.
    pub incarnation: u16,
}

impl Actor {
    /// The first incarnation of a replica.
    #[must_use]
    pub const fn first(replica: ReplicaId) -> Self {
        Self { replica, incarnation: 0 }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.replica)?;
        (0..self.incarnation).try_for_each(|_| f.write_str("'"))
    }
}

/// The unique name of one write: who counted it, and as which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dot {
    /// Who made the write.
    pub actor: Actor,
    /// The how-manieth of that actor's writes it is; from 1.
    pub counter: Counter,
}

impl Dot {
    /// The `counter`-th write of `actor`.
    #[must_use]
    pub const fn new(actor: Actor, counter: Counter) -> Self {
        Self { actor, counter }
    }

    /// The same actor's write before this one, unless this is the first.
    #[must_use]
    pub fn predecessor(self) -> Option<Self> {
        (self.counter > 1).then(|| Self::new(self.actor, self.counter - 1))
    }
}

impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.actor, self.counter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_name_replicas_both_ways() {
        for index in [0, 1, 25, 26, 51, 52, 255, 701, 702, u16::MAX] {
            let shown = ReplicaId(index).to_string();
            assert_eq!(ReplicaId::from_letters(&shown.to_lowercase()), Some(ReplicaId(index)));
        }
        assert_eq!(ReplicaId(26).to_string(), "AA");
        for wrong in ["", "A1", "É", "ZZZZ", "AAAAA", "A B"] {
            assert_eq!(ReplicaId::from_letters(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dots_read_as_on_a_blackboard() {
        let actor = Actor { replica: ReplicaId(1), incarnation: 2 };
        assert_eq!(Dot::new(actor, 7).to_string(), "B''7");
        assert_eq!(Dot::new(actor, 1).predecessor(), None);
    }
}
