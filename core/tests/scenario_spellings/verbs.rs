//! Each verb in each spelling: whatever it does is read back, alone and as what it is.

use causal_core::scenario::actions::Verb;
use causal_core::scenario::{Scenario, ScriptedAction, When, json, link, text, validate};
use causal_core::world::action::Action;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::strategies;

/// Reads one action back from text, JSON and a share link.
fn check(verb: Verb, action: &Action) -> Result<(), TestCaseError> {
    let scripted = ScriptedAction { when: When::Settled, action: action.clone() };
    let scenario = Scenario { script: vec![scripted.clone()], ..Scenario::default() };
    let setting = &scenario.setting;
    prop_assert_eq!(Verb::of(action), verb);
    prop_assert_eq!(validate::check_action(setting, action), Ok(()));
    let line = text::write_action(&scripted);
    let read = text::parse_action(&line, setting);
    prop_assert_eq!(read.as_ref(), Ok(&scripted), "{}", line);
    let object = json::write_action(action);
    prop_assert!(object.starts_with(&format!("{{ \"{}\": ", verb.word())), "{}", object);
    let read = json::parse_action(&object, setting);
    prop_assert_eq!(read.as_ref(), Ok(&vec![action.clone()]), "{}", object);
    let share_link = link::encode(&scenario, 0);
    let opened = link::decode(&share_link).map(|decoded| decoded.scenario);
    prop_assert_eq!(opened.as_ref(), Ok(&scenario), "{}", share_link);
    Ok(())
}

#[test]
fn each_verb_is_read_back_from_each_spelling() {
    for verb in Verb::ALL {
        let actions = strategies::actions::of_verb(verb, 3).expect("three are enough for any verb");
        let mut runner = TestRunner::new(ProptestConfig::with_cases(100));
        let result = runner.run(&actions, |action| check(verb, &action));
        assert_eq!(result, Ok(()), "{verb:?}");
    }
}

#[test]
fn one_replica_alone_can_do_what_needs_no_other() {
    let needs_two = |verb: &Verb| strategies::actions::of_verb(*verb, 1).is_none();
    let found: Vec<Verb> = Verb::ALL.into_iter().filter(needs_two).collect();
    let expected =
        [Verb::Link, Verb::Release, Verb::Hold, Verb::Drop, Verb::Duplicate, Verb::Transfer];
    assert_eq!(found, expected);
}
