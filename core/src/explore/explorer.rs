//! An exploration from its question to its answer.

mod shrinking;

use self::shrinking::Shrinking;
use super::answer::{Answer, Counts, End, Hint, Outcome, Progress, Schedule, Shown};
use super::interning::Interner;
use super::model::Model;
use super::program::Plan;
use super::question::{Asks, Question};
use super::reach::lacks;
use super::refusal::Refusal;
use super::replay;
use super::row::Row;
use super::search::{Manner, Search};
use super::steps::What;
use crate::predicate::Lack;
use crate::replica::canonical::Naming as _;
use crate::scenario::Scenario;

/// A search through every schedule of a scenario, which can be halted and gone on with.
///
/// ```
/// use causal_core::explore::{Explorer, Question};
/// use causal_core::scenario::Scenario;
/// let scenario = Scenario::read("A: x = 1\nB: y = 2\nC: x = 3")?;
/// let mut explorer = Explorer::new(&scenario, Question::default())?;
/// while !explorer.go_on(100).is_over {}
/// assert_eq!(explorer.answer().counts.n_schedules, Some(13_440));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Explorer {
    scenario: Scenario,
    question: Question,
    /// What was found, while it is made shorter.
    shrinking: Option<Shrinking>,
    /// What is asked for that never comes about.
    lacks: Vec<Lack>,
    widths: Widths,
}

/// A search whose rows have few words, or many.
#[derive(Debug)]
enum Widths {
    One(Search<1>),
    Four(Search<4>),
    Many(Search<25>),
}

macro_rules! with_search {
    ($widths:expr, $search:ident => $does:expr) => {
        match $widths {
            Widths::One($search) => $does,
            Widths::Four($search) => $does,
            Widths::Many($search) => $does,
        }
    };
}

impl Explorer {
    /// The start of an exploration.
    ///
    /// # Errors
    /// What cannot be explored, in one sentence with its place.
    pub fn new(scenario: &Scenario, question: Question) -> Result<Self, Refusal> {
        let lacks = match question.asks.predicate() {
            Some(condition) => lacks(scenario, condition, question.faults, question.n_free_writes)?,
            None => Vec::new(),
        };
        let plan = Plan::new(scenario, &question)?;
        let manner = Manner {
            counts_ways: matches!(question.asks, Asks::Count | Asks::Outcomes) && !question.reduce,
            reduces: question.reduce && plan.can_be_reduced(&question),
            judges: question.asks.predicate().is_some(),
        };
        let model = Model::new(plan, &question);
        let (width, budget) = (model.width(), question.budget);
        let widths = if width <= Row::<1>::LENGTH {
            Widths::One(Search::new(model, manner, budget))
        } else if width <= Row::<4>::LENGTH {
            Widths::Four(Search::new(model, manner, budget))
        } else {
            debug_assert!(width <= Row::<25>::LENGTH, "there are few replicas and programs");
            Widths::Many(Search::new(model, manner, budget))
        };
        Ok(Self { scenario: scenario.clone(), question, shrinking: None, lacks, widths })
    }

    /// Goes on from so many states more; once something is found, so many more of the searches that make
    /// it shorter. However the steps are portioned, the answer is the same.
    pub fn go_on(&mut self, n_steps: u64) -> Progress {
        if let Some(shrinking) = &mut self.shrinking {
            shrinking.go_on(&self.question, n_steps);
        } else if self.search_on(n_steps)
            && let Some(found) = self.found()
        {
            let n_states = self.counts().n_states;
            self.shrinking = Some(Shrinking::new(self.scenario.clone(), found, n_states));
        }
        self.progress()
    }

    /// Goes on with the search alone; whether that is over.
    fn search_on(&mut self, n_steps: u64) -> bool {
        with_search!(&mut self.widths, search => {
            search.go_on(n_steps);
            search.is_over()
        })
    }

    /// How far the search is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let counts = self.counts();
        let (n_waiting, is_over, is_found) = with_search!(&self.widths, search => {
            (search.n_waiting(), search.is_over(), search.found.is_some())
        });
        Progress {
            n_states: counts.n_states,
            n_transitions: counts.n_transitions,
            depth: counts.depth,
            n_waiting,
            is_found,
            is_over: is_over && self.shrinking.as_ref().map_or(!is_found, Shrinking::is_over),
        }
    }

    fn counts(&self) -> Counts {
        with_search!(&self.widths, search => search.counts())
    }

    /// The memory in use, in bytes, as far as the search knows of it.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        with_search!(&self.widths, search => search.n_bytes())
    }

    /// The memory in use for states alone, in bytes: the set of those that were visited, each as its
    /// row, and where it was met first.
    #[must_use]
    pub fn n_bytes_of_states(&self) -> usize {
        with_search!(&self.widths, search => search.states.n_bytes())
    }

    /// What was found, as it was.
    fn found(&mut self) -> Option<Schedule> {
        let title = self.scenario.title.clone();
        with_search!(&mut self.widths, search => {
            search.found.map(|at| search.schedule(&title, at))
        })
    }

    /// What is known so far.
    pub fn answer(&mut self) -> Answer {
        let title = self.scenario.title.clone();
        let found = self.shrinking.as_ref().map(|shrinking| shrinking.best().clone());
        let is_over = self.progress().is_over;
        let wants_outcomes = matches!(self.question.asks, Asks::Outcomes);
        with_search!(&mut self.widths, search => {
            let end = match (search.found, search.limit(), is_over) {
                (Some(_), _, _) => End::Found,
                (None, Some(limit), _) => End::Budget(limit),
                (None, None, true) => End::All,
                (None, None, false) => End::Working,
            };
            let mut counts = search.counts();
            if end == End::All && search.has_ways() {
                let sum = |sum: u128, end: &(u32, u128)| sum.checked_add(end.1);
                counts.n_schedules = search.finals.iter().try_fold(0, sum);
            }
            let outcomes = if wants_outcomes { search.outcomes(&title) } else { Vec::new() };
            let lacks = if end == End::Found { &[][..] } else { &self.lacks };
            let mut hints: Vec<Hint> = lacks.iter().cloned().map(Hint::Lacks).collect();
            if end == End::All {
                hints.extend(search.model.undone().map(|index| Hint::Undone { index }));
            }
            Answer { counts, end, found, outcomes, hints }
        })
    }
}

impl<const W: usize> Search<W> {
    /// The way to a state, as a scenario.
    fn schedule(&mut self, title: &str, at: u32) -> Schedule {
        let way = self.states.way_to(at);
        let mut steps: Vec<(usize, What)> = Vec::new();
        let mut next = Vec::new();
        for pair in way.windows(2) {
            next.clear();
            self.model.noted = Some(Vec::new());
            self.find_successors(self.states.row(pair[0]), &mut next);
            let noted = self.model.noted.take().unwrap_or_default();
            let goal = self.states.row(pair[1]);
            let step = next.iter().zip(noted).find(|(row, _)| **row == goal);
            steps.extend(step.map(|(_, step)| step));
        }
        replay::schedule(&mut self.model, title, &steps)
    }

    /// The final stores that were met, each with how many ways lead there and one of the shortest.
    fn outcomes(&mut self, title: &str) -> Vec<Outcome> {
        let mut kinds = Interner::default();
        let mut found: Vec<(u32, Option<u128>)> = Vec::new();
        let has_ways = self.has_ways();
        for (at, ways) in self.finals.clone() {
            let shown = self.model.shown_in(self.states.row(at));
            let (kind, is_new) = kinds.intern(&shown);
            if is_new {
                found.push((at, Some(0)));
            }
            let sum = &mut found[kind as usize].1;
            *sum = sum.filter(|_| has_ways).and_then(|sum| sum.checked_add(ways));
        }
        let outcome = |(at, n_schedules)| Outcome {
            stores: self.model.stores_in(self.states.row(at)),
            n_schedules,
            schedule: self.schedule(title, at),
        };
        found.into_iter().map(outcome).collect()
    }
}

impl Model {
    /// What every replica shows, as numbers: of each value its key and itself, and the ends.
    fn shown_in<const W: usize>(&mut self, row: Row<W>) -> Vec<u32> {
        let mut shown = Vec::new();
        for (at, place) in self.places.iter().enumerate() {
            let (replica, runs) = &place.raw[place.cell(row.get(at)).state as usize];
            for write in replica.all_shown() {
                if let Some(value) = &write.value {
                    shown.extend([self.names.text(&write.key), self.names.text(value)]);
                }
            }
            // Below this there are no numbers of texts.
            shown.push(u32::MAX - u32::from(!runs));
        }
        shown
    }

    /// What every replica shows, for people.
    fn stores_in<const W: usize>(&self, row: Row<W>) -> Vec<Shown> {
        let stores = self.places.iter().enumerate().map(|(at, place)| {
            let (replica, runs) = &place.raw[place.cell(row.get(at)).state as usize];
            let mut values: Vec<(String, Vec<String>)> = Vec::new();
            for write in replica.all_shown() {
                let value = write.value.as_deref().unwrap_or_default().to_owned();
                match values.last_mut().filter(|(key, _)| **key == *write.key) {
                    Some((_, all)) => all.push(value),
                    None => values.push((write.key.to_string(), vec![value])),
                }
            }
            Shown { is_up: *runs, values }
        });
        stores.collect()
    }
}
