//! A message from the future: the first screen, in two clicks.

use causal_e2e::{Screen, Visitor};

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

#[test]
fn two_clicks_show_the_wait_and_then_the_delivery() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.reads_soon("inbox-C", "Empty.");
    ada.takes_picture("future-1-before");

    ada.clicks("button", "Let Bob's reply arrive");
    ada.reads_soon("waiting-C-B1", "Waits for A1");
    let card = ada.text_of("waiting-C-B1");
    in_order(
        &card,
        &["B1", "from Bob", "reply = \"sorry!\"", "Waits for A1", "on link A→C, held by you"],
    );
    in_order(&card, &["held by you", "Release A1", "When A1 is delivered: A1 → B1"]);
    assert!(ada.text_of("values-C").contains("Nothing delivered here yet."));
    assert!(ada.text_of("live").contains("B1 arrives at Carol. Waits for A1."));
    ada.takes_picture("future-2-waits");

    ada.clicks("button", "Release A1");
    ada.reads_soon("inbox-C", "Empty.");
    let values = ada.text_of("values-C");
    in_order(&values, &["lost", "wallet", "reply", "sorry!"]);
    ada.clicks_on("tab-list");
    in_order(
        &ada.text_of("steps"),
        &[
            "B1 arrives at Carol. Waits for A1.",
            "A1 is released",
            "A1 arrives at Carol and is delivered.",
            "B1 delivered at Carol",
        ],
    );
    ada.takes_picture("future-3-delivered");
}

#[test]
fn the_same_two_taps_do_it_on_a_phone() {
    let ada = Visitor::arrives_with(Screen::PHONE);
    ada.opens("/");
    ada.takes_picture("future-phone-1");
    ada.clicks("button", "Let Bob's reply arrive");
    ada.reads_soon("peek", "A1");
    ada.takes_picture("future-phone-2");
    ada.clicks("button", "Release A1");
    ada.waits_until("the page says that B1 is delivered", || {
        ada.page_text().contains("delivered at Carol")
    });
    ada.takes_picture("future-phone-3");
}
