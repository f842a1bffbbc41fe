//! A drawing that has grown with its run is the one that is made at once.

use causal_core::check::findings;
use causal_core::run::Run;

use super::generator::story;
use super::random::random_run;
use crate::layout::{Drawing, Format, Layout};

/// The same run, action by action, with each of the runs on the way.
fn on_the_way(run: &Run) -> Vec<Run> {
    let mut scenario = run.scenario();
    let script = std::mem::take(&mut scenario.script);
    let mut runs = vec![Run::with_limit(scenario, 2_000)];
    for item in script {
        let last = runs.last().expect("there is a first run");
        let acted = last.act(last.stops().len() - 1, item.action);
        runs.extend(acted.ok().map(|acted| acted.run));
    }
    runs
}

fn found_in(run: &Run) -> Vec<causal_core::check::Finding> {
    findings(run.history(), run.setting())
}

#[test]
fn a_grown_layout_is_the_one_that_is_made_at_once() {
    let mut n_grown = 0;
    let told = (0..25).map(|seed| Run::with_limit(story(seed), 300));
    for (seed, whole) in (0..80).map(random_run).chain(told).enumerate() {
        let mut grown = Layout::default();
        let mut n_common = 0;
        for run in on_the_way(&whole) {
            let found = found_in(&run);
            let at_once = Layout::of(&run, &found);
            if n_common > 0 {
                grown = grown.grown(&run, n_common, &found);
                n_grown += 1;
            } else {
                grown = Layout::of(&run, &found);
            }
            n_common = run.history().len();
            assert_eq!(grown.chart, at_once.chart, "seed {seed}, {n_common} events");
            for format in Format::ALL {
                same(grown.drawing(format), at_once.drawing(format), &format!("seed {seed}"));
            }
        }
    }
    assert!(n_grown > 200, "{n_grown}");
}

fn same(grown: &Drawing, at_once: &Drawing, place: &str) {
    assert_eq!(grown.spots, at_once.spots, "{place}");
    assert_eq!(grown.ways, at_once.ways, "{place}");
    assert_eq!(grown.bars, at_once.bars, "{place}");
    assert_eq!(grown, at_once, "{place}");
}

#[test]
fn where_a_run_goes_on_otherwise_the_layout_is_made_anew() {
    let run = random_run(3);
    let stop = run.stops().len() / 2;
    let action = run.script()[0].action.clone();
    let other = run.act(stop, action).expect("it could be done at the start").run;
    let n_common = run.history().events().n_common(other.history().events());
    let found = found_in(&other);
    let grown = Layout::of(&run, &found_in(&run)).grown(&other, n_common, &found);
    assert_eq!(grown.chart, Layout::of(&other, &found).chart);
}
