//! Life and death on the diagram: crashes and what is forgotten, requests that wait, gossip, losses and
//! copies, losers, and the column of everything that somebody does; in the picture, in the list and
//! in *Why*; at a desk and on a phone, with the mouse and by keys.

use causal_e2e::{Screen, Visitor};
use serde_json::{Value, json};

/// A visitor who has opened a story and gone to its end.
fn reads(screen: Screen, story: &str) -> Visitor {
    let ada = Visitor::arrives_with(screen);
    ada.opens("/");
    let opens = "playground.load(arguments[0]); return playground.seek(10000);";
    assert!(ada.asks(opens, json!([story])).is_number());
    ada
}

/// What stands on the diagram, word by word.
fn words_on_diagram(visitor: &Visitor) -> Vec<String> {
    let words = "return [...document.querySelectorAll('.diagram__part text')]
        .filter(text => getComputedStyle(text).display !== 'none').map(text => text.textContent);";
    let words = visitor.asks(words, json!([]));
    serde_json::from_value(words).expect("words")
}

fn stands_on_diagram(visitor: &Visitor, words: &str) {
    visitor.waits_until(&format!("{words:?} on the diagram"), || {
        words_on_diagram(visitor).iter().any(|text| text == words)
    });
}

/// How many marks of a kind the diagram shows.
fn n_marks(visitor: &Visitor, kind: &str) -> usize {
    let count = "return document.querySelectorAll(`.mark[data-kind=\"${arguments[0]}\"]`).length;";
    let count: Value = visitor.asks(count, json!([kind]));
    usize::try_from(count.as_u64().expect("a number")).expect("few")
}

/// The test id of a mark of a kind, the first or, with -1, the last of them.
fn mark(visitor: &Visitor, kind: &str, nth: i32) -> String {
    let mark = "return [...document.querySelectorAll(`.mark[data-kind=\"${arguments[0]}\"]`)]
        .at(arguments[1]).dataset.testid;";
    visitor.asks(mark, json!([kind, nth])).as_str().expect("a mark").to_owned()
}

fn last_mark(visitor: &Visitor, kind: &str) -> String {
    mark(visitor, kind, -1)
}

/// Presses what a mark is about, in the middle of its sign, as a mouse or a finger does.
fn presses_mark(visitor: &Visitor, testid: &str) {
    let press =
        "const hit = document.querySelector(`[data-testid=\"${arguments[0]}\"] .mark__hit`);
        const box = hit.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        top.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        return top.closest('[data-testid]').dataset.testid;";
    assert_eq!(visitor.asks(press, json!([testid])), json!(testid), "nothing lies over the mark");
}

fn has_gap(visitor: &Visitor) -> bool {
    let gap = "return document.querySelectorAll('.rails__down').length > 0;";
    visitor.asks(gap, json!([])) == json!(true)
}

#[test]
fn a_crash_breaks_the_line_and_a_restart_without_disk_says_what_was_forgotten() {
    let ada = reads(Screen::DESKTOP, "A: x = one\nB: y = two\n");
    assert!(!has_gap(&ada));
    ada.clicks_on("machine-menu-C");
    ada.clicks_on("crash-C");
    ada.reads_soon("live", "Carol crashes.");
    ada.waits_until("the mark", || n_marks(&ada, "crash") == 1);
    assert!(has_gap(&ada), "her line is broken from here on");
    ada.takes_picture("life-crash-1-down");
    ada.clicks_on("machine-menu-C");
    ada.clicks_on("restart-empty-C");
    let forgets = "Carol restarts without its disk, as C'. It forgets A1 and B1.";
    ada.reads_soon("why", forgets);
    stands_on_diagram(&ada, "forgot");
    assert_eq!(n_marks(&ada, "restart"), 1);
    ada.clicks_on("end");
    stands_on_diagram(&ada, "state: A1, B1");
    presses_mark(&ada, &last_mark(&ada, "delivery"));
    ada.reads_soon("why", "Carol takes over the state of Alice: A1 and B1 are new, at step");
    ada.takes_picture("life-crash-2-back");
    ada.clicks_on("tab-list");
    ada.reads_soon("steps", forgets);
    ada.reads_soon("steps", "Carol takes over the state of Alice: A1 and B1 are new.");
    // Before the crash there is nothing of it.
    ada.clicks_on("tab-diagram");
    ada.clicks_on("start");
    ada.waits_until("the whole line", || !has_gap(&ada));
}

#[test]
fn a_crash_and_a_restart_by_keys_alone() {
    let ada = reads(Screen::DESKTOP, "A: x = one\n");
    ada.tabs_to("machine-menu-C");
    ada.presses("Enter");
    ada.tabs_to("crash-C");
    ada.presses("Enter");
    ada.reads_soon("live", "Carol crashes.");
    ada.tabs_to("machine-menu-C");
    ada.presses("Enter");
    ada.tabs_to("restart-C");
    ada.presses("Enter");
    ada.reads_soon("live", "Carol restarts with its disk.");
    assert!(!words_on_diagram(&ada).iter().any(|text| text == "forgot"), "she has her disk");
    assert_eq!((n_marks(&ada, "crash"), n_marks(&ada, "restart")), (1, 1));
}

#[test]
fn a_crash_on_a_phone() {
    let story = "A: x = one\nB: y = two\ncrash C\nA: x = three\nrestart C without disk\n";
    let ada = reads(Screen::PHONE, story);
    stands_on_diagram(&ada, "forgot");
    assert!(has_gap(&ada));
    presses_mark(&ada, &last_mark(&ada, "restart"));
    ada.reads_soon("peek", "It forgets A1 and B1");
    ada.takes_picture("life-crash-phone");
}

const WAITS: &str = "sessions wait\nhold A->C\nann@A: x = 1\nann@C: read x\n";

#[test]
fn a_request_waits_on_the_diagram_where_it_waits_and_its_answer_follows() {
    let ada = reads(Screen::DESKTOP, WAITS);
    stands_on_diagram(&ada, "ann");
    stands_on_diagram(&ada, "A1");
    assert_eq!((n_marks(&ada, "request"), n_marks(&ada, "answer")), (1, 0));
    presses_mark(&ada, &last_mark(&ada, "request"));
    ada.reads_soon("why", "ann's read of x waits at Carol for A1.");
    ada.reads_soon("why", "held by you");
    ada.takes_picture("life-request-1-waits");
    ada.tabs_to("release");
    ada.presses("Enter");
    ada.reads_soon("live", "ann's read of x is answered: \"1\".");
    assert_eq!(n_marks(&ada, "answer"), 1);
    presses_mark(&ada, &last_mark(&ada, "answer"));
    ada.reads_soon("why", "ann's read of x is answered: \"1\".");
    ada.takes_picture("life-request-2-answered");
}

#[test]
fn a_request_waits_on_a_phone_and_one_is_lost_in_a_crash() {
    let ada = reads(Screen::PHONE, WAITS);
    stands_on_diagram(&ada, "ann");
    ada.takes_picture("life-request-phone");
    let ada = reads(Screen::DESKTOP, &format!("{WAITS}crash C\n"));
    assert_eq!(n_marks(&ada, "refusal"), 1);
    presses_mark(&ada, &last_mark(&ada, "refusal"));
    ada.reads_soon("why", "ann's read of x is lost: Carol has crashed.");
    ada.takes_picture("life-request-lost");
}

#[test]
fn gossip_starts_and_ends_at_something_and_says_what_it_brings() {
    let ada = reads(Screen::DESKTOP, "cut A->C\nA: x = 1\nheal\n");
    // Bob has everything; Carol is the next in turn.
    for _ in ["Bob", "Carol"] {
        ada.clicks_on("machine-menu-A");
        ada.clicks_on("gossip-A");
        ada.clicks_on("end");
    }
    stands_on_diagram(&ada, "gossip: A1");
    let broad =
        "return [...document.querySelectorAll('.message[data-purpose=\"exchange\"]')].length;";
    assert!(ada.asks(broad, json!([])).as_u64().expect("a number") >= 3);
    assert!(n_marks(&ada, "sending") >= 3, "each leaves from a mark");
    ada.takes_picture("life-gossip");
    ada.clicks_on("tab-list");
    ada.reads_soon("steps", "Alice sends gossip to Carol.");
    ada.reads_soon("steps", "Carol hears what Alice has seen: A1 is new.");
    ada.reads_soon("steps", "Alice sends A1, missing there.");
}

#[test]
fn pings_are_arrows_of_their_own() {
    let ada = reads(Screen::DESKTOP, "replicas A B\nhealth 500\nA: x = 1\nwait 700\n");
    stands_on_diagram(&ada, "ping");
    stands_on_diagram(&ada, "pong");
    ada.takes_picture("life-pings");
    let ada = reads(Screen::PHONE, "replicas A B\nhealth 500\nA: x = 1\nwait 700\n");
    stands_on_diagram(&ada, "ping");
    ada.takes_picture("life-pings-phone");
}

#[test]
fn what_is_dropped_ends_in_a_cross_and_a_copy_is_a_double_line() {
    let ada = reads(Screen::DESKTOP, "hold all\nA: x = 1\n");
    for (link, button) in [("A>C", "Drop A1"), ("A>B", "Duplicate A1")] {
        ada.clicks_on(&format!("link-more-{link}"));
        ada.clicks("button", button);
    }
    ada.waits_until("both", || {
        let copies = "return document.querySelectorAll('.message__core').length;";
        n_marks(&ada, "loss") == 1 && ada.asks(copies, json!([])) == json!(1)
    });
    presses_mark(&ada, &last_mark(&ada, "loss"));
    ada.reads_soon("why", "Lost on A→C at step 3: you dropped it.");
    ada.takes_picture("life-drop-and-copy");
    ada.clicks_on("open-all");
    ada.clicks_on("end");
    assert_eq!(n_marks(&ada, "discard"), 1);
}

#[test]
fn a_loser_is_struck_through_and_why_says_to_whom_it_lost() {
    let story = "conflicts lww\nhold all\nA: x = left\nB: x = right\nopen all\n";
    let why = "A1 loses to B1: both stamps are 1, and B comes after A.";
    for (screen, picture) in [(Screen::DESKTOP, "life-loser"), (Screen::PHONE, "life-loser-phone")]
    {
        let ada = reads(screen, story);
        let struck = "return document.querySelectorAll('.mark__strike').length;";
        assert_eq!(ada.asks(struck, json!([])), json!(3), "at each replica once");
        presses_mark(&ada, &mark(&ada, "write", 0));
        ada.reads_soon(if screen.phone { "peek" } else { "why" }, why);
        ada.takes_picture(picture);
        ada.clicks_on("tab-list");
        ada.reads_soon("steps", why);
    }
}

#[test]
fn a_release_has_a_column_of_its_own() {
    let ada = reads(Screen::DESKTOP, "hold A->C\nA: x = 1\nB: y = 2\n");
    let numbers =
        "return [...document.querySelectorAll('.number__text')].map(text => text.textContent);";
    let before = ada.asks(numbers, json!([])).as_array().map_or(0, Vec::len);
    ada.clicks_on("release");
    ada.reads_soon("live", "B1 delivered at Carol: nothing is missing any more.");
    let counted = ada.text_of("stop-counter");
    let after = ada.asks(numbers, json!([])).as_array().map_or(0, Vec::len);
    assert_eq!(after, before + 3, "the release, and both arrivals: {counted}");
    let released =
        "return [...document.querySelectorAll('.note title')].map(title => title.textContent);";
    let titles = ada.asks(released, json!([]));
    assert_eq!(titles.as_array().and_then(|all| all.last()), Some(&json!("A1 is released on A→C")));
    ada.takes_picture("life-release");
    ada.clicks_on("tab-list");
    ada.reads_soon("steps", "A1 is released on A→C.");
}
