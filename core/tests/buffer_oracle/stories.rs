//! Named cases: peers' bugs that must not be ours, and the edges of the buffer.

use causal_core::replica::rule::{DeliveryRule, Drain, Duplicates};

use super::histories::ME;
use super::naive::{Letter, Name};
use super::ours::{Ours, dot};

/// Replica 0 looks at writes of 1, 2 and 3.
fn replica(rule: DeliveryRule) -> Ours {
    Ours::new(rule, ME, 4)
}

fn letter(author: u16, counter: u32, deps: &[(u16, u32)]) -> Letter {
    let deps = deps.iter().map(|&(replica, counter)| ((replica, 0), counter)).collect();
    Letter { author: (author, 0), counter, deps }
}

fn name(author: u16, counter: u32) -> (Name, u32) {
    ((author, 0), counter)
}

/// All orders of a list, by Heap's algorithm.
fn orders<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    let Some((first, rest)) = items.split_first() else {
        return vec![Vec::new()];
    };
    let shorter = orders(rest);
    let insert = |order: &Vec<T>, at: usize| {
        let mut order = order.clone();
        order.insert(at, first.clone());
        order
    };
    shorter.iter().flat_map(|order| (0..=order.len()).map(|at| insert(order, at))).collect()
}

/// From a peer's bug: 1 sets k=0; 2, having seen it, sets k=1; 1, having seen both, sets k=2. The
/// peer never integrates the writes when they arrive backwards.
#[test]
fn a_chain_of_three_converges_in_all_six_orders() {
    let chain = [letter(1, 1, &[]), letter(2, 1, &[(1, 1)]), letter(1, 2, &[(1, 1), (2, 1)])];
    let all = orders(&chain);
    assert_eq!(all.len(), 6);
    for order in all {
        let mut ours = replica(DeliveryRule::default());
        order.iter().for_each(|letter| ours.receive(letter));
        assert_eq!(ours.delivered, [name(1, 1), name(2, 1), name(1, 2)], "{order:?}");
        assert!(ours.buffer.is_empty());
    }
}

/// Two branches that meet, every write twice: 6! orders of the first copies, the second ones after.
#[test]
fn a_diamond_converges_in_all_orders() {
    let top = letter(1, 1, &[]);
    let branches = [letter(2, 1, &[(1, 1)]), letter(3, 1, &[(1, 1)]), letter(1, 2, &[(1, 1)])];
    let bottom = letter(3, 2, &[(1, 2), (2, 1), (3, 1)]);
    let last = letter(2, 2, &[(1, 2), (2, 1), (3, 2)]);
    let diamond = [&[top], &branches[..], &[bottom, last]].concat();
    for order in orders(&diamond) {
        let mut ours = replica(DeliveryRule::default());
        order.iter().chain(&order).for_each(|letter| ours.receive(letter));
        let delivered = &ours.delivered;
        assert_eq!((delivered.len(), ours.discarded.len()), (6, 6), "{order:?}");
        assert_eq!(delivered[0], name(1, 1));
        assert_eq!(delivered[4..], [name(3, 2), name(2, 2)], "{order:?}");
    }
}

#[test]
fn writes_woken_together_leave_in_the_order_of_their_arrival() {
    let mut ours = replica(DeliveryRule::default());
    ours.receive(&letter(3, 1, &[(1, 1)]));
    ours.receive(&letter(2, 1, &[(1, 1)]));
    ours.receive(&letter(1, 2, &[(1, 1)]));
    ours.receive(&letter(1, 1, &[]));
    assert_eq!(ours.delivered, [name(1, 1), name(3, 1), name(2, 1), name(1, 2)]);
}

#[test]
fn one_pass_leaves_what_becomes_ready_behind_it() {
    let mut ours = replica(DeliveryRule { drain: Drain::OnePass, ..DeliveryRule::default() });
    ours.receive(&letter(1, 3, &[(1, 2)]));
    ours.receive(&letter(1, 2, &[(1, 1)]));
    ours.receive(&letter(1, 1, &[]));
    assert_eq!(ours.delivered, [name(1, 1), name(1, 2)]);
    ours.receive(&letter(2, 1, &[]));
    assert_eq!(ours.delivered[2..], [name(2, 1), name(1, 3)]);
}

#[test]
fn a_copy_of_a_waiting_write_is_thrown_away_unless_the_rule_keeps_it() {
    let late = letter(1, 2, &[(1, 1)]);
    let mut ours = replica(DeliveryRule::default());
    ours.receive(&late);
    ours.receive(&late);
    assert_eq!((ours.buffer.len(), &ours.discarded[..]), (1, &[late.dot()][..]));

    let keeps = DeliveryRule { duplicates: Duplicates::LikeAnyOther, ..DeliveryRule::default() };
    let mut ours = replica(keeps);
    ours.receive(&late);
    ours.receive(&late);
    assert_eq!((ours.buffer.len(), ours.buffer.holds(dot(&late))), (2, true));
    ours.receive(&letter(1, 1, &[]));
    assert_eq!((ours.buffer.len(), ours.buffer.holds(dot(&late))), (1, true));
    assert_eq!(ours.delivered, [name(1, 1), name(1, 2)]);
}

/// Counters are 32 bits wide and a message may claim any of them: the buffer must neither reserve
/// room up to there nor lose the message.
#[test]
fn a_write_from_the_far_future_waits_at_the_price_of_one_write() {
    let mut ours = replica(DeliveryRule::default());
    for counter in [u32::MAX, 4_000_000_000, 2000, 1_000_000, 3] {
        ours.receive(&letter(1, counter, &[]));
        assert!(ours.buffer.holds(dot(&letter(1, counter, &[]))));
    }
    ours.receive(&letter(2, 1, &[(1, 3_999_999_999), (3, u32::MAX)]));
    for counter in 1..2001 {
        ours.receive(&letter(1, counter, &[]));
    }
    assert_eq!((ours.delivered.len(), ours.buffer.len()), (2000, 4));
    let waiting = [name(1, u32::MAX), name(1, 4_000_000_000), name(1, 1_000_000), name(2, 1)];
    assert_eq!(ours.waiting(), waiting);
}

/// A replica that lost its disk counts on as another actor; one lane each, the same rule.
#[test]
fn incarnations_are_actors_of_their_own() {
    let again = |counter, deps| Letter { author: (1, 1), counter, deps };
    let first = again(1, [((1, 0), 2)].into());
    let second = again(2, [((1, 0), 2), ((1, 1), 1)].into());
    let mut ours = replica(DeliveryRule::default());
    ours.receive(&second);
    ours.receive(&first);
    ours.receive(&letter(1, 2, &[(1, 1)]));
    assert_eq!((ours.delivered.len(), ours.buffer.len()), (0, 3));
    ours.receive(&letter(1, 1, &[]));
    assert_eq!(ours.delivered, [name(1, 1), name(1, 2), first.dot(), second.dot()]);
}

/// A long queue that has drained costs nothing afterwards, and the buffer works on.
#[test]
fn a_long_queue_backwards_drains_and_the_buffer_is_as_new() {
    let mut ours = replica(DeliveryRule::default());
    for round in 0..2 {
        let (from, to) = (round * 5000 + 1, (round + 1) * 5000);
        for counter in (from..=to).rev() {
            assert_eq!(ours.delivered.len() as u32, round * 5000);
            ours.receive(&letter(1, counter, &[]));
        }
        assert_eq!(ours.delivered.len() as u32, to);
        assert!(ours.buffer.is_empty() && ours.delivered.is_sorted());
    }
    assert!(ours.buffer.readiness_checks() <= 2 * 10_000);
}
