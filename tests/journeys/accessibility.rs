//! The page for everybody: axe finds nothing against it, in whatever state and in both themes.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

/// A client reads at Carol what she has written at Alice, and the link between them is held.
const SESSION_WAIT: &str = "sessions wait\nhold A->C\nann@A: x = 1\nann@C: read x\n";

/// A visitor of the first screen.
fn at_the_start(screen: Screen) -> Visitor {
    let visitor = Visitor::arrives_with(screen);
    visitor.opens("/");
    visitor.waits_until("the first screen", || visitor.sees("invite"));
    visitor
}

/// Asserts that axe has nothing against what is on show, be it light or dark.
fn is_for_everybody(visitor: &Visitor, state: &str) {
    let mut found = Vec::new();
    for theme in ["light", "dark"] {
        visitor.prefers("prefers-color-scheme", theme);
        let violations = visitor.accessibility_violations();
        found.extend(violations.iter().map(|violation| format!("{state}, {theme}: {violation}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn axe_has_nothing_against_the_start() {
    is_for_everybody(&at_the_start(Screen::DESKTOP), "start");
}

#[test]
fn axe_has_nothing_against_a_write_that_waits() {
    let ada = at_the_start(Screen::DESKTOP);
    ada.clicks_on("invite");
    ada.reads_soon("waiting-C-B1", "Waits for A1");
    is_for_everybody(&ada, "waiting");
    ada.clicks_on("link-more-A>C");
    ada.waits_until("the menu", || ada.sees("menu"));
    is_for_everybody(&ada, "the menu of a link");
    ada.clicks("button", "B1");
    ada.waits_until("the cone", || ada.sees("cones"));
    is_for_everybody(&ada, "a write is selected");
}

#[test]
fn axe_has_nothing_against_a_violation() {
    let ada = at_the_start(Screen::DESKTOP);
    ada.chooses("rule", "arrival");
    ada.clicks_on("invite");
    ada.reads_soon("replica-C", "before its cause A1");
    is_for_everybody(&ada, "violation");
    let told = ada.testids("violation-C-");
    ada.clicks_on(&told[0]);
    ada.reads_soon("why", "before its cause A1");
    is_for_everybody(&ada, "a violation is selected");
}

#[test]
fn axe_has_nothing_against_a_crash() {
    let ada = at_the_start(Screen::DESKTOP);
    ada.clicks_on("machine-menu-C");
    is_for_everybody(&ada, "the menu of a machine");
    ada.clicks_on("crash-C");
    ada.reads_soon("state-C", "Down");
    is_for_everybody(&ada, "crashed");
}

#[test]
fn axe_has_nothing_against_a_request_that_waits() {
    let ada = at_the_start(Screen::DESKTOP);
    ada.clicks_on("open-run");
    ada.fills_in("open-text", SESSION_WAIT);
    ada.clicks_on("open-submit");
    ada.reads_soon("inbox-C", "ann");
    is_for_everybody(&ada, "session wait");
}

#[test]
fn axe_has_nothing_against_the_list() {
    let ada = at_the_start(Screen::DESKTOP);
    ada.clicks_on("tab-list");
    ada.reads_soon("steps", "Alice");
    is_for_everybody(&ada, "list");
    ada.clicks_on("undo");
    ada.clicks_on("hold-all");
    ada.waits_until("a branch", || ada.testids("branch-").len() > 1);
    is_for_everybody(&ada, "list, with a branch");
}

#[test]
fn axe_has_nothing_against_any_dialog() {
    let ada = at_the_start(Screen::DESKTOP);
    for (button, dialog) in [
        ("share", "share-dialog"),
        ("protocol", "protocol-dialog"),
        ("until", "until-dialog"),
        ("help", "help-dialog"),
    ] {
        ada.clicks_on(button);
        ada.waits_until("the dialog", || ada.sees(dialog));
        is_for_everybody(&ada, button);
        ada.presses("Escape");
        ada.waits_until("the page", || !ada.sees(dialog));
    }
    ada.clicks_on("open-run");
    is_for_everybody(&ada, "open");
    ada.fills_in("open-text", "relase A1->C");
    ada.clicks_on("open-submit");
    ada.reads_soon("open-error", "unknown action");
    is_for_everybody(&ada, "open, with an error");
}

#[test]
fn axe_has_nothing_against_the_phone_and_its_sheet() {
    let ada = at_the_start(Screen::PHONE);
    is_for_everybody(&ada, "phone");
    ada.clicks_on("invite");
    ada.reads_soon("peek", "A1");
    for tab in ada.testids("sheet-") {
        ada.clicks_on(&tab);
        ada.waits_until("the sheet", || {
            ada.attribute(&tab, "aria-pressed").as_deref() == Some("true")
        });
        is_for_everybody(&ada, &format!("phone, {tab}"));
    }
}

#[test]
fn what_has_the_focus_is_never_behind_the_head_of_its_dialog() {
    let ada = at_the_start(Screen { height: 520, ..Screen::DESKTOP });
    ada.clicks_on("protocol");
    ada.waits_until("the dialog", || ada.sees("protocol-dialog"));
    ada.asks("[...document.querySelectorAll('dialog[open] input')].at(-1).focus()", json!([]));
    let behind = "const one = document.activeElement.getBoundingClientRect();
        const head = document.querySelector('dialog[open] header').getBoundingClientRect();
        return one.top < head.bottom && one.bottom > head.top";
    let mut n_passed = 0;
    while ada.focus().role != "button" {
        assert_eq!(ada.asks(behind, json!([])), json!(false), "{:?}", ada.focus());
        ada.presses("Shift+Tab");
        n_passed += 1;
    }
    assert!(n_passed > 10, "there is more than {n_passed} to choose");
}
