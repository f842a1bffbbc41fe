//! What each kind of event has besides the fields of all.

use crate::clock::ReplicaId;
use crate::export::object::{Object, counts};
use crate::export::words::word;
use crate::json::quoted;
use crate::replica::DotRange;
use crate::replica::protocol::{Answer, Op, Write};
use crate::world::action::LinkChange;
use crate::world::event::EventKind;
use crate::world::network::LinkSetting;

/// Adds the fields of a kind.
pub(super) fn push(line: &mut Object, kind: &EventKind) {
    if let Some(message) = kind.message() {
        line.text("message", &message.to_string());
    }
    if let Some(written) = kind.write() {
        line.object("write", write(written));
    }
    push_of_request(line, kind);
    push_of_message(line, kind);
    match kind {
        EventKind::Conflict { key, siblings, .. } => {
            line.text("key", key);
            line.list("siblings", siblings.iter().map(|dot| quoted(&dot.to_string())));
        }
        EventKind::LinkChanged { link, setting, .. } => {
            line.text("link", &link.to_string());
            line.object("setting", link_setting(setting));
        }
        EventKind::LinksChanged { change } => line.object("setting", link_change(*change)),
        EventKind::Partitioned { groups, .. } => {
            let letters = |group: &Vec<ReplicaId>| {
                let letters: Vec<String> =
                    group.iter().map(|replica| quoted(&replica.to_string())).collect();
                format!("[{}]", letters.join(","))
            };
            line.list("groups", groups.iter().map(letters));
        }
        EventKind::Noted { text, .. } => line.text("note", text),
        _ => {}
    }
}

fn push_of_request(line: &mut Object, kind: &EventKind) {
    if let EventKind::Requested { request, .. }
    | EventKind::Accepted { request, .. }
    | EventKind::Parked { request, .. }
    | EventKind::Rejected { request, .. }
    | EventKind::Replied { request, .. } = kind
    {
        line.number("request", u64::from(request.0));
    }
    match kind {
        EventKind::Requested { session, op, metadata, .. } => {
            line.text("session", session);
            line.object("op", operation(op));
            match metadata {
                Some(metadata) => line.object("metadata", counts(metadata.iter())),
                None => line.null("metadata"),
            }
        }
        EventKind::Parked { missing, .. } => line.list("missing", ranges(missing)),
        EventKind::Rejected { why, .. } => line.text("why", &word(why)),
        EventKind::Replied { answer, metadata, .. } => {
            line.object("answer", answer_object(answer));
            line.object("metadata", counts(metadata.iter()));
        }
        _ => {}
    }
}

fn push_of_message(line: &mut Object, kind: &EventKind) {
    match kind {
        EventKind::Sent { due, held, .. } => {
            line.number("due", *due);
            line.switch("held", *held);
        }
        EventKind::Duplicated { original, due, held, .. } => {
            line.text("original", &original.to_string());
            line.number("due", *due);
            line.switch("held", *held);
        }
        EventKind::Released { due, .. } => line.number("due", *due),
        EventKind::Lost { why, .. } => line.text("why", &word(why)),
        EventKind::Buffered { missing, .. } => line.list("missing", ranges(missing)),
        EventKind::Discarded { why, .. } => line.text("why", &word(why)),
        _ => {}
    }
}

fn write(write: &Write) -> Object {
    let mut object = Object::new();
    object.text("dot", &write.dot.to_string());
    object.object("deps", counts(write.deps.iter()));
    object.object("context", counts(write.context.iter()));
    object.text("key", &write.key);
    object.text_or_null("value", write.value.as_deref());
    object
}

pub(in crate::export) fn operation(op: &Op) -> Object {
    let (verb, value) = match op {
        Op::Put { value, .. } => ("put", Some(value)),
        Op::Get { .. } => ("get", None),
        Op::Delete { .. } => ("delete", None),
        Op::List => ("list", None),
    };
    let mut object = Object::new();
    object.text("verb", verb);
    if let Some(key) = op.key() {
        object.text("key", key);
    }
    if let Some(value) = value {
        object.text("value", value);
    }
    object
}

pub(in crate::export) fn answer_object(answer: &Answer) -> Object {
    let mut object = Object::new();
    match answer {
        Answer::Values(values) => {
            object.list("values", values.iter().map(|value| write(value).done()));
        }
        Answer::Accepted(dot) => object.text("accepted", &dot.to_string()),
        Answer::Unavailable(why) => object.text("unavailable", &word(why)),
        _ => {}
    }
    object
}

fn ranges(missing: &[DotRange]) -> impl Iterator<Item = String> {
    missing.iter().map(|range| {
        let mut object = Object::new();
        object.text("actor", &range.actor.to_string());
        object.number("first", u64::from(range.first));
        object.number("last", u64::from(range.last));
        object.done()
    })
}

/// Every field of a link.
pub(in crate::export) fn link_setting(setting: &LinkSetting) -> Object {
    let (least, most) = setting.latency_ms;
    let mut object = Object::new();
    for change in [
        LinkChange::Latency(least, most),
        LinkChange::Loss(setting.loss_permille),
        LinkChange::Duplicate(setting.duplicate_permille),
        LinkChange::Fifo(setting.fifo),
        LinkChange::State(setting.state),
    ] {
        push_change(&mut object, change);
    }
    object
}

/// The one field that changes.
fn link_change(change: LinkChange) -> Object {
    let mut object = Object::new();
    push_change(&mut object, change);
    object
}

fn push_change(object: &mut Object, change: LinkChange) {
    match change {
        LinkChange::Latency(least, most) => {
            object.list("latency", [least, most].iter().map(ToString::to_string));
        }
        LinkChange::Loss(permille) => object.number("loss", u64::from(permille)),
        LinkChange::Duplicate(permille) => object.number("duplicate", u64::from(permille)),
        LinkChange::Fifo(fifo) => object.switch("fifo", fifo),
        LinkChange::State(state) => object.text("state", &word(&state)),
    }
}
