//! What everything looks like at the end of a run, as `causal run` prints it.

use std::collections::BTreeMap;

use causal_core::clock::ReplicaId;
use causal_core::history::{Moment, ReplicaMoment};
use causal_core::replica::DotRange;
use causal_core::replica::protocol::Write;
use causal_core::replica::rule::Verdict;
use serde::{Serialize, Serializer};

use crate::outcome::Outcome;

/// Everything.
#[derive(Debug, Serialize)]
pub(super) struct State {
    pub(super) title: String,
    /// Virtual time, in milliseconds.
    pub(super) at: u64,
    pub(super) events: usize,
    /// Of the history, in hexadecimal.
    pub(super) digest: String,
    pub(super) replicas: Vec<ReplicaState>,
    /// The messages that have not arrived: held, unless the run stopped early.
    pub(super) under_way: Vec<UnderWay>,
}

/// One replica.
#[derive(Debug, Serialize)]
pub(super) struct ReplicaState {
    /// Its letter.
    pub(super) replica: String,
    pub(super) name: String,
    /// What it believes to have delivered, in words.
    #[serde(skip)]
    pub(super) vector: String,
    /// The same by actor.
    pub(super) seen: BTreeMap<String, u32>,
    /// Its keys with their siblings.
    #[serde(serialize_with = "as_object")]
    pub(super) values: Vec<(String, Vec<Sibling>)>,
    pub(super) inbox: Vec<Inbox>,
    pub(super) parked: Vec<Parked>,
}

/// One of the values of a key.
#[derive(Debug, Serialize)]
pub(super) struct Sibling {
    pub(super) dot: String,
    pub(super) value: String,
}

/// A write that has arrived and not been delivered.
#[derive(Debug, Serialize)]
pub(super) struct Inbox {
    pub(super) message: String,
    pub(super) dot: String,
    pub(super) key: String,
    /// `null` for a delete.
    pub(super) value: Option<String>,
    /// The writes that it waits for; none if nothing can help.
    pub(super) waits_for: Vec<String>,
    /// Whether it waits for nothing: only the mistake of its rule keeps it.
    pub(super) ready: bool,
}

/// A request that has no answer yet.
#[derive(Debug, Serialize)]
pub(super) struct Parked {
    pub(super) request: u32,
    pub(super) waits_for: Vec<String>,
}

/// A message that has not arrived.
#[derive(Debug, Serialize)]
pub(super) struct UnderWay {
    pub(super) message: String,
    pub(super) held: bool,
}

impl State {
    pub(super) fn of(outcome: &Outcome) -> Self {
        let moment = &outcome.run.moment(usize::MAX);
        let replicas = outcome.setting().replicas().zip(&moment.replicas);
        let under_way = moment
            .messages
            .values()
            .map(|envelope| UnderWay { message: envelope.id.to_string(), held: envelope.held });
        Self {
            title: outcome.run.scenario().title.clone(),
            at: moment.now,
            events: outcome.history().len(),
            digest: format!("{:016x}", outcome.history().digest()),
            replicas: replicas.map(|(id, replica)| ReplicaState::of(id, replica, moment)).collect(),
            under_way: under_way.collect(),
        }
    }
}

impl ReplicaState {
    fn of(id: ReplicaId, replica: &ReplicaMoment, moment: &Moment) -> Self {
        let seen = replica.seen.iter().map(|(actor, counter)| (actor.to_string(), counter));
        let values = replica.store.iter().map(|(key, siblings)| {
            (key.to_string(), siblings.iter().filter_map(|write| Sibling::of(write)).collect())
        });
        let inbox = replica.inbox.iter().map(|entry| Inbox {
            message: entry.message.to_string(),
            dot: entry.write.dot.to_string(),
            key: entry.write.key.to_string(),
            value: entry.write.value.as_deref().map(str::to_owned),
            waits_for: waits_for(id, &entry.write, moment),
            ready: moment.verdict(id, &entry.write) == Verdict::Deliver,
        });
        let parked = replica.parked.iter();
        Self {
            replica: id.to_string(),
            name: moment.setting().name(id),
            vector: replica.seen.to_string(),
            seen: seen.collect(),
            values: values.collect(),
            inbox: inbox.collect(),
            parked: parked
                .map(|(request, missing)| Parked { request: request.0, waits_for: names(missing) })
                .collect(),
        }
    }
}

impl Sibling {
    fn of(write: &Write) -> Option<Self> {
        let value = write.value.as_deref()?.to_owned();
        Some(Self { dot: write.dot.to_string(), value })
    }
}

/// What the rule says now that a write waits for.
fn waits_for(at: ReplicaId, write: &Write, moment: &Moment) -> Vec<String> {
    let rule = moment.setting().protocol.delivery;
    match (moment.verdict(at, write), moment.replica(at)) {
        (Verdict::Wait(blocker), Some(here)) => {
            names(&rule.awaited(blocker, &here.seen, write.dot, &write.deps))
        }
        _ => Vec::new(),
    }
}

fn names(missing: &[DotRange]) -> Vec<String> {
    missing.iter().map(ToString::to_string).collect()
}

fn as_object<S: Serializer>(
    values: &[(String, Vec<Sibling>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(values.iter().map(|(key, siblings)| (key, siblings)))
}
