//! What a replica shows: for every key the siblings that no later context covers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::protocol::{Key, Write};
use crate::clock::Dot;

/// The keys and their siblings (dotted version vectors: Preguiça et al., "Dotted Version Vectors",
/// 2010, and Almeida et al., 2014). A deleted key leaves nothing behind: the replica's own version
/// vector says that its writes are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Store {
    keys: BTreeMap<Key, Vec<Arc<Write>>>,
}

/// What one write did to a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreChange {
    /// The siblings that it replaced.
    pub replaced: Vec<Dot>,
    /// How many siblings the key has now.
    pub siblings_left: usize,
}

impl Store {
    /// A write takes effect: it removes the siblings that its context covers and joins the others.
    pub fn apply(&mut self, write: &Arc<Write>) -> StoreChange {
        let mut siblings = self.keys.remove(&write.key).unwrap_or_default();
        let mut replaced = Vec::new();
        siblings.retain(|sibling| {
            let covered = write.context.covers(sibling.dot) || sibling.dot == write.dot;
            if covered {
                replaced.push(sibling.dot);
            }
            !covered
        });
        if write.value.is_some() {
            let at = siblings.partition_point(|sibling| sibling.dot < write.dot);
            siblings.insert(at, Arc::clone(write));
        }
        let siblings_left = siblings.len();
        if siblings_left > 0 {
            self.keys.insert(Arc::clone(&write.key), siblings);
        }
        StoreChange { replaced, siblings_left }
    }

    /// The siblings of a key in the order of their dots; none if the key has no value.
    #[must_use]
    pub fn siblings(&self, key: &str) -> &[Arc<Write>] {
        self.keys.get(key).map_or(&[], Vec::as_slice)
    }

    /// The keys that have a value, in order, each with its siblings.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &[Arc<Write>])> + '_ {
        self.keys.iter().map(|(key, siblings)| (key, siblings.as_slice()))
    }

    /// How many keys have a value.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no key has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Actor, ReplicaId, VersionVector};

    fn write(author: u16, counter: u32, context: &[(u16, u32)], value: Option<&str>) -> Arc<Write> {
        let dot = |(author, counter)| Dot::new(Actor::first(ReplicaId(author)), counter);
        let context: VersionVector = context.iter().copied().map(dot).collect();
        Arc::new(Write {
            dot: dot((author, counter)),
            deps: context.clone(),
            context,
            key: "x".into(),
            value: value.map(Into::into),
        })
    }

    fn shown(store: &Store) -> Vec<&str> {
        store.siblings("x").iter().filter_map(|write| write.value.as_deref()).collect()
    }

    #[test]
    fn concurrent_writes_stay_side_by_side_in_either_order() {
        let (left, right) = (write(0, 1, &[], Some("l")), write(1, 1, &[], Some("r")));
        for order in [[&left, &right], [&right, &left]] {
            let mut store = Store::default();
            for write in order {
                store.apply(write);
            }
            assert_eq!(shown(&store), ["l", "r"]);
        }
    }

    #[test]
    fn a_write_that_saw_both_replaces_both_and_only_what_it_saw() {
        let mut store = Store::default();
        store.apply(&write(0, 1, &[], Some("l")));
        store.apply(&write(1, 1, &[], Some("r")));
        store.apply(&write(2, 1, &[], Some("unseen")));
        let change = store.apply(&write(0, 2, &[(0, 1), (1, 1)], Some("merged")));
        assert_eq!(change.replaced.len(), 2);
        assert_eq!(shown(&store), ["merged", "unseen"]);
    }

    #[test]
    fn a_delete_removes_what_it_saw_and_nothing_concurrent() {
        let mut store = Store::default();
        store.apply(&write(0, 1, &[], Some("seen")));
        store.apply(&write(1, 1, &[], Some("unseen")));
        store.apply(&write(0, 2, &[(0, 1)], None));
        assert_eq!(shown(&store), ["unseen"]);
        store.apply(&write(0, 3, &[(0, 2), (1, 1)], None));
        assert!(store.is_empty());
    }
}
