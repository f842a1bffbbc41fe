//! Running until something is so.

use causal_core::check::findings;
use causal_core::predicate::Predicate;
use causal_core::predicate::until::{QUIET, Reached, WAITS, first_finding, first_stop};
use causal_core::run::Run;
use causal_core::scenario::Scenario;

fn run(story: &str) -> Run {
    let run = Run::new(Scenario::read(story).expect(story));
    assert_eq!(run.problem(), None);
    run
}

fn reached(run: &Run, from: usize, predicate: &str) -> Reached {
    let predicate = Predicate::parse(predicate, run.setting()).expect(predicate);
    first_stop(run, from, &predicate, 100_000)
}

#[test]
fn the_first_stop_from_one_on_is_found_and_those_before_are_not() {
    let run = run("hold A->C\nA: x = 1\nB: y = 2\nopen A->C");
    let Reached::At(waits) = reached(&run, 0, WAITS) else { panic!("it waits") };
    assert!(!run.moment_at(waits).replicas[2].inbox.is_empty());
    assert!((0..waits).all(|stop| run.moment_at(stop).replicas[2].inbox.is_empty()));
    assert_eq!(reached(&run, waits, WAITS), Reached::At(waits));
    assert_eq!(reached(&run, 0, QUIET), Reached::At(0));
    let Reached::At(quiet) = reached(&run, waits, QUIET) else { panic!("it becomes quiet") };
    assert!(run.moment_at(quiet).messages.is_empty() && quiet > waits);
    assert_eq!(reached(&run, 0, "shows(C, z)"), Reached::Nowhere);
    // In the midst of a step nothing is judged: C delivers both in one.
    let both = reached(&run, 0, "shows(C, x) & !shows(C, y)");
    assert_eq!(both, Reached::Nowhere);
}

#[test]
fn what_was_found_has_the_stop_right_after_it() {
    let run = run("rule fifo\nhold A->C\nA: x = 1\nB: y = 2\nopen A->C");
    let found = findings(run.history(), run.setting());
    let stop = first_finding(&run, 0, found.iter()).expect("an effect before its cause");
    let is_found = |stop: usize| run.stops()[stop].n_events > found[0].event.index();
    assert!(is_found(stop) && !is_found(stop - 1));
    assert_eq!(first_finding(&run, stop + 1, found[..1].iter()), None);
    assert_eq!(reached(&run, 0, "violation.causal"), Reached::At(stop));
}

#[test]
fn a_run_ends_at_a_stop_as_one_that_went_no_further() {
    let run = run("A: x = 1\nB: y = 2");
    for stop in 0..run.stops().len() {
        let short = run.until(stop);
        let n_events = run.stops()[stop].n_events;
        assert!(short.history().len() >= n_events);
        let same = short.history().events().range(0..n_events);
        assert!(same.eq(run.history().events().range(0..n_events)));
        assert_eq!(short.stops().get(stop), run.stops().get(stop));
    }
}

#[test]
fn a_step_is_looked_at_as_often_at_the_end_of_a_long_run_and_too_much_is_given_up() {
    let story: String = (0..400).map(|n| format!("A: x = {n}\n")).collect();
    let run = run(&story);
    let n_steps = (0..).take_while(|n| run.step_at(*n).is_some()).count() as u64;
    let within = |predicate: &str, n_looks: u64| {
        let predicate = Predicate::parse(predicate, run.setting()).expect(predicate);
        first_stop(&run, 0, &predicate, n_looks)
    };
    let each = "exists r: waiting(r) >= 9 & exists t: up(r)@t";
    assert_eq!(within(each, 12 * (n_steps + 1)), Reached::Nowhere);
    assert_eq!(within("exists t: siblings(A, x)@t > 1", 3 * (n_steps + 1)), Reached::Nowhere);
    let pairs = "exists w, v: conc(w, v)";
    assert_eq!(within(pairs, 100_000), Reached::TooMuch);
}
