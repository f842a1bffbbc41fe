//! The direction of dependence between the parts of the core, of the diagram and of the page: nothing
//! points back. And between the modules of every crate: nothing goes round.

pub(crate) mod circles;
mod parts;
mod uses;

use parts::{CRATES, Order};

/// What only the crates that talk to a browser are called.
const BROWSER: [&str; 6] =
    ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo_timers", "gloo_events"];

/// What a file uses against the order of its crate, if its crate has one; the name is its path.
pub(crate) fn breaches(name: &str, text: &str) -> Vec<String> {
    let ordered = CRATES.iter().filter_map(|(at, order)| Some((name.strip_prefix(at)?, *order)));
    ordered.flat_map(|(below, order)| breaches_in(below, text, order)).collect()
}

fn breaches_in(name: &str, text: &str, order: &Order) -> Vec<String> {
    let is_part = |name: &str| order.parts.iter().any(|(part, _)| *part == name);
    let part = name.split(['/', '.']).next().unwrap_or(name);
    let unplaced = (name.contains('/') && !is_part(part)).then(|| {
        format!("`{part}` has no place in the order yet; give it one in xtask/src/order/parts.rs.")
    });
    used_against(name, part, text, order)
        .map(|other| format!("`{part}` must not use `{other}`."))
        .chain(unplaced)
        .chain(renamed_root(text))
        .chain(browsers_in(part, text, order))
        .collect()
}

/// The parts that a file of a part uses and must not.
fn used_against<'a>(
    name: &'a str,
    part: &'a str,
    text: &str,
    order: &'a Order,
) -> impl Iterator<Item = String> + 'a {
    let paths = uses::paths_in(name, text).into_iter();
    let mut used: Vec<String> = paths.filter_map(|path| path.into_iter().next()).collect();
    used.sort_unstable();
    used.dedup();
    let allowed = order.parts.iter().find(|(known, _)| *known == part).map(|(_, allowed)| *allowed);
    used.into_iter().filter(move |other| {
        let is_part = order.parts.iter().any(|(known, _)| known == other);
        let is_excepted =
            order.exceptions.iter().any(|(file, used, _)| *file == name && used == other);
        let may = allowed.is_none_or(|may| may.contains(&other.as_str()));
        is_part && other != part && !may && !is_excepted
    })
}

/// What a file of a part that knows no browser says of one.
fn browsers_in(part: &str, text: &str, order: &Order) -> impl Iterator<Item = String> {
    let code = uses::code_of(text);
    let named = BROWSER.into_iter().filter(move |name| uses::has_path_into(&code, name));
    let is_native = order.no_browser.contains(&part);
    let says = format!("`{part}` knows no browser; it must not use");
    named.filter(move |_| is_native).map(move |name| format!("{says} `{name}`."))
}

/// That the crate's root gets another name, behind which uses cannot be seen.
fn renamed_root(text: &str) -> Option<String> {
    let is_renamed = uses::code_of(text).contains("use crate as ");
    is_renamed.then(|| "`use crate as …` hides what is used; name the part.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::parts::{CORE, WEB};
    use super::*;

    fn check(name: &str, code: &str, expected: &str) {
        let found = breaches_in(name, code, &CORE).join(" ");
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
    fn what_stands_below_the_mention_of_tests_elsewhere_is_read_too() {
        let code = "#[cfg(test)]\nmod tests;\n\nuse crate::scenario::Scenario;\n";
        check("world/links.rs", code, "`world` must not use `scenario`.");
        let inside = "#[cfg(test)]\nmod tests {\n    use crate::scenario::Scenario;\n}\n";
        check("world/links.rs", inside, "");
    }

    #[test]
    fn the_root_keeps_its_name() {
        let says = "`use crate as …` hides what is used; name the part.";
        check("clock/dot.rs", "use crate as root;\nfn f(_: &root::world::World) {}", says);
    }

    #[test]
    fn each_crate_has_an_order_of_its_own() {
        let uses = "use crate::summary::summary;";
        let says = ["`layout` must not use `summary`."];
        assert_eq!(breaches("diagram/src/layout/labels.rs", uses), says);
        assert!(breaches("core/src/clock/dot.rs", uses).is_empty());
        assert!(breaches("cli/src/layout/labels.rs", uses).is_empty());
    }

    #[test]
    fn a_new_folder_needs_a_place_in_the_order() {
        let found = breaches_in("gossip/peer.rs", "", &CORE).concat();
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

    #[test]
    fn an_import_against_the_order_of_the_page_is_named() {
        let planted = [
            ("words/findings.rs", "use crate::model::Model;", "`words` must not use `model`."),
            ("model/rows.rs", "use crate::update;", "`model` must not use `update`."),
            ("update/acting.rs", "use crate::panels::send;", "`update` must not use `panels`."),
            ("panels/why.rs", "use crate::app::App;", "`panels` must not use `app`."),
            ("browser/focus.rs", "crate::panels::x()", "`browser` must not use `panels`."),
            ("service/stage.rs", "use crate::update::x;", "`service` must not use `update`."),
        ];
        for (file, code, says) in planted {
            assert_eq!(breaches(&format!("web/src/{file}"), code), [says], "{file}: {code}");
        }
        let may = "use crate::{browser::x, diagram::Diagram, model::Model, words};";
        assert_eq!(breaches("web/src/panels/why.rs", may), [""; 0]);
    }

    #[test]
    fn what_knows_the_page_knows_no_browser() {
        let says = ["`model` knows no browser; it must not use `web_sys`."];
        assert_eq!(breaches("web/src/model/draft.rs", "use web_sys::Window;"), says);
        assert_eq!(breaches("web/src/model.rs", "fn f(x: &web_sys::Window) {}"), says);
        assert_eq!(breaches("web/src/model.rs", "// web_sys::Window\nuse my_web_sys::X;"), [""; 0]);
        assert_eq!(breaches("web/src/panels/open.rs", "use web_sys::DragEvent;"), [""; 0]);
    }

    #[test]
    fn each_exception_is_needed_and_says_why() {
        let src = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src/");
        for (file, used, why) in WEB.exceptions {
            let text = std::fs::read_to_string(format!("{src}{file}")).expect("a file of the page");
            let paths = uses::paths_in(file, &text);
            assert!(
                paths.iter().any(|path| path.first().is_some_and(|part| part == used)),
                "{file}"
            );
            assert!(!why.is_empty(), "{file}");
        }
    }
}
