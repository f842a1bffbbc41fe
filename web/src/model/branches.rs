//! The runs that are kept: acting in the past leaves the old future here.

use std::rc::Rc;

use causal_core::run::Run;

/// Names a branch for as long as the page is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BranchId(pub u32);

/// A run under a name, with the stop where it was left.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The number that it keeps for as long as the page is open.
    pub id: BranchId,
    /// What its tab says.
    pub name: Rc<str>,
    /// The run that the branch is.
    pub run: Rc<Run>,
    /// Where the cursor was when it was left.
    pub stop: usize,
}

/// All branches in the order of their tabs; never empty.
#[derive(Clone, Debug)]
pub struct Branches {
    tabs: Vec<Branch>,
    shown: BranchId,
    n_made: u32,
    removed: Option<(usize, Branch)>,
}

impl Branches {
    /// One branch, on show.
    #[must_use]
    pub fn new(run: Rc<Run>) -> Self {
        let first = Branch { id: BranchId(0), name: Rc::from("main"), run, stop: 0 };
        Self { tabs: vec![first], shown: BranchId(0), n_made: 1, removed: None }
    }

    /// The branches in order.
    #[must_use]
    pub fn tabs(&self) -> &[Branch] {
        &self.tabs
    }

    /// The branch on show.
    #[must_use]
    pub fn shown(&self) -> BranchId {
        self.shown
    }

    /// The branch of this number; `None` if it was deleted.
    #[must_use]
    pub fn get(&self, id: BranchId) -> Option<&Branch> {
        self.tabs.iter().find(|branch| branch.id == id)
    }

    /// The branch that was deleted last, if it can still be brought back.
    #[must_use]
    pub fn removed(&self) -> Option<&Branch> {
        self.removed.as_ref().map(|(_, branch)| branch)
    }

    /// The branch on show has this run now, seen from this stop.
    #[must_use]
    pub fn with_shown(&self, run: &Rc<Run>, stop: usize) -> Self {
        let mut next = self.clone();
        let shown = next.tabs.iter_mut().find(|branch| branch.id == next.shown);
        let shown = shown.expect("the branch on show is among the tabs");
        (shown.run, shown.stop) = (Rc::clone(run), stop);
        next
    }

    /// A new branch that left the one on show at a stop; it is on show from now on.
    #[must_use]
    pub fn grown(&self, run: &Rc<Run>, from_stop: usize) -> Self {
        let mut next = self.clone();
        let id = BranchId(next.n_made);
        next.n_made += 1;
        let name = format!("branch {} (from {from_stop})", next.n_made).into();
        next.tabs.push(Branch { id, name, run: Rc::clone(run), stop: from_stop });
        next.shown = id;
        next
    }

    /// Another branch is on show; the same if there is no such branch.
    #[must_use]
    pub fn with_other_shown(&self, id: BranchId) -> Self {
        let shown = if self.get(id).is_some() { id } else { self.shown };
        Self { shown, ..self.clone() }
    }

    /// A branch has another name; an empty name changes nothing.
    #[must_use]
    pub fn renamed(&self, id: BranchId, name: &str) -> Self {
        let mut next = self.clone();
        let name: String = name.trim().chars().take(24).collect();
        let branch = next.tabs.iter_mut().find(|branch| branch.id == id);
        if let Some(branch) = branch.filter(|_| !name.is_empty()) {
            branch.name = name.into();
        }
        next
    }

    /// A branch is gone, but can be brought back. The last one stays.
    #[must_use]
    pub fn without(&self, id: BranchId) -> Self {
        let mut next = self.clone();
        let at = next.tabs.iter().position(|branch| branch.id == id);
        let Some(at) = at.filter(|_| next.tabs.len() > 1) else { return next };
        let gone = next.tabs.remove(at);
        if next.shown == id {
            next.shown = next.tabs[at.min(next.tabs.len() - 1)].id;
        }
        next.removed = Some((at, gone));
        next
    }

    /// The branch that was deleted last is back at its place.
    #[must_use]
    pub fn restored(&self) -> Self {
        let mut next = self.clone();
        if let Some((at, branch)) = next.removed.take() {
            next.tabs.insert(at.min(next.tabs.len()), branch);
        }
        next
    }
}
