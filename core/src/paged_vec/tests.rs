//! The list against a plain vector, under the same random changes.

use std::sync::Arc;

use proptest::prelude::*;

use super::{PAGE, PagedVec};

#[derive(Clone, Debug)]
enum Change {
    Push(u16),
    PushMany(u16),
    Pop,
    Truncate(usize),
    Set(usize, u16),
    Copy,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        4 => any::<u16>().prop_map(Change::Push),
        2 => (1..200_u16).prop_map(Change::PushMany),
        2 => Just(Change::Pop),
        1 => (0..400_usize).prop_map(Change::Truncate),
        2 => (0..400_usize, any::<u16>()).prop_map(|(at, to)| Change::Set(at, to)),
        1 => Just(Change::Copy),
    ];
    proptest::collection::vec(change, 0..60)
}

fn apply(change: &Change, list: &mut PagedVec<u16>, plain: &mut Vec<u16>) {
    match *change {
        Change::Push(item) => {
            list.push(item);
            plain.push(item);
        }
        Change::PushMany(n) => {
            list.extend(0..n);
            plain.extend(0..n);
        }
        Change::Pop => assert_eq!(list.pop(), plain.pop()),
        Change::Truncate(len) => {
            list.truncate(len);
            plain.truncate(len);
        }
        Change::Set(at, to) => {
            assert_eq!(list.get_mut(at).map(|item| *item = to).is_some(), at < plain.len());
            plain.get_mut(at).map(|item| *item = to).unwrap_or_default();
        }
        Change::Copy => {}
    }
}

proptest! {
    #[test]
    fn it_holds_what_a_plain_vector_holds_and_copies_stay_as_they_were(all in changes()) {
        let (mut list, mut plain) = (PagedVec::new(), Vec::new());
        let mut copies = Vec::new();
        for change in &all {
            if matches!(change, Change::Copy) {
                copies.push((list.clone(), plain.clone()));
            }
            apply(change, &mut list, &mut plain);
            copies.push((list.clone(), plain.clone()));
        }
        for (list, plain) in &copies {
            prop_assert_eq!(list.len(), plain.len());
            prop_assert!(list.iter().eq(plain));
            prop_assert!(list.iter().rev().eq(plain.iter().rev()));
            prop_assert_eq!((list.first(), list.last()), (plain.first(), plain.last()));
            prop_assert_eq!(list, &plain.iter().copied().collect::<PagedVec<_>>());
            for start in [0, 1, PAGE - 1, PAGE, 100, plain.len()] {
                let end = plain.len().min(start + 70);
                prop_assert!(list.range(start..start + 70).eq(&plain[start.min(end)..end]));
            }
        }
    }

    #[test]
    fn it_is_parted_where_a_plain_vector_is(len in 0..300_usize, at in 0..320_usize) {
        let list: PagedVec<usize> = (0..len).collect();
        prop_assert_eq!(list.partition_point(|item| *item < at), at.min(len));
    }
}

#[test]
fn a_copy_that_goes_on_shares_all_pages_but_the_last() {
    let list: PagedVec<usize> = (0..10 * PAGE + 5).collect();
    let mut longer = list.clone();
    longer.push(0);
    let pairs = list.pages.iter().zip(&longer.pages);
    assert_eq!(pairs.filter(|(one, other)| Arc::ptr_eq(one, other)).count(), 10);
    assert_eq!(list.len() + 1, longer.len());
    assert_eq!((list.n_common(&longer), longer.n_common(&list)), (list.len(), list.len()));
    *longer.get_mut(3 * PAGE + 1).expect("it is there") = 0;
    assert_eq!(longer.n_common(&list), 3 * PAGE + 1);
    assert_eq!(list.n_common(&PagedVec::new()), 0);
}
