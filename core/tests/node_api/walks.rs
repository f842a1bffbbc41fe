//! Each system's own walk-through, as its description tells it.

use causal_core::clock::ReplicaId;
use causal_core::http::presets::{PRESETS, Turn};
use causal_core::http::{Dialect, Request, Response, Step, respond};
use causal_core::run::Run;
use causal_core::scenario::{Scenario, ScriptedAction, When, text, validate};
use causal_core::world::action::Action;
use causal_core::world::event::{Event, EventKind};

use crate::dialogue::{preset, talk};

/// Walks through a preset, speaking a dialect; the answers come back as status and body.
fn walk(of: Dialect, dialect: Dialect) -> Vec<(u16, String)> {
    let preset = preset(of);
    let mut talk = talk(dialect, preset.setting());
    let mut answers: Vec<Response> = Vec::new();
    for turn in preset.walk() {
        match &turn {
            Turn::Wait(ms) => talk.wait(*ms),
            Turn::Ask(on, _) => {
                let request = turn.request(answers.last()).expect("a question");
                let asked = talk.begin(on.index(), &request);
                answers.push(talk.wait_for(&asked).0);
            }
        }
    }
    answers.into_iter().map(|response| (response.status, response.body)).collect()
}

#[test]
fn settings_are_allowed_in_scenarios() {
    for preset in PRESETS {
        assert_eq!(validate::check_setting(&preset.setting(), 16), Ok(()), "{}", preset.title);
    }
}

#[test]
fn seed_000_shows_one_value_everywhere() {
    let answers = walk(Dialect::Seed000, Dialect::Seed000);
    assert!(answers.iter().all(|(status, _)| *status == 200), "{answers:#?}");
    let shown = |from: usize| answers[from..from + 3].iter().map(|(_, body)| body.as_str());
    assert!(shown(7).all(|body| body.contains(r#""buffer_size":0"#)));
    assert!(shown(10).all(|body| body.contains(r#""key":"message","value":"goodbye""#)));
    let steps: Vec<&str> = shown(19).collect();
    assert!(
        steps.iter().all(|body| body.contains(r#""key":"test_key","value":"step"#)),
        "{steps:?}"
    );
}

#[test]
fn seed_001_delays_what_skips_a_write() {
    let answers = walk(Dialect::Seed001, Dialect::Seed001);
    let statuses: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
    assert_eq!(statuses, [200, 200, 202, 200, 200, 200, 200], "{answers:#?}");
    assert!(answers[1].1.contains(r#""status":"saved","node":"Y""#), "{}", answers[1].1);
    assert!(answers[2].1.contains(r#""reason":"causality conflict""#));
    assert!(answers[5].1.contains(r#""value":200"#) && answers[4].1.contains(r#""value":100"#));
    assert!(answers[6].1.contains(r#""value":null,"message":"Key 'x' not found""#));
}

#[test]
fn seed_002_proves_causality() {
    let answers = walk(Dialect::Seed002, Dialect::Seed002);
    assert!(answers.iter().all(|(status, _)| *status == 200), "{answers:#?}");
    assert!(answers[1].1.contains(r#""value":1,"clock":{"0":1,"1":0,"2":0}"#));
    assert!(answers[3].1.contains(r#""value":2,"clock":{"0":1,"1":1,"2":0}"#));
    assert!(answers[4..].iter().all(|(_, body)| body.contains(r#""pending_writes":0"#)));
}

#[test]
fn seed_003_passes_metadata_on() {
    let statuses: Vec<u16> =
        walk(Dialect::Seed003, Dialect::Seed003).iter().map(|(status, _)| *status).collect();
    assert_eq!(statuses, [200, 201, 503, 200, 200, 503, 200, 200, 404]);
}

#[test]
fn seed_004_stores_and_retrieves_a_key() {
    let answers = walk(Dialect::Seed004, Dialect::Seed004);
    let statuses: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
    assert_eq!(statuses, [200, 201, 200, 200, 200, 200, 200], "{answers:#?}");
    assert!(answers[2].1.contains(r#""val":"hello""#) && answers[5].1.contains(r#""val":"hello""#));
}

#[test]
fn walks_can_be_followed_without_naming_the_dialect() {
    for preset in PRESETS {
        let statuses = |dialect| {
            walk(preset.dialect, dialect).iter().map(|(status, _)| *status).collect::<Vec<_>>()
        };
        assert_eq!(statuses(Dialect::Auto), statuses(preset.dialect), "{}", preset.title);
    }
}

#[test]
fn in_a_run_the_answer_comes_with_later_acts() {
    let mut setting = preset(Dialect::Seed004).setting();
    setting.view = None;
    let run = Run::new(Scenario { setting, ..Scenario::default() });
    let ask = |run: &Run, on, body: &str| {
        let put = Request::new(if on == 0 { "PUT" } else { "GET" }, "/kvs/data/k", body);
        let Step::Act(action, question) = respond(run.world(), ReplicaId(on), &put, Dialect::Auto)
        else {
            panic!("it changes the world");
        };
        let run = run.act(run.stops().len() - 1, action).expect("it can").run;
        let events = run.history().events();
        let is_asked = |event: &Event| matches!(event.kind, EventKind::Requested { .. });
        let asked = events.iter().rev().find(|event| is_asked(event)).expect("it was asked");
        let since = asked.id.index();
        (run, question, since)
    };
    let put = r#"{"val": "v", "causal-metadata": {}}"#;
    let (run, question, since) = ask(&run, 0, put);
    let answer = question.answer(&since_then(&run, since)).expect("at once");
    assert_eq!(answer.status, 201);
    let (run, question, since) = ask(&run, 1, &answer.body);
    assert_eq!(question.answer(&since_then(&run, since)), None);
    let mut scenario = run.scenario();
    let action = Action::Note { text: "later".into() };
    scenario.script.push(ScriptedAction { when: When::At(10_000), action });
    let run = Run::new(scenario);
    let answer = question.answer(&since_then(&run, since)).expect("gossip has come");
    assert!(answer.status == 200 && answer.body.contains(r#""val":"v""#), "{answer:?}");
    assert_eq!(Scenario::read(&text::write(&run.scenario())).as_ref(), Ok(&run.scenario()));
}

fn since_then(run: &Run, since: usize) -> Vec<Event> {
    run.history().events().from(since).cloned().collect()
}
