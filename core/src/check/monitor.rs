//! All monitors together, run over a history as it grows.

use std::sync::Arc;

use super::beliefs;
use super::convergence::ConvergenceWatch;
use super::delivery;
use super::finding::{Finding, Violation};
use super::ground_truth::GroundTruth;
use super::handling::HandlingWatch;
use super::orphans::OrphanWatch;
use super::requests::RequestWatch;
use super::sessions::SessionWatch;
use super::waiting::WaitingWatch;
use crate::clock::ReplicaId;
use crate::history::{Causation, History, Moment};
use crate::replica::StoreChange;
use crate::replica::protocol::Occurrence;
use crate::world::event::{Event, EventKind};
use crate::world::setting::Setting;

/// What looks on while a run goes on, and names what should not happen. What an event costs does
/// not grow with the history: at most with the replicas, with what is on its way or waits, and with
/// what a message brings. The answer to a list costs as much as there have been keys.
///
/// ```
/// use causal_core::check::Monitor;
/// use causal_core::world::setting::Setting;
/// let mut monitor = Monitor::new(Setting::default().into());
/// assert!(monitor.findings().is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Monitor {
    truth: GroundTruth,
    moment: Moment,
    requests: RequestWatch,
    sessions: SessionWatch,
    convergence: ConvergenceWatch,
    orphans: OrphanWatch,
    waiting: WaitingWatch,
    handling: HandlingWatch,
    /// The replica that deals with an input at present.
    busy: Option<ReplicaId>,
    findings: Vec<Finding>,
    /// How many there were before that input.
    n_before: usize,
}

impl Monitor {
    /// Nothing has happened yet in a run of this setting.
    #[must_use]
    pub fn new(setting: Arc<Setting>) -> Self {
        Self {
            truth: GroundTruth::new(Causation::of(&setting.protocol)),
            requests: RequestWatch::default(),
            sessions: SessionWatch::new(&setting.protocol),
            convergence: ConvergenceWatch::new(setting.names.len()),
            orphans: OrphanWatch::default(),
            waiting: WaitingWatch::default(),
            handling: HandlingWatch::default(),
            moment: Moment::start(setting),
            busy: None,
            findings: Vec::new(),
            n_before: 0,
        }
    }

    /// Takes in the next event.
    pub fn observe(&mut self, event: &Event) {
        if self.begins(event) {
            self.look();
        }
        self.busy = event.replica.or(self.busy);
        match event.replica {
            Some(at) => self.observe_at(at, event),
            None => drop(self.take_in(event)),
        }
        let mut found = Vec::new();
        let (truth, moment) = (&self.truth, &self.moment);
        self.orphans.inspect(truth, moment, event.replica, &event.kind, &mut found);
        let found = found.into_iter().map(|(at, what)| Finding { event: event.id, at, what });
        self.findings.extend(found);
    }

    fn observe_at(&mut self, at: ReplicaId, event: &Event) {
        let mut found: Vec<Violation> = Vec::new();
        let rule = self.moment.setting().protocol.delivery;
        let (truth, before) = (&self.truth, &self.moment.replicas[at.index()]);
        delivery::inspect(truth, at, &event.kind, &mut found);
        self.sessions.inspect(truth, &self.requests, at, &event.kind, &mut found);
        self.requests.inspect(truth, before, &event.kind, &mut found);
        beliefs::inspect(truth, before, &event.kind, &mut found);
        let is_made_up = found.iter().any(|what| matches!(what, Violation::MadeUp { .. }));
        let found = found.into_iter().map(|what| Finding { event: event.id, at, what });
        self.findings.extend(found);
        self.convergence.before(at, before, &event.kind, rule);
        self.handling.observe(at, before, event);
        let change = self.take_in(event);
        let after = &self.moment.replicas[at.index()];
        self.convergence.after(at, after, (event, &change), rule);
        self.waiting.observe(&self.truth, at, event);
        self.sessions.observe(&self.truth, &self.requests, at, event);
        if let Some(write) = event.kind.write().filter(|_| is_made_up) {
            self.sessions.observe_made_up(&self.truth, write);
        }
        self.requests.observe(&event.kind);
    }

    fn take_in(&mut self, event: &Event) -> StoreChange {
        self.truth.observe(event);
        self.moment.apply_and_tell(event)
    }

    /// Whether an event begins something, so that the input before it has been dealt with: replicas
    /// deal with one after the other.
    fn begins(&self, event: &Event) -> bool {
        event.at > self.moment.now
            || event.replica.is_some_and(|at| self.busy.is_some_and(|busy| busy != at))
            // What an administrator wants stems from nothing.
            || (event.cause.is_none() && matches!(event.kind, EventKind::Recorded { what: Occurrence::ViewChanged { .. }, .. }))
            || matches!(
                event.kind,
                EventKind::Requested { .. }
                    | EventKind::Received { .. }
                    | EventKind::LinkChanged { .. }
                    | EventKind::LinksChanged { .. }
                    | EventKind::Partitioned { .. }
                    | EventKind::Healed
                    | EventKind::Recorded { what: Occurrence::Crashed, .. }
                    | EventKind::Recorded { what: Occurrence::Restarted { .. }, .. }
                    | EventKind::TimePassed
                    | EventKind::Noted { .. }
            )
    }

    /// Looks around when an input has been dealt with.
    fn look(&mut self) {
        self.busy = None;
        let (truth, moment, found) = (&self.truth, &self.moment, &mut self.findings);
        self.waiting.look(truth, moment, &self.orphans, found);
        self.handling.look(truth, moment, found);
        self.convergence.look(moment, found);
        // What is new is short: a general sort weighs five kilobytes in the page.
        for at in self.n_before..found.len() {
            let news = &found[self.n_before..at];
            let to = news.partition_point(|before| before.event <= found[at].event);
            if to < news.len() {
                let finding = found.remove(at);
                found.insert(self.n_before + to, finding);
            }
        }
        self.n_before = found.len();
    }

    /// Everything found so far, in order.
    pub fn findings(&mut self) -> &[Finding] {
        self.look();
        &self.findings
    }
}

/// Everything that the monitors find in a history.
#[must_use]
pub fn findings(history: &History, setting: &Setting) -> Vec<Finding> {
    let mut monitor = Monitor::new(Arc::new(setting.clone()));
    history.events().iter().for_each(|event| monitor.observe(event));
    monitor.look();
    monitor.findings
}

/// What the monitors find about delivery alone: causes first, everything once.
#[must_use]
pub fn violations(history: &History, setting: &Setting) -> Vec<Finding> {
    let mut found = findings(history, setting);
    found.retain(|finding| finding.what.is_of_delivery());
    found
}
