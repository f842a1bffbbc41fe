//! What appears in the fields of several kinds: writes, operations, answers, ranges, links, views.

use std::sync::Arc;

use crate::clock::ReplicaId;
use crate::export::object::{Object, counts};
use crate::export::wire::WireWord as _;
use crate::json::quoted;
use crate::replica::protocol::{Answer, Message, Op, Report, State, View, Write};
use crate::replica::{DotRange, Store};
use crate::world::action::LinkChange;
use crate::world::network::LinkSetting;

/// A write; its stamp only where there is one.
pub(super) fn write(write: &Write) -> Object {
    let mut object = Object::new();
    object.text("dot", &write.dot.to_string());
    object.object("deps", counts(write.deps.iter()));
    object.object("context", counts(write.context.iter()));
    object.text("key", &write.key);
    object.text_or_null("value", write.value.as_deref());
    if write.stamp > 0 {
        object.number("stamp", write.stamp);
    }
    object
}

/// What a client asked.
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

/// What a client was answered.
pub(in crate::export) fn answer_object(answer: &Answer) -> Object {
    let mut object = Object::new();
    match answer {
        Answer::Values(values) => {
            object.list("values", values.iter().map(|value| write(value).done()));
        }
        Answer::Accepted(dot) => object.text("accepted", &dot.to_string()),
        Answer::Unavailable(why) => object.text("unavailable", why.word()),
        Answer::NoSuchKey => {}
    }
    object
}

/// What is missing, as a list of objects.
pub(super) fn ranges(missing: &[DotRange]) -> impl Iterator<Item = String> {
    missing.iter().map(|range| {
        let mut object = Object::new();
        object.text("actor", &range.actor.to_string());
        object.number("first", u64::from(range.first));
        object.number("last", u64::from(range.last));
        object.done()
    })
}

/// What travels, where that is no write alone.
pub(super) fn message(message: &Message) -> Object {
    let mut object = Object::new();
    object.text("kind", message.word());
    match message {
        Message::Vector { report: said, view: members, wants_answer } => {
            object.object("report", report(said));
            object.object("view", view(members));
            object.switch("wants_answer", *wants_answer);
        }
        Message::StateRequest { report: said, view: members, round } => {
            object.object("report", report(said));
            object.object("view", view(members));
            object.number("round", u64::from(*round));
        }
        Message::NoState { view: members, round, .. } => {
            object.object("view", view(members));
            object.number("round", u64::from(*round));
        }
        Message::View { report: said, view: members } => {
            object.object("report", report(said));
            object.object("view", view(members));
        }
        Message::State(content) => object.object("state", state(content)),
        Message::Acknowledgement(dot) => object.text("dot", &dot.to_string()),
        Message::Write(_) | Message::Repair(_) | Message::Ping | Message::Pong => {}
    }
    object
}

fn report(report: &Report) -> Object {
    let mut object = Object::new();
    object.text("of", &report.of.to_string());
    object.object("seen", counts(report.seen.iter()));
    object.number("made", u64::from(report.made));
    object.list("known", report.known.later().map(|actor| quoted(&actor.to_string())));
    object.switch("is_farewell", report.is_farewell);
    object
}

/// A whole state.
pub(super) fn state(state: &State) -> Object {
    let mut object = Object::new();
    object.object("report", report(&state.report));
    object.object("view", view(&state.view));
    object.switch("serves", state.serves);
    object.object("store", store(&state.store));
    object.list("ahead", state.ahead.iter().map(|ahead| write(ahead).done()));
    object
}

/// What every key shows.
pub(super) fn store(store: &Store) -> Object {
    let mut object = Object::new();
    let written = |writes: &[Arc<Write>]| -> Vec<String> {
        writes.iter().map(|value| write(value).done()).collect()
    };
    store.iter().for_each(|(key, writes)| object.list(key, written(writes).into_iter()));
    object
}

/// Who the members are.
pub(super) fn view(view: &View) -> Object {
    let mut object = Object::new();
    object.number("number", u64::from(view.stamp.0));
    object.text("by", &view.stamp.1.to_string());
    object.list("members", letters(&view.members));
    object
}

/// Replicas by their letters.
pub(super) fn letters(replicas: &[ReplicaId]) -> impl Iterator<Item = String> {
    replicas.iter().map(|replica| quoted(&replica.to_string()))
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
pub(super) fn link_change(change: LinkChange) -> Object {
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
        LinkChange::State(state) => object.text("state", state.word()),
    }
}
