//! The named delivery rules: the right one, two weaker ones, and mistakes found in real systems.

use super::rule::{DeliveryRule, Drain, Duplicates, EntryTest, SpecialEntry, VectorUpdate};
use super::source::{
    CARRIED_001, READY_002, RECEIVERS_ENTRY, SENDER_SKIPPED, SENT_ON_000, Source, UNKNOWN,
};

/// A rule under its name, with one sentence for people.
#[derive(Clone, Copy, Debug)]
pub struct NamedRule {
    /// The name in scenarios and menus.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub says: &'static str,
    /// For a mistake, the public system that makes it, and where; `None` for a rule that is none.
    pub seen_in: Option<Source>,
    /// The rule itself.
    pub rule: DeliveryRule,
}

impl NamedRule {
    /// Whether it is a mistake found in a real system.
    #[must_use]
    pub fn is_mistake(&self) -> bool {
        self.seen_in.is_some()
    }
}

const CAUSAL: DeliveryRule = DeliveryRule::CAUSAL;

const fn good(name: &'static str, says: &'static str, rule: DeliveryRule) -> NamedRule {
    NamedRule { name, says, seen_in: None, rule }
}

const fn mistake(
    name: &'static str,
    says: &'static str,
    seen_in: Source,
    rule: DeliveryRule,
) -> NamedRule {
    NamedRule { name, says, seen_in: Some(seen_in), rule }
}

/// Every named rule, in the order of the menu.
pub const CATALOG: &[NamedRule] = &[
    good(
        "causal",
        "A write waits until it is the next from its author and everything it builds on is here.",
        CAUSAL,
    ),
    good(
        "fifo",
        "A write waits only for its author's earlier writes, so a reply can overtake its question.",
        DeliveryRule { others: EntryTest::Any, ..CAUSAL },
    ),
    good(
        "arrival",
        "No buffer: a write takes effect the moment it arrives, in whatever order that is.",
        DeliveryRule {
            sender: EntryTest::Any,
            others: EntryTest::Any,
            update: VectorUpdate::Maximum,
            duplicates: Duplicates::LikeAnyOther,
            ..CAUSAL
        },
    ),
    mistake(
        "covers-all",
        "No entry is special: a write must be covered before it is delivered, so nothing ever is.",
        Source::at(&SENT_ON_000, "src/node.py", 201),
        DeliveryRule { special: SpecialEntry::None, ..CAUSAL },
    ),
    mistake(
        "own-entry",
        "The check skips the receiver's entry instead of the sender's: every write waits for itself.",
        Source::at(&READY_002, "vector-clock-kv-store/src/node.py", 32),
        DeliveryRule { sender: EntryTest::Any, special: SpecialEntry::Receivers, ..CAUSAL },
    ),
    mistake(
        "next-on-own",
        "The next write is expected in the receiver's entry: every genuine message is refused.",
        Source::at(&RECEIVERS_ENTRY, "src/node.py", 19),
        DeliveryRule { special: SpecialEntry::Receivers, ..CAUSAL },
    ),
    mistake(
        "sender-unchecked",
        "The sender's entry is not looked at: its writes take effect in any order, even twice.",
        Source::at(&SENDER_SKIPPED, "node.py", 46),
        DeliveryRule {
            sender: EntryTest::Any,
            update: VectorUpdate::Maximum,
            duplicates: Duplicates::LikeAnyOther,
            ..CAUSAL
        },
    ),
    mistake(
        "newer",
        "Anything newer from the sender will do: writes in the gap are later taken for old and lost.",
        UNKNOWN,
        DeliveryRule { sender: EntryTest::Newer, update: VectorUpdate::Maximum, ..CAUSAL },
    ),
    mistake(
        "tick-on-receipt",
        "One vector for two jobs: it ticks on receipts too, and others wait for writes never made.",
        Source::at(&SENT_ON_000, "README.md", 24),
        DeliveryRule { ticks_on_receipt: true, ..CAUSAL },
    ),
    mistake(
        "one-pass",
        "After a delivery the inbox is scanned once: what becomes ready behind the scan is left.",
        Source::at(&READY_002, "vector-clock-kv-store/src/node.py", 84),
        DeliveryRule { drain: Drain::OnePass, ..CAUSAL },
    ),
    mistake(
        "keeps-duplicates",
        "A write that is here already is not the next one, so its copy waits in the inbox for ever.",
        Source::at(&CARRIED_001, "src/service_node.py", 46),
        DeliveryRule { duplicates: Duplicates::LikeAnyOther, ..CAUSAL },
    ),
];

impl DeliveryRule {
    /// The rule of a name, case-insensitively.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        CATALOG.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)).map(|entry| entry.rule)
    }

    /// The catalog's entry for this combination, if it has a name.
    #[must_use]
    pub fn catalog_entry(&self) -> Option<&'static NamedRule> {
        CATALOG.iter().find(|entry| entry.rule == *self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_one_rule_and_every_rule_one_name() {
        for entry in CATALOG {
            assert_eq!(DeliveryRule::named(&entry.name.to_uppercase()), Some(entry.rule));
            assert_eq!(entry.rule.catalog_entry().map(|found| found.name), Some(entry.name));
        }
        assert_eq!(DeliveryRule::named("causal"), Some(DeliveryRule::default()));
        assert_eq!(DeliveryRule::named("casual"), None);
    }
}
