//! What a replica shows: for every key the values that its writes have left.

use std::sync::Arc;

use super::settings::Conflicts;
use super::write::{Key, Write};
use crate::clock::{Dot, VersionVector};
use crate::paged_map::PagedMap;

/// Stamps from here on belong to replicas that began again without a state, and to whoever has
/// heard of them. They are later than all that may have been forgotten, and what carries them is
/// never forgotten. No run counts as far, and scripts read such numbers without loss.
pub(super) const NEW_ERA: u64 = 1 << 52;

/// The keys and what each holds. Under `siblings` those are dotted version vectors (Preguiça et al.,
/// "Dotted Version Vectors: Logical Clocks for Optimistic Replication", 2010; Almeida et al.,
/// "Scalable and Accurate Causality Tracking for Eventually Consistent Stores", 2014): a deleted key leaves nothing behind,
/// because the replica's own version vector says that its writes are known. Under the other rules a
/// key holds one write at most, and a delete with a stamp stays as a tombstone until it is stable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Store {
    conflicts: Conflicts,
    keys: PagedMap<Key, Held>,
}

/// What a key holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Held {
    /// Its values in the order of their dots, or one tombstone.
    writes: Vec<Arc<Write>>,
}

/// What one write did to what a store shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreChange {
    /// The values that it replaced.
    pub replaced: Vec<Arc<Write>>,
    /// Whether it shows now, and did not before.
    pub shows: bool,
    /// How many values the key has now.
    pub siblings_left: usize,
}

impl Store {
    /// An empty store under a conflict rule.
    #[must_use]
    pub fn new(conflicts: Conflicts) -> Self {
        Self { conflicts, keys: PagedMap::new() }
    }

    /// A write takes effect.
    pub fn apply(&mut self, write: &Arc<Write>) -> StoreChange {
        if let Some(held) = self.keys.get_mut(&write.key) {
            let change = held.supersede(self.conflicts, write);
            if held.writes.is_empty() {
                self.keys.remove(&write.key);
            }
            return change;
        }
        let mut held = Held::default();
        let change = held.supersede(self.conflicts, write);
        if !held.writes.is_empty() {
            self.keys.insert(Arc::clone(&write.key), held);
        }
        change
    }

    /// The values of a key in the order of their dots; none if the key has no value.
    #[must_use]
    pub fn siblings(&self, key: &str) -> &[Arc<Write>] {
        self.keys.get(key).map_or(&[], Held::values)
    }

    /// Whether a key holds anything: values, or a tombstone.
    #[must_use]
    pub fn remembers(&self, key: &str) -> bool {
        self.keys.get(key).is_some()
    }

    /// What a key shows to clients while some further writes are ahead of delivery.
    #[must_use]
    pub fn shown(&self, key: &str, ahead: &[Arc<Write>]) -> Vec<Arc<Write>> {
        let mut held = self.keys.get(key).cloned().unwrap_or_default();
        for write in ahead.iter().filter(|write| &*write.key == key) {
            held.supersede(self.conflicts, write);
        }
        held.values().to_vec()
    }

    /// What all keys show to clients while some further writes are ahead of delivery, in the order
    /// of the keys, then of the dots.
    #[must_use]
    pub fn all_shown(&self, ahead: &[Arc<Write>]) -> Vec<Arc<Write>> {
        let mut keys: Vec<&Key> = self.keys.keys().collect();
        for write in ahead {
            if let Err(at) = keys.binary_search(&&write.key) {
                keys.insert(at, &write.key);
            }
        }
        keys.into_iter().flat_map(|key| self.shown(key, ahead)).collect()
    }

    /// What a key holds: its values, or its tombstone.
    #[must_use]
    pub fn held(&self, key: &str) -> &[Arc<Write>] {
        self.keys.get(key).map_or(&[], |held| &held.writes)
    }

    /// What all keys hold, in their order: values and tombstones.
    pub(super) fn all_held(&self) -> impl Iterator<Item = &Arc<Write>> + '_ {
        self.keys.values().flat_map(|held| &held.writes)
    }

    /// Lets a key hold these writes, or nothing, and nothing else.
    pub(super) fn hold(&mut self, key: &Key, writes: Vec<Arc<Write>>) {
        if writes.is_empty() {
            self.keys.remove(key);
        } else {
            self.keys.insert(Arc::clone(key), Held { writes });
        }
    }

    /// The keys that hold something.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> + '_ {
        self.keys.keys()
    }

    /// The keys that have a value, in order, each with its values.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &[Arc<Write>])> + '_ {
        let shown = self.keys.iter().map(|(key, held)| (key, held.values()));
        shown.filter(|(_, values)| !values.is_empty())
    }

    /// How many keys have a value.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether no key has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Takes over what another store knows. What is on one side only stays if the other side has
    /// not seen it: otherwise it was replaced or removed there. Where both have something, the
    /// conflict rule decides.
    pub fn merge(&mut self, seen: &VersionVector, other: &Self, other_seen: &VersionVector) {
        let nothing = Held::default();
        let mut merged = PagedMap::new();
        let mut keep = |key: Key, mine: Held, theirs: &Held| {
            let held = mine.merged(self.conflicts, seen, theirs, other_seen);
            if !held.writes.is_empty() {
                merged.insert(key, held);
            }
        };
        // Both in order, side by side: each key comes once, and is the greatest so far.
        let mut theirs = other.keys.iter().peekable();
        for (key, mine) in std::mem::take(&mut self.keys).into_entries() {
            while let Some((new, held)) = theirs.next_if(|(new, _)| **new < key) {
                keep(Arc::clone(new), Held::default(), held);
            }
            let same = theirs.next_if(|(new, _)| **new == key);
            keep(key, mine, same.map_or(&nothing, |(_, held)| held));
        }
        theirs.for_each(|(new, held)| keep(Arc::clone(new), Held::default(), held));
        self.keys = merged;
    }

    /// Forgets the tombstones that are stable. Only under `lww`: there every
    /// later write has a higher stamp. A clock that is behind gives a later write a lower one, which
    /// has to lose everywhere.
    pub fn prune(&mut self, stable: &VersionVector) {
        if self.conflicts == Conflicts::Lww {
            self.keys.retain(|_, held| !held.is_old_tombstone(stable));
        }
    }

    /// The tombstones, in the order of their keys.
    pub(crate) fn tombstones(&self) -> impl Iterator<Item = &Arc<Write>> + '_ {
        self.keys.values().flat_map(|held| &held.writes).filter(|write| write.value.is_none())
    }

    /// Forgets every tombstone, stable or not.
    pub fn forget_tombstones(&mut self) {
        self.keys.retain(|_, held| held.writes.iter().all(|write| write.value.is_some()));
    }

    /// Whether a tombstone would be forgotten.
    #[must_use]
    pub fn has_prunable(&self, stable: &VersionVector) -> bool {
        self.conflicts == Conflicts::Lww
            && self.keys.values().any(|held| held.is_old_tombstone(stable))
    }
}

impl Held {
    /// Values, without a tombstone; a tombstone is always alone.
    fn values(&self) -> &[Arc<Write>] {
        if self.writes.iter().any(|write| write.value.is_none()) { &[] } else { &self.writes }
    }

    fn is_old_tombstone(&self, stable: &VersionVector) -> bool {
        let is_old = |write: &Write| write.stamp < NEW_ERA && stable.covers(write.dot);
        self.writes.iter().any(|write| write.value.is_none() && is_old(write))
    }

    fn has(&self, dot: Dot) -> bool {
        self.writes.iter().any(|write| write.dot == dot)
    }

    /// A write takes effect.
    fn supersede(&mut self, conflicts: Conflicts, write: &Arc<Write>) -> StoreChange {
        let mut replaced = Vec::new();
        let joins = match conflicts {
            Conflicts::Siblings => {
                let is_over =
                    |old: &mut Arc<Write>| write.context.covers(old.dot) || old.dot == write.dot;
                replaced.extend(self.writes.extract_if(.., is_over));
                write.value.is_some()
            }
            Conflicts::Lww | Conflicts::WallClock => {
                let is_new = self.ranks_below(write);
                if is_new {
                    replaced.append(&mut self.writes);
                }
                is_new
            }
            Conflicts::Arrival => {
                replaced.append(&mut self.writes);
                write.value.is_some()
            }
        };
        if joins {
            self.insert(write);
        }
        replaced.retain(|old| old.value.is_some());
        let shows = joins && write.value.is_some();
        StoreChange { replaced, shows, siblings_left: self.values().len() }
    }

    /// Whether nothing here has the stamp of a write or a higher one.
    fn ranks_below(&self, write: &Write) -> bool {
        self.writes.iter().all(|old| (old.stamp, old.dot) < (write.stamp, write.dot))
    }

    /// A write of which nobody knows whether it is newer joins the others.
    fn join(&mut self, conflicts: Conflicts, write: &Arc<Write>) {
        match conflicts {
            Conflicts::Siblings => self.insert(write),
            Conflicts::Lww | Conflicts::WallClock if !self.ranks_below(write) => {}
            Conflicts::Lww | Conflicts::WallClock | Conflicts::Arrival => {
                self.writes = vec![Arc::clone(write)];
            }
        }
    }

    fn insert(&mut self, write: &Arc<Write>) {
        let at = self.writes.partition_point(|sibling| sibling.dot < write.dot);
        self.writes.insert(at, Arc::clone(write));
    }

    fn merged(
        mut self,
        conflicts: Conflicts,
        seen: &VersionVector,
        theirs: &Self,
        their_seen: &VersionVector,
    ) -> Self {
        let new: Vec<&Arc<Write>> = theirs
            .writes
            .iter()
            .filter(|write| !self.has(write.dot) && !seen.covers(write.dot))
            .collect();
        self.writes.retain(|write| theirs.has(write.dot) || !their_seen.covers(write.dot));
        new.into_iter().for_each(|write| self.join(conflicts, write));
        self
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
            stamp: 0,
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
