//! What each kind of event has besides the fields of all.

use super::values::{
    answer_object, letters, link_change, link_setting, message, operation, ranges, state, store,
    view, write,
};
use crate::export::object::{Object, counts};
use crate::export::wire::WireWord as _;
use crate::json::quoted;
use crate::replica::protocol::{Message, Occurrence, RequestId, Time};
use crate::world::event::EventKind;

/// Adds the fields of a kind.
pub(super) fn push(line: &mut Object, kind: &EventKind) {
    if let Some(message) = kind.message() {
        line.text("message", &message.to_string());
    }
    if let Some(written) = kind.write() {
        line.object("write", write(written));
    }
    match kind {
        EventKind::Requested { request, session, op, metadata, is_brought } => {
            push_request(line, *request);
            line.text("session", session);
            line.object("op", operation(op));
            match metadata {
                Some(metadata) => line.object("metadata", counts(metadata.iter())),
                None => line.null("metadata"),
            }
            line.switch("is_brought", *is_brought);
        }
        EventKind::Recorded { what, .. } => push_occurrence(line, what),
        EventKind::Replied { request, answer, metadata, stamp } => {
            push_request(line, *request);
            line.object("answer", answer_object(answer));
            line.object("metadata", counts(metadata.iter()));
            if *stamp > 0 {
                line.number("stamp", *stamp);
            }
        }
        EventKind::LinkChanged { link, setting } => {
            line.text("link", &link.to_string());
            line.object("setting", link_setting(setting));
        }
        EventKind::LinksChanged { change } => line.object("setting", link_change(*change)),
        EventKind::Partitioned { groups, .. } => {
            let list =
                |group: &Vec<_>| format!("[{}]", letters(group).collect::<Vec<_>>().join(","));
            line.list("groups", groups.iter().map(list));
        }
        EventKind::Noted { text } => line.text("note", text),
        EventKind::Sent { what, due, held, .. } => {
            push_due(line, *due, *held);
            push_carried(line, what);
        }
        EventKind::Duplicated { original, what, due, held, .. } => {
            line.text("original", &original.to_string());
            push_due(line, *due, *held);
            push_carried(line, what);
        }
        EventKind::Lost { what, why, .. } => {
            line.text("why", why.word());
            push_carried(line, what);
        }
        EventKind::Received { what, .. } => push_carried(line, what),
        EventKind::Released { due, .. } => line.number("due", *due),
        EventKind::Held { .. } | EventKind::Healed | EventKind::TimePassed => {}
    }
}

fn push_request(line: &mut Object, request: RequestId) {
    line.number("request", u64::from(request.0));
}

fn push_due(line: &mut Object, due: Time, held: bool) {
    line.number("due", due);
    line.switch("held", held);
}

/// What travels, unless that is a write and nothing else.
fn push_carried(line: &mut Object, what: &Message) {
    if !matches!(what, Message::Write(_)) {
        line.object("carries", message(what));
    }
}

/// What happened in a replica.
fn push_occurrence(line: &mut Object, what: &Occurrence) {
    match what {
        Occurrence::Accepted { request, ahead_of, is_new, .. } => {
            push_request(line, *request);
            line.list("ahead_of", ranges(ahead_of));
            line.switch("is_new", *is_new);
        }
        Occurrence::Parked { request, missing } => {
            push_request(line, *request);
            line.list("missing", ranges(missing));
        }
        Occurrence::Rejected { request, why } => {
            push_request(line, *request);
            line.text("why", why.word());
        }
        Occurrence::Buffered { missing, .. } => line.list("missing", ranges(missing)),
        Occurrence::Discarded { why, .. } => line.text("why", why.word()),
        Occurrence::Conflict { key, siblings } => {
            line.text("key", key);
            line.list("siblings", siblings.iter().map(|dot| quoted(&dot.to_string())));
        }
        Occurrence::Collected { tombstones } => {
            line.list("tombstones", tombstones.iter().map(|dot| quoted(&dot.to_string())));
        }
        Occurrence::StateMerged { state: merged, .. } => line.object("state", state(merged)),
        Occurrence::Joined { brought_up } => line.switch("brought_up", *brought_up),
        Occurrence::Restarted { actor, disk, phase } => {
            line.text("actor", &actor.to_string());
            line.text("disk", disk.word());
            line.text("phase", phase.word());
        }
        Occurrence::ViewChanged { view: members, phase } => {
            line.object("view", view(members));
            line.text("phase", phase.word());
        }
        Occurrence::PeerDown { peer } | Occurrence::PeerUp { peer } => {
            line.text("peer", &peer.to_string());
        }
        Occurrence::Pruned { reported, stable } => {
            line.object("reported", counts(reported.iter()));
            match stable {
                Some(stable) => line.object("stable", counts(stable.iter())),
                None => line.null("stable"),
            }
        }
        Occurrence::SkewSet { ms } => line.signed("ms", *ms),
        Occurrence::Erred { seen, store: shown } => {
            line.object("seen", counts(seen.iter()));
            line.object("store", store(shown));
        }
        Occurrence::Delivered { .. } | Occurrence::Crashed => {}
    }
}
