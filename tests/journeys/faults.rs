//! Writes typed at every replica, and what can go wrong between them.

use causal_e2e::Visitor;

/// A visitor of a playground in which nothing has happened.
fn at_an_empty_playground() -> Visitor {
    let visitor = Visitor::arrives();
    visitor.opens("/");
    visitor.clicks_on("start-empty");
    visitor.reads_soon("values-A", "Nothing delivered here yet.");
    visitor
}

fn writes(visitor: &Visitor, at: &str, key: &str, value: &str) {
    visitor.fills_in(&format!("key-{at}"), key);
    visitor.fills_in(&format!("value-{at}"), value);
    visitor.presses("Enter");
}

/// Opens a link's menu and presses a button in it.
fn in_menu(visitor: &Visitor, link: &str, button: &str) {
    visitor.clicks_on(&format!("link-more-{link}"));
    visitor.waits_until("the menu", || visitor.sees("menu"));
    visitor.clicks_on(button);
}

#[test]
fn writes_are_typed_at_all_three_replicas_and_reach_all_three() {
    let ada = at_an_empty_playground();
    writes(&ada, "A", "tea", "green");
    writes(&ada, "B", "milk", "none");
    writes(&ada, "C", "cups", "three");
    ada.clicks_on("end");
    for replica in ["A", "B", "C"] {
        for words in ["green", "none", "three"] {
            ada.reads_soon(&format!("values-{replica}"), words);
        }
        assert_eq!(ada.text_of(&format!("vector-{replica}")), "A1 B1 C1");
    }
}

#[test]
fn a_held_link_keeps_its_messages_until_it_is_opened() {
    let ada = at_an_empty_playground();
    ada.clicks_on("link-A>C");
    assert_eq!(ada.attribute("link-A>C", "aria-pressed").as_deref(), Some("true"));
    writes(&ada, "A", "x", "held");
    ada.clicks_on("end");
    ada.reads_soon("values-B", "held");
    assert!(ada.text_of("values-C").contains("Nothing delivered here yet."));
    assert!(ada.described("link-A>C").name.contains("held, 1 held"));
    ada.clicks_on("link-A>C");
    ada.clicks_on("end");
    ada.reads_soon("values-C", "held");
}

#[test]
fn what_a_cut_link_lost_is_said_on_the_card_that_waits_for_it() {
    let ada = at_an_empty_playground();
    in_menu(&ada, "A>C", "cut");
    writes(&ada, "A", "x", "gone");
    ada.clicks_on("end");
    ada.reads_soon("values-B", "gone");
    in_menu(&ada, "A>C", "heal");
    writes(&ada, "B", "y", "answer");
    ada.clicks_on("end");
    ada.reads_soon("waiting-C-B1", "Waits for A1");
    ada.reads_soon("waiting-C-B1", "lost on A→C");
    ada.reads_soon("waiting-C-B1", "the link was cut");
    ada.takes_picture("faults-cut");
}

#[test]
fn a_dropped_message_is_missed_and_a_duplicate_is_thrown_away() {
    let ada = at_an_empty_playground();
    ada.clicks_on("hold-all");
    writes(&ada, "A", "x", "1");
    ada.clicks_on("link-more-A>C");
    ada.clicks("button", "Drop A1");
    ada.clicks_on("link-more-A>B");
    ada.clicks("button", "Duplicate A1");
    ada.clicks_on("open-all");
    ada.clicks_on("end");
    ada.reads_soon("replica-B", "A1 arrived again — already delivered (A entry is 1)");
    assert_eq!(ada.text_of("vector-B"), "A1 B0 C0");
    writes(&ada, "A", "x", "2");
    ada.clicks_on("end");
    ada.reads_soon("waiting-C-A2", "Waits for A1");
    ada.reads_soon("waiting-C-A2", "you dropped it");
    ada.takes_picture("faults-dropped");
}

#[test]
fn concurrent_writes_stand_side_by_side_until_one_has_seen_both() {
    let ada = at_an_empty_playground();
    writes(&ada, "A", "lunch", "pizza");
    writes(&ada, "B", "lunch", "soup");
    ada.clicks_on("end");
    for replica in ["A", "B", "C"] {
        let values = format!("values-{replica}");
        ada.reads_soon(&values, "pizza");
        ada.reads_soon(&values, "soup");
    }
    ada.takes_picture("faults-siblings");
    writes(&ada, "C", "lunch", "both");
    ada.clicks_on("end");
    for replica in ["A", "B", "C"] {
        let values = format!("values-{replica}");
        ada.waits_until("one value is left", || {
            let text = ada.text_of(&values);
            text.contains("both") && !text.contains("pizza") && !text.contains("soup")
        });
    }
}

#[test]
fn a_mistaken_rule_is_caught_in_words() {
    let ada = at_an_empty_playground();
    ada.chooses("rule", "arrival");
    ada.clicks_on("link-A>C");
    writes(&ada, "A", "q", "lunch?");
    ada.clicks_on("end");
    writes(&ada, "B", "a", "yes");
    ada.clicks_on("end");
    ada.reads_soon("replica-C", "Carol delivered B1 before its cause A1");
    ada.takes_picture("faults-violation");
}
