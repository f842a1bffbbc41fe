//! Copies kept along the way, so that going back costs the square root of going there again.

use std::sync::Arc;

/// How much all copies of one kind may weigh together, in events: a few hundred megabytes.
const WEIGHT_MAX: usize = 2_000_000;

/// Copies of something at growing positions. When there are more of them than the spacing between
/// them, every other one goes and the spacing doubles: n positions keep about √n copies. So it is
/// when they weigh too much.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints<T> {
    spacing: usize,
    kept: Vec<Kept<T>>,
}

#[derive(Debug)]
struct Kept<T> {
    at: usize,
    weight: usize,
    copy: Arc<T>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self { at: self.at, weight: self.weight, copy: Arc::clone(&self.copy) }
    }
}

impl<T> Checkpoints<T> {
    /// The copy at position 0, and how far apart copies are at first.
    pub(super) fn new(start: T, spacing: usize) -> Self {
        Self { spacing, kept: vec![Kept { at: 0, weight: 0, copy: Arc::new(start) }] }
    }

    /// Whether a copy at this position would be kept.
    pub(super) fn wants(&self, position: usize) -> bool {
        position >= self.last().at + self.spacing
    }

    /// Takes a copy if it is wanted.
    pub(super) fn offer(
        &mut self,
        position: usize,
        weight: impl FnOnce() -> usize,
        copy: impl FnOnce() -> T,
    ) {
        if !self.wants(position) {
            return;
        }
        let (weight, copy) = (weight(), Arc::new(copy()));
        self.kept.push(Kept { at: position, weight, copy });
        while self.is_too_much() {
            let mut index = 0;
            self.kept.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.spacing *= 2;
        }
    }

    fn is_too_much(&self) -> bool {
        let weight: usize = self.kept.iter().map(|kept| kept.weight).sum();
        self.kept.len() > self.spacing || (self.kept.len() > 1 && weight > WEIGHT_MAX)
    }

    /// The last copy at or before a position, with its position.
    pub(super) fn before(&self, position: usize) -> (usize, &T) {
        let after = self.kept.partition_point(|kept| kept.at <= position);
        let Kept { at, copy, .. } = &self.kept[after - 1];
        (*at, copy)
    }

    /// The copies at or before a position, shared.
    pub(super) fn until(&self, position: usize) -> Self {
        let n = self.kept.partition_point(|kept| kept.at <= position);
        Self { spacing: self.spacing, kept: self.kept[..n].to_vec() }
    }

    fn last(&self) -> &Kept<T> {
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
            copies.offer(position, || 0, || position);
        }
        assert!(copies.kept.len() <= 512, "{}", copies.kept.len());
        for position in 0..=100_000 {
            let (at, copy) = copies.before(position);
            assert!(at == *copy && position - at <= 512, "{position} from {at}");
        }
    }

    #[test]
    fn heavy_copies_are_few_and_one_that_is_too_heavy_is_not_kept() {
        let mut copies = Checkpoints::new(0, 32);
        for position in 1..=100_000 {
            copies.offer(position, || WEIGHT_MAX / 10, || position);
            assert!(copies.kept.len() <= 11, "{}", copies.kept.len());
        }
        assert!(copies.kept.len() > 5, "{}", copies.kept.len());
        copies.offer(1_000_000, || WEIGHT_MAX + 1, || 1_000_000);
        assert!(copies.before(1_000_000).0 < 1_000_000);
    }

    #[test]
    fn who_goes_on_otherwise_shares_what_was_kept() {
        let mut copies = Checkpoints::new(0, 32);
        (1..=200).for_each(|position| copies.offer(position, || 0, || position));
        let branch = copies.until(100);
        assert_eq!(branch.kept.len(), 4);
        let pairs = branch.kept.iter().zip(&copies.kept);
        assert!(pairs.into_iter().all(|(mine, theirs)| Arc::ptr_eq(&mine.copy, &theirs.copy)));
    }

    #[test]
    fn cutting_keeps_what_lies_before() {
        let mut copies = Checkpoints::new(0, 32);
        (1..=200).for_each(|position| copies.offer(position, || 0, || position));
        let copies = copies.until(100);
        assert_eq!(copies.before(200).0, 96);
        assert!(copies.wants(128) && !copies.wants(127));
    }
}
