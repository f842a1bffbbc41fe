//! The runs that are kept: acting in the past leaves the old future here, and whatever comes on show
//! leaves what was there before.

use std::rc::Rc;

use causal_core::run::Run;

use super::Place;

/// How many branches are kept at once. One more, and the one that nobody has looked at for longest
/// goes.
pub const BRANCHES_MAX: usize = 40;
/// How many characters the name of a branch may have.
pub const NAME_CHARS: usize = 24;

/// Names a branch for as long as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BranchId(pub u32);

/// A run under a name, with the place where it was left.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The number that it keeps for as long as it is kept.
    pub id: BranchId,
    /// What its tab says.
    pub name: Rc<str>,
    /// The run that the branch is.
    pub run: BranchRun,
    /// Where it was left.
    pub place: Place,
    /// When it came on show last: the greater, the later.
    pub turn: u32,
}

/// The run of a branch.
#[derive(Clone, Debug)]
pub enum BranchRun {
    /// It has been carried out.
    Here(Rc<Run>),
    /// A link, of which nothing has been read yet.
    Link(Rc<str>),
}

impl BranchRun {
    /// The run, if it has been carried out.
    #[must_use]
    pub fn here(&self) -> Option<&Rc<Run>> {
        match self {
            Self::Here(run) => Some(run),
            Self::Link(_) => None,
        }
    }
}

/// Two are the same if they are one.
impl PartialEq for BranchRun {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Here(one), Self::Here(other)) => Rc::ptr_eq(one, other),
            (Self::Link(one), Self::Link(other)) => one == other,
            _ => false,
        }
    }
}

impl Eq for BranchRun {}

/// All branches in the order of their tabs; never empty.
#[derive(Clone, Debug)]
pub struct Branches {
    tabs: Vec<Branch>,
    shown: BranchId,
    n_made: u32,
    n_turns: u32,
    removed: Option<(usize, Branch)>,
}

impl Branches {
    /// One branch, on show.
    #[must_use]
    pub fn new(run: Rc<Run>, place: Place) -> Self {
        let (id, name) = (BranchId(0), Rc::from(FIRST_NAME));
        let first = Branch { id, name, run: BranchRun::Here(run), place, turn: 0 };
        Self { tabs: vec![first], shown: id, n_made: 1, n_turns: 0, removed: None }
    }

    /// Branches that were kept, of which one is on show; that one has to be among them.
    #[must_use]
    pub(crate) fn kept(tabs: Vec<Branch>, shown: BranchId) -> Self {
        let n_made = tabs.iter().map(|branch| branch.id.0).max().map_or(0, |last| last + 1);
        let n_turns = tabs.iter().map(|branch| branch.turn).max().unwrap_or(0);
        Self { tabs, shown, n_made, n_turns, removed: None }
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

    /// The branch on show.
    ///
    /// # Panics
    /// Never: one branch is always on show.
    #[must_use]
    pub fn on_show(&self) -> &Branch {
        self.get(self.shown).expect("the branch on show is among the tabs")
    }

    /// The branch that was deleted last, if it can still be brought back.
    #[must_use]
    pub fn removed(&self) -> Option<&Branch> {
        self.removed.as_ref().map(|(_, branch)| branch)
    }

    /// The branch on show has this run now, seen from this place.
    #[must_use]
    pub fn with_shown(&self, run: &Rc<Run>, place: Place) -> Self {
        let mut next = self.clone();
        let shown = next.tabs.iter_mut().find(|branch| branch.id == next.shown);
        let shown = shown.expect("the branch on show is among the tabs");
        (shown.run, shown.place) = (BranchRun::Here(Rc::clone(run)), place);
        next
    }

    /// A new branch that left the one on show at a stop; it is on show from now on.
    #[must_use]
    pub fn grown(&self, run: &Rc<Run>, from_stop: usize) -> Self {
        let name = format!("branch {} (from {from_stop})", self.n_made + 1);
        self.opened(&name, BranchRun::Here(Rc::clone(run)), Place::default())
    }

    /// A new branch with a name like this; it is on show from now on.
    #[must_use]
    pub fn opened(&self, name: &str, run: BranchRun, place: Place) -> Self {
        let mut next = self.clone();
        let id = BranchId(next.n_made);
        next.n_made += 1;
        let name = next.free_name(name);
        next.tabs.push(Branch { id, name, run, place, turn: 0 });
        next.with_other_shown(id)
    }

    /// Another branch is on show; the same if there is no such branch.
    #[must_use]
    pub fn with_other_shown(&self, id: BranchId) -> Self {
        let mut next = self.clone();
        next.n_turns += 1;
        if let Some(branch) = next.tabs.iter_mut().find(|branch| branch.id == id) {
            (branch.turn, next.shown) = (next.n_turns, id);
        }
        next
    }

    /// A branch has another name; an empty name changes nothing.
    #[must_use]
    pub fn renamed(&self, id: BranchId, name: &str) -> Self {
        let mut next = self.clone();
        let name: String = name.trim().chars().take(NAME_CHARS).collect();
        let branch = next.tabs.iter_mut().find(|branch| branch.id == id);
        if let Some(branch) = branch.filter(|_| !name.is_empty()) {
            branch.name = name.into();
            // Who gives it a name wants to keep it.
            branch.place.origin = super::Origin::Elsewhere;
        }
        next
    }

    /// The branch on show is about something else now. The first one goes on being called what it is.
    #[must_use]
    pub fn with_shown_called(&self, name: &str) -> Self {
        if &*self.on_show().name == FIRST_NAME {
            return self.clone();
        }
        let mut next = self.clone();
        let shown = next.shown;
        next.tabs.iter_mut().filter(|one| one.id == shown).for_each(|one| one.name = "".into());
        let name = next.free_name(name);
        next.tabs.iter_mut().filter(|one| one.id == shown).for_each(|one| one.name = name.clone());
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
            let neighbor = next.tabs[at.min(next.tabs.len() - 1)].id;
            next = next.with_other_shown(neighbor);
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

    /// No more branches than are kept at once; those that nobody has looked at for longest have gone,
    /// and the last one of them.
    #[must_use]
    pub fn within_limit(&self) -> (Self, Option<Branch>) {
        let (mut next, mut gone) = (self.clone(), None);
        while next.tabs.len() > BRANCHES_MAX {
            let others = next.tabs.iter().enumerate().filter(|(_, branch)| branch.id != next.shown);
            let oldest = others.min_by_key(|(_, branch)| branch.turn).map(|(at, _)| at);
            gone = oldest.map(|at| next.tabs.remove(at)).or(gone);
        }
        (next, gone)
    }

    /// A name like this that no branch has: cut short, or with a number.
    fn free_name(&self, wished: &str) -> Rc<str> {
        let short = |n_chars| -> String {
            let cut = wished.chars().count() > n_chars;
            let kept = wished.chars().take(if cut { n_chars - 1 } else { n_chars });
            kept.chain(cut.then_some('…')).collect()
        };
        let is_free = |name: &str| self.tabs.iter().all(|branch| &*branch.name != name);
        let numbered = (2..).map(|n| {
            let number = format!(" {n}");
            short(NAME_CHARS - number.len()) + &number
        });
        let mut names = std::iter::once(short(NAME_CHARS)).chain(numbered);
        names.find(|name| is_free(name)).expect("there are more numbers than branches").into()
    }
}

/// What the first branch of a page is called.
const FIRST_NAME: &str = "main";
