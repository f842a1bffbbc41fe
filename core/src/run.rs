//! A run: a scenario carried out, at every position of which one can look, and act.
//!
//! What a person does appends to the scenario: a session in the page *is* a scenario, at any
//! moment. Acting in the past cuts the script there; the caller keeps the old run, so nothing is
//! lost.

mod checkpoints;
mod problem;
mod size;
mod steps;
mod stop;

use std::sync::Arc;

use crate::history::{History, Moment};
use crate::paged_vec::PagedVec;
use crate::replica::protocol::Time;
use crate::scenario::{Scenario, ScriptedAction, When};
use crate::world::action::Action;
use crate::world::setting::Setting;
use crate::world::{ActionError, Choice, World};

use checkpoints::Checkpoints;
pub use problem::Problem;
use stop::stops_of_step;
pub use stop::{Stop, StopKind};

/// How far apart kept copies are at first, for each replica. A copy costs as much as there are
/// replicas, and replaying the events between two copies should cost about as much again.
const SPACING_PER_REPLICA: usize = 32;

/// A scenario with everything that happens in it, until nothing more arrives by itself.
#[derive(Clone, Debug)]
pub struct Run {
    /// The scenario without its script.
    words: Arc<Scenario>,
    script: PagedVec<ScriptedAction>,
    limit: usize,
    history: History,
    /// How much memory the history takes, in events.
    size: usize,
    stops: PagedVec<Stop>,
    steps: PagedVec<Step>,
    world: World,
    worlds: Checkpoints<World>,
    moments: Checkpoints<Moment>,
    problem: Option<Problem>,
}

/// One choice that was made, and what there was after it.
#[derive(Clone, Debug)]
struct Step {
    choice: Choice,
    /// How many actions of the script have been done.
    n_actions: usize,
    n_events: usize,
    /// Whether a message was on its way then that a run waits for.
    awaits: bool,
}

/// What came of acting: the run that goes on from there, and where to look.
#[derive(Clone, Debug)]
pub struct Acted {
    /// The run with the new action as its last.
    pub run: Run,
    /// The last stop at the instant of the action: it shows everything that followed at once.
    pub stop: usize,
    /// How many later actions of the old run the new one does not have.
    pub n_left_behind: usize,
    /// How many events lie before the action and what it set going.
    pub n_before: usize,
}

impl Run {
    /// Carries out a scenario, natively without a limit worth naming.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        Self::with_limit(scenario, usize::MAX)
    }

    /// Carries out a scenario in at most so many steps.
    #[must_use]
    pub fn with_limit(mut scenario: Scenario, limit: usize) -> Self {
        let script = std::mem::take(&mut scenario.script);
        let world = World::new(scenario.setting.clone());
        let spacing = SPACING_PER_REPLICA * scenario.setting.names.len();
        let start = Moment::start(Arc::new(scenario.setting.clone()));
        let mut run = Self {
            words: Arc::new(scenario),
            script: PagedVec::new(),
            limit,
            history: History::new(),
            size: 0,
            stops: PagedVec::from_iter([Stop::START]),
            steps: PagedVec::new(),
            worlds: Checkpoints::new(world.clone(), spacing),
            moments: Checkpoints::new(start, spacing),
            world,
            problem: None,
        };
        let outcome = script.iter().enumerate().try_for_each(|(at, item)| run.perform(at, item));
        run.script.extend(script);
        run.problem = outcome.and_then(|()| run.settle()).err();
        run
    }

    /// Goes on where it ends until nothing is due any more, timers included, within so many steps
    /// beyond those that it has.
    ///
    /// # Errors
    /// What ends it before.
    pub fn go_on_until_idle(&mut self, n_steps: usize) -> Result<(), Problem> {
        let limit = std::mem::replace(&mut self.limit, self.steps.len().saturating_add(n_steps));
        let outcome = self.let_due_happen(Time::MAX);
        self.limit = limit;
        outcome.map_err(|problem| match problem {
            Problem::TooLong { .. } => Problem::TooLong { limit: n_steps },
            other => other,
        })
    }

    /// The scenario, with everything done so far in its script: a copy as long as that is.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        let script = self.script.iter().cloned().collect();
        Scenario { script, ..Scenario::clone(&self.words) }
    }

    /// The one line that says what the scenario is about; may be empty.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.words.title
    }

    /// Some words beside the playground; may be empty.
    #[must_use]
    pub fn notes(&self) -> &str {
        &self.words.notes
    }

    /// What the world has started from.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.words.setting
    }

    /// Everything done so far, in order.
    #[must_use]
    pub fn script(&self) -> &PagedVec<ScriptedAction> {
        &self.script
    }

    /// Everything that has happened in the run, in order.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The world at the end.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The positions worth stopping at, in order; the first is before everything.
    #[must_use]
    pub fn stops(&self) -> &PagedVec<Stop> {
        &self.stops
    }

    /// Why the script could not be carried out to its end, if so.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// What everything looked like after the first `position` events; the end if there are fewer.
    #[must_use]
    pub fn moment(&self, position: usize) -> Moment {
        let position = position.min(self.history.len());
        let (from, moment) = self.moments.before(position);
        let mut moment = moment.clone();
        self.history.events().range(from..position).for_each(|event| moment.apply(event));
        moment
    }

    /// What everything looks like at a stop.
    #[must_use]
    pub fn moment_at(&self, stop: usize) -> Moment {
        self.moment(self.stops[stop.min(self.stops.len() - 1)].n_events)
    }

    /// The world at a stop, as somebody who acts there meets it: in the midst of a step, after that
    /// step.
    #[must_use]
    pub fn world_at(&self, stop: usize) -> World {
        self.world_after(self.stops[stop.min(self.stops.len() - 1)].n_steps)
    }

    fn world_after(&self, n_steps: usize) -> World {
        if n_steps == self.steps.len() {
            return self.world.clone();
        }
        let (from, world) = self.worlds.before(n_steps);
        let mut world = world.clone();
        for step in self.steps.range(from..n_steps) {
            must_happen(&world.step(step.choice.clone()));
        }
        world
    }

    /// Somebody acts at a stop: what lies after it gives way to what follows from the action. In
    /// the midst of a step, the step is finished first.
    ///
    /// # Errors
    /// An action that cannot apply says why, and nothing has changed.
    pub fn act(&self, stop: usize, action: Action) -> Result<Acted, Problem> {
        let n_steps = self.stops[stop.min(self.stops.len() - 1)].n_steps;
        let mut run = self.cut_after(n_steps);
        let n_before = run.history.len();
        let index = run.script.len();
        let when = run.when_of_next_action();
        let item = ScriptedAction { when, action };
        run.carry_out(index, &item.action)?;
        run.script.push(item);
        let instant = run.world.now();
        run.problem = run.settle().err();
        let n_at_once = run.stops.partition_point(|stop| stop.at <= instant);
        let n_left_behind = self.script.len() - index;
        let stop = n_at_once.checked_sub(1).expect("the start is early");
        Ok(Acted { stop, run, n_left_behind, n_before })
    }

    /// The stop that the scenario asks to be shown first; the last one if it does not say.
    #[must_use]
    pub fn opening_stop(&self) -> usize {
        let last = self.stops.len() - 1;
        let wished = self.words.open_at.and_then(|stop| usize::try_from(stop).ok());
        wished.unwrap_or(last).min(last)
    }

    /// Reaches an action's moment and does it.
    fn perform(&mut self, index: usize, item: &ScriptedAction) -> Result<(), Problem> {
        match item.when {
            When::Settled => self.settle()?,
            When::At(time) => self.pass_until(time)?,
            When::After(n_steps) => {
                for _ in 0..n_steps {
                    let Some((_, choice)) = self.world.next_due() else {
                        break;
                    };
                    must_happen(&self.step(choice, None)?);
                }
            }
        }
        self.carry_out(index, &item.action)
    }

    fn carry_out(&mut self, index: usize, action: &Action) -> Result<(), Problem> {
        let mut action = action.clone();
        if let Action::Wait { ms } = &mut action {
            // What happens meanwhile takes its part of the time.
            let until = self.world.now().saturating_add(*ms);
            self.let_due_happen(until)?;
            *ms = until.saturating_sub(self.world.now());
        }
        let done = self.step(Choice::Act(action), Some(index))?;
        done.map_err(|error| Problem::Action { index, error })
    }

    fn settle(&mut self) -> Result<(), Problem> {
        while self.world.has_message_on_its_way() {
            let (_, choice) = self.world.next_due().expect("a message on its way is due");
            must_happen(&self.step(choice, None)?);
        }
        Ok(())
    }

    fn pass_until(&mut self, time: Time) -> Result<(), Problem> {
        self.let_due_happen(time)?;
        if self.world.now() < time {
            must_happen(&self.step(Choice::Pass(time), None)?);
        }
        Ok(())
    }

    fn let_due_happen(&mut self, until: Time) -> Result<(), Problem> {
        while let Some((_, choice)) = self.world.next_due().filter(|(due, _)| *due < until) {
            must_happen(&self.step(choice, None)?);
        }
        Ok(())
    }

    /// Makes a choice and writes down what it did. The outer error is the limit's.
    fn step(
        &mut self,
        choice: Choice,
        action: Option<usize>,
    ) -> Result<Result<(), ActionError>, Problem> {
        if self.steps.len() >= self.limit {
            return Err(Problem::TooLong { limit: self.limit });
        }
        if self.size >= size::at_most(self.limit) {
            return Err(Problem::TooLarge { n_events: self.history.len() });
        }
        let events = match self.world.step(choice.clone()) {
            Ok(events) => events,
            Err(error) => return Ok(Err(error)),
        };
        let n_steps = self.steps.len() + 1;
        let shows = !matches!(choice, Choice::Pass(_));
        if shows {
            let stops =
                stops_of_step(&events, self.history.len(), n_steps, action, self.world.now());
            self.stops.extend(stops);
        }
        let before = self.history.len();
        self.size += size::of_events(&events);
        self.history.extend(events);
        let awaits = self.world.has_message_on_its_way();
        let n_actions = action.map_or_else(|| self.n_actions(), |index| index + 1);
        self.steps.push(Step { choice, n_actions, n_events: self.history.len(), awaits });
        self.worlds.offer(n_steps, || size::of_world(&self.world), || self.world.clone());
        self.keep_moment(before);
        Ok(Ok(()))
    }

    fn keep_moment(&mut self, before: usize) {
        let position = self.history.len();
        if self.moments.wants(position) && position > before {
            let moment = self.moment(position);
            let weight = size::of_moment(moment.replicas.len(), self.world.envelopes().count());
            self.moments.offer(position, || weight, || moment);
        }
    }

    /// How many actions of the script have been done.
    fn n_actions(&self) -> usize {
        self.steps.last().map_or(0, |last| last.n_actions)
    }

    /// The run as it was after its first steps, ready to go on otherwise: as much work as there are
    /// steps after them, for it shares what lies before.
    fn cut_after(&self, n_steps: usize) -> Self {
        let last = n_steps.checked_sub(1).map(|last| &self.steps[last]);
        let (n_events, n_actions) = last.map_or((0, 0), |last| (last.n_events, last.n_actions));
        let words = match self.words.open_at {
            None => Arc::clone(&self.words),
            Some(_) => Arc::new(Scenario { open_at: None, ..Scenario::clone(&self.words) }),
        };
        let mut run = Self {
            words,
            world: self.world_after(n_steps),
            worlds: self.worlds.until(n_steps),
            moments: self.moments.until(n_events),
            problem: None,
            script: self.script.clone(),
            history: self.history.clone(),
            stops: self.stops.clone(),
            steps: self.steps.clone(),
            ..*self
        };
        run.size -= size::of_events(run.history.events().from(n_events));
        run.script.truncate(n_actions);
        run.history.truncate(n_events);
        run.stops.truncate(self.stops.partition_point(|stop| stop.n_steps <= n_steps));
        run.steps.truncate(n_steps);
        run
    }

    /// How the script says "now": not at all exactly where a run without further words would have
    /// stopped to wait for it; otherwise by the number of steps since its last action.
    fn when_of_next_action(&self) -> When {
        let (n_steps, n_actions) = (self.steps.len(), self.n_actions());
        let until_last = self.steps.partition_point(|step| step.n_actions < n_actions);
        let n_since = n_steps - if n_actions == 0 { 0 } else { until_last + 1 };
        let mut passed = (n_steps - n_since..n_steps).map(|n_before| self.awaits_after(n_before));
        if passed.all(|awaits| awaits) && !self.awaits_after(n_steps) {
            return When::Settled;
        }
        When::After(u32::try_from(n_since).expect("runs are limited"))
    }

    /// Whether a message was on its way after so many steps that a run waits for.
    fn awaits_after(&self, n_steps: usize) -> bool {
        // Before the first step nobody has done anything.
        n_steps.checked_sub(1).is_some_and(|last| self.steps[last].awaits)
    }
}

/// What is due, or has happened before, can happen.
fn must_happen<T>(outcome: &Result<T, ActionError>) {
    assert!(outcome.is_ok(), "what is due can happen");
}
