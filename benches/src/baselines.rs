//! Who takes part, in the order of the table.

use crate::implementation::{
    Floor, Implementation, Minerva, Ours, Product, Rescan, TcbGraph, TcbVv,
};

/// The position of ours in [`implementations`]: what ratios are taken of.
pub(crate) const OURS: usize = 1;

/// The position of the best published crate.
pub(crate) const BEST_PEER: usize = 3;

/// Everything that is measured, ours first.
pub(crate) fn implementations() -> [&'static dyn Implementation; 7] {
    [&Floor, &Ours, &Product, &TcbGraph, &TcbVv, &Minerva, &Rescan]
}
