//! A run of several stages: all are run, all are timed, and one failure fails the whole.

use std::time::{Duration, Instant};

use crate::shell::{Outcome, say};

/// What has been run so far.
#[derive(Debug, Default)]
pub(crate) struct Stages {
    done: Vec<Stage>,
}

#[derive(Debug)]
struct Stage {
    name: &'static str,
    took: Duration,
    passed: bool,
}

impl Stages {
    /// Runs one stage. A failure is told at once and remembered, so that the stages after it can
    /// still show what they know. Says whether it passed.
    pub(crate) fn run(&mut self, name: &'static str, stage: impl FnOnce() -> Outcome) -> bool {
        println!("\n──── {name} ────");
        let started = Instant::now();
        let result = stage();
        if let Err(why) = &result {
            say(format!("{name}: {why}"));
        }
        self.done.push(Stage { name, took: started.elapsed(), passed: result.is_ok() });
        result.is_ok()
    }

    /// Prints the table of wall times; fails if any stage failed.
    pub(crate) fn finish(self) -> Outcome {
        println!("\n{}", self.table());
        let failed: Vec<_> = self.done.iter().filter(|s| !s.passed).map(|s| s.name).collect();
        match failed.is_empty() {
            true => Ok(()),
            false => Err(format!("Failed: {}.", failed.join(", ")).into()),
        }
    }

    fn table(&self) -> String {
        let total: Duration = self.done.iter().map(|stage| stage.took).sum();
        let rows = self.done.iter().map(|stage| {
            let verdict = if stage.passed { "ok" } else { "FAILED" };
            row(stage.name, stage.took, verdict)
        });
        rows.chain([row("all", total, "")]).collect::<Vec<_>>().join("\n")
    }
}

fn row(name: &str, took: Duration, verdict: &str) -> String {
    format!("{name:<24}{:>9.1} s  {verdict}", took.as_secs_f64()).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_whole_but_stops_nothing() {
        let mut stages = Stages::default();
        assert!(!stages.run("first", || Err("No.".into())));
        assert!(stages.run("second", || Ok(())));
        assert!(stages.table().contains("first"));
        let why = stages.finish().expect_err("the first stage failed");
        assert_eq!(why.to_string(), "Failed: first.");
    }

    #[test]
    fn the_table_lines_up_and_sums() {
        let stage = |name, secs, passed| Stage { name, took: Duration::from_secs(secs), passed };
        let stages = Stages { done: vec![stage("lint", 61, true), stage("test", 9, false)] };
        let expected = "lint                         61.0 s  ok\n\
                        test                          9.0 s  FAILED\n\
                        all                          70.0 s";
        assert_eq!(stages.table(), expected);
    }
}
