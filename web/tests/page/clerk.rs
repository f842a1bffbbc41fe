//! The clerk of the second module: it sees the runs of links as the page does.

use causal_core::http::{Dialect, Request};
use causal_web::clerk::{Clerk, link_of};
use causal_web::codec::{plain_link, read_link};
use causal_web::model::Msg;

use super::support::{after, first_screen};

#[test]
fn a_deed_makes_the_page_and_the_clerk_speak_of_the_same_run() {
    let mut clerk = Clerk::default();
    let page = after(&first_screen(), [Msg::Seek(2)]);
    let before = plain_link(page.run.scenario());
    let deed = clerk.deed(&before, page.stop, r#"{ "put": "x", "value": "1", "on": "A" }"#);
    let deed = read_link(&deed.expect("it can happen")).expect("a link").scenario;
    let actions = deed.script.into_iter().map(|item| item.action).collect();
    let page = after(&page, [Msg::Act(actions)]);
    let link = plain_link(page.run.scenario());
    let run = clerk.run(&link).expect("it is known");
    assert_eq!(run.history().digest(), page.run.history().digest());
    assert_eq!(run.stops(), page.run.stops());
    let n_events = page.here().n_events;
    let events = clerk.events(&link, 0, n_events).expect("it is known");
    assert_eq!(events.matches("\"index\":").count(), n_events);
    let state = clerk.state(&link, page.stop).expect("it is known");
    assert!(state.starts_with(&format!("{{\"position\":{},\"last\":", page.stop)), "{state}");
    assert!(clerk.choices(&link, page.stop).expect("it is known").contains(r#""kind":"arrive""#));
}

#[test]
fn a_refusal_names_the_action() {
    let mut clerk = Clerk::default();
    let link = link_of("A: x = 1").expect("a scenario");
    let twice = r#"{ "link": "A>B", "latency": [9, 1] }"#;
    assert!(clerk.deed(&link, 0, twice).is_err());
    let why = clerk.deed(&link, 0, r#"{ "drop": "A1->B" }"#).expect_err("nothing is there");
    let sentence =
        r#"{ "drop": "A1->B" } cannot happen: A1 is neither on its way nor held on a link to B."#;
    assert_eq!(why, sentence);
    let more = clerk.deed(&link, 0, r#"{ "link": "A>B", "latency": [1, 9], "fifo": false }"#);
    let more = read_link(&more.expect("two changes")).expect("a link");
    assert_eq!(more.scenario.script.len(), 2);
}

#[test]
fn a_parked_request_is_kept_until_it_is_answered() {
    let mut clerk = Clerk::default();
    let link = link_of("sessions wait\nhold A->C\nA: x = 1").expect("a scenario");
    let stop = clerk.run(&link).expect("a run").stops().len() - 1;
    let get = Request::new("GET", "/kvs/data/x", r#"{"causal-metadata": {"A": 1}}"#);
    let asked = clerk.ask(&link, stop, "Carol", &get, Dialect::Auto).expect("it can happen");
    let question = asked.answer.expect_err("it waits");
    let deed = read_link(&asked.deed.expect("an action")).expect("a link").scenario;
    let run = clerk.run(&link).expect("a run").clone();
    let run = run.act(stop, deed.script[0].action.clone()).expect("it can happen").run;
    let link = plain_link(run.scenario());
    let n_events = run.history().len();
    assert_eq!(clerk.answer(question, &link, n_events), Ok(None));
    let release = causal_core::scenario::json::parse_action(
        r#"{ "release": "A1->C" }"#,
        &run.scenario().setting,
    );
    let release = release.expect("an action").remove(0);
    let run = run.act(run.stops().len() - 1, release).expect("it can happen").run;
    let link = plain_link(run.scenario());
    let answer = clerk.answer(question, &link, run.history().len()).expect("a run");
    assert_eq!(answer.map(|answer| answer.status), Some(200));
    assert_eq!(clerk.answer(question, &link, run.history().len()), Ok(None), "it is not kept");
}
