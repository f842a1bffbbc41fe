//! Running until something is so.

use causal_e2e::{Screen, Visitor};

fn at_the_start_of_the_example() -> Visitor {
    let visitor = Visitor::arrives();
    visitor.opens("/");
    visitor.clicks("button", "Let Bob's reply arrive");
    visitor.clicks("button", "Release A1");
    visitor.reads_soon("inbox-C", "Empty.");
    while !visitor.text_of("stop-counter").starts_with("0 of") {
        let before = visitor.text_of("stop-counter");
        visitor.clicks_on("step-back");
        visitor.waits_until("the cursor moves", || visitor.text_of("stop-counter") != before);
    }
    visitor
}

#[test]
fn one_press_leads_to_what_waits_and_another_to_where_all_is_quiet() {
    let ada = at_the_start_of_the_example();
    ada.clicks_on("until");
    ada.waits_until("the dialog", || ada.sees("until-dialog"));
    ada.takes_picture("run-until");
    ada.clicks_on("until-waits");
    ada.reads_soon("waiting-C-B1", "Waits for A1");
    ada.waits_until("the page", || !ada.sees("until-dialog"));
    ada.clicks_on("until");
    ada.clicks_on("until-quiet");
    ada.reads_soon("inbox-C", "Empty.");
    ada.clicks_on("until");
    ada.clicks_on("until-violation");
    ada.reads_soon("until-outcome", "It is so at no later step of this run.");
}

#[test]
fn a_condition_is_typed_and_said_in_words_by_keys_alone() {
    let ada = at_the_start_of_the_example();
    while ada.focus().testid != "stage" && !ada.focus().testid.starts_with("event-") {
        ada.presses("F6");
    }
    ada.presses("t");
    ada.waits_until("the dialog", || ada.sees("until-dialog"));
    ada.tabs_to("condition");
    ada.types("shos(B, reply)");
    ada.reads_soon("condition-wrong", "there is no word `shos`; did you mean `shows`?");
    ada.takes_picture("run-until-wrong");
    ada.presses("Control+a");
    ada.types("shows(B, reply) & !shows(C, reply)");
    ada.reads_soon("condition-says", "Bob shows a value of reply, and Carol does not show");
    ada.presses("Enter");
    ada.waits_until("the page", || !ada.sees("until-dialog"));
    ada.reads_soon("values-B", "reply");
    assert!(!ada.text_of("values-C").contains("reply"));
    ada.clicks_on("tab-list");
    ada.clicks_on("list-until");
    ada.waits_until("the dialog", || ada.sees("until-dialog"));
    assert_eq!(ada.value_of("condition"), "shows(B, reply) & !shows(C, reply)");
}

#[test]
fn on_a_phone_a_chip_is_enough() {
    let ada = Visitor::arrives_with(Screen::PHONE);
    ada.opens("/");
    ada.reads_soon("stop-counter", "4 of 5");
    assert!(!ada.sees("until"), "the bar stays as low as it was");
    ada.clicks_on("sheet-task");
    ada.clicks_on("task-until");
    ada.waits_until("the dialog", || ada.sees("until-dialog"));
    ada.clicks("button", "something waits");
    ada.reads_soon("condition-says", "There is a replica r such that the number of writes");
    ada.takes_picture("run-until-phone");
    ada.clicks_on("until-submit");
    ada.reads_soon("stop-counter", "5 of 5");
    assert!(!ada.sees("until-dialog"));
}
