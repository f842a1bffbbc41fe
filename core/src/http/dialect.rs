//! Whose words a replica speaks.

/// What a request means, and how it is answered: in the words of one of five systems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Route and body decide, and the nodes are called as in the scenario.
    #[default]
    Auto,
    /// `/put`, `/get/<key>`, `/status`.
    ///
    /// Published as <https://github.com/Logicalnarendra/Vector_Clocks_and_Causal_Ordering_G24AI2063>.
    Seed000,
    /// `/store`, `/retrieve?key=`: clients carry the messages.
    ///
    /// Published as <https://github.com/MohamedBinBadhusha/vector-clock-kv-store>.
    Seed001,
    /// `/write`, `/read/<key>`, `/debug`.
    ///
    /// Published as <https://github.com/suparna-mishra/G24AI2077_FDS>.
    Seed002,
    /// `/kvs/<key>`, `/view`: turned down at once while a dependency is missing.
    ///
    /// Published as <https://github.com/Monyreak/Replicated-Key-Value-store->.
    Seed003,
    /// `/kvs/data/<key>`, `/kvs/admin/view`: waits while a dependency is missing.
    ///
    /// Published as <https://github.com/IlluriManikanta/SyncKV>.
    Seed004,
}

impl Dialect {
    /// Every dialect, in order.
    pub const ALL: [Self; 6] =
        [Self::Auto, Self::Seed000, Self::Seed001, Self::Seed002, Self::Seed003, Self::Seed004];

    /// Its name: `auto`, or the number of the system.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Seed000 => "000",
            Self::Seed001 => "001",
            Self::Seed002 => "002",
            Self::Seed003 => "003",
            Self::Seed004 => "004",
        }
    }

    /// The dialect of a name.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dialect_has_its_word() {
        for dialect in Dialect::ALL {
            assert_eq!(Dialect::from_word(dialect.word()), Some(dialect));
        }
        assert_eq!(Dialect::from_word("005"), None);
    }
}
