//! Where the keyboard is once a dialog has opened, and once what was pressed has gone.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

fn at_the_example(screen: Screen) -> Visitor {
    let ada = Visitor::arrives_with(screen);
    ada.opens("/");
    ada.reads_soon("stop-counter", "4 of 5");
    ada
}

/// Puts the keyboard on what has this test id, and presses Enter there.
fn enters(ada: &Visitor, testid: &str) {
    let focus = "const it = document.querySelector(`[data-testid='${arguments[0]}']`);
        it.scrollIntoView({ block: 'nearest' }); it.focus(); return document.activeElement === it;";
    assert_eq!(ada.asks(focus, json!([testid])), json!(true), "{testid} takes the focus");
    ada.presses("Enter");
}

/// The test id of what has the focus, otherwise its class.
fn focus(ada: &Visitor) -> String {
    let what = "const it = document.activeElement; return it.dataset.testid ?? it.className;";
    ada.asks(what, json!([])).as_str().unwrap_or_default().to_owned()
}

#[test]
fn every_dialog_opens_with_the_keyboard_on_what_it_asks_for_and_gives_it_back() {
    let openers = [
        ("find", "task-find", "condition"),
        ("until", "task-until", "condition"),
        ("open-run", "task-open", "open-text"),
        ("share", "share", "share-link"),
        ("protocol", "task-protocol", "choose-rule"),
        ("replicas", "task-replicas", "setup-number"),
        ("help", "help", "dialog__body"),
    ];
    for screen in [Screen::DESKTOP, Screen::PHONE] {
        let ada = at_the_example(screen);
        if screen.phone {
            ada.clicks_on("sheet-task");
        }
        for (at_a_desk, on_a_phone, first) in openers {
            let opener = if screen.phone { on_a_phone } else { at_a_desk };
            enters(&ada, opener);
            ada.waits_until(&format!("{first} once {opener} was pressed"), || focus(&ada) == first);
            ada.presses("Escape");
            ada.waits_until(&format!("{opener} again"), || focus(&ada) == opener);
        }
    }
}

/// Presses one button after another, whichever the luck of a number points at, in the dialog if one is
/// open; says which have left the keyboard nowhere once everything was drawn, and how many were pressed
/// that are gone.
const PRESSES: &str = "let luck = given[0];
    const lost = [];
    let gone = 0;
    const isShown = (it) => it.getClientRects().length > 0;
    for (let n = 0; n < given[1]; n++) {
        const within = document.querySelector('dialog[open]') ?? document.querySelector('.page');
        const all = [...within.querySelectorAll('button')].filter(isShown);
        luck = luck * 48271 % 2147483647;
        const it = all[luck % all.length];
        const called = it.getAttribute('aria-label') ?? it.textContent;
        it.focus();
        it.click();
        for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
        gone += !it.isConnected;
        if (document.activeElement === document.body) lost.push(called);
    }
    return [lost, gone];";

#[test]
fn no_button_takes_the_keyboard_along_when_it_goes() {
    let mut n_gone = 0;
    for luck in [1, 2, 3] {
        let ada = at_the_example(Screen::DESKTOP);
        let answer = ada.runs(PRESSES, json!([luck, 150]));
        assert_eq!(answer[0], json!([]), "what was pressed when the keyboard went astray");
        n_gone += answer[1].as_u64().expect("a number");
    }
    assert!(n_gone > 20, "{n_gone} buttons went away");
}

#[test]
fn what_ends_a_search_hands_the_keyboard_to_what_takes_its_place() {
    let ada = at_the_example(Screen::DESKTOP);
    ada.clicks_on("find");
    ada.chooses("find-writes", "6");
    ada.fills_in("condition", "violation.causal");
    ada.presses("Enter");
    ada.waits_until("the search", || ada.sees("work-cancel"));
    ada.presses("Escape");
    ada.waits_until("the bar alone", || !ada.sees("find-dialog"));
    enters(&ada, "work-cancel");
    ada.waits_until("what was covered", || focus(&ada) == "work-show");
    ada.clicks("button", "Put away");
    ada.waits_until("what it was begun with", || focus(&ada) == "find");
}

#[test]
fn a_tab_that_goes_hands_the_keyboard_to_the_tab_beside_it() {
    let ada = at_the_example(Screen::DESKTOP);
    ada.clicks_on("invite");
    ada.clicks_on("start-empty");
    ada.chooses("rule", "fifo");
    ada.waits_until("two tabs", || ada.sees("rename-1"));
    enters(&ada, "rename-1");
    ada.waits_until("the field", || focus(&ada) == "branch-name");
    ada.types("mine");
    ada.presses("Enter");
    ada.waits_until("its tab", || focus(&ada) == "branch-1");
    enters(&ada, "delete-branch-1");
    ada.waits_until("the tab that is left", || focus(&ada) == "branch-0");
}
