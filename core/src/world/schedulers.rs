//! Who picks the next choice: time, a generator, or a record of earlier choices. A person is a
//! scheduler too, and needs no type: what they pick goes through the same `step`.

use super::choice::Choice;
use super::rng::Rng;
use super::state::World;

/// Picks what happens next; `None` ends the run.
pub trait Scheduler {
    /// The next choice in this world.
    fn next(&mut self, world: &World) -> Option<Choice>;
}

/// Everything takes its time: the earliest choice is next.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timed;

impl Scheduler for Timed {
    fn next(&mut self, world: &World) -> Option<Choice> {
        world.next_due().map(|(_, choice)| choice)
    }
}

/// Any open choice may be next, each equally likely.
#[derive(Clone, Debug)]
pub struct Random(Rng);

impl Random {
    /// The scheduler of a seed.
    #[must_use]
    pub fn from_seed(seed: u64) -> Self {
        Self(Rng::from_seed(seed, 1))
    }
}

impl Scheduler for Random {
    fn next(&mut self, world: &World) -> Option<Choice> {
        let choices = world.choices();
        let n_choices = u64::try_from(choices.len()).expect("a world has few choices");
        let picked = usize::try_from(self.0.below(n_choices.max(1))).expect("an index");
        choices.into_iter().nth(picked)
    }
}

/// The choices that were made in a run, in order: with the setting they replay it exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The choices.
    pub choices: Vec<Choice>,
}

/// Makes the choices of a schedule again.
#[derive(Clone, Debug)]
pub struct Replay(std::vec::IntoIter<Choice>);

impl Replay {
    /// Replays a schedule from its start.
    #[must_use]
    pub fn new(schedule: Schedule) -> Self {
        Self(schedule.choices.into_iter())
    }
}

impl Scheduler for Replay {
    fn next(&mut self, _world: &World) -> Option<Choice> {
        self.0.next()
    }
}
