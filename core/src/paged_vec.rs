//! A list in pages that copies share: what a run only ever adds to is kept in it.
//!
//! A copy of a plain vector copies everything, and a run is copied each time that somebody acts, for
//! the run before stays. Here a copy is a list of pages, and adding to it copies one page at most.

use std::fmt;
use std::iter::FlatMap;
use std::ops::{Index, Range};
use std::slice;
use std::sync::Arc;

/// How many items a page has; only the last page may have fewer.
const PAGE: usize = 64;

/// Items in order, by position.
///
/// ```
/// use causal_core::paged_vec::PagedVec;
/// let mut list: PagedVec<u32> = (0..100).collect();
/// let before = list.clone();
/// list.push(100);
/// assert_eq!((before.len(), list.len(), list[100]), (100, 101, 100));
/// list.truncate(70);
/// assert_eq!(list.range(68..70).copied().collect::<Vec<_>>(), [68, 69]);
/// ```
#[derive(Clone)]
pub struct PagedVec<T> {
    /// None of them is empty.
    pages: Vec<Page<T>>,
}

/// The items of a list in order.
pub type Iter<'a, T> = FlatMap<slice::Iter<'a, Page<T>>, slice::Iter<'a, T>, PageIter<'a, T>>;
type PageIter<'a, T> = fn(&'a Page<T>) -> slice::Iter<'a, T>;
type Page<T> = Arc<Vec<T>>;

impl<T> PagedVec<T> {
    /// A list without items.
    #[must_use]
    pub fn new() -> Self {
        Self { pages: Vec::new() }
    }

    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pages.last().map_or(0, |last| (self.pages.len() - 1) * PAGE + last.len())
    }

    /// Whether there are no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The item at a position; `None` beyond the end.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&T> {
        self.pages.get(at / PAGE)?.get(at % PAGE)
    }

    /// The first item.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.get(0)
    }

    /// The last item.
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.pages.last()?.last()
    }

    /// The items in order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.pages.iter().flat_map(|page| page.iter())
    }

    /// The items from one position up to another, or up to the end if that comes first.
    pub fn range(&self, at: Range<usize>) -> impl DoubleEndedIterator<Item = &T> + Clone + '_ {
        let end = at.end.min(self.len());
        let start = at.start.min(end);
        let pages = start / PAGE..end.div_ceil(PAGE);
        let first = pages.start;
        self.pages[pages].iter().enumerate().flat_map(move |(nth, page)| {
            let before = (first + nth) * PAGE;
            page[start.saturating_sub(before)..(end - before).min(PAGE)].iter()
        })
    }

    /// The items from a position on.
    pub fn from(&self, start: usize) -> impl DoubleEndedIterator<Item = &T> + Clone + '_ {
        self.range(start..self.len())
    }

    /// How many items at the beginning have a property that no item after them has.
    pub fn partition_point(&self, has: impl Fn(&T) -> bool) -> usize {
        let after = self.pages.partition_point(|page| has(&page[0]));
        let Some(at) = after.checked_sub(1) else { return 0 };
        at * PAGE + self.pages[at].partition_point(has)
    }
}

impl<T: PartialEq> PagedVec<T> {
    /// How many items two lists have in common at their beginning. What they share is not compared.
    #[must_use]
    pub fn n_common(&self, other: &Self) -> usize {
        let pages = self.pages.iter().zip(&other.pages);
        let n_same = pages.take_while(|(mine, theirs)| Arc::ptr_eq(mine, theirs)).count();
        let rest = self.from(n_same * PAGE).zip(other.from(n_same * PAGE));
        let n_equal = rest.take_while(|(mine, theirs)| mine == theirs).count();
        (n_same * PAGE + n_equal).min(self.len())
    }
}

impl<T: Clone> PagedVec<T> {
    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        match self.pages.last_mut().filter(|page| page.len() < PAGE) {
            Some(page) => Arc::make_mut(page).push(item),
            None => {
                let mut page = Vec::with_capacity(PAGE);
                page.push(item);
                self.pages.push(Arc::new(page));
            }
        }
    }

    /// The item at a position, to be changed.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        Arc::make_mut(self.pages.get_mut(at / PAGE)?).get_mut(at % PAGE)
    }

    /// The last item, to be changed.
    pub fn last_mut(&mut self) -> Option<&mut T> {
        Arc::make_mut(self.pages.last_mut()?).last_mut()
    }

    /// Takes the last item out.
    pub fn pop(&mut self) -> Option<T> {
        let page = Arc::make_mut(self.pages.last_mut()?);
        let item = page.pop();
        if page.is_empty() {
            self.pages.pop();
        }
        item
    }

    /// Keeps no more than so many items.
    pub fn truncate(&mut self, len: usize) {
        self.pages.truncate(len.div_ceil(PAGE));
        let kept = len.saturating_sub(self.pages.len().saturating_sub(1) * PAGE);
        if let Some(page) = self.pages.last_mut().filter(|page| page.len() > kept) {
            Arc::make_mut(page).truncate(kept);
        }
    }
}

impl<T> Default for PagedVec<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Index<usize> for PagedVec<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.pages[at / PAGE][at % PAGE]
    }
}

impl<'a, T> IntoIterator for &'a PagedVec<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T: Clone> Extend<T> for PagedVec<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T: Clone> FromIterator<T> for PagedVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut list = Self::new();
        list.extend(items);
        list
    }
}

impl<T: PartialEq> PartialEq for PagedVec<T> {
    fn eq(&self, other: &Self) -> bool {
        let is_same =
            |(mine, theirs): (&Page<T>, &Page<T>)| Arc::ptr_eq(mine, theirs) || mine == theirs;
        self.pages.len() == other.pages.len() && self.pages.iter().zip(&other.pages).all(is_same)
    }
}

impl<T: Eq> Eq for PagedVec<T> {}

impl<T: fmt::Debug> fmt::Debug for PagedVec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests;
