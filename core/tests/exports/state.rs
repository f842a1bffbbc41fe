//! Moments and choices as JSON say what the moment and the world say.

use causal_core::export::state;
use causal_core::replica::rule::DeliveryRule;
use causal_core::world::Choice;
use expect_test::expect;
use proptest::prelude::*;
use serde_json::Value;

use crate::worlds::{played, story};
use crate::{OVERTAKEN, run};

#[test]
fn what_waits_for_what_reads_well() {
    let run = run("replicas A B\nmembers A\nann@A: x = \"a \\\"b\\\"\"\ncrash B");
    let moment = run.moment(usize::MAX);
    expect![[r#"{"position":3,"at":0,"events":4,"replicas":[{"replica":"A","name":"A","up":true,"phase":"serving","seen":{"A":1},"skew_ms":0,"values":{"x":[{"dot":"A1","value":"a \"b\"","ahead":false}]},"ahead":[],"inbox":[],"parked":[]},{"replica":"B","name":"B","up":false,"phase":"outside","seen":{},"skew_ms":0,"values":{},"ahead":[],"inbox":[],"parked":[]}],"links":{"A>B":{"latency":[10,10],"loss":0,"duplicate":0,"fifo":false,"state":"up"},"B>A":{"latency":[10,10],"loss":0,"duplicate":0,"fifo":false,"state":"up"}},"under_way":[]}"#]]
    .assert_eq(&state::write(&moment, run.history(), &[("position", 3)]));
}

#[test]
fn a_write_waits_in_its_inbox_and_another_is_held() {
    let run = run(OVERTAKEN);
    let waits = run.stops().iter().map(|stop| run.moment(stop.n_events));
    let waits = waits.map(|moment| state::write(&moment, run.history(), &[]));
    let waits = waits.map(|text| serde_json::from_str::<Value>(&text).unwrap());
    let waits = waits.filter(|state| state["replicas"][2]["inbox"] != serde_json::json!([]));
    let first = waits.into_iter().next().unwrap();
    let entry = &first["replicas"][2]["inbox"][0];
    assert_eq!((&entry["dot"], &entry["waits_for"][0]), (&"B1".into(), &"A1".into()));
    let held = &first["under_way"][0];
    assert_eq!((&held["write"], &held["held"]), (&"A1".into(), &true.into()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn choices_are_those_of_the_world_and_its_actions_let_them_arrive(
        (setting, acts) in story(DeliveryRule::default()),
    ) {
        let run = played(setting, &acts);
        for stop in 0..run.stops().len() {
            let world = run.world_at(stop);
            let text = state::choices(&world);
            let choices: Vec<Value> = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(choices.len(), world.choices().len());
            for (written, choice) in choices.iter().zip(world.choices()) {
                let Choice::Arrive(id) = choice else {
                    prop_assert_eq!(&written["kind"], "expire");
                    continue;
                };
                prop_assert_eq!(&written["message"], &Value::from(id.to_string()));
                let action = written["action"].to_string();
                let setting = run.setting();
                let action = causal_core::scenario::json::parse_action(&action, setting).unwrap();
                prop_assert!(run.act(stop, action[0].clone()).is_ok());
            }
        }
    }
}
