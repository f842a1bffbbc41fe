//! A sorted map in pages that copies share: what grows with a run is kept in it.
//!
//! A plain sorted vector moves half of its entries to let one more in, and a copy of it copies all
//! of them. Here either touches one page, and a copy is a list of pages: worlds and moments are
//! copied again and again along a run. A B-tree would do the first, at many times the code.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// How many entries a page has at most.
const MOST: usize = 32;

type Page<K, V> = Arc<Vec<(K, V)>>;

/// Keys in order, each with a value.
///
/// ```
/// use causal_core::paged_map::PagedMap;
/// let mut map = PagedMap::new();
/// map.insert(2, "two");
/// let before = map.clone();
/// map.insert(1, "one");
/// assert_eq!(map.iter().collect::<Vec<_>>(), [(&1, &"one"), (&2, &"two")]);
/// assert_eq!(before.first(), Some((&2, &"two")));
/// ```
#[derive(Clone)]
pub struct PagedMap<K, V> {
    /// In order; none of them is empty.
    pages: Vec<Page<K, V>>,
}

impl<K, V> PagedMap<K, V> {
    /// A map without keys.
    #[must_use]
    pub fn new() -> Self {
        Self { pages: Vec::new() }
    }

    /// Whether there are no keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The least key with its value; `None` if the map is empty.
    #[must_use]
    pub fn first(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }

    /// The keys in order, each with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> + Clone + '_ {
        self.pages.iter().flat_map(|page| page.iter()).map(|(key, value)| (key, value))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> + Clone + '_ {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> + Clone + '_ {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> PagedMap<K, V> {
    /// The value of a key.
    #[must_use]
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (at, place) = self.seek(key);
        place.ok().map(|place| &self.pages[at][place].1)
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn contains_key(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    /// The keys from one on, that one included, in order, each with its value.
    pub fn iter_from<'a>(
        &'a self,
        key: &K,
    ) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V> {
        let (at, Ok(place) | Err(place)) = self.seek(key);
        let mut pages = self.pages[at..].iter();
        let first = pages.next().map_or(&[][..], |page| &page[place..]);
        first.iter().chain(pages.flat_map(|page| page.iter())).map(|(key, value)| (key, value))
    }

    /// The page where a key is or would be, and its place there.
    fn seek<Q: Ord + ?Sized>(&self, key: &Q) -> (usize, Result<usize, usize>)
    where
        K: Borrow<Q>,
    {
        let after = self.pages.partition_point(|page| page[0].0.borrow() <= key);
        let at = after.saturating_sub(1);
        let place = self
            .pages
            .get(at)
            .map_or(Err(0), |page| page.binary_search_by(|(other, _)| other.borrow().cmp(key)));
        (at, place)
    }
}

impl<K: Ord + Clone, V: Clone> PagedMap<K, V> {
    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let (at, place) = self.seek(key);
        let place = place.ok()?;
        Some(&mut Arc::make_mut(&mut self.pages[at])[place].1)
    }

    /// Gives a key a value; the one that it had comes back.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.seek(&key) {
            (at, Ok(place)) => {
                let page = Arc::make_mut(&mut self.pages[at]);
                Some(std::mem::replace(&mut page[place].1, value))
            }
            (at, Err(place)) => {
                self.insert_at(at, place, (key, value));
                None
            }
        }
    }

    /// Takes a key out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (at, place) = self.seek(key);
        let place = place.ok()?;
        let page = Arc::make_mut(&mut self.pages[at]);
        let (_, value) = page.remove(place);
        if page.is_empty() {
            self.pages.remove(at);
        }
        Some(value)
    }

    /// Takes out all keys below one; says whether there were any.
    pub fn remove_below(&mut self, key: &K) -> bool {
        let (at, Ok(place) | Err(place)) = self.seek(key);
        self.pages.drain(..at);
        let is_whole = self.pages.first().is_some_and(|page| page.len() == place);
        if is_whole {
            self.pages.remove(0);
        } else if place > 0 {
            Arc::make_mut(&mut self.pages[0]).drain(..place);
        }
        at > 0 || place > 0
    }

    /// Keeps what is wanted.
    pub fn retain(&mut self, mut wanted: impl FnMut(&K, &V) -> bool) {
        for page in &mut self.pages {
            if !page.iter().all(|(key, value)| wanted(key, value)) {
                Arc::make_mut(page).retain(|(key, value)| wanted(key, value));
            }
        }
        self.pages.retain(|page| !page.is_empty());
    }

    /// A full page is halved; at the very end a new one begins, so that growing upwards leaves full
    /// pages behind.
    fn insert_at(&mut self, at: usize, place: usize, entry: (K, V)) {
        let n_pages = self.pages.len();
        let Some(page) = self.pages.get_mut(at) else {
            return self.pages.push(Arc::new(vec![entry]));
        };
        if page.len() == MOST && place == MOST && at + 1 == n_pages {
            return self.pages.push(Arc::new(vec![entry]));
        }
        let page = Arc::make_mut(page);
        if page.len() < MOST {
            return page.insert(place, entry);
        }
        let mut upper = page.split_off(MOST / 2);
        match place.checked_sub(MOST / 2) {
            Some(place) => upper.insert(place, entry),
            None => page.insert(place, entry),
        }
        self.pages.insert(at + 1, Arc::new(upper));
    }
}

impl<K: Clone, V: Clone> PagedMap<K, V> {
    /// The entries in order.
    pub(crate) fn into_entries(self) -> impl Iterator<Item = (K, V)> {
        self.pages.into_iter().flat_map(Arc::unwrap_or_clone)
    }
}

impl<K, V> Default for PagedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for PagedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for PagedMap<K, V> {}

impl<K: Hash, V: Hash> Hash for PagedMap<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.iter().for_each(|entry| entry.hash(state));
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for PagedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests;
