//! The promises themselves, as checks of one run.

use causal_core::run::Run;

use super::{laws, layout_of};
use crate::layout::gates::Area;
use crate::layout::label::Label;
use crate::layout::metrics::{ASLANT, NAME_CHAR, SMALL_CHAR};
use crate::layout::{Direction, Drawing, Format, Layout, MarkKind, Spot, open};

/// Checks everything that a drawing promises.
pub(super) fn check(run: &Run) {
    let layout = layout_of(run);
    let again = layout_of(run);
    assert_eq!(layout.chart, again.chart, "the same run gives the same chart");
    for format in Format::ALL {
        assert_eq!(layout.drawing(format), again.drawing(format), "and the same drawing");
    }
    laws::every_event_is_drawn(run, &layout);
    marks_are_in_the_order_of_events(&layout);
    what_is_open_is_what_the_moment_says(run, &layout);
    for format in Format::ALL {
        let drawing = layout.drawing(format);
        messages_never_go_back_in_time(&layout, drawing);
        no_two_marks_overlap(&layout, drawing);
        bars_last_from_arrival_to_delivery(&layout, drawing);
        words_stay_within_the_drawing(run, &layout, format);
        words_at_gates_stand_on_nothing(run, &layout, format);
    }
}

fn marks_are_in_the_order_of_events(layout: &Layout) {
    assert!(layout.chart.marks.iter().is_sorted_by_key(|mark| mark.event));
    assert!(layout.chart.columns.iter().is_sorted_by(|left, right| left.first < right.first));
    let losses_apart = |mark: &&crate::layout::chart::Mark| mark.kind != MarkKind::Loss;
    let mut placed = layout.chart.marks.iter().filter(losses_apart);
    assert!(placed.by_ref().is_sorted_by_key(|mark| mark.column));
}

/// The layout knows from its own lists what the moment knows from its own: an oracle for each stop.
fn what_is_open_is_what_the_moment_says(run: &Run, layout: &Layout) {
    for stop in 0..run.stops().len() {
        let moment = run.moment_at(stop);
        let position = layout.chart.position(stop);
        assert_eq!(position, moment.position);
        let messages = open::messages(&layout.chart, layout.drawing(Format::Desktop), position);
        let mut drawn: Vec<_> = messages
            .iter()
            .map(|open| (layout.chart.messages[open.index].message, open.gate.is_some()))
            .collect();
        drawn.sort_unstable();
        let there = moment.messages.values().map(|envelope| (envelope.id, envelope.held));
        assert_eq!(drawn, there.collect::<Vec<_>>(), "stop {stop}");
        let waiting =
            moment.replicas.iter().map(|replica| replica.inbox.len() + replica.parked.len());
        let n_waiting: usize = waiting.sum();
        assert_eq!(
            open::waits(&layout.chart, layout.drawing(Format::Phone), position).len(),
            n_waiting,
            "stop {stop}"
        );
    }
}

fn messages_never_go_back_in_time(layout: &Layout, drawing: &Drawing) {
    for (in_flight, way) in layout.chart.messages.iter().zip(&drawing.ways) {
        let spots = &way.route.0;
        assert!(in_flight.ended.is_none() || spots.len() >= 2);
        assert!(spots.is_sorted_by_key(|spot| spot.t), "{}: {spots:?}", in_flight.message);
        let start = &layout.chart.marks[in_flight.start];
        assert_eq!(way.route.start(), drawing.spots[in_flight.start]);
        assert!(start.kind.is_on_lifeline() && start.replica == in_flight.message.link.from);
        if let Some(end) = in_flight.end {
            assert_eq!(way.route.end(), drawing.spots[end], "{}", in_flight.message);
            assert!(way.route.start().t < way.route.end().t, "{}", in_flight.message);
        }
    }
    for cause in drawing.causes.iter().flatten() {
        assert!(cause.0.is_sorted_by_key(|spot| spot.t));
    }
}

fn radius(kind: MarkKind) -> i32 {
    match kind {
        MarkKind::Write | MarkKind::Arrival | MarkKind::Discard => 8,
        MarkKind::Delivery => 9,
        MarkKind::Loss => 6,
        MarkKind::Sending => 5,
        MarkKind::Request | MarkKind::Answer | MarkKind::Refusal => 8,
        MarkKind::Crash | MarkKind::Restart => 8,
    }
}

fn no_two_marks_overlap(layout: &Layout, drawing: &Drawing) {
    let marks: Vec<_> = layout.chart.marks.iter().zip(&drawing.spots).collect();
    for (at, (mark, spot)) in marks.iter().enumerate() {
        for (other, there) in &marks[at + 1..] {
            if there.t - spot.t > 100 {
                continue;
            }
            let (dt, dl) = (there.t - spot.t, there.l - spot.l);
            let least = radius(mark.kind) + radius(other.kind);
            let clear = dt * dt + dl * dl >= least * least;
            assert!(clear, "{} at {spot:?} and {} at {there:?}", mark.title, other.title);
        }
    }
}

fn bars_last_from_arrival_to_delivery(layout: &Layout, drawing: &Drawing) {
    for (wait, bar) in layout.chart.waits.iter().zip(&drawing.bars) {
        assert_eq!(bar.from, drawing.spots[wait.arrival]);
        let Some(end) = wait.end else { continue };
        assert!(bar.until > bar.from.t);
        assert_eq!(bar.until, drawing.times[layout.chart.marks[end].column] - ASLANT);
        let (begins, ends) = (&layout.chart.marks[wait.arrival], &layout.chart.marks[end]);
        assert_eq!(begins.replica, ends.replica);
        let forgotten = ends.kind == MarkKind::Restart;
        assert!(forgotten || wait.client.is_some() || begins.message == ends.message);
    }
}

/// No word at a gate lies on another, on a gate, on a name, on a note, or on the line of the present;
/// and no gate on a note.
fn words_at_gates_stand_on_nothing(run: &Run, layout: &Layout, format: Format) {
    let (chart, drawing) = (&layout.chart, layout.drawing(format));
    for stop in 0..run.stops().len() {
        let position = chart.position(stop);
        let open = open::messages(chart, drawing, position);
        let gates: Vec<_> = open.iter().filter_map(|open| open.gate.as_ref()).collect();
        let labels: Vec<Area> = gates
            .iter()
            .filter_map(|gate| gate.label.as_ref())
            .map(|label| Area::of_label(label, SMALL_CHAR))
            .collect();
        let signs: Vec<Area> =
            gates.iter().map(|gate| Area::around(format.point(gate.at))).collect();
        let names =
            chart.marks.iter().enumerate().take_while(|(_, mark)| mark.event.index() < position);
        let names = names.filter_map(|(index, _)| drawing.name(index));
        let names = names.map(|name| Area::of_label(&name, NAME_CHAR));
        let notes = chart.notes.iter().take_while(|note| note.event.index() < position);
        let notes = notes.map(|note| Area::of_note(&drawing.note_frame(note)));
        let notes: Vec<Area> = notes.collect();
        let is_free = |sign: &Area| notes.iter().all(|note| !sign.meets(note));
        assert!(signs.iter().all(is_free), "stop {stop}: a gate lies on a note");
        let others: Vec<Area> = signs.into_iter().chain(names).chain(notes).collect();
        let now = format.point(Spot::new(drawing.now(chart.n_columns_at(position)), 0));
        for (at, label) in labels.iter().enumerate() {
            let mut there = others.iter().chain(&labels[at + 1..]);
            assert!(there.all(|other| !label.meets(other)), "stop {stop}: {label:?}");
            let is_cut = match format.direction() {
                Direction::Right => label.left < now.x && now.x < label.right,
                Direction::Down => label.top < now.y && now.y < label.bottom,
            };
            assert!(!is_cut, "stop {stop}: {label:?} at {now:?}");
        }
    }
}

fn words_stay_within_the_drawing(run: &Run, layout: &Layout, format: Format) {
    let drawing = layout.drawing(format);
    let inside = |label: &Label, char_width: i32| {
        let (left, right) = label.extent(char_width);
        let across = 0 <= left && right <= drawing.size.x;
        let down = 7 <= label.at.y && label.at.y + 7 <= drawing.size.y;
        assert!(across && down, "{label:?} in {:?}", drawing.size);
    };
    for mark in 0..layout.chart.marks.len() {
        let is_name = layout.chart.marks[mark].label.is_empty();
        let char_width = if is_name { NAME_CHAR } else { SMALL_CHAR };
        drawing.name(mark).iter().for_each(|label| inside(label, char_width));
        drawing.alarm(mark).iter().for_each(|label| inside(label, SMALL_CHAR));
        drawing.loser(&layout.chart, mark).iter().for_each(|label| inside(label, SMALL_CHAR));
    }
    drawing.bars.iter().filter_map(|bar| bar.label.as_ref()).for_each(|label| {
        inside(label, SMALL_CHAR);
    });
    for stop in 0..run.stops().len() {
        let position = layout.chart.position(stop);
        for open in open::messages(&layout.chart, drawing, position) {
            let Some(gate) = open.gate else { continue };
            gate.label.iter().for_each(|label| inside(label, SMALL_CHAR));
            assert!(gate.beyond.end().t <= drawing.end());
        }
    }
}
