//! Where somebody is in a run: all that comes back with its tab.

use std::rc::Rc;

use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::event::EventId;

use super::{Draft, Model, Selection, draft};

/// The place in a run, and what is half-done there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The cursor: an index into the stops of the run.
    pub stop: usize,
    /// The furthest stop that has been looked at.
    pub furthest: usize,
    /// What was last pointed at.
    pub selection: Option<Selection>,
    /// What the keyboard is on in the main view.
    pub focus: Option<EventId>,
    /// What is being typed at each replica.
    pub drafts: Rc<Vec<Draft>>,
    /// What the address bar shows after `#`, once something has been shared.
    pub address: Option<Rc<str>>,
    /// Whether this is the first screen, untouched.
    pub inviting: bool,
    /// Who could bring the run again.
    pub origin: Origin,
}

/// Where a run came from, as long as nothing has been done in it: who could bring it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A button of the page: the example, or the empty playground. It needs no tab.
    Button,
    /// A script. It needs no tab when the same script brings the next one.
    Script,
    /// Nobody: it came as a link or a file, or something has been done in it.
    #[default]
    Elsewhere,
}

impl Origin {
    /// Of a run that nobody has done anything in: an empty playground is a press of a button away.
    #[must_use]
    pub(crate) fn of_untouched(run: &Run) -> Self {
        if run.script().is_empty() && run.scenario() == Scenario::default() {
            Self::Button
        } else {
            Self::Elsewhere
        }
    }

    /// Whether nothing is lost with such a run when another one comes.
    #[must_use]
    pub fn can_bring_it_again(self, next: Self) -> bool {
        self == Self::Button || (self == Self::Script && next == Self::Script)
    }
}

impl Model {
    /// The place in the run on show.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            stop: self.stop,
            furthest: self.furthest,
            selection: self.selection,
            focus: self.focus,
            drafts: Rc::clone(&self.drafts),
            address: self.address.clone(),
            inviting: self.inviting,
            origin: self.origin,
        }
    }

    /// The same page with a run on it, at a place in it.
    #[must_use]
    pub fn showing_at(&self, run: Rc<Run>, place: &Place) -> Self {
        let n_replicas = run.setting().names.len();
        let mut next = self.showing(run, place.stop);
        let exists = |selection: &Selection| selection.exists_in(next.run.history());
        let selection = place.selection.filter(exists);
        next.focus = place.focus.filter(|event| event.index() < next.run.history().len());
        next.furthest = place.furthest.min(next.last_stop()).max(next.stop);
        next.drafts = draft::fitted(&place.drafts, n_replicas);
        next.address.clone_from(&place.address);
        next.inviting = place.inviting;
        next.origin = place.origin;
        next.selecting(selection)
    }
}
