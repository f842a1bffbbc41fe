//! Another run comes on show, and nothing is lost with it: the one before stays as a tab, and the page
//! can be brought back as it was.

use std::rc::Rc;

use causal_core::run::Run;

use super::naming;
use crate::codec;
use crate::model::{
    BRANCHES_MAX, Branch, BranchRun, Branches, Dialog, Model, Notice, Offer, Opening, Origin, draft,
};
use crate::msg::Timing;
use crate::words;

impl Model {
    /// Another scenario comes on show: `next` is the page with nothing but it. What stands in a tab
    /// already is shown there, and what a press of a button brings again needs no tab.
    pub(super) fn leave_for(&self, next: Self, called: &str) -> Self {
        let kept = self.kept();
        let mut next = self.with_dialogs_closed(next);
        let same = kept.tabs().iter().find(|branch| is_same(branch, &next.run));
        if same.is_some_and(|branch| branch.place.origin == Origin::Elsewhere) {
            next.origin = Origin::Elsewhere;
        }
        let needs_no_tab = self.origin.can_bring_it_again(next.origin);
        let shown = kept.shown();
        let branches = match same.map(|branch| branch.id) {
            Some(id) if id == shown => return next.among(kept),
            Some(id) if needs_no_tab => kept.with_other_shown(id).without(shown),
            Some(id) => kept.with_other_shown(id),
            None if needs_no_tab => kept.with_shown_called(called),
            None => kept.opened(called, BranchRun::Here(Rc::clone(&next.run)), next.place()),
        };
        let next = next.among(branches);
        if needs_no_tab {
            return next;
        }
        let mut left = self.copy();
        // The dialog is closed: what is changed the next time that it is open is a change of its own.
        left.interface.dialog = None;
        left.left_for(next)
    }

    /// The same actions come on show under another setting, each setting in a tab of its own. What
    /// is changed in one and the same dialog is one change, for nobody has seen what lies between.
    pub(super) fn vary(&self, run: &Rc<Run>, stop: usize) -> Self {
        let from = self.before_this_dialog();
        let kept = from.kept();
        let find = |fits: fn(&Branch, &Run) -> bool| {
            kept.tabs().iter().find(|branch| fits(branch, run)).map(|branch| branch.id)
        };
        let same = find(is_same);
        if same == Some(kept.shown()) {
            return from;
        }
        if let Some(next) = same.and_then(|id| from.showing_branch(&kept, id).ok()) {
            return from.left_for(next);
        }
        let mut next = from.showing(Rc::clone(run), stop);
        next.playing = false;
        next.inviting = from.inviting;
        next.origin = Origin::of_untouched(run);
        next.notice = run.problem().map(Notice::of_problem);
        if run.script().is_empty() {
            // Where nothing has been done there is nothing to compare.
            return next.among(kept);
        }
        let called = naming::difference(from.run.setting(), run.setting());
        let branches = match find(goes_on) {
            Some(id) => kept.with_other_shown(id),
            None => kept.opened(&called, BranchRun::Here(Rc::clone(run)), next.place()),
        };
        from.left_for(next.among(branches))
    }

    /// The page as it was before anything was changed in the dialog that is open now.
    fn before_this_dialog(&self) -> Self {
        let dialog = self.interface.dialog;
        let before = self.before.as_deref().filter(|before| before.interface.dialog == dialog);
        match before.filter(|_| dialog == Some(Dialog::Protocol)) {
            Some(before) => self.with_rest_of(before.copy()),
            None => self.copy(),
        }
    }

    /// The page as it was before the run on show came, or as it was before that was undone.
    pub(super) fn swap(&self, offer: Offer) -> Option<Self> {
        let before = self.before.as_deref()?;
        let mut next = self.with_rest_of(before.copy());
        let name = &self.branches.on_show().name;
        let (sentence, way) = match offer {
            Offer::Redo => (words::stays(name), Offer::Undo),
            _ => (words::closed_again(name), Offer::Redo),
        };
        next.said = words::on_show(&next.branches.on_show().name).into();
        next.tell(&sentence);
        Some(self.copy().leading_to(next, way))
    }

    /// Undo and redo are about what was done last: if that was leaving a run, it is taken back.
    pub(super) fn swap_by(&self, timing: Timing) -> Option<Self> {
        let offer = self.notice.as_ref()?.offer?;
        let is_meant = match timing {
            Timing::Undo => offer == Offer::Undo,
            Timing::Redo => offer == Offer::Redo,
            _ => false,
        };
        if is_meant { self.swap(offer) } else { None }
    }

    /// What can be undone is what nothing has been done since.
    pub(super) fn with_undo_settled(&self, mut next: Self) -> Self {
        let Some(before) = &self.before else { return next };
        let is_still_there = next.before.as_ref().is_some_and(|other| Rc::ptr_eq(before, other));
        let is_untouched = Rc::ptr_eq(&self.run, &next.run)
            && Rc::ptr_eq(&self.drafts, &next.drafts)
            && Rc::ptr_eq(&self.branches, &next.branches);
        if is_still_there && !is_untouched {
            next.before = None;
            next.notice = next.notice.and_then(|notice| notice.unless_offering(Offer::leads_back));
        }
        next
    }

    /// The page with other branches, the one on show being what it shows; no more of them than are
    /// kept at once.
    pub(super) fn among(mut self, branches: Branches) -> Self {
        let (branches, gone) = branches.with_shown(&self.run, self.place()).within_limit();
        self.branches = Rc::new(branches);
        if let Some(gone) = gone {
            self.tell(&words::crowded_out(BRANCHES_MAX, &gone.name));
        }
        self
    }

    /// The page that this one becomes when its run is left, with the way back.
    fn left_for(self, mut next: Self) -> Self {
        next.tell(&words::stays(&self.branches.on_show().name));
        self.leading_to(next, Offer::Undo)
    }

    /// The page that this one becomes, which offers the way back.
    fn leading_to(mut self, mut next: Self, way: Offer) -> Self {
        next.notice = next.notice.map(|notice| notice.offering(way));
        let passes = |offer: Offer| offer.leads_back() || offer == Offer::Resume;
        self.notice = self.notice.and_then(|notice| notice.unless_offering(passes));
        self.before = None;
        self.playing = false;
        next.before = Some(Rc::new(self));
        next
    }

    /// One more sentence stands in the notice.
    pub(super) fn tell(&mut self, sentence: &str) {
        self.notice = Some(match self.notice.take() {
            Some(notice) => notice.and(sentence),
            None => Notice::info(sentence),
        });
    }

    /// Another page with all that does not belong to a run as it is here.
    #[inline(never)]
    fn with_rest_of(&self, mut other: Self) -> Self {
        other.interface = self.interface.clone();
        other.speed = self.speed;
        other.work.clone_from(&self.work);
        other.n_jobs = self.n_jobs;
        other.warning.clone_from(&self.warning);
        other.earlier = Rc::clone(&self.earlier);
        other.wanted.clone_from(&self.wanted);
        other
    }

    /// The same, and nothing covers the page; what is being typed comes along.
    fn with_dialogs_closed(&self, other: Self) -> Self {
        let mut next = self.with_rest_of(other);
        next.drafts = draft::fitted(&self.drafts, next.drafts.len());
        next.interface.forget_replicas_beyond(next.run.setting().n_replicas());
        next.interface.dialog = None;
        next.interface.menu = None;
        next.interface.opening = Opening::default();
        next
    }
}

/// Whether a branch is this very run, wherever it opens.
fn is_same(branch: &Branch, run: &Run) -> bool {
    match &branch.run {
        BranchRun::Here(other) => is_told_alike(run, other) && run.script() == other.script(),
        BranchRun::Link(link) => **link == codec::kept(run),
    }
}

/// Whether a run is what a branch becomes when more is done: all that there is in the branch is in
/// the run.
fn goes_on(branch: &Branch, run: &Run) -> bool {
    branch.run.here().is_some_and(|shorter| {
        let (script, events) = (shorter.script(), shorter.history().events());
        is_told_alike(shorter, run)
            && !script.is_empty()
            && run.script().n_common(script) == script.len()
            && run.history().events().n_common(events) == events.len()
    })
}

fn is_told_alike(one: &Run, other: &Run) -> bool {
    one.title() == other.title() && one.notes() == other.notes() && one.setting() == other.setting()
}
