//! Random histories as one replica meets them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use causal_core::replica::rule::{
    DeliveryRule, Drain, Duplicates, EntryTest, SpecialEntry, VectorUpdate,
};

use super::naive::{Letter, Name, Vector};

/// The replica that is looked at.
pub(crate) const ME: Name = (0, 0);

/// What happens at the replica.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    Receives(Letter),
    Writes,
}

/// Everything that happens at replica 0 of a group.
#[derive(Clone, Debug)]
pub(crate) struct History {
    pub(crate) n_replicas: u16,
    pub(crate) happenings: Vec<Happening>,
}

/// One step of the work: who writes, whom it learns everything from before, what becomes of the
/// message to replica 0 (0: lost, 1: arrives twice, else once), and when its copies arrive.
type Step = (u16, Option<u16>, u8, [u8; 2]);

/// How many cases to run, always the same ones.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(41);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// Histories that can happen: vectors come from what authors really knew.
pub(crate) fn genuine() -> impl Strategy<Value = History> {
    let replica = 0..16_u16;
    let step = (replica.clone(), proptest::option::of(replica), 0..8_u8, any::<[u8; 2]>());
    (3..=16_u16, vec(step, 1..80)).prop_map(|(n, steps)| history(n, &steps))
}

/// Messages that no correct group would send: any counter, also far ahead, any dependencies, also
/// of incarnations that nobody has heard of.
pub(crate) fn wild() -> impl Strategy<Value = History> {
    let counter = || prop_oneof![9 => 0..6_u32, 1 => Just(4_000_000_000), 1 => 1000..1100_u32];
    let name = || (0..5_u16, prop_oneof![4 => Just(0_u16), 1 => Just(1)]);
    let deps = vec((name(), counter()), 0..4);
    let letter = (name(), counter(), deps).prop_map(|(author, counter, deps)| {
        let deps = deps.into_iter().filter(|entry| entry.1 > 0).collect();
        Happening::Receives(Letter { author, counter: counter.max(1), deps })
    });
    let happening = prop_oneof![9 => letter, 1 => Just(Happening::Writes)];
    vec(happening, 1..40).prop_map(|happenings| History { n_replicas: 4, happenings })
}

/// Any combination of a rule's parts.
pub(crate) fn rules() -> impl Strategy<Value = DeliveryRule> {
    use EntryTest::{Any, AtMost, Equal, Less, Newer, Next};
    use SpecialEntry::{None, Receivers, Senders};
    use VectorUpdate::{AddOne, Maximum, Stays};
    let test =
        || prop_oneof![Just(Any), Just(Less), Just(Equal), Just(AtMost), Just(Next), Just(Newer)];
    let special = prop_oneof![3 => Just(Senders), 1 => Just(Receivers), 1 => Just(None)];
    let update = prop_oneof![1 => Just(Stays), 2 => Just(AddOne), 2 => Just(Maximum)];
    let drain = prop_oneof![Just(Drain::Fixpoint), Just(Drain::OnePass)];
    let duplicates = prop_oneof![Just(Duplicates::Discarded), Just(Duplicates::LikeAnyOther)];
    let parts = (test(), test(), special, update, any::<bool>(), drain, duplicates);
    parts.prop_map(|(sender, others, special, update, ticks_on_receipt, drain, duplicates)| {
        DeliveryRule { sender, others, special, update, ticks_on_receipt, drain, duplicates }
    })
}

fn history(n_replicas: u16, steps: &[Step]) -> History {
    let mut knows = vec![Vector::new(); usize::from(n_replicas)];
    let mut timed = Vec::new();
    for (position, &(author, learns, fate, late)) in steps.iter().enumerate() {
        let letter = make(&mut knows, author % n_replicas, learns.map(|other| other % n_replicas));
        let copies = match fate {
            0 => 0,
            1 => 2,
            _ => 1,
        };
        if letter.author == ME {
            timed.push((position, Happening::Writes));
        } else {
            for late in &late[..copies] {
                let at = position + usize::from(*late) / 4;
                timed.push((at, Happening::Receives(letter.clone())));
            }
        }
    }
    timed.sort_by_key(|entry| entry.0);
    History { n_replicas, happenings: timed.into_iter().map(|entry| entry.1).collect() }
}

fn make(knows: &mut [Vector], author: u16, learns: Option<u16>) -> Letter {
    for (name, counter) in learns.map(|other| knows[usize::from(other)].clone()).unwrap_or_default()
    {
        let mine = knows[usize::from(author)].entry(name).or_default();
        *mine = counter.max(*mine);
    }
    let author = (author, 0);
    let mine = &mut knows[usize::from(author.0)];
    let deps = mine.clone();
    let counter = mine.entry(author).or_default();
    *counter += 1;
    Letter { author, counter: *counter, deps }
}
