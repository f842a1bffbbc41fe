//! From 1 to 16 replicas: chosen in the page, all of them in reach, and a picture that stays where it
//! is.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

const LAPTOP: Screen = Screen { width: 1280, height: 720, phone: false };

/// Left, top, right and bottom of what a selector finds first, in tenths of pixels.
fn edges(visitor: &Visitor, selector: &str) -> [i64; 4] {
    let script = "const box = document.querySelector(arguments[0])?.getBoundingClientRect();
        return box && [box.left, box.top, box.right, box.bottom].map(at => Math.round(10 * at));";
    let edges = visitor.asks(script, json!([selector]));
    serde_json::from_value(edges).unwrap_or_else(|_| panic!("{selector} is not on the page"))
}

fn id(testid: &str) -> String {
    format!("[data-testid=\"{testid}\"]")
}

/// Whether one thing lies within another, to a pixel.
fn is_within(inner: [i64; 4], outer: [i64; 4]) -> bool {
    let low = inner[0] + 10 >= outer[0] && inner[1] + 10 >= outer[1];
    low && inner[2] <= outer[2] + 10 && inner[3] <= outer[3] + 10
}

/// Opens the dialog of the replicas where this screen has its button.
fn opens_setup(visitor: &Visitor, screen: Screen) {
    if screen.phone {
        if !visitor.sees("task") {
            visitor.clicks_on("sheet-task");
        }
        visitor.clicks_on("task-replicas");
    } else {
        visitor.clicks_on("replicas");
    }
}

/// Somebody with so many replicas, in which nothing has been done.
fn with_replicas(n_replicas: usize, screen: Screen) -> Visitor {
    let ada = Visitor::arrives_with(screen);
    ada.opens("/");
    opens_setup(&ada, screen);
    ada.chooses("setup-number", &n_replicas.to_string());
    ada.clicks_on("setup-afresh");
    ada.waits_until("the replicas", || letters(&ada).len() == n_replicas);
    ada
}

/// The letters of the cards on the page.
fn letters(visitor: &Visitor) -> Vec<String> {
    let cards = visitor.testids("replica-");
    cards.iter().filter_map(|card| card.strip_prefix("replica-").map(str::to_owned)).collect()
}

/// Writes at a replica with the mouse or a finger, from wherever its card is.
fn writes(visitor: &Visitor, at: &str, value: &str) {
    if visitor.sees(&format!("go-{at}")) {
        visitor.clicks_on(&format!("go-{at}"));
    }
    visitor.fills_in(&format!("key-{at}"), "x");
    visitor.fills_in(&format!("value-{at}"), value);
    visitor.clicks_on(&format!("write-{at}"));
    visitor.reads_soon(&format!("values-{at}"), value);
}

/// The card of a replica is in sight as far as its row is, and nothing of another card lies over it.
fn is_in_sight(visitor: &Visitor, at: &str) -> bool {
    let script = "const card = document.querySelector(`[data-testid=\"replica-${arguments[0]}\"]`);
        const box = card.querySelector('h2').getBoundingClientRect();
        const hit = document.elementFromPoint(box.left + 2, (box.top + box.bottom) / 2);
        return card.contains(hit);";
    visitor.asks(script, json!([at])).as_bool().unwrap_or_default()
}

/// Every card can be gone to, is in sight then, and its fields are its own.
fn reaches_every_card(visitor: &Visitor) {
    for at in letters(visitor) {
        visitor.clicks_on(&format!("go-{at}"));
        visitor.waits_until(&format!("the card of {at} in sight"), || is_in_sight(visitor, &at));
        assert_eq!(visitor.focus().testid, format!("replica-{at}"));
    }
}

/// The whole picture is in the room that it has, and nothing scrolls.
fn fits(visitor: &Visitor) -> bool {
    let room = edges(visitor, ".diagram__scroller");
    let parts = [".diagram__heads", ".diagram__plot"].map(|part| edges(visitor, part));
    parts.iter().all(|part| is_within(*part, room) && part[2] - part[0] > 100)
}

/// Scrolls the diagram to its end both ways: heads and step numbers are in sight all the same.
fn scrolls_and_keeps_heads(visitor: &Visitor) {
    let script = "const room = document.querySelector('.diagram__scroller');
        room.scrollTo(0, 0);
        room.scrollTo(room.scrollWidth, room.scrollHeight);
        return [room.scrollLeft > 0, room.scrollTop > 0];";
    assert_eq!(visitor.asks(script, json!([])), json!([true, true]));
    let seen = "const room = document.querySelector('.diagram__scroller').getBoundingClientRect();
        const inside = (one) => { const box = one.getBoundingClientRect();
            return box.width > 0 && box.right > room.left && box.left < room.right
                && box.bottom > room.top && box.top < room.bottom; };
        const on_top = (one) => { const box = one.getBoundingClientRect();
            const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
            if (x < room.left || x > room.right || y < room.top || y > room.bottom) return true;
            const hit = document.elementFromPoint(x, y);
            return hit && hit.closest('.diagram__heads, .diagram__numbers') !== null; };
        const heads = [...document.querySelectorAll('.head .shape')].filter(inside);
        const numbers = [...document.querySelectorAll('.number__text')].filter(inside);
        return heads.length > 1 && numbers.length > 2
            && heads.every(on_top) && numbers.every(on_top);";
    visitor.waits_until("heads and step numbers in sight", || {
        visitor.asks(seen, json!([])).as_bool().unwrap_or_default()
    });
}

#[test]
fn nothing_that_comes_or_goes_moves_the_diagram() {
    for screen in [Screen::DESKTOP, LAPTOP] {
        let ada = Visitor::arrives_with(screen);
        ada.opens("/");
        let place = || {
            let [_, top, ..] = edges(&ada, &id("diagram"));
            let [_, plot, ..] = edges(&ada, ".diagram__plot");
            let cards = ["A", "B", "C"].map(|at| edges(&ada, &id(&format!("replica-{at}"))));
            (top, plot, cards)
        };
        let before = place();
        let stays = |what: &str| assert_eq!(place(), before, "{what} at {}", screen.width);
        ada.clicks("button", "Let Bob's reply arrive");
        ada.reads_soon("waiting-C-B1", "Waits for A1");
        stays("a write waits");
        ada.takes_picture(&format!("many-calm-{}", screen.width));
        ada.clicks("button", "Release A1");
        ada.reads_soon("inbox-C", "Empty.");
        stays("nothing waits");
        ada.clicks_on("undo");
        ada.reads_soon("ribbon", "looking at the past");
        stays("the ribbon has come");
        ada.takes_picture(&format!("many-calm-past-{}", screen.width));
        ada.clicks_on("redo");
        ada.waits_until("the present", || !ada.sees("ribbon"));
        stays("the ribbon has gone");
        ada.clicks_on("write-B");
        ada.reads_soon("error-B", "Give the value a name");
        stays("something is wrong with what is typed");
        ada.chooses("rule", "fifo");
        ada.reads_soon("notice", "The run before stays as the tab");
        stays("a notice has come");
        ada.takes_picture(&format!("many-calm-notice-{}", screen.width));
        ada.clicks("button", "Dismiss");
        ada.waits_until("no notice", || !ada.sees("notice"));
        stays("the notice has gone");
    }
}

#[test]
fn what_an_inbox_is_for_is_said_once() {
    let ada = Visitor::arrives();
    ada.opens("/");
    let text = ada.page_text();
    assert_eq!(text.matches("Messages wait here when something they build on").count(), 1);
}

#[test]
fn five_replicas_by_mouse_with_names_of_ones_own() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("replicas");
    ada.chooses("setup-number", "5");
    ada.fills_in("setup-name-E", "Bob");
    ada.clicks_on("setup-use");
    ada.reads_soon("setup-error", "Replica E: B is called “Bob” already. The run is as it was");
    assert_eq!(ada.attribute("setup-name-E", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(ada.value_of("setup-name-E"), "Bob");
    ada.takes_picture("many-setup-wrong");
    ada.fills_in("setup-name-E", "Eve");
    ada.waits_until("no complaint", || ada.text_of("setup-error").is_empty());
    ada.clicks_on("setup-use");
    ada.reads_soon("notice", "The run before stays as the tab “main”.");
    ada.reads_soon("replica-E", "Eve");
    ada.clicks_on("end");
    for at in letters(&ada) {
        writes(&ada, &at, &format!("from {at}"));
        ada.clicks_on("end");
    }
    assert!(ada.text_of("values-A").contains("from E"));
    reaches_every_card(&ada);
    ada.takes_picture("many-5");
}

#[test]
fn who_has_acted_cannot_go_and_undo_brings_the_run_back() {
    let ada = Visitor::arrives();
    ada.opens("/");
    writes(&ada, "A", "mine");
    let before = ada.text_of("replica-A");
    ada.clicks_on("task-replicas");
    ada.chooses("setup-number", "1");
    ada.clicks_on("setup-use");
    ada.reads_soon("setup-error", "needs replica");
    ada.reads_soon("setup-error", "Choose more replicas, or start empty.");
    ada.takes_picture("many-setup-needed");
    ada.clicks_on("setup-afresh");
    ada.waits_until("one card", || letters(&ada) == ["A"]);
    writes(&ada, "A", "alone");
    ada.takes_picture("many-1");
    ada.clicks_on("zoom");
    ada.waits_until("all of it", || fits(&ada));
    let tabs = ada.testids("branch-");
    ada.clicks_on(&tabs[tabs.len() - 2]);
    ada.waits_until("the run before", || ada.text_of("replica-A") == before);
}

#[test]
fn sixteen_replicas_by_keys() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.tabs_to("replicas");
    ada.presses("Enter");
    ada.tabs_to("setup-number");
    ada.types("16");
    ada.waits_until("the last name", || ada.sees("setup-name-P"));
    ada.tabs_to("setup-name-P");
    ada.presses("Control+a");
    ada.types("Zoe");
    ada.presses("Enter");
    ada.reads_soon("replica-P", "Zoe");
    assert_eq!(letters(&ada).len(), 16);
    ada.tabs_to("go-P");
    ada.presses("Enter");
    assert_eq!(ada.focus().testid, "replica-P");
    ada.tabs_to("key-P");
    ada.types("x");
    ada.presses("Tab");
    ada.types("1");
    ada.presses("Enter");
    ada.reads_soon("values-P", "1");
    ada.waits_until("the card in sight", || is_in_sight(&ada, "P"));
    ada.takes_picture("many-16-keys");
}

#[test]
fn sixteen_replicas_at_a_desk() {
    let ada = with_replicas(16, Screen::DESKTOP);
    for at in ["A", "H", "P"] {
        writes(&ada, at, &format!("from {at}"));
        ada.clicks_on("end");
    }
    reaches_every_card(&ada);
    ada.takes_picture("many-16");
    scrolls_and_keeps_heads(&ada);
    ada.takes_picture("many-16-scrolled");
    ada.clicks_on("zoom");
    ada.waits_until("all of it", || fits(&ada));
    ada.takes_picture("many-16-fits");
}

#[test]
fn links_of_many_replicas_are_shown_by_sender() {
    let ada = with_replicas(16, Screen::DESKTOP);
    assert_eq!(ada.testids("link-more-").len(), 15);
    ada.chooses("links-from", "From H");
    ada.clicks_on("link-H>C");
    ada.waits_until("a held link", || {
        ada.attribute("link-H>C", "aria-pressed").as_deref() == Some("true")
    });
    writes(&ada, "H", "1");
    ada.chooses("links-from", "From H: 1 held, 14 on the way");
    ada.chooses("links-from", "All links");
    ada.waits_until("every link", || ada.testids("link-more-").len() == 240);
    ada.takes_picture("many-16-links");
    ada.clicks_on("link-P>O");
    ada.chooses("links-from", "From P");
    ada.waits_until("a held link", || {
        ada.attribute("link-P>O", "aria-pressed").as_deref() == Some("true")
    });
}

#[test]
fn no_link_of_three_replicas_is_cut() {
    let ada = Visitor::arrives();
    ada.opens("/");
    let last = edges(&ada, &id("link-more-C>B"));
    assert!(is_within(last, edges(&ada, ".network__links")), "{last:?}");
    let hit = "const box = arguments[0]; return document.elementFromPoint(
        (box[0] + box[2]) / 20, (box[1] + box[3]) / 20).closest('button')?.dataset.testid;";
    assert_eq!(ada.asks(hit, json!([last])), json!("link-more-C>B"));
}

#[test]
fn everything_fits_at_every_number_and_size() {
    for screen in [Screen::DESKTOP, LAPTOP, Screen::PHONE] {
        let ada = Visitor::arrives_with(screen);
        ada.opens("/");
        ada.clicks_on("zoom");
        for n_replicas in [1, 3, 8, 16] {
            opens_setup(&ada, screen);
            ada.chooses("setup-number", &n_replicas.to_string());
            let afresh = if ada.sees("setup-afresh") { "setup-afresh" } else { "setup-use" };
            ada.clicks_on(afresh);
            ada.waits_until("the replicas", || letters(&ada).len() == n_replicas);
            ada.waits_until(&format!("all of {n_replicas} at {}", screen.width), || fits(&ada));
        }
    }
}

#[test]
fn sixteen_replicas_on_a_phone() {
    let ada = with_replicas(16, Screen::PHONE);
    ada.clicks_on("sheet-write");
    for at in ["A", "P"] {
        writes(&ada, at, &format!("from {at}"));
    }
    reaches_every_card(&ada);
    ada.takes_picture("many-16-phone-cards");
    ada.clicks_on("sheet-links");
    ada.chooses("links-from", "From C");
    ada.takes_picture("many-16-phone-links");
    ada.clicks_on("sheet-links");
    scrolls_and_keeps_heads(&ada);
    ada.takes_picture("many-16-phone-scrolled");
    ada.clicks_on("zoom");
    ada.waits_until("all of it", || fits(&ada));
    ada.takes_picture("many-16-phone-fits");
}

#[test]
fn one_replica_and_five_on_a_phone() {
    for n_replicas in [1, 5] {
        let ada = with_replicas(n_replicas, Screen::PHONE);
        ada.clicks_on("sheet-write");
        for at in letters(&ada) {
            writes(&ada, &at, &format!("from {at}"));
        }
        ada.takes_picture(&format!("many-{n_replicas}-phone"));
    }
}
