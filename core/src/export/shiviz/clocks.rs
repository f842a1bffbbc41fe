//! The clocks of a ShiViz log: one that ticks on every line of its host, and learns of writes.
//!
//! Which writes are known where is said by [`HappensBefore`] and nobody else, so that the log has
//! its causes, no more and no fewer: a host learns the clock of a *write*, never that of whoever
//! passed it on. Only in the network view receipts learn what the sending knew, too.

use std::fmt::Write as _;

use litemap::LiteMap;

use super::View;
use super::hosts::{Host, Hosts};
use crate::history::{CausalPast, Causation, HappensBefore, History};
use crate::replica::protocol::Occurrence;
use crate::replica::protocol::Protocol;
use crate::world::event::{Event, EventId, EventKind};

/// How many events of each host are known.
type Clock = LiteMap<Host, u32>;

/// Gives each event of a history its host and its clock, in order.
pub(super) struct Clocks {
    view: View,
    judge: HappensBefore,
    hosts: Hosts,
    /// The clock of each host's last event.
    lines: LiteMap<Host, Clock>,
    /// The hosts and clocks of the writes, by incarnation and number.
    written: Vec<Vec<(Host, Clock)>>,
    /// By event: the nearest one in the chain of its causes that happened in somebody's place.
    sources: Vec<Option<EventId>>,
    /// By event: whether another one may learn from it.
    is_source: Vec<bool>,
    /// Hosts and clocks of these.
    kept: LiteMap<EventId, (Host, Clock)>,
}

impl Clocks {
    pub(super) fn new(history: &History, protocol: &Protocol, view: View) -> Self {
        let causation = Causation::of(protocol);
        let sources = sources(history);
        let mut is_source = vec![false; history.len()];
        sources.iter().flatten().for_each(|id| is_source[id.index()] = true);
        Self {
            view,
            judge: HappensBefore::new(causation),
            hosts: Hosts::new(view == View::Delivery && causation == Causation::Sessions),
            lines: LiteMap::new(),
            written: Vec::new(),
            sources,
            is_source,
            kept: LiteMap::new(),
        }
    }

    /// The names of the next event's host and of all that it knows of, as in the log:
    /// `A {"A":2, "B":1}`.
    pub(super) fn next(&mut self, event: &Event) -> (Host, String) {
        self.judge.observe(event);
        let host = self.hosts.of(event);
        let mut clock = std::mem::take(self.lines.entry(host).or_default());
        *clock.entry(host).or_insert(0) += 1;
        self.learn_of_writes(event, host, &mut clock);
        self.learn_from_source(event, host, &mut clock);
        self.keep(event, host, &clock);
        let stamp = self.stamp(host, &clock);
        self.lines.insert(host, clock);
        (host, stamp)
    }

    /// Learns of the writes that are known here from now on.
    fn learn_of_writes(&self, event: &Event, host: Host, clock: &mut Clock) {
        let known = match (&event.kind, host) {
            (EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. }, _) => {
                self.judge.made(write).map(|made| &made.past)
            }
            (EventKind::Requested { .. } | EventKind::Replied { .. }, Host::Client(client, _)) => {
                self.judge.known_to(self.hosts.session(client))
            }
            (
                EventKind::Recorded { what: Occurrence::Delivered { .. }, .. }
                | EventKind::Recorded { what: Occurrence::StateMerged { .. }, .. },
                Host::Replica(at),
            ) => self.judge.known_at(at.replica),
            _ => None,
        };
        for id in known.into_iter().flat_map(CausalPast::lasts) {
            let written = self.written.get(id.incarnation).map_or(&[][..], |writes| writes);
            // What is made by this very event is not written down yet.
            if let Some((from, written)) = written.get(id.number as usize - 1) {
                learn(clock, *from, written);
            }
        }
    }

    /// Learns what its source knew, where that passes on no more than it may.
    fn learn_from_source(&self, event: &Event, host: Host, clock: &mut Clock) {
        let source = self.sources[event.id.index()].and_then(|id| self.kept.get(&id));
        let Some((from, known)) = source.filter(|(from, _)| *from != host) else { return };
        let passes_on = match (host, from) {
            // Nobody learns from the network; and where clients carry the causes, no write learns
            // from a replica.
            (Host::Network, _) | (Host::Replica(_), Host::Client(..)) => true,
            _ => self.view == View::Network && matches!(event.kind, EventKind::Received { .. }),
        };
        if passes_on {
            learn(clock, *from, known);
        }
    }

    fn keep(&mut self, event: &Event, host: Host, clock: &Clock) {
        // By mistake a replica makes writes that nobody asked for: they appear as delivered.
        if let EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. }
        | EventKind::Recorded { what: Occurrence::Delivered { write, .. }, .. } = &event.kind
            && let Some(id) = self.judge.made(write).map(|made| made.id)
        {
            let n_incarnations = self.written.len().max(id.incarnation + 1);
            self.written.resize(n_incarnations, Vec::new());
            let of_incarnation = &mut self.written[id.incarnation];
            if of_incarnation.len() < id.number as usize {
                of_incarnation.push((host, clock.clone()));
            }
        }
        if self.is_source[event.id.index()] {
            self.kept.insert(event.id, (host, clock.clone()));
        }
    }

    /// A host and a clock as GoVector writes them, but sorted by kind of host.
    fn stamp(&self, host: Host, clock: &Clock) -> String {
        let mut stamp = self.hosts.name(host);
        let mut gap = " {";
        for (host, count) in clock.iter() {
            write!(stamp, "{gap}\"{}\":{count}", self.hosts.name(*host))
                .expect("a string takes all");
            gap = ", ";
        }
        stamp + "}"
    }
}

/// Somebody learns of an event of a host, and with it everything that it knew.
fn learn(clock: &mut Clock, host: Host, known: &Clock) {
    if clock.get(&host) >= known.get(&host) {
        return;
    }
    for (host, count) in known.iter() {
        let mine = clock.entry(*host).or_insert(0);
        *mine = (*mine).max(*count);
    }
}

/// For each event the nearest one in the chain of its causes that happened in somebody's place:
/// what happens to links hands on what it stems from.
fn sources(history: &History) -> Vec<Option<EventId>> {
    let mut sources: Vec<Option<EventId>> = Vec::with_capacity(history.len());
    for event in history.events() {
        let cause = event.cause.filter(|cause| *cause < event.id);
        sources.push(cause.and_then(|cause| {
            let is_in_a_place = history.events()[cause.index()].replica.is_some();
            if is_in_a_place { Some(cause) } else { sources[cause.index()] }
        }));
    }
    sources
}
