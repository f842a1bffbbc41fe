//! Where mistakes were seen: public systems by name, each at one commit, and the line that makes it.
//!
//! Most are answers to the same exercise, a replicated key-value store with vector clocks: five of
//! them are the systems whose HTTP dialects `http` speaks. An address names a commit, so that what
//! was there stays there; nobody is asked to mend what was handed in years ago.

use std::fmt;

/// A public system at one commit.
#[derive(Debug, PartialEq, Eq)]
pub struct System {
    /// What people call it: owner and repository.
    pub name: &'static str,
    /// The commit that was read, in full.
    commit: &'static str,
}

/// Where a mistake was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the code or the description of a public system.
    Public {
        /// The system.
        system: &'static System,
        /// The file, by its path in the repository.
        file: &'static str,
        /// The line in that file, from 1.
        line: u16,
    },
    /// Where no public address is known: the kind of system, as words that follow "seen in".
    NoAddress(&'static str),
}

impl Source {
    pub(super) const fn at(system: &'static System, file: &'static str, line: u16) -> Self {
        Self::Public { system, file, line }
    }

    /// The system's name, or what is known of it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Public { system, .. } => system.name,
            Self::NoAddress(what) => what,
        }
    }

    /// Where anybody can read the line, an `https` address; `None` where no address is known.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        let Self::Public { system: System { name, commit }, file, line } = self else {
            return None;
        };
        Some(format!("https://github.com/{name}/blob/{commit}/{file}#L{line}"))
    }
}

/// The system, and the place in it: `owner/repository, file:line`.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public { system, file, line } => write!(f, "{}, {file}:{line}", system.name),
            Self::NoAddress(what) => f.write_str(what),
        }
    }
}

/// What is said where a mistake was seen in a system whose address is not known.
pub(super) const UNKNOWN: Source =
    Source::NoAddress("an answer to the same exercise whose public address is not known");

/// Dialect 000: each put is sent on to the others.
pub(super) static SENT_ON_000: System = System {
    name: "Logicalnarendra/Vector_Clocks_and_Causal_Ordering_G24AI2063",
    commit: "a574b72a60822481155567f9599f3c6ea1a515ec",
};
/// Dialect 001: the client carries the messages.
pub(super) static CARRIED_001: System = System {
    name: "MohamedBinBadhusha/vector-clock-kv-store",
    commit: "c0a13109ccd2a68a1709192260dc9c297803d634",
};
/// Dialect 002: writes are kept until they are causally ready.
pub(super) static READY_002: System = System {
    name: "suparna-mishra/G24AI2077_FDS",
    commit: "d6bdec66387132cd8ebd3d6cd2717834a70f976c",
};
/// Dialect 003: clients are refused while a dependency is missing.
pub(super) static REFUSING_003: System = System {
    name: "Monyreak/Replicated-Key-Value-store-",
    commit: "fa8717996bec22315f5596b1787a36dc29694ed0",
};
/// Dialect 004: whole stores are gossiped.
pub(super) static SYNCKV_004: System =
    System { name: "IlluriManikanta/SyncKV", commit: "aaa87568c4ffafd8af741dc55b9ff623fd921ff5" };
/// The receiver's entry where the sender's belongs.
pub(super) static RECEIVERS_ENTRY: System = System {
    name: "AnushaVasanthKumar/vector-clock-kv-store",
    commit: "547e247e5aa58a66c85a55d1bfa381d6203e59fb",
};
/// The sender's entry is skipped.
pub(super) static SENDER_SKIPPED: System = System {
    name: "hoosierdaddy69/vector-clock-kv-store-",
    commit: "63ee414593e793a166963126e9fd3713e81f54fe",
};
/// One failed request removes a peer from all views.
pub(super) static EVICTING: System = System {
    name: "HuntTraitor/Distributed-KVS-store",
    commit: "f686455b761da4223da0beb5b9b50b24bd31d51a",
};
/// Dependencies first, then milliseconds.
pub(super) static MILLISECONDS: System =
    System { name: "RealDummy/cse138_asgn4", commit: "8d6a464deeaf336ef3d837cd1266c488e256d5da" };
/// Vectors as wide as the view.
pub(super) static VIEW_WIDE: System = System {
    name: "josephkong13/cse138_assignment3",
    commit: "77f57706ba7a60041b5b0233ed986cd5f89e694a",
};
/// Metadata is compared for equality.
pub(super) static EQUAL_ONLY: System = System {
    name: "TommasoFramba/CSE138_Assignment3",
    commit: "69292e2b6cc56831f23bce2b98941c404b653136",
};
/// Keys shorter than fifty characters, or longer: nothing for fifty.
pub(super) static FIFTY: System = System {
    name: "Garrett-Webb/Sharded-CausallyConsistent-KVstore",
    commit: "58a0138b8a2ba02bbfd581007c2e8787ae301018",
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{mistakes, rule_catalog};
    use super::*;

    /// Every source of the two catalogues, with the name of what was seen there.
    fn sources() -> Vec<(&'static str, Source)> {
        let mistakes = mistakes::CATALOG.iter().map(|named| (named.name, named.seen_in));
        let rules = rule_catalog::CATALOG.iter();
        let rules = rules.filter_map(|named| Some((named.name, named.seen_in?)));
        mistakes.chain(rules).collect()
    }

    #[test]
    fn every_mistake_says_where_it_was_seen() {
        let n_rules = rule_catalog::CATALOG.iter().filter(|named| named.is_mistake()).count();
        assert_eq!(sources().len(), mistakes::CATALOG.len() + n_rules);
        for (name, source) in sources() {
            assert!(!source.to_string().is_empty(), "{name}");
            assert!(
                !source.name().ends_with('.'),
                "{name}: words in a sentence, not one of their own"
            );
        }
    }

    #[test]
    fn addresses_are_safe_pinned_and_each_mistake_has_a_line_of_its_own() {
        let addressed: Vec<_> =
            sources().into_iter().filter_map(|(name, at)| Some((name, at.address()?))).collect();
        let distinct: BTreeSet<&String> = addressed.iter().map(|(_, address)| address).collect();
        assert_eq!(distinct.len(), addressed.len(), "two mistakes point at one line");
        for (name, address) in &addressed {
            assert!(address.starts_with("https://github.com/"), "{name}: {address}");
            let plain = |c: char| c.is_ascii_alphanumeric() || "-_./#:".contains(c);
            assert!(address.chars().all(plain), "{name}: {address}");
        }
    }

    #[test]
    fn a_system_is_one_repository_at_one_full_commit() {
        let mut commits = BTreeSet::new();
        let mut names = BTreeSet::new();
        for (_, source) in sources() {
            let Source::Public { system, line, .. } = source else { continue };
            assert!(
                system.commit.len() == 40 && system.commit.bytes().all(|b| b.is_ascii_hexdigit())
            );
            assert_eq!(system.name.split('/').count(), 2, "{}", system.name);
            assert!(line > 0);
            commits.insert(system.commit);
            names.insert(system.name);
        }
        assert_eq!(commits.len(), names.len());
    }
}
