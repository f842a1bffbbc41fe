//! Whether the clocks of a log can be: of several that cannot, the first for the reason that comes
//! first in [`Reason`]'s order of looking: each event by itself, pairs of a host, cycles, and then
//! what each event knows beside what its causes knew.

use super::error::ImportError;
use super::impossible::{Impossible, Reason};
use super::log::{Draft, Execution, Gap, Log, LoggedEvent, count_of};
use super::order::{Clock, Threads, excess, join};
use super::progress::{Phase, Watch};
use crate::steps::Steps;

/// A clock that cannot be.
pub(super) struct Fault {
    /// The event whose clock cannot be, by its index.
    pub(super) at: usize,
    /// The events that it contradicts.
    pub(super) others: Vec<usize>,
    pub(super) reason: Reason,
    /// What it should have been, as far as what it knows of tells.
    pub(super) guess: Vec<(usize, u32)>,
}

/// Judges every execution, puts its events in causal order and marks its gaps.
pub(super) fn judged(draft: Draft<'_>, steps: &Steps) -> Result<Log, ImportError> {
    let n_events = draft.n_events();
    let Draft { executions, n_skipped, first_skipped, mut watch, .. } = draft;
    if executions.is_empty() {
        return Err(ImportError::NoEvents { first: first_skipped });
    }
    watch.begin(Phase::Judging, n_events);
    let judged = executions.into_iter().map(|execution| judge(execution, steps, &mut watch));
    let executions = judged.collect::<Result<_, _>>()?;
    Ok(Log { executions, n_skipped, first_skipped })
}

fn judge(
    mut execution: Execution,
    steps: &Steps,
    watch: &mut Watch<'_>,
) -> Result<Execution, ImportError> {
    let threads = Threads::new(&execution, None, steps);
    let order = threads.judged(|| watch.one_more()).map_err(|fault| {
        let events = &threads.execution.events[fault.at];
        ImportError::Impossible(Box::new(Impossible {
            line: events.line,
            host: threads.execution.hosts[events.host].clone(),
            given: threads.json(&events.clock),
            advice: threads.advice(&fault),
            reason: fault.reason,
        }))
    })?;
    let gaps = threads.gaps();
    let mut events: Vec<Option<LoggedEvent>> = execution.events.into_iter().map(Some).collect();
    execution.events = order.iter().filter_map(|at| events[*at].take()).collect();
    execution.gaps = gaps;
    Ok(execution)
}

impl Threads<'_> {
    /// The events in causal order, or what is wrong. Says so when an event has been compared with
    /// its causes.
    pub(super) fn judged(&self, mut passed: impl FnMut()) -> Result<Vec<usize>, Fault> {
        let fault = self.no_own_entry().or_else(|| self.same_number());
        fault.or_else(|| self.no_such_event()).map_or(Ok(()), Err)?;
        let order = self.causal_order().map_err(|cycle| self.cyclic(&cycle))?;
        let fault = order.iter().find_map(|at| {
            passed();
            self.knows_too_little(*at)
        });
        match fault {
            Some(fault) => Err(fault),
            None => Ok(order),
        }
    }

    fn no_own_entry(&self) -> Option<Fault> {
        let at = (0..self.execution.events.len()).find(|at| self.number(*at) == 0)?;
        let earlier = (0..at).filter(|event| self.host(*event) == self.host(at));
        let number = earlier.map(|at| self.number(at)).max().unwrap_or(0).saturating_add(1);
        let guess = with(self.clock(at), self.host(at), number);
        Some(Fault { at, others: Vec::new(), reason: Reason::NoOwnEntry, guess })
    }

    fn same_number(&self) -> Option<Fault> {
        let pairs = self.of_host.iter().flat_map(|events| events.windows(2));
        let same = pairs.filter(|pair| self.number(pair[0]) == self.number(pair[1]));
        let pair = same.min_by_key(|pair| pair[1])?;
        let (at, number) = (pair[1], self.number(pair[1]));
        let reason = Reason::SameNumber { number, line: self.line(pair[0]) };
        let guess = with(self.clock(at), self.host(at), number.saturating_add(1));
        Some(Fault { at, others: vec![pair[0]], reason, guess })
    }

    fn no_such_event(&self) -> Option<Fault> {
        (0..self.execution.events.len()).find_map(|at| {
            let mut entries = self.clock(at).iter();
            self.steps.count(entries.len());
            let &(host, number) = entries.find(|&&(host, number)| {
                self.last_of_complete(host).is_some_and(|last| number > last)
            })?;
            let last = self.last_of_complete(host)?;
            let name = self.execution.hosts[host].clone();
            let reason = Reason::NoSuchEvent { host: name, number, last };
            let others = self.of_host[host].last().copied().into_iter().collect();
            Some(Fault { at, others, reason, guess: with(self.clock(at), host, last) })
        })
    }

    /// The number of a host's last event, if it logged all up to it.
    fn last_of_complete(&self, host: usize) -> Option<u32> {
        let last = self.number(*self.of_host[host].last()?);
        (u32::try_from(self.of_host[host].len()) == Ok(last)).then_some(last)
    }

    /// Blames the event that stands first in the file among those that know of another host's.
    fn cyclic(&self, cycle: &[usize]) -> Fault {
        let next = |position: usize| cycle[(position + 1) % cycle.len()];
        let crosses = |position: &usize| self.host(cycle[*position]) != self.host(next(*position));
        let crossing = (0..cycle.len()).filter(crosses);
        let first = crossing.min_by_key(|position| cycle[*position]);
        let first = first.expect("numbers of one host only grow");
        let (at, host) = (cycle[first], self.host(next(first)));
        let known = self.before(at).map_or(0, |before| count_of(self.clock(before), host));
        let mut around = cycle.to_vec();
        around.rotate_left(first);
        let events = around.iter().map(|&event| {
            let host = self.execution.hosts[self.host(event)].clone();
            (host, self.number(event), self.line(event))
        });
        let reason = Reason::Cycle { events: events.collect() };
        let guess = with(self.clock(at), host, known);
        Fault { at, others: around.split_off(1), reason, guess }
    }

    /// Compares an event with its causes. Where an entry has not grown since the host's event
    /// before, that event has been compared already.
    fn knows_too_little(&self, at: usize) -> Option<Fault> {
        let (clock, own) = (self.clock(at), self.host(at));
        let before = self.before(at);
        let old = before.map_or(&[][..], |before| self.clock(before));
        self.steps.count(clock.len() + old.len());
        let news =
            clock.iter().filter(|&&(host, count)| host != own && count > count_of(old, host));
        let causes: Vec<usize> =
            news.filter_map(|&(host, count)| self.up_to(host, count)).collect();
        let (other, reason) = match (before, excess(old, clock)) {
            (Some(before), Some((host, from))) => {
                let to = count_of(clock, host);
                let (host, line) = (self.execution.hosts[host].clone(), self.line(before));
                (before, Reason::EntryFalls { host, from, to, line })
            }
            _ => causes.iter().find_map(|cause| Some((*cause, self.lacks(at, *cause)?)))?,
        };
        let known = |all: Vec<_>, cause: &usize| join(&all, self.clock(*cause));
        let guess = causes.iter().fold(join(clock, old), known);
        Some(Fault { at, others: vec![other], reason, guess })
    }

    fn lacks(&self, at: usize, cause: usize) -> Option<Reason> {
        self.steps.count(self.clock(cause).len());
        let (host, knew) = excess(self.clock(cause), self.clock(at))?;
        Some(Reason::LacksWhatItsCauseKnew {
            cause: self.execution.hosts[self.host(cause)].clone(),
            number: self.number(cause),
            line: self.line(cause),
            host: self.execution.hosts[host].clone(),
            knew,
        })
    }

    fn gaps(&self) -> Vec<Gap> {
        let mut named = vec![0_u32; self.of_host.len()];
        for &(host, count) in self.execution.events.iter().flat_map(|event| &event.clock) {
            named[host] = named[host].max(count);
        }
        let mut gaps = Vec::new();
        for (host, events) in self.of_host.iter().enumerate() {
            let mut after = 0;
            for number in events.iter().map(|at| self.number(*at)) {
                gaps.push(Gap { host, after, n_missing: number - after - 1 });
                after = number;
            }
            gaps.push(Gap { host, after, n_missing: named[host] - after });
        }
        gaps.retain(|gap| gap.n_missing > 0);
        gaps
    }
}

/// A clock with another entry.
pub(super) fn with(clock: &Clock, host: usize, count: u32) -> Vec<(usize, u32)> {
    let before = clock.iter().copied().filter(|entry| entry.0 < host);
    let after = clock.iter().copied().filter(|entry| entry.0 > host);
    before.chain((count > 0).then_some((host, count))).chain(after).collect()
}
