//! What many keys cost: to write them, and to send them to another replica as one state.

use std::sync::Arc;
use std::time::Duration;

use causal_core::clock::ReplicaId;
use causal_core::world::action::Action;
use causal_core::world::network::LinkId;
use causal_core::world::setting::Setting;
use causal_core::world::{Choice, World};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::clock::{median, nanos_each};
use super::words::{Measured, growth, nanos, row, time};
use super::workload::{put, settle};

const FROM: ReplicaId = ReplicaId(0);
const TO: ReplicaId = ReplicaId(1);

/// State transfer of so many keys: all of it, and for each.
pub(crate) fn table(quick: bool) {
    let sizes: &[usize] = if quick { &[1000, 10_000] } else { &[10_000, 100_000] };
    println!("\n 5. Many keys: time for each, by keys");
    row("", sizes.iter().map(ToString::to_string).chain(["growth".into(), "in all".into()]));
    let ways: [Measured<usize>; 3] = [
        ("put in any order", |n| {
            median(|| (silent(), keys(n)), |(world, keys)| filled(world, &keys, FROM))
        }),
        ("state to an empty replica", |n| transfer(n, 0)),
        ("state to one that has half", |n| transfer(n, n / 2)),
    ];
    for (name, measure) in ways {
        let times: Vec<Duration> = sizes.iter().map(|n| measure(*n)).collect();
        let each: Vec<f64> =
            times.iter().zip(sizes).map(|(time, n)| nanos_each(*time, *n)).collect();
        let (growth, last) = (growth(&each, sizes), times[times.len() - 1]);
        row(name, each.into_iter().map(nanos).chain([growth, time(last)]));
    }
}

/// Two replicas that do not tell each other of their writes.
fn silent() -> World {
    let mut setting = Setting { names: vec!["A".into(), "B".into()], ..Setting::default() };
    setting.protocol.broadcast = false;
    World::new(setting)
}

/// So many different keys, in an order that is no order.
fn keys(n_keys: usize) -> Vec<Arc<str>> {
    let mut keys: Vec<Arc<str>> = (0..n_keys).map(|key| format!("k{key:06}").into()).collect();
    let mut rng = Pcg64Mcg::seed_from_u64(5);
    for upper in (1..keys.len()).rev() {
        keys.swap(upper, rng.next_u32() as usize % (upper + 1));
    }
    keys
}

fn filled(mut world: World, keys: &[Arc<str>], at: ReplicaId) -> World {
    for key in keys {
        drop(world.step(put(at, key)).expect("everybody runs"));
    }
    world
}

/// One sends its keys to another that has some of its own, every other one of them under a key
/// that both have.
fn transfer(n_keys: usize, n_there: usize) -> Duration {
    let world = filled(silent(), &keys(n_keys), FROM);
    let world = filled(world, &keys(2 * n_there)[..n_there], TO);
    let send = Choice::Act(Action::Transfer { link: LinkId { from: FROM, to: TO } });
    median(
        || world.clone(),
        |mut world| {
            drop(world.step(send.clone()).expect("everybody runs"));
            settle(&mut world, drop);
            assert_eq!(world.replicas()[1].store().len(), n_keys.max(n_there));
            world
        },
    )
}
