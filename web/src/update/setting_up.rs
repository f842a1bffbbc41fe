//! Choosing how many replicas there are, and what they are called. What is typed stays until it can
//! be used.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_core::run::StopKind;
use causal_core::scenario::limits::REPLICAS_IN_PAGE;
use causal_core::scenario::{Place, Scenario, ScenarioError, validate};
use causal_core::world::setting::Setting;

use crate::model::{Model, Setup};
use crate::words;

impl Model {
    pub(super) fn choose_number(&self, number: &str) -> Option<Self> {
        let number =
            number.parse().ok().filter(|number| (1..=REPLICAS_IN_PAGE).contains(number))?;
        self.with_setup(|setup| setup.n_replicas = number)
    }

    pub(super) fn type_name(&self, index: usize, text: &str) -> Option<Self> {
        self.with_setup(|setup| {
            if let Some(name) = setup.names.get_mut(index) {
                *name = text.into();
            }
        })
    }

    /// What was wrong is looked at anew as soon as something else is chosen.
    fn with_setup(&self, change: impl FnOnce(&mut Setup)) -> Option<Self> {
        self.with_interface(|interface| {
            change(&mut interface.setup);
            if interface.setup.error.is_some() {
                interface.setup.error = wrong_name(&interface.setup.chosen());
            }
        })
    }

    /// The same actions are done by the replicas that are chosen; if one of them needs a replica that
    /// would be gone, nothing changes.
    pub(super) fn set_up(&self) -> Self {
        let names = self.interface.setup.chosen();
        let mut scenario = self.run.scenario();
        scenario.setting = renamed(&scenario.setting, names);
        let wrong = wrong_name(&scenario.setting.names).or_else(|| {
            let error = validate::check(&scenario, REPLICAS_IN_PAGE).err()?;
            Some((self.cannot_be_done(&error).into(), None))
        });
        if wrong.is_some() {
            return self.refusing_setup(wrong);
        }
        let changed = self.rerun(|before| before.setting = scenario.setting);
        changed.unwrap_or_else(|| self.copy()).with_dialog_closed()
    }

    /// A run in which nothing has been done, of the replicas that are chosen, by the same rules.
    pub(super) fn set_up_afresh(&self) -> Self {
        let names = self.interface.setup.chosen();
        let wrong = wrong_name(&names);
        if wrong.is_some() {
            return self.refusing_setup(wrong);
        }
        let Setting { seed, protocol, default_link, .. } = *self.run.setting();
        let said = words::replicas_now(&names);
        let setting = Setting { seed, names, protocol, default_link, ..Setting::default() };
        let fresh = Self::of(Scenario { setting, ..Scenario::default() });
        let mut next = self.leave_for(fresh, words::EMPTY_PLAYGROUND);
        next.said = said.into();
        next
    }

    /// The sentence is heard where it is read.
    fn refusing_setup(&self, error: Option<(Rc<str>, Option<usize>)>) -> Self {
        let mut next = self.copy();
        next.interface.setup.error = error;
        next
    }

    fn with_dialog_closed(mut self) -> Self {
        self.interface.dialog = None;
        self
    }

    /// Which action of the run stands in the way, in the words of the list.
    fn cannot_be_done(&self, error: &ScenarioError) -> String {
        let Place::Action { number, .. } = *error.place() else { return error.to_string() };
        let is_it = |kind| matches!(kind, StopKind::Action(index) if index + 1 == number);
        let stop = self.run.stops().iter().position(|stop| is_it(stop.kind));
        let row = stop.and_then(|stop| self.rows.at(stop));
        words::needs_replica(number, row.map(|row| &*row.text), error.reason())
    }
}

/// The first name that cannot be used, and why.
fn wrong_name(names: &[String]) -> Option<(Rc<str>, Option<usize>)> {
    let (index, reason) = validate::check_names(names, REPLICAS_IN_PAGE).err()?;
    let letter = ReplicaId::from_index(index)?;
    Some((words::wrong_name(letter, &reason).into(), Some(index)))
}

/// The setting with other replicas: what it says of those that are gone goes with them.
fn renamed(setting: &Setting, names: Vec<String>) -> Setting {
    let mut next = Setting { names, ..setting.clone() };
    let has = |id: &ReplicaId| id.index() < next.names.len();
    next.links.retain(|link, _| has(&link.from) && has(&link.to));
    let members = next.view.map(|view| view.into_iter().filter(has).collect::<Vec<_>>());
    next.view = members.filter(|members| !members.is_empty());
    next
}
