//! The map against a B-tree, and what it may cost, counted in pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use super::{MOST, PagedMap};

/// Something done to a map.
#[derive(Clone, Debug)]
enum Action {
    Insert(u16),
    Remove(u16),
    RemoveBelow(u16),
    KeepEvery(u16),
    Copy,
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let action = prop_oneof![
        30 => (0..400_u16).prop_map(Action::Insert),
        10 => (0..400_u16).prop_map(Action::Remove),
        1 => (0..400_u16).prop_map(Action::RemoveBelow),
        1 => (2..9_u16).prop_map(Action::KeepEvery),
        2 => Just(Action::Copy),
    ];
    vec(action, 0..600)
}

proptest! {
    #[test]
    fn it_is_a_sorted_map(actions in actions(), from in 0..400_u16) {
        let (mut ours, mut model) = (PagedMap::new(), BTreeMap::new());
        let mut copies = Vec::new();
        for (value, action) in actions.into_iter().enumerate() {
            match action {
                Action::Insert(key) => prop_assert_eq!(ours.insert(key, value), model.insert(key, value)),
                Action::Remove(key) => prop_assert_eq!(ours.remove(&key), model.remove(&key)),
                Action::RemoveBelow(key) => {
                    let rest = model.split_off(&key);
                    prop_assert_eq!(ours.remove_below(&key), !model.is_empty());
                    model = rest;
                }
                Action::KeepEvery(nth) => {
                    ours.retain(|key, _| key % nth > 0);
                    model.retain(|key, _| *key % nth > 0);
                }
                Action::Copy => copies.push((ours.clone(), model.clone())),
            }
        }
        copies.push((ours, model));
        for (ours, model) in copies {
            prop_assert!(ours.iter().eq(model.iter()));
            prop_assert!(ours.iter_from(&from).eq(model.range(from..)));
            prop_assert_eq!(ours.get(&from), model.get(&from));
            prop_assert_eq!(ours.is_empty(), model.is_empty());
            prop_assert!(ours.pages.iter().all(|page| !page.is_empty() && page.len() <= MOST));
        }
    }
}

fn filled(keys: impl Iterator<Item = u32>) -> PagedMap<u32, ()> {
    let mut map = PagedMap::new();
    keys.for_each(|key| assert_eq!(map.insert(key, ()), None));
    map
}

/// What letting an entry in costs is a page and the list of pages: the one has a limit, and the
/// other is as short as if every page were half full, in whatever order keys come.
#[test]
fn pages_are_half_full_at_least() {
    let n: u32 = 10_000;
    let orders: [&dyn Fn(u32) -> u32; 3] = [&|i| i, &|i| n - i, &|i| i * 7919 % n];
    for (number, order) in orders.into_iter().enumerate() {
        let map = filled((0..n).map(order));
        let most = 2 * n as usize / MOST + 1;
        assert!(map.pages.len() <= most, "order {number}: {} pages", map.pages.len());
    }
    assert_eq!(filled(0..n).pages.len(), n.div_ceil(MOST as u32) as usize, "upwards they are full");
}

#[test]
fn a_copy_shares_all_pages_but_those_that_change() {
    let copy = filled((0..10_000).map(|key| 2 * key));
    let mut map = copy.clone();
    map.insert(7001, ());
    map.remove(&200);
    let shared =
        map.pages.iter().filter(|page| copy.pages.iter().any(|old| Arc::ptr_eq(old, page)));
    assert_eq!(copy.pages.len() - shared.count(), 2);
    map.retain(|key, ()| *key != 15_000);
    let shared =
        map.pages.iter().filter(|page| copy.pages.iter().any(|old| Arc::ptr_eq(old, page)));
    assert_eq!(copy.pages.len() - shared.count(), 3);
}

#[test]
fn equal_maps_are_equal_however_they_came_about() {
    let (up, down) = (filled(0..1000), filled((0..1000).rev()));
    assert!(up == down && up != filled(1..1000));
}
