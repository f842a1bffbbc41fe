//! Every schedule of the run on show: what can happen, and what stores there can be at the end.

use std::rc::Rc;

use crate::codec;
use crate::model::{About, Dialog, Extra, InterfaceState, Model, Origin, Work, WorkState};
use crate::service::{FoundSchedule, Job, JobKind, Search, SearchFor, SearchReport, never};
use crate::words;

impl Model {
    pub(super) fn choose_extra(&self, extra: Extra, number: &str) -> Option<Self> {
        let number = number.parse().ok().filter(|number| *number <= Extra::MAX)?;
        let chosen = self.with_interface(|interface| {
            interface.search.extras[extra as usize] = number;
            interface.condition = interface.condition.afresh();
        })?;
        Some(chosen.without_found())
    }

    /// Looks for the shortest schedule after which what is typed is true.
    pub(super) fn find(&self) -> Option<Self> {
        match self.interface.condition.read(self.run.setting()) {
            Some(Ok(predicate)) => {
                let condition = predicate.text().to_owned();
                let what = SearchFor::Condition(condition.clone());
                let search = self.interface.search.search(codec::kept(&self.run), what);
                Some(match never(&search, &self.run.scenario()) {
                    None => self.begin(&condition, search),
                    Some(why) => self.refuses(why),
                })
            }
            // What is wrong with it stands under the field.
            Some(Err(_)) => None,
            None => Some(self.stays(words::NO_CONDITION)),
        }
    }

    /// Looks for everything that the stores can be at the end.
    pub(super) fn find_outcomes(&self) -> Self {
        let link = codec::kept(&self.run);
        self.begin(words::OUTCOMES, self.interface.search.search(link, SearchFor::Outcomes))
    }

    /// What the search is about that was begun last, if that is not what is asked for now.
    #[must_use]
    pub fn search_is_about(&self) -> Option<String> {
        let work = self.work.as_ref()?;
        let About { tab, digest, draft } = work.about.as_ref()?;
        let InterfaceState { condition, search, .. } = &self.interface;
        let asks = match condition.read(self.run.setting()) {
            Some(Ok(predicate)) => predicate.text().to_owned(),
            _ => condition.text.trim_end().to_owned(),
        };
        if *work.name != *words::OUTCOMES && *work.name != *asks {
            Some(words::quoted(&work.name))
        } else if draft != search {
            Some(words::CHOSEN_BEFORE.to_owned())
        } else if *digest != self.run.history().digest() {
            Some(words::run_of(tab))
        } else {
            None
        }
    }

    /// What is typed can never be so: that stands under it, as what else is wrong with it.
    fn refuses(&self, why: String) -> Self {
        let mut next = self.saying(words::cut(&why)).without_found();
        next.interface.condition.refusal = Some(why.into());
        next
    }

    fn begin(&self, name: &str, search: Search) -> Self {
        let mut next = self.saying(words::SEARCH_BEGUN);
        next.interface.condition = next.interface.condition.afresh();
        next.n_jobs += 1;
        let state = WorkState::Running(Rc::new(Job::Search(search)), None);
        let kind = JobKind::Search;
        let tab = Rc::clone(&self.branches.on_show().name);
        let digest = self.run.history().digest();
        let about = Some(About { tab, digest, draft: self.interface.search });
        let (number, name) = (next.n_jobs, name.into());
        next.work = Some(Work { number, kind, name, about, found: None, state });
        next.interface.dialog = Some(Dialog::Find);
        next
    }

    /// Shows the schedule that was found, or one of an outcome, in a tab of its own.
    pub(super) fn show_schedule(&self, outcome: Option<usize>) -> Option<Self> {
        let work = self.work.as_ref()?;
        let report = work.searched()?;
        let (schedule, called) = schedule_of(report, outcome, &work.name)?;
        let (scenario, _) = codec::read_kept(&schedule.link).ok()?;
        // Whoever has searched from a run goes back to it: it stays, even if a button could bring it again.
        let from = Self { origin: Origin::Elsewhere, ..self.copy() };
        let mut next = from.leave_for(Self::of(scenario), &called);
        next.work = self.work.clone();
        next.said = words::schedule_on_show(schedule.n_steps).into();
        Some(next)
    }
}

/// A schedule of a report, and what its tab is called.
fn schedule_of<'a>(
    report: &'a SearchReport,
    outcome: Option<usize>,
    name: &str,
) -> Option<(&'a FoundSchedule, String)> {
    match outcome {
        None => Some((report.found.as_ref()?, words::found_tab(name))),
        Some(at) => Some((&report.outcomes.get(at)?.schedule, words::outcome_tab(at))),
    }
}
