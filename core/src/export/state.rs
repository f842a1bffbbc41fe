//! One moment of a run as JSON: what every replica shows, what waits in it and for what, what is
//! under way; and what can happen next.
//!
//! ```json
//! { "at": 40, "events": 9,
//!   "replicas": [ { "replica": "C", "name": "Carol", "up": true, "phase": "serving", "seen": {},
//!       "values": { "x": [ { "dot": "A1", "value": "1" } ] },
//!       "inbox": [ { "message": "B>C#1", "dot": "B1", "key": "y", "value": "2", "waits_for": ["A1"] } ],
//!       "parked": [ { "request": 3, "waits_for": ["A1"] } ] } ],
//!   "links": { "A>C": { "latency": [10, 50], "loss": 0, "duplicate": 0, "fifo": true, "state": "held" } },
//!   "under_way": [ { "message": "A>C#1", "write": "A1", "due": 30, "held": true } ] }
//! ```
//!
//! Letters, dots, messages and links are named as in [`jsonl`](super::jsonl). `waits_for` is empty if
//! nothing can help; the `value` of a delete is `null`; `write` is `null` where something else travels.

use super::jsonl::link_setting;
use super::object::{Object, counts};
use super::words::word;
use crate::clock::ReplicaId;
use crate::history::{Moment, ReplicaMoment};
use crate::json::quoted;
use crate::replica::DotRange;
use crate::replica::protocol::Write;
use crate::replica::rule::Verdict;
use crate::world::network::Envelope;
use crate::world::{Choice, World};

/// Writes a moment, with fields of the caller's own in front: names and numbers.
#[must_use]
pub fn write(moment: &Moment, first: &[(&str, u64)]) -> String {
    let mut state = Object::new();
    first.iter().for_each(|(name, number)| state.number(name, *number));
    state.number("at", moment.now);
    state.number("events", moment.position as u64);
    let replicas = moment.setting().replicas().zip(&moment.replicas);
    state.list("replicas", replicas.map(|(id, replica)| replica_object(id, replica, moment)));
    let mut links = Object::new();
    for (link, setting) in moment.links.iter() {
        links.object(&link.to_string(), link_setting(&setting));
    }
    state.object("links", links);
    state.list("under_way", moment.messages.values().map(|envelope| under_way(envelope).done()));
    state.done()
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
            object.text("timer", &word(&timer));
            Some(object.done())
        }
        Choice::Pass(_) | Choice::Act(_) => None,
    });
    format!("[{}]", choices.collect::<Vec<_>>().join(","))
}

fn replica_object(id: ReplicaId, replica: &ReplicaMoment, moment: &Moment) -> String {
    let mut object = Object::new();
    object.text("replica", &id.to_string());
    object.text("name", &moment.setting().name(id));
    object.switch("up", replica.runs);
    object.text("phase", &word(&replica.phase));
    object.object("seen", counts(replica.seen.iter()));
    let mut values = Object::new();
    let shown = replica.store.all_shown(&replica.ahead);
    for siblings in shown.chunk_by(|one, next| one.key == next.key) {
        values.list(&siblings[0].key, siblings.iter().map(|write| value(write).done()));
    }
    object.object("values", values);
    object.list(
        "inbox",
        replica.inbox.iter().map(|entry| {
            let mut object = Object::new();
            object.text("message", &entry.message.to_string());
            object.text("dot", &entry.write.dot.to_string());
            object.text("key", &entry.write.key);
            object.text_or_null("value", entry.write.value.as_deref());
            object.list("waits_for", names(&waits_for(id, &entry.write, moment)));
            object.done()
        }),
    );
    object.list(
        "parked",
        replica.parked.iter().map(|(request, missing)| {
            let mut object = Object::new();
            object.number("request", u64::from(request.0));
            object.list("waits_for", names(missing));
            object.done()
        }),
    );
    object.done()
}

fn value(write: &Write) -> Object {
    let mut object = Object::new();
    object.text("dot", &write.dot.to_string());
    object.text_or_null("value", write.value.as_deref());
    object
}

fn under_way(envelope: &Envelope) -> Object {
    let mut object = Object::new();
    object.text("message", &envelope.id.to_string());
    object.text_or_null("write", envelope.what.write().map(|write| write.dot));
    object.number("due", envelope.due);
    object.switch("held", envelope.held);
    object
}

/// What the rule says now that a write waits for.
fn waits_for(at: ReplicaId, write: &Write, moment: &Moment) -> Vec<DotRange> {
    let rule = moment.setting().protocol.delivery;
    match (moment.verdict(at, write), moment.replica(at)) {
        (Verdict::Wait(blocker), Some(here)) => {
            rule.awaited(blocker, &here.seen, write.dot, &write.deps)
        }
        _ => Vec::new(),
    }
}

fn names(missing: &[DotRange]) -> impl Iterator<Item = String> + '_ {
    missing.iter().map(|range| quoted(&range.to_string()))
}
