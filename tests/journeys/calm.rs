//! A calm picture: words that nothing covers, a drawing that uses its room, a panel that is away while
//! it has nothing to say.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

/// Much is held close together, and two writes wait.
const DENSE: &str = "title Dense\nhold all\nA: x = 1\nA: x = 2\nB: y = 1\nB: y = 2\nC: z = 1\n\
    A: x = 3\nB: y = 3\nC: z = 2\nA: x = 4\nrelease A2->C\nrelease A3->C\n";
const PROJECTOR: Screen = Screen { width: 1920, height: 1080, phone: false };
const LAPTOP: Screen = Screen { width: 1280, height: 720, phone: false };

/// Which words of the drawing lie on other words, under the ring of what has the focus, or across the
/// line of the present.
fn covered(visitor: &Visitor) -> (usize, Vec<String>) {
    let script = "
        const box = one => { const { left, top, right, bottom } = one.getBoundingClientRect();
            return { left: left + 1, top: top + 3, right: right - 1, bottom: bottom - 3 }; };
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        const words = [...document.querySelectorAll('.diagram__part text')]
            .filter(one => one.textContent && one.checkVisibility())
            .map(one => ({ says: one.textContent, box: box(one) }));
        const ring = document.querySelector('.focused')?.getBoundingClientRect();
        const now = document.querySelector('.now__line').getBoundingClientRect();
        const line = { left: now.left, right: now.right + 1, top: now.top, bottom: now.bottom + 1 };
        const found = [];
        words.forEach((one, at) => {
            if (ring && meet(one.box, ring)) found.push(one.says + ' is under the ring');
            if (meet(one.box, line)) found.push(one.says + ' is cut by the present');
            words.slice(at + 1).filter(other => meet(one.box, other.box))
                .forEach(other => found.push(one.says + ' lies on ' + other.says));
        });
        return [words.length, found];";
    serde_json::from_value(visitor.asks(script, json!([]))).expect("a number and words")
}

#[test]
fn the_first_click_hides_no_word() {
    for screen in [Screen::DESKTOP, LAPTOP, PROJECTOR, Screen::PHONE] {
        let ada = Visitor::arrives_with(screen);
        ada.opens("/");
        ada.clicks_on("invite");
        ada.waits_until("the ring around what arrived", || ada.sees("focus-ring"));
        let (n_words, found) = covered(&ada);
        assert!(n_words > 4, "{n_words} words");
        assert!(found.is_empty(), "{found:?} at {}", screen.width);
        ada.takes_picture(&format!("calm-first-{}", screen.width));
    }
}

#[test]
fn where_much_is_held_no_word_lies_on_another() {
    for screen in [Screen::DESKTOP, LAPTOP, PROJECTOR] {
        let ada = Visitor::arrives_with(screen);
        ada.opens("/");
        ada.asks("playground.load(arguments[0])", json!([DENSE]));
        ada.clicks_on("end");
        ada.reads_soon("stop-counter", "14 of 14");
        let (_, found) = covered(&ada);
        assert!(found.is_empty(), "{found:?} at {}", screen.width);
        ada.takes_picture(&format!("calm-dense-{}", screen.width));
    }
}

/// The parts, in hundredths, of its room that the drawing takes: of the width, and of the height.
fn room_taken(visitor: &Visitor) -> (i64, i64) {
    let script =
        "const room = document.querySelector('.diagram__scroller').getBoundingClientRect();
        const part = document.querySelector('.diagram__part').getBoundingClientRect();
        return [Math.round(100 * (part.right - room.left) / room.width),
            Math.round(100 * part.height / room.height)];";
    serde_json::from_value(visitor.asks(script, json!([]))).expect("two parts")
}

#[test]
fn a_large_screen_is_used() {
    let ada = Visitor::arrives_with(PROJECTOR);
    ada.opens("/");
    ada.clicks_on("invite");
    ada.reads_soon("waiting-C-B1", "Waits for A1");
    let (wide, high) = room_taken(&ada);
    assert!(wide >= 66 && high >= 75, "{wide} % of the width, {high} % of the height");
    // What is larger scrolls along time, and nothing of its lanes is cut.
    ada.asks("playground.load(arguments[0])", json!([DENSE]));
    ada.clicks_on("end");
    ada.reads_soon("stop-counter", "14 of 14");
    let cut = "const room = document.querySelector('.diagram__scroller');
        return room.scrollHeight - room.clientHeight";
    assert_eq!(ada.asks(cut, json!([])), json!(0));
}

#[test]
fn why_is_away_until_there_is_something_to_say() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    ada.waits_until("an empty playground", || ada.page_text().contains("A playground of your own"));
    let is_shown = || !ada.text_of("why").trim().eq_ignore_ascii_case("why");
    assert!(!is_shown(), "{}", ada.text_of("why"));
    ada.fills_in("key-A", "x");
    ada.fills_in("value-A", "1");
    ada.presses("Enter");
    ada.reads_soon("why", "A1");
    // Who folds it away is not asked again.
    ada.clicks("button", "Fold why away");
    ada.waits_until("the panel folded", || !is_shown());
    ada.clicks_on("write-B");
    assert!(!is_shown());
}
