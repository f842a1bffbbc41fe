//! Short lists in order. A general sort weighs five kilobytes for every type that it is used with,
//! and all of them travel to the browser; these lists are short, or nearly in order already.

/// The items in the order of their keys; equal keys keep their order.
#[must_use]
pub fn sorted_by_key<T, K: Ord>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut sorted = Vec::new();
    for item in items {
        let at = sorted.partition_point(|before| key(before) <= key(&item));
        sorted.insert(at, item);
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::sorted_by_key;

    #[test]
    fn items_come_in_the_order_of_their_keys_and_equal_ones_as_they_were() {
        let words = ["bb", "a", "ccc", "b", "aa"];
        let sorted = sorted_by_key(words.into_iter(), |word| word.len());
        assert_eq!(sorted, ["a", "b", "bb", "aa", "ccc"]);
        assert!(sorted_by_key(std::iter::empty::<u8>(), |_| 0).is_empty());
    }
}
