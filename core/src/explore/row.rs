//! A world as a few numbers, packed: one for each replica's cell, and some more.

use super::interning::mix;

/// Three numbers of 21 bits in one word, or two of 32 in each of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row<const W: usize>([u64; W]);

impl<const W: usize> Row<W> {
    const PER_WORD: usize = if W == 1 { 3 } else { 2 };
    const BITS: usize = if W == 1 { 21 } else { 32 };

    /// The greatest number that fits.
    pub(super) const MOST: u32 = if W == 1 { (1 << 21) - 1 } else { u32::MAX };

    /// How many numbers fit.
    pub(super) const LENGTH: usize = Self::PER_WORD * W;

    /// All numbers 0.
    pub(super) const ZERO: Self = Self([0; W]);

    /// What no world is: no number is that large.
    pub(super) const NOWHERE: Self = Self([u64::MAX; W]);

    /// The number at a place.
    #[inline]
    pub(super) fn get(self, at: usize) -> u32 {
        let word = self.0[at / Self::PER_WORD] >> (at % Self::PER_WORD * Self::BITS);
        #[expect(clippy::cast_possible_truncation, reason = "that is the mask")]
        let number = word as u32 & Self::MOST;
        number
    }

    /// The same with another number at a place.
    #[inline]
    pub(super) fn with(self, at: usize, number: u32) -> Self {
        self.without(at).and(at, number)
    }

    /// The same with 0 at a place.
    #[inline]
    pub(super) fn without(mut self, at: usize) -> Self {
        self.0[at / Self::PER_WORD] &= !(u64::from(Self::MOST) << Self::shift(at));
        self
    }

    /// The same with a number at a place where 0 stands.
    #[inline]
    pub(super) fn and(mut self, at: usize, number: u32) -> Self {
        debug_assert!(number <= Self::MOST, "the search ends before numbers grow too large");
        self.0[at / Self::PER_WORD] |= u64::from(number) << Self::shift(at);
        self
    }

    #[inline]
    fn shift(at: usize) -> usize {
        at % Self::PER_WORD * Self::BITS
    }

    /// Where a table keeps it.
    #[inline]
    pub(super) fn hash(self) -> u64 {
        self.0.iter().fold(0, |hash, word| mix(hash ^ word))
    }
}
