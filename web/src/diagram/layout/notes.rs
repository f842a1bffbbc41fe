//! Notes at the edge of the diagram: changes to links, time that passes, remarks.

use causal_core::check::Violation;
use causal_core::world::event::Event;
use causal_core::world::network::{LinkId, LinkSetting, LinkState};

use super::chart::{Note, NoteKind};
use super::labels::violation_in_words;
use super::scribe::Scribe;
use super::titles::link_in_words;

/// How many characters of a remark show on the diagram.
const REMARK_CHARS: usize = 10;

/// A link changes. What one action does to several links is one note.
pub(super) fn on_link(scribe: &mut Scribe<'_>, event: &Event, link: LinkId, setting: LinkSetting) {
    let before = scribe.links.insert(link, setting).unwrap_or_default();
    let kind = match setting.state {
        state if state == before.state => NoteKind::Changed,
        LinkState::Held => NoteKind::Held,
        LinkState::Up => NoteKind::Open,
        LinkState::Cut => NoteKind::Cut,
    };
    let stop = scribe.stop;
    let n_all = scribe.links.len();
    let columns = &scribe.chart.columns;
    let same = |note: &&mut Note| note.kind == kind && columns[note.column].stop == stop;
    if let Some(note) = scribe.chart.notes.last_mut().filter(same) {
        note.links.push(link);
        (note.label, note.title) = in_words(kind, &note.links, n_all, setting);
        return;
    }
    let links = vec![link];
    let (label, title) = in_words(kind, &links, n_all, setting);
    let column = scribe.column(event.id, true);
    scribe.chart.notes.push(Note { event: event.id, column, kind, links, label, title });
}

/// Nothing but time has passed.
pub(super) fn on_time_passed(scribe: &mut Scribe<'_>, event: &Event) {
    let passed = event.at.saturating_sub(scribe.now);
    let column = scribe.column(event.id, true);
    scribe.chart.notes.push(Note {
        event: event.id,
        column,
        kind: NoteKind::TimePassed,
        links: Vec::new(),
        label: format!("{passed} ms"),
        title: format!("{passed} ms pass"),
    });
}

/// Somebody remarks something.
pub(super) fn on_remark(scribe: &mut Scribe<'_>, event: &Event, text: &str) {
    let mut label: String = text.chars().take(REMARK_CHARS).collect();
    if label.len() < text.len() {
        label.push('…');
    }
    remark(scribe, event, label, text.to_owned());
}

/// Something is wrong with an event that has no mark.
pub(super) fn on_violation(scribe: &mut Scribe<'_>, event: &Event, what: Violation, title: String) {
    let label = violation_in_words(what).pop().unwrap_or_default();
    remark(scribe, event, format!("! {label}"), title);
}

fn remark(scribe: &mut Scribe<'_>, event: &Event, label: String, title: String) {
    let column = scribe.column(event.id, true);
    scribe.chart.notes.push(Note {
        event: event.id,
        column,
        kind: NoteKind::Remark,
        links: Vec::new(),
        label,
        title,
    });
}

fn in_words(
    kind: NoteKind,
    links: &[LinkId],
    n_all: usize,
    setting: LinkSetting,
) -> (String, String) {
    let names: Vec<String> = links.iter().map(|link| link_in_words(*link)).collect();
    let label = match links.len() {
        1 => names[0].clone(),
        n_links if n_links == n_all => "all".to_owned(),
        n_links => format!("{n_links} links"),
    };
    let names = match (links.len(), n_all) {
        (1, _) => format!("Link {}", names[0]),
        (some, all) if some == all => "Every link".to_owned(),
        (some, _) if some > 6 => format!("{some} links"),
        _ => format!("Links {}", names.join(", ")),
    };
    let title = match kind {
        NoteKind::Held => format!("{names}: holds what is sent"),
        NoteKind::Open => format!("{names}: carries messages"),
        NoteKind::Cut => format!("{names}: cut, loses what is sent"),
        NoteKind::Changed | NoteKind::TimePassed | NoteKind::Remark => {
            let (least, most) = setting.latency_ms;
            let (loss, twice) = (setting.loss_permille, setting.duplicate_permille);
            format!("{names}: {least} to {most} ms, loses {loss} ‰, duplicates {twice} ‰")
        }
    };
    (label, title)
}
