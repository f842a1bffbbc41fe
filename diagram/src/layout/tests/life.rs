//! Life and death: crashes, what clients ask, gossip, states, what wins and what loses.

use causal_core::run::Run;
use causal_core::scenario::Scenario;

use super::{layout_of, promises};
use crate::layout::chart::Mark;
use crate::layout::{Format, Layout, MarkKind, NoteKind, Purpose};

fn told(story: &str) -> (Run, Layout) {
    let run = Run::new(Scenario::read(story).expect("a story"));
    promises::check(&run);
    let layout = layout_of(&run);
    (run, layout)
}

fn marks(layout: &Layout, kind: MarkKind) -> Vec<&Mark> {
    layout.chart.marks.iter().filter(|mark| mark.kind == kind).collect()
}

fn titles(layout: &Layout, kind: MarkKind) -> Vec<&str> {
    marks(layout, kind).into_iter().map(|mark| &*mark.title).collect()
}

#[test]
fn a_life_line_breaks_and_goes_on_and_what_is_forgotten_is_told() {
    let story = "A: x = 1\nB: y = 2\ncrash C\nrestart C without disk\n";
    let (_, layout) = told(story);
    assert_eq!(titles(&layout, MarkKind::Crash), ["Carol crashes"]);
    let restarts = marks(&layout, MarkKind::Restart);
    assert_eq!(restarts[0].title, "Carol restarts without its disk, as C'. It forgets A1 and B1");
    assert_eq!(restarts[0].label, "forgot");
    let outage = layout.chart.outages[0];
    assert_eq!(Some(restarts[0].column), outage.until);
    // With a disk, nothing is forgotten.
    let (_, kept) = told("A: x = 1\ncrash C\nrestart C\n");
    assert_eq!(titles(&kept, MarkKind::Restart), ["Carol restarts with its disk"]);
    assert_eq!(marks(&kept, MarkKind::Restart)[0].label, "");
}

#[test]
fn what_waits_is_forgotten_with_the_disk() {
    let (run, layout) = told("hold A->C\nA: x = 1\nB: y = 2\ncrash C\nrestart C without disk\n");
    let wait = layout.chart.waits.iter().next().expect("B1 waits");
    let end = &layout.chart.marks[wait.end.expect("until it is forgotten")];
    assert_eq!(end.kind, MarkKind::Restart);
    assert!(end.title.ends_with("Its inbox is gone: B1"), "{}", end.title);
    assert_eq!(run.moment(run.history().len()).replicas[2].inbox.len(), 0);
}

#[test]
fn a_request_waits_in_a_bar_that_leads_to_its_answer() {
    let story = "sessions wait\nhold A->C\nann@A: x = 1\nann@C: read x\nrelease A1->C\n";
    let (_, layout) = told(story);
    assert_eq!(titles(&layout, MarkKind::Request), ["ann reads x at Carol, and it waits for A1"]);
    assert_eq!(titles(&layout, MarkKind::Answer), ["ann reads x at Carol: x = \"1\""]);
    let wait = layout.chart.waits.iter().next().expect("the read waits");
    assert_eq!((wait.client.as_deref(), &*wait.missing), (Some("ann"), &["A1".to_owned()][..]));
    let answer = wait.end.expect("it is answered");
    assert_eq!(layout.chart.marks[answer].kind, MarkKind::Answer);
    assert!(layout.chart.has_connector(answer));
    let bar = &layout.drawing(Format::Desktop).bars[0];
    assert_eq!(bar.label.as_ref().map(|label| &*label.text), Some("waits for A1"));
    // A read that need not wait has only its answer.
    let (_, at_once) = told("A: x = 1\nann@C: read y\n");
    assert_eq!(titles(&at_once, MarkKind::Answer), ["ann reads y at Carol: no value here"]);
    assert!(marks(&at_once, MarkKind::Request).is_empty());
}

#[test]
fn gossip_begins_at_its_sender_and_says_what_it_brings() {
    let (_, layout) = told("cut A->C\nA: x = 1\nheal\ngossip A -> C\n");
    let gossip: Vec<_> = marks(&layout, MarkKind::Arrival)
        .into_iter()
        .filter(|mark| !mark.label.is_empty())
        .map(|mark| (&*mark.label, &*mark.title))
        .collect();
    let first = ("gossip: A1", "Carol hears what Alice has seen: A1 is new");
    assert_eq!(gossip, [first, ("gossip", "Alice hears what Carol has seen: nothing new")]);
    let sends = titles(&layout, MarkKind::Sending);
    let expected = [
        "Alice sends gossip to Carol",
        "Carol sends gossip to Alice",
        "Alice sends A1 again to Carol",
    ];
    assert_eq!(sends, expected);
    let broad = layout.chart.messages.iter().filter(|one| one.purpose == Purpose::Exchange);
    assert_eq!(broad.count(), 3);
}

#[test]
fn a_state_says_what_it_brings() {
    let (_, layout) = told("cut A->C\nA: x = 1\nA: y = 2\nB: z = 3\nheal\ntransfer A -> C\n");
    let state = marks(&layout, MarkKind::Delivery).into_iter().find(|mark| mark.dot.is_none());
    let state = state.expect("it takes effect");
    assert_eq!(state.title, "Carol takes over the state of Alice: A1–A2 and B1 are new");
    assert_eq!(state.label, "state: A1–A2, B1");
}

#[test]
fn whoever_loses_is_named_with_the_reason() {
    let (_, layout) = told("conflicts lww\nhold all\nA: x = 1\nB: x = 2\nopen all\n");
    let contested: Vec<_> = layout
        .chart
        .marks
        .iter()
        .filter_map(|mark| {
            Some((mark.loser.as_ref()?.0.to_string(), mark.dot?.to_string(), mark.in_words()))
        })
        .collect();
    let why = "A1 loses to B1: both stamps are 1, and B comes after A";
    let at = |dot: &str, name| format!("{dot} delivered at {name}. {why}");
    let found: Vec<_> = contested.iter().map(|(_, dot, title)| (&**dot, &**title)).collect();
    assert_eq!(
        found,
        [("A1", &*at("A1", "Bob")), ("B1", &*at("B1", "Alice")), ("B1", &*at("B1", "Carol"))]
    );
    assert!(contested.iter().all(|(loser, ..)| loser == "A1"));
    // Side by side nobody loses, and who had read the other replaces it.
    let (_, both) = told("A: x = 1\nB: x = 2\n");
    assert!(both.chart.marks.iter().all(|mark| mark.loser.is_none()));
    let (_, replaced) = told("conflicts lww\nA: x = 1\nB: x = 2\n");
    assert!(replaced.chart.marks.iter().all(|mark| mark.loser.is_none()));
}

#[test]
fn a_clock_that_is_behind_loses_what_knew_the_other() {
    let (_, layout) = told("conflicts wall-clock\nskew B -500\nwait 1000\nA: x = 1\nB: x = 2\n");
    let lost = layout.chart.marks.iter().find(|mark| mark.loser.is_some()).expect("it loses");
    let why = "B1 had seen A1. B1 loses to A1: Bob's clock said";
    assert!(lost.in_words().contains(why), "{}", lost.in_words());
}

#[test]
fn what_somebody_does_to_a_message_has_a_column() {
    let story = "hold A->B\nhold A->C\nA: x = 1\nrelease A1->B\n+0 dup A1->C\n+0 drop A1->C\n";
    let (_, layout) = told(story);
    let notes: Vec<_> =
        layout.chart.notes.iter().map(|note| (note.kind, &*note.label, &*note.title)).collect();
    assert_eq!(notes[2], (NoteKind::Released, "A→B", "A1 is released on A→B"));
    assert_eq!(notes[3], (NoteKind::Doubled, "A→C", "A1 is on its way twice on A→C"));
    assert_eq!(notes.len(), 4);
}
