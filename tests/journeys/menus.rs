//! Menus: what opens and closes them, where they are, and that they say what each choice does.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

/// A visitor of an empty playground with this screen.
fn at_an_empty_playground(screen: Screen) -> Visitor {
    let visitor = Visitor::arrives_with(screen);
    visitor.opens("/");
    if screen.phone {
        visitor.clicks_on("sheet-task");
    }
    visitor.clicks_on("start-empty");
    visitor.waits_until("an empty playground", || visitor.text_of("stop-counter") == "0 of 0");
    visitor
}

/// How far the open menu is from the button that opened it, whether it covers the button, and
/// whether all of it is in the window.
fn placed(visitor: &Visitor, opener: &str) -> (i64, bool, bool) {
    let script =
        "const box = id => document.querySelector(`[data-testid='${id}']`).getBoundingClientRect();
        // A machine's menu stands beside its card, which it is about.
        const [menu, button] = [box('menu'), box(arguments[0].replace('machine-menu', 'replica'))];
        const gap = Math.max(menu.left - button.right, button.left - menu.right,
            menu.top - button.bottom, button.top - menu.bottom);
        return [Math.round(gap), gap < 0, menu.left >= 0 && menu.top >= 0
            && menu.right <= innerWidth && menu.bottom <= innerHeight];";
    let answer = visitor.asks(script, json!([opener]));
    serde_json::from_value(answer).expect("a distance and two truths")
}

/// Opens a menu and looks where it is.
fn opens_beside(visitor: &Visitor, opener: &str) {
    visitor.clicks_on(opener);
    visitor.waits_until("the menu", || visitor.sees("menu"));
    let (gap, covers, is_whole) = placed(visitor, opener);
    assert!(gap <= 28 && !covers && is_whole, "{opener}: {gap} px away, whole: {is_whole}");
}

fn is_closed(visitor: &Visitor, how: &str) {
    visitor.waits_until(&format!("the menu closed {how}"), || !visitor.sees("menu"));
}

#[test]
fn menus_open_beside_their_buttons_and_close_on_esc_outside_and_after_acting() {
    let ada = at_an_empty_playground(Screen::DESKTOP);
    for opener in ["link-more-A>B", "link-more-C>B", "more", "machine-menu-A", "machine-menu-C"] {
        opens_beside(&ada, opener);
        assert_ne!(ada.focus().testid, opener, "the keyboard is in the menu");
        ada.presses("Escape");
        is_closed(&ada, "on Esc");
        assert_eq!(ada.focus().testid, opener, "and back at its button");
        opens_beside(&ada, opener);
        ada.clicks_on("tab-diagram");
        is_closed(&ada, "by a click outside");
        opens_beside(&ada, opener);
        ada.clicks_on(opener);
        is_closed(&ada, "by its own button");
    }
    opens_beside(&ada, "link-more-A>B");
    ada.clicks_on("link-more-B>A");
    ada.waits_until("the other menu alone", || ada.text_of("menu").contains("Link B→A"));
    ada.takes_picture("menus-link");
    ada.clicks_on("hold");
    is_closed(&ada, "after acting");
    opens_beside(&ada, "machine-menu-B");
    ada.takes_picture("menus-machine");
    ada.clicks_on("crash-B");
    is_closed(&ada, "after acting");
    ada.reads_soon("state-B", "Down");
    opens_beside(&ada, "machine-menu-B");
    ada.fills_in("key-A", "x");
    is_closed(&ada, "when the keyboard goes elsewhere");
}

#[test]
fn a_machine_menu_leaves_its_card_in_sight() {
    let ada = at_an_empty_playground(Screen::DESKTOP);
    for at in ["A", "B", "C"] {
        ada.clicks_on(&format!("machine-menu-{at}"));
        ada.waits_until("the menu", || ada.sees("menu"));
        let script = "const box = id => document.querySelector(`[data-testid='${id}']`).getBoundingClientRect();
            const [menu, card] = [box('menu'), box(arguments[0])];
            return menu.left >= card.right - 24 || menu.right <= card.left || menu.top >= card.bottom;";
        let is_free = ada.asks(script, json!([format!("replica-{at}")]));
        assert_eq!(is_free, json!(true), "the menu of {at} hides what it acts on");
        ada.presses("Escape");
    }
}

#[test]
fn open_is_for_what_is_held_and_heal_for_what_is_cut() {
    let ada = at_an_empty_playground(Screen::DESKTOP);
    let offers = |link: &str| {
        ada.clicks_on(&format!("link-more-{link}"));
        ada.waits_until("the menu", || ada.sees("menu"));
        let offered = ["open-link", "heal", "hold", "cut"].map(|button| ada.sees(button));
        let text = ada.text_of("menu");
        ada.presses("Escape");
        is_closed(&ada, "on Esc");
        (offered, text)
    };
    let (offered, text) = offers("A>C");
    assert_eq!(offered, [false, false, true, true], "the link is open");
    assert!(text.contains("Messages wait here until it is opened. None is lost."), "{text}");
    assert!(text.contains("What is sent from now on is lost, until it is healed."), "{text}");
    ada.clicks_on("link-A>C");
    let (offered, text) = offers("A>C");
    assert_eq!(offered, [true, false, false, true], "the link is held");
    assert!(text.contains("What is held here goes on its way"), "{text}");
    ada.clicks_on("link-more-A>C");
    ada.clicks_on("cut");
    let (offered, text) = offers("A>C");
    assert_eq!(offered, [false, true, true, false], "the link is cut");
    assert!(text.contains("Messages pass again. What was lost stays lost."), "{text}");
    ada.clicks_on("link-more-A>C");
    ada.takes_picture("menus-cut");
    ada.clicks_on("heal");
    let (offered, _) = offers("A>C");
    assert_eq!(offered, [false, false, true, true], "it is open again");
}

#[test]
fn where_there_is_time_there_is_a_clock() {
    for screen in [Screen::DESKTOP, Screen::PHONE] {
        let ada = at_an_empty_playground(screen);
        ada.reads_soon("clock", "0 ms");
        ada.clicks_on("pass");
        ada.reads_soon("clock", "1000 ms");
        if screen.phone {
            ada.clicks_on("sheet-links");
        }
        ada.clicks_on("link-more-A>B");
        ada.reads_soon("menu", "It is 1000 ms.");
        assert!(ada.sees("clock"));
    }
}

#[test]
fn a_message_on_its_way_says_when_it_arrives_and_what_time_it_is() {
    let ada = at_an_empty_playground(Screen::DESKTOP);
    ada.fills_in("key-A", "x");
    ada.fills_in("value-A", "1");
    ada.presses("Enter");
    ada.reads_soon("clock", "0 ms");
    ada.clicks_on("link-more-A>B");
    ada.reads_soon("menu", "arrives at 10 ms");
    ada.reads_soon("menu", "It is 0 ms.");
    ada.clicks_on("step");
    ada.reads_soon("clock", "10 ms");
}

#[test]
fn every_rule_and_setting_has_a_sentence_where_it_is_chosen() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.chooses("rule", "fifo");
    ada.chooses("sessions", "reject");
    ada.reads_soon("sessions-say", "A request is turned down if its replica lacks");
    ada.clicks_on("protocol");
    ada.waits_until("the dialog", || ada.sees("choose-rule"));
    let script = "return [...document.querySelectorAll('.dialog[open] select')].map(menu => [
        menu.dataset.testid, menu.closest('.choice')?.querySelector('p').textContent ?? '']);";
    let told: Vec<(String, String)> =
        serde_json::from_value(ada.asks(script, json!([]))).expect("names and sentences");
    assert!(told.len() >= 10, "{told:?}");
    for (menu, says) in &told {
        assert!(says.ends_with('.') && says.contains(' '), "{menu} says {says:?}");
    }
    ada.chooses("choose-rule", "arrival");
    ada.waits_until("the rule of the header", || ada.value_of("rule") == "arrival");
    ada.takes_picture("menus-protocol");
}

#[test]
fn a_delay_that_is_no_number_is_not_set() {
    let ada = at_an_empty_playground(Screen::DESKTOP);
    ada.clicks_on("link-more-A>B");
    ada.fills_in("delay-ms", "-5");
    ada.presses("Enter");
    assert!(ada.sees("menu"), "the browser says what is wrong");
    ada.fills_in("delay-ms", "70");
    ada.presses("Enter");
    is_closed(&ada, "after acting");
    ada.clicks_on("link-more-A>B");
    assert_eq!(ada.value_of("delay-ms"), "70");
}
