//! The whole diagram in a few sentences: for those who cannot see it, and for copying.

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
    let marks = &chart.marks[..chart.n_marks_at(chart.position(stop))];
    let n_writes = marks.iter().filter(|mark| mark.kind == MarkKind::Write).count();
    let counts =
        [counted(chart.names.len(), "replica"), counted(n_writes, "write"), counted(stop, "step")];
    let mut sentences = vec![format!("{}.", counts.join(", "))];
    sentences.extend(happenings(run, chart, marks, moment));
    sentences.push(violations(findings, moment, run));
    sentences.join(" ")
}

/// One sentence for what one replica does in a row.
fn happenings(run: &Run, chart: &Chart, marks: &[Mark], moment: &Moment) -> Vec<String> {
    let mut sentences: Vec<(Option<ReplicaId>, String)> = Vec::new();
    // Both are in the order of arrival.
    let mut waits = chart.waits.iter().peekable();
    for (index, mark) in marks.iter().enumerate() {
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
    let (dot, step) = (mark.dot?, chart.columns[mark.column].stop);
    let name = &chart.names[mark.replica.index()];
    let by_replica =
        |verb: &str| Some((Some(mark.replica), format!("{verb} {dot} at step {step}")));
    match mark.kind {
        MarkKind::Write => by_replica("writes"),
        MarkKind::Delivery => by_replica("delivers"),
        MarkKind::Discard => by_replica("discards"),
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

fn violations(findings: &[Finding], moment: &Moment, run: &Run) -> String {
    let so_far = findings.iter().filter(|finding| finding.event.index() < moment.position);
    let found: Vec<String> = so_far.map(|finding| words::violation(finding, run)).collect();
    if found.is_empty() { "No violation.".to_owned() } else { found.join(" ") }
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
        let found = findings(run.history(), &run.scenario().setting);
        let chart = Chart::of(&run, &found);
        let told = |stop| summary(&run, &chart, &run.moment_at(stop), stop, &found);
        let last = run.stops().len() - 1;
        assert!(told(last).ends_with("(read your writes)."), "{}", told(last));
        assert!(told(last - 1).ends_with("No violation."), "{}", told(last - 1));
    }
}
