//! Notes at the edge of the diagram: changes to links, time that passes, remarks.

use causal_core::check::Violation;
use causal_core::history::groups_in_words;
use causal_core::world::action::LinkChange;
use causal_core::world::event::{Event, EventKind};
use causal_core::world::network::{LinkId, LinkSetting, LinkState, MessageId};

use super::ChartBuilder;
use crate::layout::chart::{Note, NoteKind};
use crate::words;

/// How many characters of a remark show on the diagram.
const REMARK_CHARS: usize = 10;

/// A link changes. What one action does to both directions is one note.
pub(super) fn on_link(
    builder: &mut ChartBuilder<'_>,
    event: &Event,
    link: LinkId,
    setting: LinkSetting,
) {
    let before = builder.moment.links.get(link).unwrap_or_default();
    let kind = if setting.state == before.state {
        NoteKind::Changed
    } else {
        kind_of_state(setting.state)
    };
    let stop = builder.reading.stop;
    let columns = &builder.chart.columns;
    let same = |note: &&Note| note.kind == kind && columns[note.column].stop == stop;
    if builder.chart.notes.last().filter(same).is_some()
        && let Some(note) = builder.chart.notes.last_mut()
    {
        note.links.push(link);
        (note.label, note.title) = in_words(kind, &note.links, setting);
        return;
    }
    let links = vec![link];
    let (label, title) = in_words(kind, &links, setting);
    let column = builder.column(event.id, true);
    builder.chart.notes.push(Note { event: event.id, column, kind, links, label, title });
}

/// All links change, or those between groups.
pub(super) fn on_links(builder: &mut ChartBuilder<'_>, event: &Event) {
    let (kind, label) = match &event.kind {
        EventKind::LinksChanged { change: LinkChange::State(state) } => {
            (kind_of_state(*state), "all".to_owned())
        }
        EventKind::Partitioned { groups, n_alone } => {
            (NoteKind::Cut, shortened(&groups_in_words(groups, *n_alone)))
        }
        EventKind::Healed => (NoteKind::Open, "healed".to_owned()),
        _ => (NoteKind::Changed, "all".to_owned()),
    };
    note(builder, event, kind, label, words::links_changed(&event.kind));
}

fn kind_of_state(state: LinkState) -> NoteKind {
    match state {
        LinkState::Held => NoteKind::Held,
        LinkState::Up => NoteKind::Open,
        LinkState::Cut => NoteKind::Cut,
    }
}

/// Nothing but time has passed.
pub(super) fn on_time_passed(builder: &mut ChartBuilder<'_>, event: &Event) {
    let passed = event.at.saturating_sub(builder.moment.now);
    let (label, title) = (format!("{passed} ms"), format!("{passed} ms pass"));
    note(builder, event, NoteKind::TimePassed, label, title);
}

/// A remark becomes a note in a column of its own.
pub(super) fn on_remark(builder: &mut ChartBuilder<'_>, event: &Event, text: &str) {
    note(builder, event, NoteKind::Remark, shortened(text), text.to_owned());
}

/// Something happens to a replica itself; with what else is to be said of it.
pub(super) fn on_replica(builder: &mut ChartBuilder<'_>, event: &Event, more: String) -> usize {
    let text = words::replica_changed(event, builder.setting) + &more;
    let short = words::replica_changed_in_short(event);
    note(builder, event, NoteKind::Replica, short, text)
}

/// Somebody interferes with a message: a note, unless it comes with something that has one.
pub(super) fn on_message(
    builder: &mut ChartBuilder<'_>,
    event: &Event,
    message: MessageId,
    kind: NoteKind,
    title: String,
) {
    if builder.begins_its_stop(event.id) {
        let on = words::link(message.link);
        note(builder, event, kind, on.clone(), format!("{title} on {on}"));
    }
}

fn shortened(text: &str) -> String {
    let mut label: String = text.chars().take(REMARK_CHARS).collect();
    if label.len() < text.len() {
        label.push('…');
    }
    label
}

/// Something is wrong with an event that has no mark.
pub(super) fn on_violation(
    builder: &mut ChartBuilder<'_>,
    event: &Event,
    what: Violation,
    title: String,
) {
    let label = words::violation_in_short(what).pop().unwrap_or_default();
    note(builder, event, NoteKind::Violation, format!("! {label}"), title);
}

fn note(
    builder: &mut ChartBuilder<'_>,
    event: &Event,
    kind: NoteKind,
    label: String,
    title: String,
) -> usize {
    let column = builder.column(event.id, true);
    let links = Vec::new();
    builder.chart.notes.push(Note { event: event.id, column, kind, links, label, title });
    column
}

fn in_words(kind: NoteKind, links: &[LinkId], setting: LinkSetting) -> (String, String) {
    let names: Vec<String> = links.iter().map(|link| words::link(*link)).collect();
    let (label, names) = match &*names {
        [name] => (name.clone(), format!("Link {name}")),
        _ => (format!("{} links", links.len()), format!("Links {}", names.join(", "))),
    };
    let title = match kind {
        NoteKind::Held => format!("{names}: holds what is sent"),
        NoteKind::Open => format!("{names}: carries messages"),
        NoteKind::Cut => format!("{names}: cut, loses what is sent"),
        NoteKind::Changed
        | NoteKind::Released
        | NoteKind::Doubled
        | NoteKind::TimePassed
        | NoteKind::Replica
        | NoteKind::Violation
        | NoteKind::Remark => {
            let (least, most) = setting.latency_ms;
            let (loss, twice) = (setting.loss_permille, setting.duplicate_permille);
            format!("{names}: {least} to {most} ms, loses {loss} ‰, duplicates {twice} ‰")
        }
    };
    (label, title)
}
