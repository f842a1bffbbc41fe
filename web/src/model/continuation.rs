//! How a run goes on after something was done in it.

use std::rc::Rc;

use causal_core::run::{Acted, Run};

/// What came of something that was done at the cursor.
#[derive(Clone, Debug)]
pub struct Continuation {
    /// The run with what was done as its last.
    pub run: Rc<Run>,
    /// The stop in it that shows everything that followed at once.
    pub stop: usize,
    /// How many actions of the run before lay after the cursor: it is kept as a branch then.
    pub n_left_behind: usize,
}

impl From<Acted> for Continuation {
    fn from(acted: Acted) -> Self {
        let Acted { run, stop, n_left_behind, .. } = acted;
        Self { run: Rc::new(run), stop, n_left_behind }
    }
}

/// Two are the same if they are one.
impl PartialEq for Continuation {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.run, &other.run) && self.stop == other.stop
    }
}

impl Eq for Continuation {}
