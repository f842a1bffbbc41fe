//! The direction of dependence between the parts of the core, and of the diagram: nothing points back. And between the
//! modules of every crate: nothing goes round.

pub(crate) mod circles;
mod uses;

/// Parts, each with the parts it may use besides itself.
type Parts = &'static [(&'static str, &'static [&'static str])];

/// Where parts with an order lie.
const CRATES: [(&str, Parts); 2] = [("core/src/", CORE), ("diagram/src/", DIAGRAM)];

const DIAGRAM: Parts = &[
    ("sorted", &[]),
    ("signs", &[]),
    ("words", &[]),
    ("layout", &["sorted", "words"]),
    ("path", &["layout"]),
    ("summary", &["words", "layout"]),
    ("svg", &["signs", "words", "layout", "path", "summary"]),
];

const CORE: Parts = &[
    ("steps", &[]),
    ("json", &["steps"]),
    ("paged_map", &[]),
    ("clock", &[]),
    ("replica", &["paged_map", "clock"]),
    ("world", &["paged_map", "clock", "replica"]),
    ("history", &["paged_map", "clock", "replica", "world"]),
    ("check", &["paged_map", "clock", "replica", "world", "history"]),
    ("scenario", &["steps", "json", "clock", "replica", "world"]),
    ("run", &["clock", "replica", "world", "history", "scenario"]),
    ("http", &["steps", "json", "clock", "replica", "world"]),
    (
        "export",
        &["steps", "json", "clock", "replica", "world", "history", "scenario", "run", "check"],
    ),
];

/// What a file uses against the order of its crate, if its crate has one; the name is its path.
pub(crate) fn breaches(name: &str, text: &str) -> Vec<String> {
    let ordered = CRATES.iter().filter_map(|(at, parts)| Some((name.strip_prefix(at)?, *parts)));
    ordered.flat_map(|(below, parts)| breaches_in(below, text, parts)).collect()
}

fn breaches_in(name: &str, text: &str, parts: Parts) -> Vec<String> {
    let is_part = |name: &str| parts.iter().any(|(part, _)| *part == name);
    let part = name.split(['/', '.']).next().unwrap_or(name);
    let allowed = parts.iter().find(|(known, _)| *known == part).map(|(_, allowed)| *allowed);
    let paths = uses::paths_in(name, text).into_iter();
    let mut used: Vec<String> = paths.filter_map(|path| path.into_iter().next()).collect();
    used.sort_unstable();
    used.dedup();
    used.retain(|other| {
        is_part(other) && other != part && allowed.is_some_and(|may| !may.contains(&other.as_str()))
    });
    let unplaced = (name.contains('/') && !is_part(part)).then(|| {
        format!("`{part}` has no place in the order yet; give it one in xtask/src/order.rs.")
    });
    used.into_iter()
        .map(move |other| format!("`{part}` must not use `{other}`."))
        .chain(unplaced)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, code: &str, expected: &str) {
        let found = breaches_in(name, code, CORE).join(" ");
        assert_eq!(found, expected, "{name}: {code}");
    }

    #[test]
    fn forward_uses_are_fine() {
        check("clock/dot.rs", "use crate::clock::vector::VersionVector;", "");
        check("world/step.rs", "use crate::{clock::Dot, replica::{Replica, rule::Rule}};", "");
        check("check/monitor.rs", "fn f(h: &crate::history::History) {}", "");
        check("lib.rs", "pub use crate::world::World;", "");
        check("limits.rs", "use crate::world::World;", "");
    }

    #[test]
    fn backward_uses_are_named() {
        check("clock.rs", "use crate::world::World;", "`clock` must not use `world`.");
        check(
            "replica/rule.rs",
            "let h = crate::history::of();",
            "`replica` must not use `history`.",
        );
        check(
            "world/mod.rs",
            "use crate::{clock::Dot, scenario};",
            "`world` must not use `scenario`.",
        );
        check(
            "scenario/text.rs",
            "use crate::history::Event;",
            "`scenario` must not use `history`.",
        );
    }

    #[test]
    fn each_crate_has_an_order_of_its_own() {
        let uses = "use crate::summary::summary;";
        let says = ["`layout` must not use `summary`."];
        assert_eq!(breaches("diagram/src/layout/labels.rs", uses), says);
        assert!(breaches("core/src/clock/dot.rs", uses).is_empty());
        assert!(breaches("web/src/layout/labels.rs", uses).is_empty());
    }

    #[test]
    fn a_new_folder_needs_a_place_in_the_order() {
        let found = breaches_in("gossip/peer.rs", "", CORE).concat();
        assert!(found.contains("`gossip` has no place"), "{found}");
        check("limits.rs", "", "");
    }

    #[test]
    fn the_way_up_is_followed_to_the_root() {
        check("clock/dot.rs", "use super::super::world::World;", "`clock` must not use `world`.");
        check("clock/mod.rs", "use super::replica::Replica;", "`clock` must not use `replica`.");
        check("clock.rs", "use super::{replica::A, world::B};", CLOCK_USES_TWO);
        check("replica/store.rs", "use super::history::Entry;", "");
    }

    const CLOCK_USES_TWO: &str = "`clock` must not use `replica`. `clock` must not use `world`.";

    #[test]
    fn comments_other_crates_and_other_names_do_not_count() {
        check("clock/dot.rs", "/// See [`crate::world`].\n//! crate::world", "");
        check("clock/dot.rs", "use my_crate::world::World;", "");
        check("clock/dot.rs", "use crate::worldly::Thing;", "");
    }
}
