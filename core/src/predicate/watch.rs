//! Looks on while a run goes on, and says whether a predicate is so.

use std::cell::Cell;
use std::sync::Arc;

use super::facts::Facts;
use super::observed::{Observed, Sessions};
use super::{Predicate, Verdict};
use crate::history::Moment;
use crate::run::Run;
use crate::scenario::actions::Verb;
use crate::world::Choice;
use crate::world::action::{Action, LinkChange, LinkSelector};
use crate::world::event::Event;
use crate::world::network::LinkState;
use crate::world::setting::Setting;

/// How many things are looked at in one run before a predicate with many variables is given up,
/// unless somebody says otherwise: seconds of work.
const N_LOOKS: u64 = 50_000_000;

/// A predicate that is judged after each step of a run. A step costs as much as the step itself and
/// as there are things that the predicate's variables can stand for; it does not grow with the
/// events.
#[derive(Clone, Debug)]
pub struct Watch {
    predicate: Arc<Predicate>,
    facts: Facts,
    sessions: Sessions,
    moment: Moment,
    n_steps: usize,
    verdict: Verdict,
    /// How many things may still be looked at.
    left: u64,
}

impl Watch {
    /// Nothing has happened yet in a run of this setting.
    #[must_use]
    pub fn new(predicate: Predicate, setting: &Setting) -> Self {
        Self::within(predicate, setting, N_LOOKS)
    }

    /// The same, with a limit to how many things are looked at in the whole run.
    #[must_use]
    pub fn within(predicate: Predicate, setting: &Setting, n_looks: u64) -> Self {
        let mut watch = Self {
            facts: Facts::start(&predicate, setting),
            predicate: Arc::new(predicate),
            sessions: Sessions::default(),
            moment: Moment::start(Arc::new(setting.clone())),
            n_steps: 0,
            verdict: Verdict::NotYet,
            left: n_looks,
        };
        watch.judge();
        watch
    }

    /// What is watched for.
    #[must_use]
    pub fn predicate(&self) -> &Predicate {
        &self.predicate
    }

    /// Whether it is so after the steps so far.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// What it remembers of the past.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Somebody answers a question that the predicate asks, as in [`Facts::answer`].
    pub fn answer(&mut self, question: &str, text: &str) -> Verdict {
        self.facts.answer(question, text);
        self.judge();
        self.verdict
    }

    /// How many steps it has seen.
    #[must_use]
    pub fn n_steps(&self) -> usize {
        self.n_steps
    }

    /// Whether there was too much to look at, so that nothing is known.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.left == 0
    }

    /// Takes in the next step of a run, of which it has seen those before; `None` if there is none.
    pub fn step(&mut self, run: &Run) -> Option<Verdict> {
        let (choice, n_events) = run.step_at(self.n_steps)?;
        let acted = match choice {
            Choice::Act(action) if self.n_steps > 0 || !holds_all(action) => Some(Verb::of(action)),
            _ => None,
        };
        let events = run.history().events().range(self.moment.position..n_events);
        Some(self.take_in(acted, events))
    }

    /// Takes in one step of whatever goes on: what somebody did, if it was somebody's act, and all
    /// that came of it.
    pub fn take_in<'a>(
        &mut self,
        acted: Option<Verb>,
        events: impl IntoIterator<Item = &'a Event>,
    ) -> Verdict {
        let (facts, predicate) = (&mut self.facts, &self.predicate);
        if let Some(verb) = acted {
            facts.observe(predicate, &Observed::Acted(verb));
        }
        for event in events {
            facts.observe(predicate, &Observed::Time(event.at));
            self.sessions.tell(event, &mut |seen| facts.observe(predicate, &seen));
            self.moment.apply(event);
        }
        self.n_steps += 1;
        self.judge();
        self.verdict
    }

    /// Takes in all steps that are over after so many events; whether it is so then.
    pub fn follow(&mut self, run: &Run, position: usize) -> Verdict {
        while run.step_at(self.n_steps).is_some_and(|step| step.1 <= position) {
            self.step(run);
        }
        self.verdict
    }

    fn judge(&mut self) {
        let left = Cell::new(self.left);
        self.verdict = Verdict::NotYet;
        if left.get() > 0 {
            self.facts.look_within(&self.predicate, &self.moment, &left);
            let verdict = self.predicate.judge_within(&self.facts, &self.moment, &left);
            self.left = left.get();
            self.verdict = if self.left > 0 { verdict } else { Verdict::NotYet };
        }
    }
}

/// Whether an action holds all links. As the first of a run it is no part of the story: found schedules
/// begin so.
fn holds_all(action: &Action) -> bool {
    let hold = LinkChange::State(LinkState::Held);
    matches!(action, Action::Link { links: LinkSelector::All, change } if *change == hold)
}
