//! The whole diagram in a few sentences: for those who cannot see it, and for copying.

use std::ops::Range;

use causal_core::check::Finding;
use causal_core::clock::ReplicaId;
use causal_core::history::{Moment, Whereabouts};
use causal_core::run::Run;

use crate::layout::chart::{Chart, Mark, MarkKind, Wait};
use crate::words::{self, counted};

/// What the diagram shows at a stop: how many of what, then who did what at which step, then what
/// still waits and why, then the violations.
#[must_use]
pub fn summary(
    run: &Run,
    chart: &Chart,
    moment: &Moment,
    stop: usize,
    findings: &[Finding],
) -> String {
    summary_of_last(usize::MAX, run, chart, moment, stop, findings.iter())
}

/// The same with no more than so many of the things that happened last, and of the violations found
/// last: what is left out is counted.
#[must_use]
pub fn summary_of_last<'a>(
    most: usize,
    run: &Run,
    chart: &Chart,
    moment: &Moment,
    stop: usize,
    findings: impl DoubleEndedIterator<Item = &'a Finding> + Clone,
) -> String {
    let n_marks = chart.n_marks_at(moment.position);
    let marks = chart.marks.range(0..n_marks);
    let n_writes = marks.filter(|mark| mark.kind == MarkKind::Write).count();
    let counts =
        [counted(chart.names.len(), "replica"), counted(n_writes, "write"), counted(stop, "step")];
    let mut sentences = vec![format!("{}.", counts.join(", "))];
    let first = n_marks.saturating_sub(most);
    if first > 0 {
        sentences.push("What happened before is in the list.".to_owned());
    }
    sentences.extend(happenings(run, chart, first..n_marks, moment));
    let so_far = findings.filter(|finding| finding.event.index() < moment.position);
    sentences.push(violations(so_far, most, run));
    sentences.join(" ")
}

/// One sentence for what one replica does in a row.
fn happenings(run: &Run, chart: &Chart, marks: Range<usize>, moment: &Moment) -> Vec<String> {
    let mut sentences: Vec<(Option<ReplicaId>, String)> = Vec::new();
    // Both are in the order of arrival.
    let before = chart.waits.partition_point(|wait| wait.arrival < marks.start);
    let mut waits = chart.waits.from(before).peekable();
    for (mark, index) in chart.marks.range(marks.clone()).zip(marks) {
        let wait = waits.next_if(|wait| wait.arrival == index);
        let Some((subject, clause)) = clause(run, chart, moment, mark, wait) else { continue };
        match sentences.last_mut() {
            Some((last, sentence)) if subject.is_some() && *last == subject => {
                sentence.push_str(&format!(" and {clause}"));
            }
            _ => {
                let name = subject.map(|subject| chart.names[subject.index()].clone() + " ");
                sentences.push((subject, name.unwrap_or_default() + &clause));
            }
        }
    }
    sentences.into_iter().map(|(_, sentence)| sentence + ".").collect()
}

/// What happened, with its subject if that is a replica. An arrival at once delivered goes without
/// saying.
fn clause(
    run: &Run,
    chart: &Chart,
    moment: &Moment,
    mark: &Mark,
    wait: Option<&Wait>,
) -> Option<(Option<ReplicaId>, String)> {
    let step = chart.columns[mark.column].stop;
    if matches!(
        mark.kind,
        MarkKind::Crash | MarkKind::Restart | MarkKind::Request | MarkKind::Answer
    ) {
        return Some((None, format!("{} at step {step}", mark.title)));
    }
    let dot = mark.dot?;
    let name = &chart.names[mark.replica.index()];
    let by_replica =
        |verb: &str| Some((Some(mark.replica), format!("{verb} {dot} at step {step}")));
    match mark.kind {
        MarkKind::Write => by_replica("writes"),
        MarkKind::Delivery => by_replica("delivers"),
        MarkKind::Discard => by_replica("discards"),
        MarkKind::Sending
        | MarkKind::Request
        | MarkKind::Answer
        | MarkKind::Refusal
        | MarkKind::Crash
        | MarkKind::Restart => None,
        MarkKind::Loss => Some((None, format!("{dot} to {name} is lost at step {step}"))),
        MarkKind::Arrival => {
            let wait = wait?;
            let why = why(run, chart, moment, mark, wait);
            Some((None, format!("At {name} {dot} arrives at step {step} and waits {why}")))
        }
    }
}

fn why(run: &Run, chart: &Chart, moment: &Moment, mark: &Mark, wait: &Wait) -> String {
    if wait.missing.is_empty() {
        return "for ever".to_owned();
    }
    let missing = format!("for {}", wait.missing.join(", "));
    let write = mark
        .dot
        .and_then(|dot| run.history().write(dot))
        .filter(|_| wait.is_open_at(moment.position));
    let Some(write) = write else { return missing };
    let explanation = moment.explain(mark.replica, write, run.history());
    let Some(first) = explanation.missing.first() else { return missing };
    match first.whereabouts {
        Whereabouts::Held { message } => {
            let link = message.link;
            let (from, to) = (&chart.names[link.from.index()], &chart.names[link.to.index()]);
            format!("{missing}, held on link {from} to {to}")
        }
        Whereabouts::OnItsWay { .. } => format!("{missing}, on its way"),
        Whereabouts::Lost { .. } => format!("{missing}, lost"),
        _ => missing,
    }
}

fn violations<'a>(
    so_far: impl DoubleEndedIterator<Item = &'a Finding> + Clone,
    most: usize,
    run: &Run,
) -> String {
    let n_left_out = so_far.clone().count().saturating_sub(most);
    let told = so_far.skip(n_left_out).map(|finding| words::violation(finding, run));
    let told: Vec<String> = told.collect();
    match (told.is_empty(), n_left_out) {
        (true, _) => "No violation.".to_owned(),
        (false, 0) => told.join(" "),
        (false, n) => format!("{} came before. {}", counted(n, "violation"), told.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use causal_core::check::findings;
    use causal_core::scenario::Scenario;

    fn run_of(story: &str) -> Run {
        Run::new(Scenario::read(story).expect("a story"))
    }

    #[test]
    fn the_first_run_in_words() {
        let run = run_of("link A->C state=held\n\nA: lost = wallet\nB: reply = \"sorry!\"\n");
        let chart = Chart::of(&run, &[]);
        let summary_at = |stop| summary(&run, &chart, &run.moment_at(stop), stop, &[]);
        assert_eq!(
            summary_at(5),
            "3 replicas, 2 writes, 5 steps. Alice writes A1 at step 1. Bob delivers A1 at step 2 \
             and writes B1 at step 3. Alice delivers B1 at step 4. At Carol B1 arrives at step 5 \
             and waits for A1, held on link Alice to Carol. No violation."
        );
        assert_eq!(summary_at(0), "3 replicas, 0 writes, 0 steps. No violation.");
    }

    #[test]
    fn what_has_no_mark_is_told_too() {
        let story = "cut A-B\nann@A: x = 1\nann@B: read x\n";
        let run = run_of(story);
        let found = findings(run.history(), run.setting());
        let chart = Chart::of(&run, &found);
        let told = |stop| summary(&run, &chart, &run.moment_at(stop), stop, &found);
        let last = run.stops().len() - 1;
        assert!(told(last).ends_with("(read your writes)."), "{}", told(last));
        assert!(told(last - 1).ends_with("No violation."), "{}", told(last - 1));
    }
}
