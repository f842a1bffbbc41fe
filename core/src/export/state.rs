//! One moment of a run as JSON: what every replica shows, what waits in it and for what, what is
//! under way; and what can happen next.
//!
//! ```json
//! { "at": 40, "events": 9,
//!   "replicas": [ { "replica": "C", "name": "Carol", "up": true, "phase": "serving", "seen": {},
//!       "skew_ms": 0, "values": { "x": [ { "dot": "A1", "value": "1", "ahead": false } ] },
//!       "ahead": [ { "dot": "C1", "key": "z", "value": "3", "waits_for": ["A1"] } ],
//!       "inbox": [ { "message": "B>C#1", "dot": "B1", "key": "y", "value": "2", "waits_for": ["A1"],
//!           "ready": false } ],
//!       "parked": [ { "request": 3, "session": "ann", "op": { "verb": "get", "key": "x" },
//!           "waits_for": ["A1"] } ] } ],
//!   "links": { "A>C": { "latency": [10, 50], "loss": 0, "duplicate": 0, "fifo": true, "state": "held" } },
//!   "under_way": [ { "message": "A>C#1", "what": "A1", "write": "A1", "due": 30, "held": true } ] }
//! ```
//!
//! At the end of a run there is more to say, and no links, of which there may be many: `title` and
//! `digest` of the run, and `answers`, what clients were answered, in order:
//!
//! ```json
//! { "at": 40, "request": 3, "session": "ann", "replica": "C", "op": { "verb": "get", "key": "x" },
//!   "answer": { "values": [] } }
//! ```
//!
//! Letters, dots, messages and links are named as in [`jsonl`](super::jsonl). `waits_for` is empty if
//! nothing can help, and where `ready` is true, for nothing: only a mistake keeps it. What is `ahead` shows before
//! what it builds on is delivered. The `value` of a delete is `null`; `write` is `null` where something
//! else travels.

use litemap::LiteMap;

use super::jsonl::{answer_object, link_setting, operation};
use super::object::{Object, counts};
use super::wire::WireWord as _;
use crate::clock::ReplicaId;
use crate::history::{
    Answered, Asked, History, Moment, ReplicaMoment, answers, message_in_words, requests,
};
use crate::json::quoted;
use crate::replica::DotRange;
use crate::replica::protocol::{RequestId, Write};
use crate::replica::rule::Verdict;
use crate::run::Run;
use crate::world::network::Envelope;
use crate::world::{Choice, World};

/// Writes a moment, with fields of the caller's own in front: names and numbers.
#[must_use]
pub fn write(moment: &Moment, history: &History, first: &[(&str, u64)]) -> String {
    let mut state = Object::new();
    first.iter().for_each(|(name, number)| state.number(name, *number));
    state.number("at", moment.now);
    state.number("events", moment.position as u64);
    push_replicas(&mut state, moment, history);
    let mut links = Object::new();
    for (link, setting) in moment.links.iter() {
        links.object(&link.to_string(), link_setting(&setting));
    }
    state.object("links", links);
    push_under_way(&mut state, moment);
    state.done()
}

/// Writes what a run came to.
#[must_use]
pub fn at_end(run: &Run) -> String {
    let (history, moment) = (run.history(), run.moment(usize::MAX));
    let mut state = Object::new();
    state.text("title", run.title());
    state.number("at", moment.now);
    state.number("events", moment.position as u64);
    state.text("digest", &format!("{:016x}", history.digest()));
    push_replicas(&mut state, &moment, history);
    push_under_way(&mut state, &moment);
    state.list("answers", answers(history).map(|answered| answer(&answered).done()));
    state.done()
}

fn push_replicas(state: &mut Object, moment: &Moment, history: &History) {
    let requests = requests(history);
    let replicas = moment.setting().replicas().zip(&moment.replicas);
    let object = |(id, replica)| replica_object(id, replica, moment, &requests);
    state.list("replicas", replicas.map(object));
}

fn push_under_way(state: &mut Object, moment: &Moment) {
    state.list("under_way", moment.messages.values().map(|envelope| under_way(envelope).done()));
}

fn answer(answered: &Answered<'_>) -> Object {
    let Asked { request, session, on, op } = answered.asked;
    let mut object = Object::new();
    object.number("at", answered.at);
    object.number("request", u64::from(request.0));
    object.text("session", session);
    object.text("replica", &on.to_string());
    object.object("op", operation(op));
    object.object("answer", answer_object(answered.answer));
    object
}

/// Writes what can happen next by itself, in the order of time: messages on their way that nobody
/// holds, and timers. What arrives comes with the `action` that lets it arrive at once.
#[must_use]
pub fn choices(world: &World) -> String {
    let arriving = |id| world.envelopes().find(|envelope| envelope.id == id);
    let choices = world.choices().into_iter().filter_map(|choice| match choice {
        Choice::Arrive(id) => {
            let mut object = under_way(arriving(id)?);
            object.text("kind", "arrive");
            let mut action = Object::new();
            action.text("release", &id.to_string());
            object.object("action", action);
            Some(object.done())
        }
        Choice::Expire(replica, timer) => {
            let mut object = Object::new();
            object.text("kind", "expire");
            object.text("replica", &replica.to_string());
            object.text("timer", timer.word());
            Some(object.done())
        }
        Choice::Pass(_) | Choice::Act(_) => None,
    });
    format!("[{}]", choices.collect::<Vec<_>>().join(","))
}

fn replica_object(
    id: ReplicaId,
    replica: &ReplicaMoment,
    moment: &Moment,
    requests: &LiteMap<RequestId, Asked<'_>>,
) -> String {
    let mut object = Object::new();
    object.text("replica", &id.to_string());
    object.text("name", &moment.setting().name(id));
    object.switch("up", replica.runs);
    object.text("phase", replica.phase.word());
    object.object("seen", counts(replica.seen.iter()));
    object.signed("skew_ms", replica.skew_ms);
    let mut values = Object::new();
    let shown = replica.store.all_shown(&replica.ahead);
    for siblings in shown.chunk_by(|one, next| one.key == next.key) {
        values.list(&siblings[0].key, siblings.iter().map(|write| value(write, replica).done()));
    }
    object.object("values", values);
    object.list(
        "ahead",
        replica.ahead.iter().map(|write| {
            let mut object = Object::new();
            push_waiting(&mut object, id, write, moment);
            object.done()
        }),
    );
    object.list(
        "inbox",
        replica.inbox.iter().map(|entry| {
            let mut object = Object::new();
            object.text("message", &entry.message.to_string());
            push_waiting(&mut object, id, &entry.write, moment);
            let is_ready = moment.verdict(id, &entry.write) == Verdict::Deliver;
            object.switch("ready", is_ready);
            object.done()
        }),
    );
    object.list(
        "parked",
        replica.parked.iter().map(|(request, missing)| {
            let mut object = Object::new();
            object.number("request", u64::from(request.0));
            if let Some(asked) = requests.get(request) {
                object.text("session", asked.session);
                object.object("op", operation(asked.op));
            }
            object.list("waits_for", names(missing));
            object.done()
        }),
    );
    object.done()
}

fn value(write: &Write, here: &ReplicaMoment) -> Object {
    let mut object = Object::new();
    object.text("dot", &write.dot.to_string());
    object.text_or_null("value", write.value.as_deref());
    object.switch("ahead", here.is_ahead(write.dot));
    object
}

fn push_waiting(object: &mut Object, at: ReplicaId, write: &Write, moment: &Moment) {
    object.text("dot", &write.dot.to_string());
    object.text("key", &write.key);
    object.text_or_null("value", write.value.as_deref());
    object.list("waits_for", names(&moment.waits_for(at, write)));
}

fn under_way(envelope: &Envelope) -> Object {
    let mut object = Object::new();
    object.text("message", &envelope.id.to_string());
    object.text("what", &message_in_words(&envelope.what));
    object.text_or_null("write", envelope.what.write().map(|write| write.dot));
    object.number("due", envelope.due);
    object.switch("held", envelope.held);
    object
}

fn names(missing: &[DotRange]) -> impl Iterator<Item = String> + '_ {
    missing.iter().map(|range| quoted(&range.to_string()))
}
