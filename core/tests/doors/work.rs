//! How many steps a reader may take: so many for any input, and so many more for each byte of it and
//! for each of the other things that it has to look at. About twice the most that 20 000 seeds take.

/// The bound of a door.
pub(crate) struct Work {
    /// Steps for any input: what a scenario is by default is checked and written too.
    pub(crate) base: usize,
    /// Steps for each byte that is read.
    pub(crate) per_byte: usize,
    /// Steps for each of the others, which every door has its own of.
    pub(crate) per_other: usize,
}

impl Work {
    /// Demands that so many bytes, beside so many other things, were read in so many steps.
    pub(crate) fn check(&self, n_steps: u64, n_bytes: usize, n_others: usize) {
        let most = self.base + self.per_byte * n_bytes + self.per_other * n_others;
        assert!(
            n_steps <= most as u64,
            "{n_steps} steps for {n_bytes} bytes and {n_others} others"
        );
    }
}
