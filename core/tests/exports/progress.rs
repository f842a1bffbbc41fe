//! How far the reading of a log is, and what is taken for a log at all.

use causal_core::export::govector::{self, Phase, Progress};
use causal_core::export::jsonl;
use causal_core::export::shiviz::{self, View};
use causal_core::run::Run;
use causal_core::scenario::{Scenario, json, text};

use crate::jsonl::scenario_files;

/// A log of one host with so many events.
fn long(n: usize) -> String {
    (1..=n).map(|n| format!("A {{\"A\":{n}}}\nx\n")).collect()
}

/// All that is told while a log is read.
fn told(text: &str) -> Vec<Progress> {
    let mut told = Vec::new();
    assert_eq!(govector::read_watched(text, &mut |now| told.push(now)), govector::read(text));
    told
}

#[test]
fn each_phase_is_told_of_from_its_beginning_and_about_a_hundred_times() {
    for n in [1, 7, 100, 101, 5_000, 20_000] {
        let told = told(&long(n));
        for (phase, of) in [(Phase::Reading, 2 * n + 1), (Phase::Judging, n)] {
            let of_phase: Vec<_> = told.iter().filter(|now| now.phase == phase).collect();
            assert_eq!((of_phase[0].done, of_phase[0].of), (0, of), "{n}");
            assert!((n.min(50)..=101).contains(&(of_phase.len() - 1)), "{n}: {}", of_phase.len());
            assert!(of_phase.windows(2).all(|two| two[0].done < two[1].done), "{n}");
            assert!(of_phase.iter().all(|now| now.done <= now.of), "{n}");
            let last = of_phase[of_phase.len() - 1];
            assert!(last.done * 100 >= last.of * 95 || n < 100, "{n}: {last:?}");
        }
        let n_reading = told.iter().take_while(|now| now.phase == Phase::Reading).count();
        assert!(told[n_reading..].iter().all(|now| now.phase == Phase::Judging));
    }
}

#[test]
fn several_executions_are_judged_as_one_piece_of_work() {
    let log = format!("=== one ===\n{}=== two ===\n{}", long(300), long(200));
    let told = told(&log);
    let mut judging = told.iter().filter(|now| now.phase == Phase::Judging);
    assert!(judging.clone().all(|now| now.of == 500));
    assert!(judging.next_back().unwrap().done > 490);
}

#[test]
fn what_we_export_is_taken_for_a_log_and_no_scenario_is() {
    for file in &scenario_files() {
        let run = Run::new(Scenario::read(file).unwrap());
        let (history, setting) = (run.history(), run.setting());
        if !history.is_empty() {
            assert!(govector::is_log(&jsonl::write(history)), "{file}");
        }
        assert!(govector::is_log(&shiviz::write(history, setting, View::Delivery)), "{file}");
        for scenario in [file, &text::write(&run.scenario()), &json::write(&run.scenario())] {
            assert!(!govector::is_log(scenario), "{scenario}");
        }
    }
}

#[test]
fn logs_of_others_are_taken_for_logs_and_damaged_scenarios_are_not() {
    for log in [
        crate::govector::GOVECTOR,
        "hello\nA {\"A\":1}\n",
        "\u{feff}{\"host\": 1, \"vc\": {\"1\": 1}}\r\n",
        "A {\"A\":-1}\nno clock at all\n",
        "(?<event>.*) (?<host>\\w+) (?<clock>{.*})\n\nx A {\"A\":1}\n",
        "a note of somebody\n\n{\"pid\":\"A\",\"clock\":{\"A\":1}}",
    ] {
        assert!(govector::is_log(log), "{log}");
    }
    for other in
        ["", "{", "{\"title\": 1}", "A: x = ", "A {", "{\"setting\":{}", "A: x = {\"A\":1}"]
    {
        assert!(!govector::is_log(other), "{other}");
    }
}
