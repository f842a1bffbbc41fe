//! Whatever is on the page can be selected, and says something that is true of it.

use std::fs;
use std::path::Path;

use causal_core::replica::protocol::Occurrence;
use causal_core::scenario::Scenario;
use causal_core::world::event::{EventId, EventKind};
use causal_web::model::{Model, Selection};
use causal_web::msg::Msg;

use super::support::after;

/// Every story of the repository, and what carries no write: gossip, pings, states, what is lost.
fn stories() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let files = [folder.clone(), folder.join("mistakes")];
    let files = files.iter().flat_map(|folder| fs::read_dir(folder).expect("it is there"));
    let files = files.map(|file| file.expect("a file").path()).filter(|path| path.is_file());
    let others = [
        "A: x = 1\ngossip B->A\n",
        "hold all\ngossip A->B\n",
        "health 300\nA: x = 1\nwait 400\n",
        "A: x = 1\ncrash C\nrestart C without disk\n",
        "A: x = 1\ncut A->B\ngossip A->B\n",
        "gossip 500\nA: x = 1\nwait 700\n",
        "A: x = 1\nleave B\nA: z = 2\nsnapshot A->B\n",
    ];
    let told = files.map(|path| fs::read_to_string(path).expect("a text"));
    told.chain(others.map(String::from)).collect()
}

#[test]
fn every_event_and_every_message_can_be_selected() {
    for story in stories() {
        let model = Model::of(Scenario::read(&story).expect("a story"));
        for event in model.run.history().events() {
            let message = event.kind.message().map(Selection::Message);
            for selection in [Some(Selection::Event(event.id)), message].into_iter().flatten() {
                let selected = after(&model, [Msg::Select(selection)]);
                assert!(selected.reason().is_selected, "{event} of\n{story}");
            }
        }
    }
}

#[test]
fn a_message_without_a_write_is_told_where_it_is() {
    let of_last = |story: &str| {
        let model = Model::of(Scenario::read(story).expect("a story"));
        let events = model.run.history().events();
        let message = events.iter().rev().find_map(|event| event.kind.message());
        let message = Selection::Message(message.expect("a message"));
        after(&model, [Msg::Select(message)]).reason()
    };
    let gossip = of_last("A: x = 1\ngossip B->A\n");
    let told = "Alice hears what Bob has seen: nothing new, at step 5.";
    assert_eq!((&*gossip.what, &*gossip.state), ("gossip from Bob", told));
    let state = of_last("A: x = 1\nsnapshot A->B\n");
    assert_eq!(&*state.state, "Bob takes over the state of Alice: nothing new, at step 5.");
    let held = of_last("hold all\ngossip A->B\n");
    assert_eq!(&*held.state, "Held on link A→B by you.");
}

#[test]
fn every_step_has_a_sentence() {
    for story in stories() {
        let model = Model::of(Scenario::read(&story).expect("a story"));
        for stop in 1..model.run.stops().len() {
            let row = model.rows.at(stop).expect("a row for each step");
            assert!(row.text.ends_with(['.', '…', '!']), "step {stop}: {:?} of\n{story}", row.text);
        }
    }
}

#[test]
fn of_two_writes_with_one_name_the_one_that_is_selected_is_told() {
    let story = "amnesia naive\nA: x = 1\ncrash A\nrestart A without disk\nA: x = 2\n";
    let model = Model::of(Scenario::read(story).expect("a story"));
    let made = |event: &&causal_core::world::event::Event| {
        matches!(event.kind, EventKind::Recorded { what: Occurrence::Accepted { .. }, .. })
    };
    let last: EventId = model.run.history().events().iter().rfind(made).expect("a write").id;
    let reason = after(&model, [Msg::Select(Selection::Event(last))]).reason();
    assert!(reason.what.contains("x = \"2\""), "{}", reason.what);
}

#[test]
fn a_state_that_is_not_taken_over_is_not_said_to_be() {
    let story = "A: x = 1\nleave B\nsnapshot A->B\n";
    let model = Model::of(Scenario::read(story).expect("a story"));
    let last = model.rows.at(model.run.stops().len() - 1).expect("a row");
    assert!(last.text.contains("takes nothing over"), "{}", last.text);
}
