//! Earlier visits to the page, as far as it knows of them, and what becomes of this one's record.

use std::rc::Rc;

use super::Branches;

/// A visit that has ended, and that the browser still has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierVisit {
    /// Under which name the browser has it.
    pub id: Rc<str>,
    /// The title of the run that was on show, otherwise the name of its tab.
    pub title: Rc<str>,
    /// How many branches there are in it.
    pub n_branches: usize,
    /// When something was last done in it, as people here write it.
    pub when: Rc<str>,
}

/// What the page is told of keeping.
#[derive(Clone, Debug)]
pub enum KeepingNews {
    /// These visits are kept from before, the latest first.
    Earlier(Rc<Vec<EarlierVisit>>),
    /// The visit that is wanted is here again.
    Resumed {
        /// All that was kept of it.
        branches: Rc<Branches>,
        /// Whether the page broke when it was to be shown.
        is_broken: bool,
    },
    /// The visit that is wanted cannot be read any more.
    Unreadable,
    /// The oldest visits had to go: so many.
    MadeRoom(usize),
    /// There is no room, not even without the earlier visits.
    NoRoom,
    /// The browser keeps nothing.
    Refused,
}

/// Two are the same if they say the same of the same branches.
impl PartialEq for KeepingNews {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Earlier(one), Self::Earlier(other)) => one == other,
            (Self::Resumed { branches: one, .. }, Self::Resumed { branches: other, .. }) => {
                Rc::ptr_eq(one, other)
            }
            (Self::MadeRoom(one), Self::MadeRoom(other)) => one == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

impl Eq for KeepingNews {}
