//! The values themselves, each with its word, in the order of their numbers in links.

use super::{Entry, Words};
use crate::replica::protocol::{Amnesia, Conflicts, Dependencies, Disk, Sessions, Writes};
use crate::replica::rule::{Drain, Duplicates, EntryTest, SpecialEntry, VectorUpdate};
use crate::world::network::LinkState;

impl Words for EntryTest {
    const WHAT: &'static str = "test";
    const ALL: &'static [Entry<Self>] = &[
        ("any", &[], Self::Any),
        ("less", &["lt"], Self::Less),
        ("equal", &["eq"], Self::Equal),
        ("at-most", &["le"], Self::AtMost),
        ("next", &[], Self::Next),
        ("newer", &["gt"], Self::Newer),
    ];
}

impl Words for SpecialEntry {
    const WHAT: &'static str = "special entry";
    const ALL: &'static [Entry<Self>] = &[
        ("senders", &["sender"], Self::Senders),
        ("receivers", &["receiver"], Self::Receivers),
        ("none", &[], Self::None),
    ];
}

impl Words for VectorUpdate {
    const WHAT: &'static str = "update";
    const ALL: &'static [Entry<Self>] = &[
        ("stays", &["none"], Self::Stays),
        ("add-one", &["inc"], Self::AddOne),
        ("maximum", &["max"], Self::Maximum),
    ];
}

impl Words for Drain {
    const WHAT: &'static str = "drain";
    const ALL: &'static [Entry<Self>] =
        &[("fixpoint", &[], Self::Fixpoint), ("one-pass", &["once"], Self::OnePass)];
}

impl Words for Duplicates {
    const WHAT: &'static str = "treatment of duplicates";
    const ALL: &'static [Entry<Self>] =
        &[("discarded", &[], Self::Discarded), ("like-any-other", &[], Self::LikeAnyOther)];
}

impl Words for Sessions {
    const WHAT: &'static str = "session rule";
    const ALL: &'static [Entry<Self>] =
        &[("off", &[], Self::Off), ("wait", &[], Self::Wait), ("reject", &[], Self::Reject)];
}

impl Words for Dependencies {
    const WHAT: &'static str = "kind of dependencies";
    const ALL: &'static [Entry<Self>] =
        &[("replica", &[], Self::Replica), ("session", &[], Self::Session)];
}

impl Words for Conflicts {
    const WHAT: &'static str = "conflict rule";
    const ALL: &'static [Entry<Self>] = &[
        ("siblings", &[], Self::Siblings),
        ("lww", &[], Self::Lww),
        ("arrival", &[], Self::Arrival),
        ("wall-clock", &[], Self::WallClock),
    ];
}

impl Words for Writes {
    const WHAT: &'static str = "rule for writes";
    const ALL: &'static [Entry<Self>] =
        &[("gated", &[], Self::Gated), ("accepted", &[], Self::Accepted)];
}

impl Words for Amnesia {
    const WHAT: &'static str = "kind of amnesia";
    const ALL: &'static [Entry<Self>] = &[("safe", &[], Self::Safe), ("naive", &[], Self::Naive)];
}

impl Words for Disk {
    const WHAT: &'static str = "fate of the disk";
    const ALL: &'static [Entry<Self>] = &[("keep", &[], Self::Keep), ("lose", &[], Self::Lose)];
}

impl Words for LinkState {
    const WHAT: &'static str = "link state";
    const ALL: &'static [Entry<Self>] =
        &[("up", &["open"], Self::Up), ("held", &["hold"], Self::Held), ("cut", &[], Self::Cut)];
}

impl Words for bool {
    const WHAT: &'static str = "switch";
    const ALL: &'static [Entry<Self>] =
        &[("off", &["no", "false"], false), ("on", &["yes", "true"], true)];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_all<T: Words + std::fmt::Debug>() {
        for (code, (word, also, value)) in T::ALL.iter().enumerate() {
            assert_eq!((value.word(), value.code()), (*word, code));
            assert_eq!(T::from_code(code), Some(*value));
            for spelled in also.iter().chain([word]) {
                assert_eq!(T::from_word(&spelled.to_uppercase()), Ok(*value));
            }
        }
        assert_eq!(T::from_code(T::ALL.len()), None);
    }

    #[test]
    fn every_word_means_its_value_and_back() {
        check_all::<EntryTest>();
        check_all::<SpecialEntry>();
        check_all::<VectorUpdate>();
        check_all::<Drain>();
        check_all::<Duplicates>();
        check_all::<Sessions>();
        check_all::<Dependencies>();
        check_all::<Conflicts>();
        check_all::<Writes>();
        check_all::<Amnesia>();
        check_all::<Disk>();
        check_all::<LinkState>();
        check_all::<bool>();
    }
}
