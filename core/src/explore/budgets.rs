//! What is left of the faults and free writes of a schedule.

use super::interning::{Interner, NONE};
use super::question::{Faults, Question};
use super::steps::Cost;

/// How many kinds there are.
const KINDS: usize = Cost::Nothing as usize;

/// What can be left, by number; the whole is 0.
#[derive(Debug)]
pub(super) struct Budgets {
    lists: Interner,
    /// What is left after each kind; `NONE` if it has not been worked out.
    after: Vec<[u32; KINDS]>,
    whole: [u32; KINDS],
}

/// Stands for what cannot be paid.
const SPENT: u32 = NONE - 1;

impl Budgets {
    /// Everything that a question allows.
    pub(super) fn new(question: &Question) -> Self {
        let Faults { lose, duplicate, crash, gossip } = question.faults;
        let whole = [lose, duplicate, crash, gossip, question.n_free_writes];
        let mut budgets = Self { lists: Interner::default(), after: Vec::new(), whole };
        budgets.number(whole);
        budgets
    }

    /// Whether there is anything to pay from.
    pub(super) fn are_there(&self) -> bool {
        self.whole != [0; KINDS]
    }

    /// Whether there is anything of a kind.
    pub(super) fn has(&self, cost: Cost) -> bool {
        self.whole.get(cost as usize).is_some_and(|whole| *whole > 0)
    }

    fn number(&mut self, left: [u32; KINDS]) -> u32 {
        let (number, is_new) = self.lists.intern(&left);
        if is_new {
            self.after.push([NONE; KINDS]);
        }
        number
    }

    /// What is left after a step; nothing if it cannot be paid.
    #[inline]
    pub(super) fn pay(&mut self, number: u32, cost: Cost) -> Option<u32> {
        let after = match self.after[number as usize][cost as usize] {
            NONE => self.pay_first(number, cost),
            after => after,
        };
        (after != SPENT).then_some(after)
    }

    #[cold]
    fn pay_first(&mut self, number: u32, cost: Cost) -> u32 {
        let mut left = [0; KINDS];
        left.copy_from_slice(self.lists.get(number));
        let kind = &mut left[cost as usize];
        let after = match kind.checked_sub(1) {
            Some(less) => {
                *kind = less;
                self.number(left)
            }
            None => SPENT,
        };
        self.after[number as usize][cost as usize] = after;
        after
    }
}
