//! The whole past of a run up to a step, read from its events.

use std::collections::{BTreeMap, BTreeSet};

use causal_core::clock::{Dot, ReplicaId};
use causal_core::history::{Causation, HappensBefore, Moment};
use causal_core::replica::protocol::{Disk, Message, Occurrence};
use causal_core::replica::rule::DiscardReason;
use causal_core::run::Run;
use causal_core::scenario::actions::Verb;
use causal_core::world::Choice;
use causal_core::world::event::{Event, EventKind};

/// Everything up to the end of one step.
pub(crate) struct Past {
    pub(crate) moment: Moment,
    pub(crate) writes: Vec<Dot>,
    pub(crate) judge: HappensBefore,
    /// The positions at which something happened to a write at a replica.
    pub(crate) happened: BTreeMap<(&'static str, Dot, ReplicaId), Vec<usize>>,
    pub(crate) missing: BTreeMap<(Dot, ReplicaId), u32>,
    pub(crate) violated: BTreeSet<&'static str>,
    pub(crate) n_lost: usize,
    pub(crate) n_actions: usize,
    pub(crate) n_puts: usize,
}

/// All that had happened after so many steps.
pub(crate) fn past(run: &Run, n_steps: usize) -> Past {
    let steps = || (0..n_steps).map(|n| run.step_at(n).expect("there are as many"));
    let n_events = steps().last().map_or(0, |step| step.1);
    let acts = steps().filter_map(|step| match step.0 {
        Choice::Act(action) => Some(Verb::of(action)),
        _ => None,
    });
    let acts: Vec<Verb> = acts.collect();
    let mut past = Past {
        moment: run.moment(n_events),
        writes: Vec::new(),
        judge: HappensBefore::new(Causation::of(&run.setting().protocol)),
        happened: BTreeMap::new(),
        missing: BTreeMap::new(),
        violated: BTreeSet::new(),
        n_lost: 0,
        n_actions: acts.len(),
        n_puts: acts.iter().filter(|verb| **verb == Verb::Put).count(),
    };
    let mut effects: BTreeMap<ReplicaId, BTreeSet<Dot>> = BTreeMap::new();
    let mut orders: BTreeMap<ReplicaId, Vec<Dot>> = BTreeMap::new();
    let mut states = BTreeMap::new();
    for event in run.history().events().range(0..n_events) {
        past.judge.observe(event);
        past.see(event, &mut effects, &mut states, &mut orders);
    }
    for (one, first) in &orders {
        for (_, second) in orders.iter().filter(|entry| entry.0 > one) {
            let place = |order: &Vec<Dot>, dot: Dot| order.iter().position(|d| *d == dot);
            for (at, dot) in first.iter().enumerate() {
                let later = first[at + 1..].iter().filter_map(|dot| place(second, *dot));
                let here = place(second, *dot);
                if here.is_some_and(|here| later.clone().any(|later| later < here)) {
                    past.violated.insert("total");
                }
            }
        }
    }
    past
}

type Effects = BTreeMap<ReplicaId, BTreeSet<Dot>>;

impl Past {
    fn see(
        &mut self,
        event: &Event,
        effects: &mut Effects,
        states: &mut BTreeMap<causal_core::world::network::MessageId, BTreeSet<Dot>>,
        orders: &mut BTreeMap<ReplicaId, Vec<Dot>>,
    ) {
        let position = event.id.index();
        let mut happens = |what, dot, at| {
            self.happened.entry((what, dot, at)).or_default().push(position);
        };
        match &event.kind {
            EventKind::Lost { message, what, .. } => {
                self.n_lost += 1;
                what.writes().iter().for_each(|write| happens("lost", write.dot, message.link.to));
            }
            EventKind::Received { message, what } => {
                let writes = what.writes().iter();
                writes.for_each(|write| happens("arrived", write.dot, message.link.to));
            }
            EventKind::Duplicated { original, copy, what: Message::State(_), .. } => {
                let brought = states.get(original).cloned().unwrap_or_default();
                states.insert(*copy, brought);
            }
            EventKind::Sent { message, what: Message::State(_), .. } => {
                let has = effects.entry(message.link.from).or_default().clone();
                states.insert(*message, has);
            }
            _ => {}
        }
        let EventKind::Recorded { message, what } = &event.kind else { return };
        let at = event.replica.expect("replicas record");
        let here = effects.entry(at).or_default();
        match what {
            Occurrence::Accepted { write, ahead_of, .. } => {
                self.writes.push(write.dot);
                happens("made", write.dot, at);
                if ahead_of.is_empty() {
                    happens("delivered", write.dot, at);
                    here.insert(write.dot);
                    orders.entry(at).or_default().push(write.dot);
                }
            }
            Occurrence::Delivered { write } => {
                let made = self.judge.made(write).expect("made");
                let is_before = |dot: &Dot| {
                    let other = self.judge.of_name(*dot).expect("made");
                    made.past.has(other.id)
                };
                if self.writes.iter().any(|dot| is_before(dot) && !here.contains(dot)) {
                    self.violated.insert("causal");
                }
                let of_author =
                    |dot: &&Dot| dot.actor == write.dot.actor && dot.counter < write.dot.counter;
                if self.writes.iter().filter(of_author).any(|dot| !here.contains(dot)) {
                    self.violated.insert("fifo");
                }
                if !here.insert(write.dot) {
                    self.violated.insert("twice");
                    happens("deliveredAgain", write.dot, at);
                } else {
                    happens("delivered", write.dot, at);
                    orders.entry(at).or_default().push(write.dot);
                }
            }
            Occurrence::Buffered { write, missing } => {
                happens("buffered", write.dot, at);
                let n = missing.iter().map(|range| range.last - range.first + 1).sum();
                let most = self.missing.entry((write.dot, at)).or_default();
                *most = (*most).max(n);
            }
            Occurrence::Discarded { write, why } => {
                let is_known = self.judge.made(write).is_some();
                if is_known && *why != DiscardReason::AlreadyWaiting && !here.contains(&write.dot) {
                    happens("wronglyDropped", write.dot, at);
                    self.violated.insert("dropped");
                }
            }
            Occurrence::StateMerged { .. } => {
                let brought = states.get(&message.expect("brought by one")).cloned();
                for dot in brought.unwrap_or_default() {
                    happens("delivered", dot, at);
                    here.insert(dot);
                }
            }
            Occurrence::Restarted { disk: Disk::Lose, .. } => {
                here.clear();
                orders.remove(&at);
            }
            _ => {}
        }
    }
}
