//! Copies kept along the way, so that going back costs the square root of going there again.

use std::sync::Arc;

/// Copies of something at growing positions. When there are more of them than the spacing between
/// them, every other one goes and the spacing doubles: n positions keep about √n copies.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints<T> {
    spacing: usize,
    kept: Vec<(usize, Arc<T>)>,
}

impl<T> Checkpoints<T> {
    /// The copy at position 0, and how far apart copies are at first.
    pub(super) fn new(start: T, spacing: usize) -> Self {
        Self { spacing, kept: vec![(0, Arc::new(start))] }
    }

    /// Whether a copy at this position would be kept.
    pub(super) fn wants(&self, position: usize) -> bool {
        position >= self.last().0 + self.spacing
    }

    /// Takes a copy if it is wanted.
    pub(super) fn offer(&mut self, position: usize, copy: impl FnOnce() -> T) {
        if !self.wants(position) {
            return;
        }
        self.kept.push((position, Arc::new(copy())));
        if self.kept.len() > self.spacing {
            let mut index = 0;
            self.kept.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.spacing *= 2;
        }
    }

    /// The last copy at or before a position, with its position.
    pub(super) fn before(&self, position: usize) -> (usize, &T) {
        let after = self.kept.partition_point(|(at, _)| *at <= position);
        let (at, copy) = &self.kept[after - 1];
        (*at, copy)
    }

    /// Forgets the copies after a position.
    pub(super) fn truncate(&mut self, position: usize) {
        self.kept.retain(|(at, _)| *at <= position);
    }

    fn last(&self) -> &(usize, Arc<T>) {
        self.kept.last().expect("the start is always kept")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_keeps_few_copies_and_none_is_far_from_the_next() {
        let mut copies = Checkpoints::new(0, 32);
        for position in 1..=100_000 {
            copies.offer(position, || position);
        }
        assert!(copies.kept.len() <= 512, "{}", copies.kept.len());
        for position in 0..=100_000 {
            let (at, copy) = copies.before(position);
            assert!(at == *copy && position - at <= 512, "{position} from {at}");
        }
    }

    #[test]
    fn who_goes_on_otherwise_shares_what_was_kept() {
        let mut copies = Checkpoints::new(0, 32);
        (1..=200).for_each(|position| copies.offer(position, || position));
        let mut branch = copies.clone();
        branch.truncate(100);
        assert_eq!(branch.kept.len(), 4);
        let pairs = branch.kept.iter().zip(&copies.kept);
        assert!(pairs.into_iter().all(|(mine, theirs)| Arc::ptr_eq(&mine.1, &theirs.1)));
    }

    #[test]
    fn cutting_keeps_what_lies_before() {
        let mut copies = Checkpoints::new(0, 32);
        (1..=200).for_each(|position| copies.offer(position, || position));
        copies.truncate(100);
        assert_eq!(copies.before(200).0, 96);
        assert!(copies.wants(128) && !copies.wants(127));
    }
}
