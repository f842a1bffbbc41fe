//! Sessions by hand: clients named on cards, what they are answered, what they wait for, and the one
//! button that helps; with the mouse and by keys alone, at a desk and on a phone.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

/// An empty playground whose replicas let sessions wait, with Alice's link to Carol held.
fn with_sessions(screen: Screen) -> Visitor {
    let visitor = Visitor::arrives_with(screen);
    visitor.opens("/");
    let story = "sessions wait\nhold A->C\n";
    visitor.asks("playground.load(arguments[0]); return true;", json!([story]));
    visitor.reads_soon("title", "");
    visitor
}

/// Asserts that the pieces stand in a text in this order.
fn in_order(text: &str, pieces: &[&str]) {
    let mut rest = text;
    for piece in pieces {
        let (_, after) = rest.split_once(piece).unwrap_or_else(|| {
            panic!("{piece:?} does not follow in:\n{text}");
        });
        rest = after;
    }
}

/// How a person gets at things.
#[derive(Clone, Copy, PartialEq)]
enum By {
    Mouse,
    Keys,
}

impl By {
    fn presses(self, visitor: &Visitor, testid: &str) {
        match self {
            Self::Mouse => visitor.clicks_on(testid),
            Self::Keys => {
                visitor.tabs_to(testid);
                visitor.presses("Enter");
            }
        }
    }

    /// Types into a field that was empty.
    fn fills_in(self, visitor: &Visitor, testid: &str, text: &str) {
        match self {
            Self::Mouse => visitor.fills_in(testid, text),
            Self::Keys => {
                visitor.tabs_to(testid);
                visitor.types(text);
            }
        }
        visitor.waits_until("the field", || visitor.value_of(testid) == text);
    }
}

/// Ann writes at Alice and reads at Carol, whom her write has not reached: her read waits, and is
/// answered once it has.
fn ann_reads_what_she_wrote(by: By, screen: Screen, picture: &str) {
    let ada = with_sessions(screen);
    if screen.phone {
        by.presses(&ada, "sheet-write");
    }
    by.fills_in(&ada, "key-A", "x");
    by.fills_in(&ada, "value-A", "mine");
    by.fills_in(&ada, "client-A", "ann");
    ada.reads_soon("seen-A", "ann has seen nothing yet");
    by.presses(&ada, "write-A");
    let next = "A1 is on its way to Bob, held on A→C. Press step.";
    ada.reads_soon("live", next);
    ada.reads_soon(if screen.phone { "peek" } else { "next" }, next);
    ada.reads_soon("seen-A", "ann has seen A1");
    ada.takes_picture(&format!("{picture}-1-written"));

    by.fills_in(&ada, "key-C", "x");
    by.fills_in(&ada, "client-C", "ann");
    ada.reads_soon("seen-C", "ann has seen A1");
    by.presses(&ada, "read-C");
    ada.reads_soon("live", "ann's read of x waits at Carol for A1.");
    ada.reads_soon("seen-C", "ann has seen A1, waits at C");
    if screen.phone {
        by.presses(&ada, "sheet-inbox");
    }
    let card = ["ann reads x, until", "Waits for A1", "on link A→C, held by you", "Release A1"];
    in_order(&ada.text_of("waiting-C-ann"), &card);
    let below = ["A 1≤0 ✗", "B 0≤0 ✓", "When A1 is delivered: A1 → ann is answered"];
    in_order(&ada.text_of("waiting-C-ann"), &below);
    ada.takes_picture(&format!("{picture}-2-waits"));

    by.presses(&ada, "release");
    ada.reads_soon("live", "ann's read of x is answered: \"mine\".");
    assert!(!ada.sees("waiting-C-ann"));
    if screen.phone {
        by.presses(&ada, "sheet-write");
    }
    ada.reads_soon("answer-C", "ann reads x: \"mine\" A1");
    ada.takes_picture(&format!("{picture}-3-answered"));
    by.presses(&ada, "tab-list");
    let rows = ["ann writes x = \"mine\" at Alice: A1.", "ann's read of x waits at Carol for A1."];
    in_order(&ada.text_of("steps"), &rows);
    ada.reads_soon("steps", "ann's read of x is answered: \"mine\".");
}

#[test]
fn a_read_waits_for_what_its_client_wrote_with_the_mouse() {
    ann_reads_what_she_wrote(By::Mouse, Screen::DESKTOP, "sessions-desk");
}

#[test]
fn a_read_waits_for_what_its_client_wrote_by_keys_alone() {
    ann_reads_what_she_wrote(By::Keys, Screen::DESKTOP, "sessions-keys");
}

#[test]
fn a_read_waits_for_what_its_client_wrote_by_taps_on_a_phone() {
    ann_reads_what_she_wrote(By::Mouse, Screen::PHONE, "sessions-phone");
}

#[test]
fn a_read_waits_for_what_its_client_wrote_by_keys_on_a_phone() {
    ann_reads_what_she_wrote(By::Keys, Screen::PHONE, "sessions-phone-keys");
}

#[test]
fn an_answer_stays_in_sight_until_something_else_is_asked_there() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.fills_in("key-B", "lost");
    ada.clicks_on("read-B");
    ada.reads_soon("answer-B", "A client reads lost: \"wallet\" A1");
    assert_eq!(ada.attribute("answer-B", "aria-label").as_deref(), Some("Answers at Bob"));
    ada.fills_in("client-B", "bob");
    ada.fills_in("key-B", "nothing");
    ada.clicks_on("read-B");
    ada.reads_soon("answer-B", "bob reads nothing: no value here");
    ada.takes_picture("sessions-nothing");
    // The step leads to the answer, from the keyboard too.
    ada.presses("Tab");
    assert_eq!(ada.focus().role, "button");
    assert!(ada.focus().name.starts_with("Step "), "{:?}", ada.focus());
    ada.presses("Enter");
    ada.reads_soon("why", "bob reads nothing at Bob: no value here.");
    ada.clicks_on("step-back");
    ada.reads_soon("answer-B", "A client reads lost: \"wallet\" A1");
    ada.clicks_on("end");
    ada.fills_in("key-B", "tea");
    ada.fills_in("value-B", "green");
    ada.presses("Enter");
    ada.reads_soon("values-B", "green");
    assert!(!ada.sees("answer-B"));
}

#[test]
fn a_session_that_is_refused_or_waits_too_long_is_told_so_on_its_card() {
    let ada = with_sessions(Screen::DESKTOP);
    for (testid, text) in [("client-A", "ann"), ("key-A", "x"), ("value-A", "1")] {
        ada.fills_in(testid, text);
    }
    ada.presses("Enter");
    ada.fills_in("client-C", "ann");
    ada.fills_in("key-C", "x");
    ada.clicks_on("read-C");
    ada.reads_soon("waiting-C-ann", "Waits for A1");
    // Who waits cannot ask elsewhere.
    ada.fills_in("client-B", "ann");
    ada.fills_in("key-B", "x");
    ada.clicks_on("read-B");
    ada.reads_soon("notice", "client ann still waits for an answer from C");
    for _ in 0..21 {
        ada.clicks_on("pass");
    }
    let gave_up = "Carol gives ann's read of x up: it has waited too long.";
    ada.reads_soon("answer-C", gave_up);
    assert!(!ada.sees("waiting-C-ann"));
    ada.clicks_on("tab-list");
    ada.reads_soon("steps", gave_up);
    ada.takes_picture("sessions-gave-up");
    ada.chooses("sessions", "reject");
    ada.clicks_on("end");
    ada.clicks_on("read-C");
    ada.reads_soon("answer-C", "Carol turns ann's read of x down: its vector does not fit ann's.");
    ada.reads_soon("live", "Carol turns ann's read of x down");
}

#[test]
fn names_are_suggested_remembered_and_refused_where_they_do_not_fit() {
    let ada = with_sessions(Screen::DESKTOP);
    ada.fills_in("client-A", "ann");
    ada.fills_in("client-B", "bob");
    let suggested = "const field = document.querySelector('[data-testid=\"client-C\"]');
        return [...field.list.options].map(option => option.value);";
    ada.waits_until("suggestions", || ada.asks(suggested, json!([])) == json!(["ann", "bob"]));
    ada.fills_in("client-C", "somebody with a name");
    ada.fills_in("key-C", "x");
    ada.clicks_on("read-C");
    ada.reads_soon("error-C", "12 characters at most for a client");
    assert_eq!(ada.attribute("client-C", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(ada.text_of("stop-counter"), "1 of 1");
    // Enter in the client's field writes nothing.
    ada.fills_in("client-A", "ann");
    ada.presses("Enter");
    assert_eq!(ada.text_of("error-A"), "");
    ada.reloads();
    ada.waits_until("the names", || ada.value_of("client-A") == "ann");
    assert_eq!(ada.value_of("client-B"), "bob");
}

#[test]
fn what_was_lost_comes_by_the_button_on_the_card() {
    let ada = Visitor::arrives();
    ada.opens("/");
    let story = "cut A->C\nA: x = 1\nB: y = 2\n";
    ada.asks("playground.load(arguments[0]); return true;", json!([story]));
    ada.clicks_on("end");
    in_order(&ada.text_of("waiting-C-B1"), &["lost on A→C", "the link was cut", "Gossip with Bob"]);
    ada.takes_picture("sessions-lost");
    ada.clicks_on("gossip");
    ada.clicks_on("end");
    ada.reads_soon("values-C", "2 B1");
    ada.reads_soon("inbox-C", "Empty.");
    // By keys: the author is down, and nobody else has it.
    let story = "cut A->C\nA: x = 1\nB: y = 2\ncrash A\ncrash B\n";
    ada.asks("playground.load(arguments[0]); return true;", json!([story]));
    ada.reads_soon("waiting-C-B1", "only A has it, and A is down");
    for button in ["restart", "heal-link", "gossip"] {
        By::Keys.presses(&ada, button);
        ada.waits_until("the next button", || !ada.sees(button));
        if ada.focus().testid != "end" {
            By::Keys.presses(&ada, "end");
        }
    }
    ada.reads_soon("values-C", "2 B1");
}

#[test]
fn hello_is_answered_with_one_sentence_and_an_example_that_opens() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("open-run");
    ada.fills_in("open-text", "hello");
    ada.clicks_on("open-submit");
    let says = ["neither a link nor a scenario nor a log.", "A: lost = wallet", "stays here."];
    ada.reads_soon("open-error", says[0]);
    let text = ada.text_of("open-error");
    in_order(&text, &says);
    ada.takes_picture("sessions-hello");
    let lines: Vec<&str> = text.lines().collect();
    let example = lines.iter().filter(|line| !line.contains("This ") && !line.contains("The "));
    let example: Vec<&str> = example.copied().collect();
    ada.fills_in("open-text", &example.join("\n"));
    ada.clicks_on("open-submit");
    ada.clicks_on("end");
    ada.reads_soon("values-C", "wallet");
}
