//! Branches: every run that was left behind stays reachable.

use std::rc::Rc;

use crate::model::{BranchId, Model, Notice, Offer};

impl Model {
    pub(super) fn show_branch(&self, id: BranchId) -> Option<Self> {
        if id == self.branches.shown() {
            return None;
        }
        let kept = self.branches.with_shown(&self.run, self.stop);
        let branch = kept.get(id)?.clone();
        let mut next = self.showing(branch.run, branch.stop);
        next.branches = Rc::new(kept.with_other_shown(id));
        next.playing = false;
        next.notice = next.run.problem().map(Notice::of_problem);
        Some(next.saying(format!("{} is on show.", branch.name)))
    }

    pub(super) fn rename_branch(&self, id: BranchId, name: &str) -> Self {
        Self { branches: Rc::new(self.branches.renamed(id, name)), ..self.copy() }
    }

    pub(super) fn delete_branch(&self, id: BranchId) -> Option<Self> {
        let kept = self.branches.with_shown(&self.run, self.stop);
        let name = Rc::clone(&kept.get(id)?.name);
        let left = kept.without(id);
        if left.tabs().len() == kept.tabs().len() {
            return None;
        }
        let shown = left.get(left.shown()).expect("one branch is always on show").clone();
        let mut next = if id == self.branches.shown() {
            self.showing(shown.run, shown.stop)
        } else {
            self.clone()
        };
        next.branches = Rc::new(left);
        next.playing = false;
        let sentence: Rc<str> = format!("{name} is deleted.").into();
        next.notice = Some(Notice::info(Rc::clone(&sentence)).offering(Offer::RestoreBranch));
        Some(next.saying(sentence))
    }

    pub(super) fn take_up(&self, offer: Offer) -> Option<Self> {
        match offer {
            Offer::LoadExample => Some(self.load_example()),
            Offer::RestoreBranch => {
                let name = Rc::clone(&self.branches.removed()?.name);
                let branches = Rc::new(self.branches.restored());
                let next = Self { branches, notice: None, ..self.copy() };
                Some(next.saying(format!("{name} is back.")))
            }
        }
    }
}
