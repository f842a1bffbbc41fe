//! Running until something is so.

use causal_web::model::{CHIPS, Condition, Dialog, Model, Until};
use causal_web::msg::{Msg, Timing};

use super::support::{A, C, after, first_screen, message};

fn asking(model: &Model, text: &str) -> Model {
    let asked = [Msg::OpenDialog(Dialog::Until), Msg::TypeCondition(text.into())];
    after(&after(model, asked), [Msg::RunUntil(Until::Condition)])
}

fn at_the_start() -> Model {
    after(&first_screen(), [Msg::Time(Timing::Start)])
}

#[test]
fn the_run_goes_on_until_what_is_typed_is_so() {
    let start = at_the_start();
    let there = asking(&start, "shows(B, lost)");
    assert_eq!(there.interface.dialog, None);
    assert!(there.stop > start.stop && there.stop < there.last_stop());
    assert!(there.cards[1].values.iter().any(|line| &*line.key == "lost"));
    let before = after(&there, [Msg::Time(Timing::StepBack)]);
    assert!(before.cards[1].values.is_empty());
    assert_eq!(&*there.interface.condition.text, "shows(B, lost)");
}

#[test]
fn three_ways_need_no_words() {
    let start = at_the_start();
    let waits = after(&start, [Msg::RunUntil(Until::Waits)]);
    assert_eq!(waits.cards[2].inbox.len(), 1);
    let released = after(&waits, [Msg::Release(message(A, C, 1)), Msg::Time(Timing::Start)]);
    let quiet = after(&released, [Msg::RunUntil(Until::Quiet)]);
    assert!(quiet.moment.messages.is_empty() && quiet.stop > waits.stop);
    let wrong = after(&start, [Msg::ChooseRule("arrival".into()), Msg::Time(Timing::Start)]);
    let wrong = after(&wrong, [Msg::RunUntil(Until::Violation)]);
    assert!(wrong.rows.at(wrong.stop).is_some_and(|row| row.mark.is_some()));
}

#[test]
fn what_comes_never_again_leaves_the_cursor_where_it_is() {
    let start = at_the_start();
    let stays = asking(&start, "shows(C, other)");
    assert_eq!((stays.stop, stays.interface.dialog), (start.stop, Some(Dialog::Until)));
    let outcome = "It is so at no later step of this run.";
    assert_eq!(stays.interface.condition.outcome, Some(outcome));
    assert_eq!(&*stays.said, outcome);
    let typed = after(&stays, [Msg::TypeCondition("quiet".into())]);
    assert_eq!(typed.interface.condition.outcome, None);
    let none = after(&start, [Msg::RunUntil(Until::Violation)]);
    assert_eq!(none.interface.condition.outcome, Some(outcome));
    let empty = asking(&start, " ");
    assert!(empty.interface.condition.outcome.is_some_and(|says| says.starts_with("Type")));
}

#[test]
fn what_cannot_be_read_is_not_run() {
    let start = at_the_start();
    let wrong = asking(&start, "shos(C, x)");
    assert_eq!((wrong.stop, wrong.interface.dialog), (start.stop, Some(Dialog::Until)));
    let read = wrong.interface.condition.read(wrong.run.setting()).expect("typed");
    let error = read.expect_err("no such word").to_string();
    assert_eq!(error, "Column 1: there is no word `shos`; did you mean `shows`?");
}

#[test]
fn a_chip_is_a_choice_that_can_be_taken_back_and_each_can_be_read() {
    let setting = first_screen().run.setting().clone();
    let mut condition = Condition::default();
    for (_, chip) in CHIPS {
        condition.text = condition.with_chip(chip).into();
        assert_eq!(&*condition.text, chip);
        assert!(condition.is(chip));
        assert!(condition.read(&setting).expect("typed").is_ok(), "{chip}");
    }
    let alone = Condition { text: "idle".into(), ..Condition::default() };
    assert_eq!(alone.with_chip("idle"), "");
    assert!(Condition::default().read(&setting).is_none());
}
