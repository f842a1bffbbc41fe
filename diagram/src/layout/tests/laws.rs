//! Everything that happens shows: as a mark, a note, a way, a gate, a wait, or it is named here as
//! what does not.

use causal_core::replica::protocol::{Answer, Occurrence};
use causal_core::run::{Run, StopKind};
use causal_core::world::event::{Event, EventKind};

use crate::layout::{Layout, MarkKind};

/// As what an event shows.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shown {
    /// As a mark of its own, and nothing else has that mark.
    Mark,
    /// As a note of its own, or one that it shares with others of its stop.
    Note,
    /// As a message that begins, with the mark from which it leaves.
    Way,
    /// As a gate on a message's way, or the end of one.
    Gate,
    /// As a bar that begins.
    Bar,
    /// At the mark of what it belongs to.
    There,
    /// Not at all.
    Hidden,
}

fn shown(kind: &EventKind) -> Shown {
    match kind {
        EventKind::Requested { .. }
        | EventKind::Replied { answer: Answer::Accepted(_) | Answer::Unavailable(_), .. } => {
            Shown::There
        }
        EventKind::Replied { .. } | EventKind::Lost { .. } | EventKind::Received { .. } => {
            Shown::Mark
        }
        EventKind::Sent { .. } | EventKind::Duplicated { .. } => Shown::Way,
        EventKind::Held { .. } | EventKind::Released { .. } => Shown::Gate,
        EventKind::LinksChanged { .. }
        | EventKind::Partitioned { .. }
        | EventKind::Healed
        | EventKind::LinkChanged { .. }
        | EventKind::TimePassed
        | EventKind::Noted { .. } => Shown::Note,
        EventKind::Recorded { what, .. } => match what {
            Occurrence::Accepted { .. }
            | Occurrence::Parked { .. }
            | Occurrence::Rejected { .. }
            | Occurrence::Delivered { .. }
            | Occurrence::Discarded { .. }
            | Occurrence::StateMerged { .. }
            | Occurrence::Crashed
            | Occurrence::Restarted { .. } => Shown::Mark,
            Occurrence::Buffered { .. } => Shown::Bar,
            Occurrence::Joined { .. }
            | Occurrence::ViewChanged { .. }
            | Occurrence::PeerDown { .. }
            | Occurrence::PeerUp { .. }
            | Occurrence::Collected { .. }
            | Occurrence::SkewSet { .. }
            | Occurrence::Erred { .. } => Shown::Note,
            // Nobody sees a difference; the values stand side by side on the card.
            Occurrence::Pruned { .. } | Occurrence::Conflict { .. } => Shown::Hidden,
        },
    }
}

/// Checks that an event shows as it has to.
fn check(event: &Event, layout: &Layout) -> bool {
    let chart = &layout.chart;
    let index = chart.mark_index_of(event.id);
    let mark = index.map(|index| &chart.marks[index]);
    let in_flight = || Some(&chart.messages[chart.message_index(event.kind.message()?)?]);
    let stop = chart.positions.partition_point(|position| *position <= event.id.index());
    match shown(&event.kind) {
        Shown::Mark => {
            let own = |mark: &&crate::layout::chart::Mark| {
                mark.event == event.id || mark.arrival == Some(event.id)
            };
            mark.filter(own).is_some()
        }
        Shown::Note => chart.notes.iter().any(|note| {
            note.event == event.id
                || (chart.columns[note.column].stop == stop && !note.links.is_empty())
        }),
        Shown::Way => {
            mark.is_some() && in_flight().is_some_and(|in_flight| in_flight.sent == event.id)
        }
        Shown::Gate => in_flight().is_some_and(|in_flight| {
            let ends = |hold: &crate::layout::chart::Hold| {
                hold.since == event.id || hold.until == Some(event.id)
            };
            // Who is released was held, or arrives at once.
            in_flight.holds.iter().any(ends) || matches!(event.kind, EventKind::Released { .. })
        }),
        Shown::Bar => {
            let arrival = index.map(|index| chart.marks[index].event);
            chart.waits.iter().any(|wait| Some(wait.since) == arrival)
        }
        Shown::There => mark.is_some(),
        Shown::Hidden => true,
    }
}

/// Every event shows, and whatever somebody does has a column.
pub(super) fn every_event_is_drawn(run: &Run, layout: &Layout) {
    for event in run.history().events() {
        assert!(check(event, layout), "{event}");
    }
    let n_of_events = layout.chart.marks.iter().map(|mark| 1 + usize::from(mark.arrival.is_some()));
    let events = run.history().events().iter();
    let n_events = events.filter(|event| shown(&event.kind) == Shown::Mark).count();
    let n_sendings =
        layout.chart.marks.iter().filter(|mark| mark.kind == MarkKind::Sending).count();
    assert_eq!(n_of_events.sum::<usize>(), n_events + n_sendings, "one mark for each");
    for (stop, pair) in (1..).zip(run.stops().iter().zip(run.stops().from(1))) {
        let is_action = matches!(pair.1.kind, StopKind::Action(_));
        if is_action && pair.0.n_events < pair.1.n_events {
            let has_column = layout.chart.columns.iter().any(|column| column.stop == stop);
            let events: Vec<String> = run
                .history()
                .events()
                .range(pair.0.n_events..pair.1.n_events)
                .map(|event| event.to_string())
                .collect();
            assert!(has_column, "stop {stop}: {events:?}");
        }
    }
}
