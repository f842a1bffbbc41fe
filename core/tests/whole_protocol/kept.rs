//! Worlds in which a promise was once broken, made short; each file is named by what it guards and
//! by the seed that told it.

use std::fs;
use std::path::Path;

use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::action::Action;

use super::{acting, promises};

/// `tombstone-…`: a tombstone was forgotten while a write that loses to it could still arrive.
/// `slow-clock-…`: a later write by a slow clock loses to a delete everywhere, so under
/// `wall-clock` no tombstone is ever forgotten. `ahead-in-state-…`: a state does not bring what its
/// sender has only ahead. `joiner-…`: who waits for a state gets one, or finds out that there is
/// none.
#[test]
fn what_once_broke_a_promise_keeps_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/whole_protocol/kept");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    assert!(files.len() >= 30, "{} worlds", files.len());
    for file in files {
        let text = fs::read_to_string(&file).expect("a text");
        let story = Scenario::read(&text).expect("a scenario");
        let held = promises::check_what_can_happen(story);
        held.unwrap_or_else(|why| panic!("{}: {why}", file.display()));
    }
}

/// Timers went on between the last act and the one in the past, and what came back was another run.
#[test]
fn acting_between_timers_is_recorded_where_it_happened() {
    let put = Scenario::read("C: z = 9").expect("a scenario").script.remove(0).action;
    assert!(matches!(put, Action::Request { .. }));
    for story in ["gossip 500\nA: x = 1\nwait 2000\n", "health 1000\nA: x = 1\nwait 1500\n"] {
        let run = Run::new(Scenario::read(story).expect("a scenario"));
        for stop in 0..run.stops().len() {
            let acted = run.act(stop, put.clone()).expect("a put is possible").run;
            acting::comes_back(&acted).unwrap_or_else(|why| panic!("stop {stop}: {why}"));
        }
    }
}
