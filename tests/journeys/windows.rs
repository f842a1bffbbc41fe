//! Small and odd windows: nothing overlaps, nothing is cut without a way to it, whatever is open.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

/// What the page is measured with.
const MEASURE: &str = include_str!("measure.js");

/// A window at a desk.
fn desk(width: u32, height: u32) -> Screen {
    Screen { width, height, phone: false }
}

/// The window of a phone.
fn phone(width: u32, height: u32) -> Screen {
    Screen { width, height, phone: true }
}

/// Asserts that everything can be read and pressed.
fn is_in_order(visitor: &Visitor, place: &str) {
    let complaints: Vec<String> =
        serde_json::from_value(visitor.asks(MEASURE, json!([]))).expect("sentences");
    assert!(complaints.is_empty(), "{place}:\n{}", complaints.join("\n"));
}

/// Walks through the page: the start, what waits, each dialog, each tab of the sheet.
fn walks_through(visitor: &Visitor, name: &str) {
    visitor.reads_soon("invite", "Let Bob's reply arrive");
    visitor.takes_picture(&format!("windows-{name}-start"));
    is_in_order(visitor, &format!("{name}, at the start"));
    visitor.clicks_on("invite");
    visitor.waits_until("B1 waits", || visitor.page_text().contains("Waits for A1"));
    visitor.takes_picture(&format!("windows-{name}-waits"));
    is_in_order(visitor, &format!("{name}, while B1 waits"));
    sheet_tabs(visitor, name);
    dialogs(visitor, name);
    visitor.clicks_on("tab-list");
    visitor.waits_until("the list", || visitor.text_of("steps").contains("Alice writes"));
    is_in_order(visitor, &format!("{name}, with the list"));
}

fn sheet_tabs(visitor: &Visitor, name: &str) {
    if !visitor.sees("sheet-why") {
        return;
    }
    for tab in ["why", "inbox", "write", "links", "task"] {
        let button = format!("sheet-{tab}");
        visitor.clicks_on(&button);
        visitor.waits_until("the sheet", || {
            visitor.attribute(&button, "aria-pressed").as_deref() == Some("true")
        });
        visitor.takes_picture(&format!("windows-{name}-{tab}"));
        is_in_order(visitor, &format!("{name}, with the tab {tab}"));
    }
    visitor.clicks_on("sheet-task");
}

fn dialogs(visitor: &Visitor, name: &str) {
    let is_phone = visitor.sees("sheet-task");
    let openers = match is_phone {
        true => ["task-protocol", "task-open", "share", "help"],
        false => ["protocol", "open-run", "share", "help"],
    };
    for (opener, dialog) in openers.iter().zip(["protocol", "open", "share", "help"]) {
        if opener.starts_with("task") {
            visitor.clicks_on("sheet-task");
        }
        visitor.clicks_on(opener);
        let dialog = format!("{dialog}-dialog");
        visitor.waits_until("the dialog", || visitor.attribute(&dialog, "open").is_some());
        visitor.takes_picture(&format!("windows-{name}-{dialog}"));
        is_in_order(visitor, &format!("{name}, with the {dialog}"));
        visitor.presses("Escape");
        visitor.waits_until("no dialog", || visitor.attribute(&dialog, "open").is_none());
        if opener.starts_with("task") {
            visitor.clicks_on("sheet-task");
        }
    }
}

/// A visitor with such a window, and with text so much larger, walks through the page.
fn somebody_with(screen: Screen, percent: u32, name: &str) {
    let ada = Visitor::arrives_with(screen);
    ada.reads_at(percent);
    ada.opens("/");
    walks_through(&ada, name);
}

#[test]
fn a_phone_held_upright() {
    somebody_with(phone(390, 844), 100, "390x844");
}

#[test]
fn a_small_phone() {
    somebody_with(phone(320, 640), 100, "320x640");
}

#[test]
fn a_phone_on_its_side() {
    somebody_with(phone(844, 390), 100, "844x390");
}

#[test]
fn a_small_phone_on_its_side() {
    somebody_with(phone(640, 320), 100, "640x320");
}

#[test]
fn a_desk_at_twice_the_zoom() {
    somebody_with(desk(720, 450), 100, "720x450");
}

#[test]
fn a_projector() {
    somebody_with(desk(1280, 720), 100, "1280x720");
}

#[test]
fn a_tablet() {
    somebody_with(desk(1024, 768), 100, "1024x768");
}

#[test]
fn a_desk_with_text_twice_as_large() {
    somebody_with(desk(1440, 900), 200, "1440x900-text");
}

#[test]
fn a_projector_with_text_twice_as_large() {
    somebody_with(desk(1280, 720), 200, "1280x720-text");
}

/// How far below the window's top a thing is, in pixels.
fn top_of(visitor: &Visitor, testid: &str) -> f64 {
    let script = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)
        .getBoundingClientRect().y";
    visitor.asks(script, json!([testid])).as_f64().expect("a number")
}

#[test]
fn the_tabs_stay_where_they_are() {
    for screen in [desk(1440, 900), desk(1366, 768), desk(1280, 720), phone(390, 844)] {
        let width = screen.width;
        let ada = Visitor::arrives_with(screen);
        ada.opens("/");
        ada.reads_soon("invite", "Let Bob's reply arrive");
        let before = top_of(&ada, "tab-list");
        ada.clicks_on("tab-list");
        ada.waits_until("the list", || ada.text_of("steps").contains("Alice writes"));
        assert!((top_of(&ada, "tab-list") - before).abs() < 1.0, "at {width}");
    }
}

#[test]
fn a_notice_leaves_fit_to_be_pressed() {
    let pressed = "const { x, y, width, height } =
            document.querySelector('[data-testid=zoom]').getBoundingClientRect();
        const there = document.elementFromPoint(x + width / 2, y + height / 2);
        return there.closest('[data-testid]').dataset.testid";
    for screen in [desk(1440, 900), desk(1280, 720), phone(390, 844), phone(844, 390)] {
        let width = screen.width;
        let ada = Visitor::arrives_with(screen);
        ada.opens("/");
        ada.clicks_on("pass");
        if ada.sees("sheet-task") {
            ada.clicks_on("sheet-task");
        }
        ada.clicks_on("start-empty");
        ada.waits_until("a notice", || ada.sees("notice"));
        if ada.sees("sheet-task") {
            ada.clicks_on("sheet-task");
        }
        assert_eq!(ada.asks(pressed, json!([])), json!("zoom"), "at {width}");
    }
}

#[test]
fn a_sheet_that_is_up_leaves_the_diagram_room() {
    let high = "return document.querySelector('[data-testid=diagram]').clientHeight";
    for (width, height) in [(320, 640), (360, 740), (375, 667)] {
        let ada = Visitor::arrives_with(phone(width, height));
        ada.opens("/");
        ada.reads_soon("invite", "Let Bob's reply arrive");
        ada.clicks_on("sheet-inbox");
        ada.waits_until("no invitation", || !ada.sees("invite"));
        ada.clicks_on("step-back");
        ada.clicks_on("go-write");
        let room = ada.asks(high, json!([])).as_u64().expect("a number");
        assert!(room >= 96, "{room} px at {width}");
    }
}
