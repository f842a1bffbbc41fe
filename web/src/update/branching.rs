//! Branches: every run that was left behind stays reachable.

use std::rc::Rc;

use causal_core::run::Run;
use causal_core::scenario::limits;

use crate::codec;
use crate::model::{Branch, BranchId, BranchRun, Branches, Model, Notice, Offer};
use crate::words;

impl Model {
    pub(super) fn show_branch(&self, id: BranchId) -> Option<Self> {
        if id == self.branches.shown() {
            return None;
        }
        let kept = self.kept();
        let name = Rc::clone(&kept.get(id)?.name);
        Some(match self.showing_branch(&kept, id) {
            Ok(mut next) => {
                next.said = words::on_show(&name).into();
                next
            }
            Err(sentence) => {
                let mut next = self.copy();
                next.notice = Some(Notice::alert(words::not_shown(&name, &sentence)));
                next
            }
        })
    }

    /// The page with one of the branches on show, as it was left.
    ///
    /// # Errors
    /// Why its link cannot be read.
    pub(super) fn showing_branch(&self, kept: &Branches, id: BranchId) -> Result<Self, String> {
        let branches = kept.with_other_shown(id);
        let Branch { run, place, .. } = branches.on_show();
        let (run, notice) = carried_out(run)?;
        let mut next = self.showing_at(run, place);
        next.playing = false;
        next.notice = next.run.problem().map(Notice::of_problem).or(notice);
        Ok(next.among(branches))
    }

    pub(super) fn rename_branch(&self, id: BranchId, name: &str) -> Self {
        let branches = self.kept().renamed(id, name);
        let origin = branches.on_show().place.origin;
        Self { branches: Rc::new(branches), origin, ..self.copy() }
    }

    pub(super) fn delete_branch(&self, id: BranchId) -> Option<Self> {
        let kept = self.kept();
        let name = Rc::clone(&kept.get(id)?.name);
        let left = kept.without(id);
        if left.tabs().len() == kept.tabs().len() {
            return None;
        }
        let mut next = match id == self.branches.shown() {
            true => self.showing_branch(&left, left.shown()).ok()?,
            false => Self { branches: Rc::new(left), ..self.copy() },
        };
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
            Offer::Undo => self.undo_leaving(),
            Offer::Resume => self.resume(&Rc::clone(&self.earlier.first()?.id)),
        }
    }
}

/// The run of a branch, and what has to be said of it.
fn carried_out(run: &BranchRun) -> Result<(Rc<Run>, Option<Notice>), String> {
    let link = match run {
        BranchRun::Here(run) => return Ok((Rc::clone(run), None)),
        BranchRun::Link(link) => link,
    };
    let (scenario, is_of_today) = codec::read_kept(link)?;
    let run = Run::with_limit(scenario, limits::STEPS_IN_PAGE);
    let notice = (!is_of_today).then(|| Notice::alert(words::KEPT_BY_ANOTHER_ENGINE));
    Ok((Rc::new(run), notice))
}
