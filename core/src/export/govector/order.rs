//! The events of an execution in causal order, as their clocks have it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use litemap::LiteMap;

use super::log::{Execution, count_of};
use crate::steps::Steps;

/// A clock as it is inside: hosts and counts, in the order of hosts.
pub(super) type Clock = [(usize, u32)];

/// An execution's events by host and number.
pub(super) struct Threads<'e> {
    pub(super) execution: &'e Execution,
    /// For each host its events, by number.
    pub(super) of_host: Vec<Vec<usize>>,
    /// An event whose clock is taken for another one.
    instead: Option<(usize, &'e Clock)>,
    pub(super) steps: &'e Steps,
}

impl<'e> Threads<'e> {
    pub(super) fn new(
        execution: &'e Execution,
        instead: Option<(usize, &'e Clock)>,
        steps: &'e Steps,
    ) -> Self {
        let mut threads = Self { execution, of_host: Vec::new(), instead, steps };
        let mut of_host = vec![Vec::new(); execution.hosts.len()];
        for (at, event) in execution.events.iter().enumerate() {
            steps.count(event.clock.len() + 1);
            of_host[event.host].push(at);
        }
        threads.of_host = of_host.into_iter().map(|events| threads.by_number(events)).collect();
        threads
    }

    /// Events of one host by their numbers. On a heap: it weighs a fifth of the library's sorting.
    fn by_number(&self, events: Vec<usize>) -> Vec<usize> {
        let numbered: BinaryHeap<(u32, usize)> =
            events.into_iter().map(|at| (self.number(at), at)).collect();
        numbered.into_sorted_vec().into_iter().map(|(_, at)| at).collect()
    }

    pub(super) fn host(&self, at: usize) -> usize {
        self.execution.events[at].host
    }

    pub(super) fn line(&self, at: usize) -> usize {
        self.execution.events[at].line
    }

    pub(super) fn clock(&self, at: usize) -> &'e Clock {
        match self.instead {
            Some((event, clock)) if event == at => clock,
            _ => &self.execution.events[at].clock,
        }
    }

    pub(super) fn number(&self, at: usize) -> u32 {
        count_of(self.clock(at), self.host(at))
    }

    /// The last logged event of a host up to a number.
    pub(super) fn up_to(&self, host: usize, number: u32) -> Option<usize> {
        let events = &self.of_host[host];
        let n_known = events.partition_point(|at| self.number(*at) <= number);
        n_known.checked_sub(1).map(|last| events[last])
    }

    /// The event before, at the same host.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        self.up_to(self.host(at), self.number(at).checked_sub(1)?)
    }

    /// For each host that an event knows of the last logged event that it knows of.
    pub(super) fn causes(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.host(at);
        self.steps.count(self.clock(at).len());
        self.clock(at).iter().filter_map(move |&(host, count)| {
            let known = if host == own { count.checked_sub(1)? } else { count };
            self.up_to(host, known)
        })
    }

    /// Every event after its causes, by line where there is a choice; or else a cycle, in which
    /// each event knows of the next and the last of the first.
    pub(super) fn causal_order(&self) -> Result<Vec<usize>, Vec<usize>> {
        let n_events = self.execution.events.len();
        let mut n_causes = Vec::with_capacity(n_events);
        let mut effects: Vec<Vec<usize>> = vec![Vec::new(); n_events];
        for at in 0..n_events {
            self.causes(at).for_each(|cause| effects[cause].push(at));
            n_causes.push(self.causes(at).count());
        }
        let mut ready: BinaryHeap<Reverse<usize>> =
            (0..n_events).filter(|at| n_causes[*at] == 0).map(Reverse).collect();
        let mut order = Vec::with_capacity(n_events);
        while let Some(Reverse(at)) = ready.pop() {
            order.push(at);
            for &effect in &effects[at] {
                n_causes[effect] -= 1;
                if n_causes[effect] == 0 {
                    ready.push(Reverse(effect));
                }
            }
        }
        if order.len() == n_events { Ok(order) } else { Err(self.cycle(&n_causes)) }
    }

    /// Walks from effect to cause among the events that wait for each other until one comes again.
    fn cycle(&self, n_causes: &[usize]) -> Vec<usize> {
        let first = n_causes.iter().position(|n| *n > 0).expect("some event waits");
        let mut step_of: Vec<Option<usize>> = vec![None; n_causes.len()];
        let (mut path, mut at) = (Vec::new(), first);
        while step_of[at].is_none() {
            step_of[at] = Some(path.len());
            path.push(at);
            let mut waiting = self.causes(at).filter(|cause| n_causes[*cause] > 0);
            at = waiting.next().expect("what waits has a cause that waits");
        }
        path.split_off(step_of[at].expect("it came again"))
    }
}

/// The first entry in which one clock knows more than another.
pub(super) fn excess(clock: &Clock, over: &Clock) -> Option<(usize, u32)> {
    clock.iter().copied().find(|&(host, count)| count > count_of(over, host))
}

/// What two clocks know together.
pub(super) fn join(left: &Clock, right: &Clock) -> Vec<(usize, u32)> {
    let mut all: LiteMap<usize, u32> = LiteMap::new();
    for &(host, count) in left.iter().chain(right) {
        let known = all.entry(host).or_insert(count);
        *known = count.max(*known);
    }
    all.into_iter().collect()
}
