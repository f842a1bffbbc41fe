//! Links, files and text: each opens, or says why not and leaves the page unharmed.

use std::rc::Rc;

use causal_core::run::Run;
use causal_core::scenario::{Scenario, link};
use causal_web::codec;
use causal_web::model::{Dialog, Offer, SheetTab, Side, Tab, Theme, Unread};
use causal_web::msg::{Msg, Timing};

use super::support::{A, B, after, after_write, empty, first_screen, values};

#[test]
fn a_link_opens_the_same_run_at_the_same_stop() {
    let model =
        after(&after_write(&first_screen(), B, "x", "<b>1</b>"), [Msg::Time(Timing::StepBack)]);
    let fragment = codec::fragment(&model.run, model.stop);
    for text in [fragment.clone(), format!("https://example.org/p/#{fragment}")] {
        let opened = after(&empty(), [Msg::Open(text)]);
        assert_eq!(opened.run.history().digest(), model.run.history().digest());
        assert_eq!((opened.stop, &opened.cards), (model.stop, &model.cards));
        assert!(opened.notice.is_none());
    }
}

fn notice_of(link: &str) -> Option<String> {
    after(&empty(), [Msg::Open(link.into())]).notice.map(|notice| notice.text.to_string())
}

#[test]
fn a_run_that_differs_blames_another_engine_only_if_there_is_one() {
    let run = &first_screen().run;
    let digest = run.history().short_digest();
    assert_eq!(notice_of(&link::encode(&run.scenario(), digest)), None);
    let says = notice_of(&link::encode(&run.scenario(), digest ^ 1)).expect("a banner");
    assert!(says.contains("though the rules are the same: that is a fault of the"), "{says}");
    assert!(!says.contains("engine"), "{says}");
    // It was made when a heal was an event for each link.
    let old = "1s.UgABzQQGBEEEQgRDBEQERQRGnCIG1-nI5sWL5f8OAxQVB3QMYW5uBHhgBHoQbGFneF4BGSE2ARkhDGFzeQ\
               YCDGJlbgR5EHlwdm0uBy0hpgEDFCg.5E3G";
    let says = notice_of(old).expect("a banner");
    assert!(says.starts_with("Made with engine 1. The end state differs"), "{says}");
}

#[test]
fn a_run_that_is_too_long_for_the_page_says_that_and_nothing_of_engines() {
    let story = "gossip 1\nwait 30000\n";
    let run = Run::new(Scenario::read(story).unwrap());
    let says = notice_of(&link::encode(&run.scenario(), run.history().short_digest()));
    assert!(says.expect("a notice").starts_with("20 000 steps is the limit of one run."));
}

#[test]
fn json_and_text_open_too() {
    let model = after_write(&empty(), A, "x", "1");
    let link = codec::fragment(&model.run, 2);
    for text in [codec::json_of(&link), codec::text_of(&link)].map(|text| text.expect("a link")) {
        let opened = after(&first_screen(), [Msg::OpenDialog(Dialog::Open), Msg::Open(text)]);
        assert_eq!(opened.run.history().digest(), model.run.history().digest());
        assert_eq!((opened.stop, opened.interface.dialog, opened.notice), (2, None, None));
    }
}

#[test]
fn a_scenario_has_the_same_link_in_every_spelling() {
    let model = after_write(&empty(), A, "x", "1");
    let link = codec::fragment(&model.run, 2);
    for text in [codec::json_of(&link), codec::text_of(&link)].map(|text| text.expect("a link")) {
        assert_eq!(codec::link_of(&text).as_ref(), Ok(&link), "{text}");
    }
    let whole = format!("https://example.org/#{link}");
    assert_eq!(codec::link_of(&whole), Ok(whole));
    let cut = &link[..link.len() - 1];
    assert!(codec::link_of(cut).is_err() && codec::text_of(cut).is_err());
    assert!(codec::json_of("A: x = 1").is_err(), "it is no link");
}

#[test]
fn a_bad_link_in_the_address_bar_shows_its_sentence_and_nobody_elses_demo() {
    let good = codec::fragment(&first_screen().run, 0);
    let cut = &good[..good.len() - 9];
    let model = causal_web::model::Model::opening(cut);
    let notice = model.notice.as_ref().expect("there is a notice");
    assert!(notice.text.starts_with("This link is incomplete"), "{}", notice.text);
    assert_eq!((notice.kept.as_deref(), notice.offer), (Some(cut), Some(Offer::LoadExample)));
    assert_eq!(model.run.history().len(), 0);
    assert!(!model.inviting);
    let loaded = after(&model, [Msg::TakeUp(Offer::LoadExample)]);
    assert!(loaded.inviting && loaded.notice.is_none());
}

#[test]
fn a_bad_paste_stays_in_its_field_and_changes_nothing() {
    let model = after_write(&empty(), A, "x", "1");
    let good = codec::fragment(&model.run, 0);
    for bad in ["", "   ", "{", "what is this?", &good[..20], "1s.AAAA.0000"] {
        let tried = after(&model, [Msg::TypeOpening(bad.into()), Msg::Open(bad.into())]);
        assert_eq!(&*tried.interface.opening.text, bad);
        assert!(tried.interface.opening.error.is_some(), "{bad}");
        assert_eq!(tried.interface.dialog, Some(Dialog::Open));
        assert_eq!(tried.cards, model.cards);
        let typing = after(&tried, [Msg::TypeOpening("x".into())]);
        assert_eq!(typing.interface.opening.error, None);
    }
}

#[test]
fn a_text_whose_action_cannot_happen_says_which_line_and_keeps_what_comes_before() {
    let text = "title Too late\n\nA: x = 1\nrelease A>B#9\nA: y = 1";
    let read = |text: &str| after(&empty(), [Msg::Open(text.into())]);
    let model = read(text);
    let notice = model.notice.as_ref().expect("there is a notice");
    assert!(notice.text.starts_with("Line 4: Action 2 cannot happen: "), "{}", notice.text);
    assert!(notice.text.ends_with(" What comes before it is kept."), "{}", notice.text);
    assert_eq!(values(&model, B), ["x = 1"]);
    assert!(
        after(&model, [Msg::Time(Timing::StepBack)]).notice.is_some(),
        "the run is still a part of its text"
    );
    let json = r#"{"version": 1, "actions": [{"drop": "A>B#9"}]}"#;
    let model = read(json);
    assert!(model.notice.expect("there is one").text.starts_with("Action 1 cannot happen: "));
    let model = read(&codec::link_of(text).expect("a scenario"));
    assert!(model.notice.expect("there is one").text.starts_with("Action 2 cannot happen: "));
}

#[test]
fn the_address_bar_is_followed_and_a_bad_one_harms_nothing() {
    let model = after_write(&empty(), A, "x", "1");
    let other = codec::fragment(&first_screen().run, 1);
    let followed = after(&model, [Msg::Follow(other.clone())]);
    assert_eq!(followed.stop, 1);
    assert!(followed.update(Msg::Follow(other.clone())).is_none(), "it is there already");
    let bad = after(&model, [Msg::Follow(other[..30].into())]);
    assert_eq!(values(&bad, B), ["x = 1"]);
    let back = after(&followed, [Msg::Follow(other[..30].into()), Msg::Follow(other.clone())]);
    assert_eq!((back.notice, &back.cards), (None, &followed.cards));
    let repaired = after(&bad, [Msg::Repair]);
    assert_eq!(&*repaired.interface.opening.text, &other[..30]);
    assert_eq!(repaired.interface.dialog, Some(Dialog::Open));
    assert!(model.update(Msg::Follow(String::new())).is_none());
    assert!(model.update(Msg::Repair).is_none());
}

#[test]
fn sharing_changes_the_address_and_nothing_else() {
    let model = first_screen();
    let shared = after(&model, [Msg::OpenDialog(Dialog::Share), Msg::Shared("1s.x.0".into())]);
    assert_eq!(shared.address.as_deref(), Some("1s.x.0"));
    assert!(shared.inviting && Rc::ptr_eq(&shared.run, &model.run));
    assert_eq!(after(&shared, [Msg::CloseDialog]).interface.dialog, None);
}

#[test]
fn furniture_stays_where_it_is_when_another_run_comes() {
    let placed = [
        Msg::ShowTab(Tab::List),
        Msg::ChooseTheme(Theme::Dark),
        Msg::ToggleSide(Side::Task),
        Msg::ShowSheet(SheetTab::Links),
        Msg::OpenDialog(Dialog::Open),
    ];
    let model = after(&first_screen(), placed);
    for msg in [Msg::StartEmpty, Msg::LoadExample] {
        let next = after(&model, [msg]);
        assert_eq!((next.interface.tab, next.interface.theme), (Tab::List, Theme::Dark));
        assert!(next.interface.task_folded && next.interface.dialog.is_none());
    }
    let refused = after(&model, [Msg::FileRefused(Unread::Refused)]);
    assert!(refused.interface.opening.error.is_some());
}

#[test]
fn the_sheet_goes_up_and_down() {
    let up = after(&first_screen(), [Msg::ShowSheet(SheetTab::Inbox)]);
    assert!(up.interface.sheet_up && up.interface.sheet == SheetTab::Inbox);
    let other = after(&up, [Msg::ShowSheet(SheetTab::Write)]);
    assert!(other.interface.sheet_up);
    assert!(!after(&other, [Msg::ShowSheet(SheetTab::Write)]).interface.sheet_up);
    assert!(!after(&other, [Msg::ToggleSheet]).interface.sheet_up);
}

#[test]
fn what_is_nothing_that_can_be_opened_is_answered_with_one_sentence_and_an_example() {
    let open = |text: &str| after(&empty(), [Msg::Open(text.into())]).interface.opening;
    let says = "This is neither a link nor a scenario nor a log. A scenario looks like this:";
    for text in ["hello", "  hello, world\n", "# a remark\n\nhello", "42", "???"] {
        let opening = open(text);
        assert_eq!((opening.error.as_deref(), opening.needs_example), (Some(says), true), "{text}");
        assert_eq!(&*opening.text, text);
    }
    for near in [
        "relase A1->C",
        "A: x 1",
        "A: x = 1\nhello",
        "{\"hello\": 1}",
        "Dave: x = 1",
        "https://example.org/",
        "",
    ] {
        let opening = open(near);
        assert!(!opening.needs_example, "{near}");
        assert_ne!(opening.error.as_deref(), Some(says), "{near}");
    }
    let example = after(&empty(), [Msg::Open(codec::EXAMPLE.into()), Msg::Time(Timing::End)]);
    assert_eq!((example.run.problem(), values(&example, B).len()), (None, 2));
    let typing = [Msg::Open("hello".into()), Msg::TypeOpening("hello!".into())];
    assert_eq!(after(&empty(), typing).interface.opening.error, None);
}

#[test]
fn why_is_folded_away_until_it_has_something_to_say_or_somebody_unfolds_it() {
    let silent = empty();
    assert!(silent.is_why_folded());
    let shown = after(&silent, [Msg::ToggleSide(Side::Why)]);
    assert!(!shown.is_why_folded());
    let written = after_write(&silent, A, "x", "1");
    assert!(!written.is_why_folded());
    // At the start of a run something will be said again.
    assert!(!after(&written, [Msg::Time(Timing::Start)]).is_why_folded());
    let folded = after(&written, [Msg::ToggleSide(Side::Why)]);
    assert!(folded.is_why_folded() && after_write(&folded, A, "y", "1").is_why_folded());
}
