//! Scripts: what their calls come to, and that the page shows it.

use std::rc::Rc;

use causal_core::http::{Dialect, Request};
use causal_web::model::Model;
use causal_web::msg::{Msg, Timing};
use causal_web::script::calls;

use super::support::{A, B, after, after_write, empty, first_screen, values};

/// The page with a scenario on it.
fn showing(text: &str) -> Model {
    after(&empty(), [Msg::Open(text.into())])
}

/// The page after a script has acted.
fn acted(page: &Model, action: &str) -> Model {
    let next = calls::act(page, action).unwrap_or_else(|why| panic!("{action}: {why}"));
    after(page, [Msg::GoOn(next)])
}

#[test]
fn what_scripts_do_the_page_shows_and_what_it_shows_they_are_told() {
    let page = acted(
        &after(&first_screen(), [Msg::Time(Timing::Seek(2))]),
        r#"{"put":"x","value":"1","on":"A"}"#,
    );
    assert!(values(&page, A).contains(&"x = 1".to_owned()));
    let events = calls::history(&page);
    assert_eq!(events.matches("\"index\":").count(), page.here().n_events);
    let state = calls::state(&page);
    let begin = format!("{{\"position\":{},\"last\":{},", page.stop, page.last_stop());
    assert!(state.starts_with(&begin), "{state}");
    assert!(calls::choices(&page).contains(r#""kind":"arrive""#));
    let scenario = calls::scenario(&page);
    let again = after(&empty(), [Msg::Open(scenario)]);
    assert_eq!(again.run.history().digest(), page.run.history().digest());
    assert_eq!((again.run.stops(), again.stop), (page.run.stops(), page.stop));
}

#[test]
fn acting_in_the_past_keeps_the_old_future_as_a_branch() {
    let page = after_write(&empty(), A, "x", "1");
    let page = acted(&after(&page, [Msg::Time(Timing::Start)]), r#"{"crash":"B"}"#);
    assert_eq!((page.branches.tabs().len(), page.cards[1].runs), (2, false));
    let page = acted(&page, r#"{"restart":"B"}"#);
    assert_eq!((page.branches.tabs().len(), page.cards[1].runs), (2, true));
}

#[test]
fn an_object_that_changes_several_things_changes_all_or_nothing() {
    let page = after(&after_write(&empty(), A, "x", "1"), [Msg::Time(Timing::Start)]);
    let several = r#"{"link":"A>B","latency":[1,9],"fifo":false}"#;
    let changed = acted(&page, several);
    assert_eq!(changed.run.script().len(), 2);
    assert_eq!(changed.branches.tabs().len(), 2, "what the first of them left behind is kept");
    assert!(calls::act(&page, r#"{"link":"A>B","latency":[1,9],"loss":1001}"#).is_err());
}

#[test]
fn a_refusal_names_the_action() {
    let page = showing("A: x = 1");
    assert!(calls::act(&page, r#"{ "link": "A>B", "latency": [9, 1] }"#).is_err());
    let why = calls::act(&page, r#"{ "drop": "A1->B" }"#).expect_err("nothing is there");
    let sentence =
        r#"{ "drop": "A1->B" } cannot happen: A1 is neither on its way nor held on a link to B."#;
    assert_eq!(why, sentence);
}

fn get_x() -> Request {
    Request::new("GET", "/kvs/data/x", r#"{"causal-metadata": {"A": 1}}"#)
}

#[test]
fn a_request_that_changes_nothing_is_answered_and_nothing_changes() {
    let page = showing("A: x = 1");
    for (replica, path, status) in [("a", "/health", 200), ("Z", "/health", 404), ("A", "/no", 404)]
    {
        let sent = calls::send(&page, replica, &Request::new("GET", path, ""), Dialect::Auto);
        let sent = sent.expect("it is answered");
        assert!(sent.next.is_none(), "{path}");
        assert_eq!(sent.answer.expect("at once").status, status, "{replica} {path}");
    }
    let long = format!("/kvs/data/{}", "k".repeat(201));
    let put = Request::new("PUT", &long, r#"{"val": "v", "causal-metadata": {}}"#);
    let why = calls::send(&page, "A", &put, Dialect::Auto).expect_err("no link can hold it");
    assert!(why.contains("key"), "{why}");
}

#[test]
fn a_parked_request_is_answered_when_the_page_reaches_its_reply() {
    let page = showing("sessions wait\nhold A->C\nA: x = 1");
    let sent = calls::send(&page, "Carol", &get_x(), Dialect::Auto).expect("it can happen");
    let pending = sent.answer.expect_err("it waits");
    let parked = after(&page, [Msg::GoOn(sent.next.expect("it is parked"))]);
    assert_eq!(pending.look(&parked), Ok(None));
    let released = acted(&parked, r#"{ "release": "A1->C" }"#);
    let answer = pending.look(&released).expect("the same run goes on");
    assert_eq!(answer.map(|answer| answer.status), Some(200));
    assert_eq!(pending.look(&after(&released, [Msg::Time(Timing::Seek(parked.stop))])), Ok(None));
    assert_eq!(
        pending.look(&after(&released, [Msg::Time(Timing::Start)])),
        Ok(None),
        "before it was sent"
    );
}

#[test]
fn a_parked_request_is_given_up_with_its_run() {
    let page = showing("sessions wait\nhold A->C\nA: x = 1");
    let sent = calls::send(&page, "C", &get_x(), Dialect::Auto).expect("it can happen");
    let pending = sent.answer.expect_err("it waits");
    let parked = after(&page, [Msg::GoOn(sent.next.expect("it is parked"))]);
    let same = after(
        &page,
        [Msg::Load(Box::new(
            causal_web::codec::read(&calls::scenario(&parked)).expect("a scenario"),
        ))],
    );
    assert!(!Rc::ptr_eq(&same.run, &parked.run));
    assert_eq!(pending.look(&same), Ok(None), "another copy of the same run");
    for other in [page, after_write(&empty(), B, "x", "2")] {
        let why = pending.look(&other).expect_err("it was not sent there");
        assert_eq!(why, "Another run is on show, in which this was not asked.");
    }
}
