//! Earlier visits come back, and what becomes of the record of this one is told.

use std::rc::Rc;

use crate::model::{BranchRun, Branches, EarlierVisit, KeepingNews, Model, Notice, Offer, Origin};
use crate::words;

impl Model {
    /// The page as the tab left it when it was loaded again or crashed, at what its address bar asks
    /// for now. What broke the last time that it was brought back is kept, but not shown.
    #[must_use]
    pub fn brought_back(branches: &Branches, fragment: &str, is_broken: bool) -> Self {
        let first = Self::of_example();
        let back = first.showing_again(branches, is_broken).unwrap_or_else(|sentence| {
            let own = BranchRun::Here(Rc::clone(&first.run));
            let branches = branches.opened(words::EXAMPLE, own, first.place());
            let mut page = first.copy().among(branches);
            page.notice = Some(Notice::alert(sentence));
            page
        });
        back.follow(fragment).unwrap_or(back)
    }

    fn showing_again(&self, branches: &Branches, is_broken: bool) -> Result<Self, String> {
        let shown = branches.shown();
        let back = match is_broken {
            true => Err(words::BROKE.to_owned()),
            false => self.showing_branch(branches, shown),
        };
        back.map_err(|why| words::stays_closed(&branches.on_show().name, &why))
    }

    pub(super) fn hear_of_keeping(&self, news: &KeepingNews) -> Self {
        let mut next = self.copy();
        match news {
            KeepingNews::Earlier(earlier) => next.offer_last(earlier),
            KeepingNews::Resumed { branches, is_broken } => {
                return next.joined_by(branches, *is_broken);
            }
            KeepingNews::Unreadable => {
                next.wanted = None;
                next.warning = Some(words::VISIT_UNREADABLE.into());
            }
            KeepingNews::MadeRoom(n) => next.warning = Some(words::made_room(*n).into()),
            KeepingNews::NoRoom => next.warning = Some(words::NO_ROOM.into()),
            KeepingNews::Refused => next.warning = Some(words::NOTHING_IS_KEPT.into()),
        }
        next
    }

    /// What is kept from before is known. The last visit is offered where nothing has been done yet.
    fn offer_last(&mut self, earlier: &Rc<Vec<EarlierVisit>>) {
        self.earlier = Rc::clone(earlier);
        if let Some(last) = earlier.first().filter(|_| self.inviting && self.notice.is_none()) {
            self.notice = Some(
                Notice::info(words::kept_visit(&last.title, last.n_branches))
                    .offering(Offer::Resume),
            );
        }
    }

    /// An earlier visit is wanted back.
    pub(super) fn resume(&self, id: &str) -> Option<Self> {
        let visit = self.earlier.iter().find(|visit| &*visit.id == id)?;
        let mut next = self.copy();
        next.wanted = Some(Rc::clone(&visit.id));
        next.notice = next.notice.filter(|notice| notice.offer != Some(Offer::Resume));
        next.interface.dialog = None;
        Some(next)
    }

    /// The branches of an earlier visit come to those that are here, and the one that was on show is
    /// on show again.
    fn joined_by(mut self, visit: &Branches, is_broken: bool) -> Self {
        let here = self.kept();
        let (mut joined, mut shown) = (here.clone(), here.shown());
        for branch in visit.tabs() {
            joined = joined.opened(&branch.name, branch.run.clone(), branch.place.clone());
            if branch.id == visit.shown() {
                shown = joined.shown();
            }
        }
        // What a press of a button brings again needs no tab.
        let is_alone = here.tabs().len() == 1 && self.origin == Origin::Button;
        let all = if is_alone { visit.clone() } else { joined.with_other_shown(shown) };
        let wanted = self.wanted.take();
        Rc::make_mut(&mut self.earlier).retain(|one| wanted.as_ref() != Some(&one.id));
        self.notice = None;
        let outcome = self.showing_again(&all, is_broken);
        let mut next = match outcome {
            Ok(next) => next,
            Err(why) => {
                let mut next = self.among(joined.with_other_shown(here.shown()));
                next.notice = Some(Notice::alert(why));
                next
            }
        };
        next.said = words::resumed(visit.tabs().len()).into();
        next
    }
}
