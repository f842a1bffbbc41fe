//! Every command over every story of the repository.

use causal_core::check::findings;
use causal_core::export::shiviz::{self, View};
use causal_core::export::{jsonl, mermaid};
use causal_core::run::Run;
use causal_core::scenario::{Scenario, json, text};
use causal_diagram::layout::Direction;
use causal_diagram::svg::{self, Options, Theme};

use crate::{call, call_with, fine, root, stories, stories_in};

fn read(story: &str) -> (String, Run) {
    let text = std::fs::read_to_string(root().join(story)).unwrap();
    let run = Run::new(Scenario::read_within(&text, 256).unwrap());
    (text, run)
}

#[test]
fn running_prints_the_digest_of_the_history() {
    for story in stories() {
        let (text, run) = read(&story);
        let digest = format!("{:016x}", run.history().digest());
        let printed = fine(&["run", &story]);
        assert!(printed.contains(&format!("digest {digest}\n")), "{story}");
        assert_eq!(fine(&["run", "--text", &story]), printed);
        let state: serde_json::Value =
            serde_json::from_str(&fine(&["run", "--json", &story])).unwrap();
        assert_eq!(state["digest"], digest, "{story}");
        assert_eq!(state["events"], run.history().len());
        let replicas = state["replicas"].as_array().unwrap();
        assert_eq!(replicas.len(), run.world().replicas().len());
        for (shown, replica) in replicas.iter().zip(run.world().replicas()) {
            assert_eq!(shown["values"].as_object().unwrap().len(), replica.store().len());
            let n_waiting = |place: &str| shown[place].as_array().unwrap().len();
            let waiting = replica.buffer().waiting().count();
            assert_eq!(n_waiting("inbox") + n_waiting("ahead"), waiting, "{story}");
        }
        let piped = call_with(&["run", "-"], text.as_bytes());
        assert_eq!(piped.out, printed, "{story}");
    }
}

#[test]
fn every_story_is_the_picture_that_the_diagram_makes_of_it() {
    for story in stories().into_iter().chain(stories_in("scenarios/mistakes")) {
        let (text, run) = read(&story);
        let picture = svg::write(&run, &Options::default());
        assert_eq!(fine(&["export", "--svg", &story]), picture, "{story}");
        let width = "640".parse().ok();
        let looks = Options { direction: Direction::Down, theme: Theme::Print, width };
        let args = ["--direction", "down", "--theme", "print", "--width", "640"];
        let called = call_with(&[&["export", "-", "--svg"], &args[..]].concat(), text.as_bytes());
        assert_eq!((called.code, called.out), (Some(0), svg::write(&run, &looks)), "{story}");
    }
}

#[test]
fn a_link_is_the_same_story() {
    for story in stories() {
        let (_, run) = read(&story);
        let link = fine(&["link", &story]);
        let link = link.trim_end();
        assert!(link.starts_with("#1s."), "{link}");
        assert_eq!(fine(&["run", link]), fine(&["run", &story]));
        assert_eq!(fine(&["run", &format!("https://host.example/{link}")]), fine(&["run", &story]));
        assert_eq!(fine(&["open", link]).trim_end(), text::write(&run.scenario()).trim_end());
        assert_eq!(
            fine(&["open", "--json", link]).trim_end(),
            json::write(&run.scenario()).trim_end()
        );
        let opened = call_with(&["open", "-"], fine(&["open", "--json", link]).as_bytes());
        assert_eq!(opened.out, fine(&["open", link]), "{story}");
    }
}

#[test]
fn exports_are_what_the_core_writes() {
    for story in stories() {
        let (_, run) = read(&story);
        let (history, setting) = (run.history(), run.setting());
        for (args, expected) in [
            (&["--shiviz"][..], shiviz::write(history, setting, View::Delivery)),
            (&["--shiviz", "--network-view"], shiviz::write(history, setting, View::Network)),
            (&["--mermaid"], mermaid::write(history, setting)),
            (&["--jsonl"], jsonl::write(history)),
        ] {
            assert_eq!(fine(&[&["export", &story], args].concat()), expected, "{story}");
        }
    }
}

#[test]
fn checking_tells_violations_and_their_number_of_lines() {
    let mut n_bad = 0;
    for story in stories() {
        let (_, run) = read(&story);
        let findings = findings(run.history(), run.setting());
        let called = call(&["check", &story]);
        assert_eq!(called.code, Some(i32::from(!findings.is_empty())), "{story}");
        assert_eq!(called.out.lines().count(), findings.len().max(1), "{story}");
        assert_eq!(called.err, "");
        n_bad += usize::from(!findings.is_empty());
    }
    assert!(n_bad > 0, "some story shows a mistake");
}
