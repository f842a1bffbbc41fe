//! Stories made by hand, with what each must show counted by hand.

use causal_core::clock::ReplicaId;
use causal_core::run::Run;
use causal_core::world::action::{Action, LinkChange, LinkSelector};
use causal_core::world::network::LinkState;

use super::{at_once, carrying, layout_of, link, promises, put, run, settled, three};
use crate::layout::chart::NoteKind;
use crate::layout::{Format, Layout, MarkKind, open};

fn count(layout: &Layout, kind: MarkKind) -> usize {
    layout.chart.marks.iter().filter(|mark| mark.kind == kind).count()
}

/// Writes, arrivals, deliveries, discards, losses.
fn counts(layout: &Layout) -> [usize; 5] {
    use MarkKind::{Arrival, Delivery, Discard, Loss, Write};
    [Write, Arrival, Delivery, Discard, Loss].map(|kind| count(layout, kind))
}

fn from_the_future(rule: &str) -> Run {
    let script =
        vec![settled(put(0)), settled(put(1)), settled(Action::Release(carrying(0, 1, 2)))];
    run(three(rule, LinkState::Held), script)
}

#[test]
fn a_message_from_the_future_waits_in_a_bar_and_is_delivered_from_it() {
    let run = from_the_future("causal");
    promises::check(&run);
    let layout = layout_of(&run);
    assert_eq!(counts(&layout), [2, 4, 4, 0, 0]);
    let titles: Vec<&str> = layout.chart.marks.iter().map(|mark| &*mark.title).collect();
    assert_eq!(
        titles[6..],
        [
            "B1 arrives at Carol and waits for A1",
            "A1 arrives at Carol",
            "A1 delivered at Carol",
            "B1 delivered at Carol",
        ]
    );
    // Three deliveries share their arrival's column; B1's at Carol has its own, and so has the release.
    assert_eq!(layout.chart.columns.len(), 8);
    assert_eq!(layout.chart.waits.len(), 1);
    assert_eq!(layout.chart.waits[0].missing, ["A1"]);
    assert_eq!(layout.chart.waits[0].end, Some(9));
}

#[test]
fn a_held_message_has_a_gate_until_it_is_released() {
    let run = from_the_future("causal");
    let layout = layout_of(&run);
    let gates = |stop: usize| {
        let position = layout.chart.position(stop);
        let open = open::messages(&layout.chart, layout.drawing(Format::Desktop), position);
        open.iter().filter(|open| open.gate.is_some()).count()
    };
    let all: Vec<usize> = (0..run.stops().len()).map(gates).collect();
    assert_eq!(all, [0, 1, 1, 1, 1, 1, 0, 0, 0]);
}

#[test]
fn the_answer_before_its_question_is_a_violation_with_a_line_to_its_cause() {
    let run = from_the_future("arrival");
    promises::check(&run);
    let layout = layout_of(&run);
    // All write x: what comes late shows beside what had replaced it elsewhere.
    let late = &layout.chart.marks[*layout.chart.alarms.last().expect("two alarms")];
    assert_eq!(
        late.in_words(),
        "A1 delivered at Carol. Violation: Carol and Alice have equal vectors, and only one of them \
         shows A1."
    );
    assert_eq!(layout.chart.alarms.len(), 2);
    let wrong = &layout.chart.marks[layout.chart.alarms[0]];
    assert_eq!(
        wrong.in_words(),
        "B1 delivered at Carol. Violation: Carol delivered B1 before its cause A1."
    );
    assert_eq!(wrong.alarm.and_then(|alarm| alarm.cause), Some(0));
    let drawing = layout.drawing(Format::Desktop);
    let causes: Vec<_> = drawing.causes.iter().flatten().collect();
    assert_eq!(causes.len(), 1);
    assert_eq!(causes[0].start(), drawing.spots[0]);
    let label = drawing.alarms[layout.chart.alarms[0]].as_ref().expect("there is room");
    assert_eq!(label.text, "before its cause A1");
}

#[test]
fn one_vector_for_two_jobs_makes_others_wait_for_what_was_never_written() {
    let script = vec![settled(put(0)), settled(put(1)), settled(put(2))];
    let run = run(three("tick-on-receipt", LinkState::Up), script);
    promises::check(&run);
    let layout = layout_of(&run);
    assert_eq!(counts(&layout), [3, 6, 2, 0, 0]);
    let missing: Vec<String> =
        layout.chart.waits.iter().map(|wait| wait.missing.join(" ")).collect();
    assert_eq!(missing, ["B1", "B1", "C1–C2", "C1–C2"]);
    assert!(layout.chart.waits.iter().all(|wait| wait.end.is_none()));
}

#[test]
fn a_duplicate_is_a_second_arrow_to_a_circle_with_a_stroke() {
    let script = vec![
        settled(put(0)),
        at_once(Action::Duplicate(carrying(0, 1, 2))),
        at_once(Action::Drop(carrying(0, 1, 1))),
    ];
    let run = run(three("causal", LinkState::Up), script);
    promises::check(&run);
    let layout = layout_of(&run);
    assert_eq!(counts(&layout), [1, 1, 1, 1, 1]);
    let copies: Vec<bool> =
        layout.chart.messages.iter().map(|in_flight| in_flight.is_copy).collect();
    assert_eq!(copies, [false, false, true]);
    // The discard stands for its arrival too, in one column; the dropped message has its own, and so
    // has the duplicating.
    let discard = layout.chart.marks.iter().find(|mark| mark.kind == MarkKind::Discard);
    assert!(discard.is_some_and(|mark| mark.arrival.is_some()));
    assert_eq!(layout.chart.columns.len(), 5);
}

#[test]
fn what_is_sent_on_a_cut_link_ends_in_the_column_of_its_write() {
    let cut = |links| Action::Link { links, change: LinkChange::State(LinkState::Cut) };
    let script = vec![
        settled(put(0)),
        settled(cut(LinkSelector::One(link(0, 2)))),
        settled(put(0)),
        settled(Action::Heal),
    ];
    let run = run(three("causal", LinkState::Up), script);
    promises::check(&run);
    let layout = layout_of(&run);
    assert_eq!(counts(&layout), [2, 3, 3, 0, 1]);
    let lost = layout.chart.marks.iter().find(|mark| mark.kind == MarkKind::Loss);
    assert_eq!(lost.map(|mark| &*mark.title), Some("A2 lost on A→C: the link is cut"));
    let start = layout.chart.messages[3].start;
    assert_eq!(layout.chart.marks[start].column, lost.map_or(0, |mark| mark.column));
    assert!(layout.chart.messages[3].is_stub);
    let notes: Vec<_> = layout.chart.notes.iter().map(|note| (note.kind, &*note.label)).collect();
    assert_eq!(notes, [(NoteKind::Cut, "A→C"), (NoteKind::Open, "healed")]);
}

#[test]
fn what_one_action_does_to_many_links_is_one_note() {
    let all = |state| Action::Link { links: LinkSelector::All, change: LinkChange::State(state) };
    let script = vec![
        settled(all(LinkState::Held)),
        settled(put(0)),
        settled(all(LinkState::Up)),
        settled(Action::Partition { groups: vec![vec![ReplicaId(0), ReplicaId(2)]] }),
        settled(Action::Link { links: LinkSelector::All, change: LinkChange::Loss(5) }),
        settled(Action::Heal),
    ];
    let run = run(three("causal", LinkState::Up), script);
    promises::check(&run);
    let layout = layout_of(&run);
    let notes: Vec<_> =
        layout.chart.notes.iter().map(|note| (note.kind, &*note.label, &*note.title)).collect();
    let expected = [
        (NoteKind::Held, "all", "Every link is held now."),
        (NoteKind::Open, "all", "Every link is open now."),
        (NoteKind::Cut, "A C | 1 al…", "The network parts into A C | 1 alone."),
        (NoteKind::Changed, "all", "On every link 5 of 1000 messages are lost from now on."),
        (NoteKind::Open, "healed", "No link is cut any more."),
    ];
    assert_eq!(notes, expected);
}

#[test]
fn nothing_has_happened_and_there_are_rails() {
    let run = run(three("causal", LinkState::Up), Vec::new());
    promises::check(&run);
    let layout = layout_of(&run);
    assert!(layout.chart.columns.is_empty());
    assert_eq!(layout.drawing(Format::Desktop).lanes.len(), 3);
}
