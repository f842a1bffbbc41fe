//! What must always hold under the causal rule, on random worlds with held, cut, slow, lossy and
//! duplicating links, under random schedules.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod tally;
mod worlds;

use causal_core::check::violations;
use causal_core::clock::{Causality, Dot};
use causal_core::history::{Causation, HappensBefore, History};
use causal_core::replica::protocol::{Occurrence, Op, Sessions, Write};
use causal_core::replica::rule::DeliveryRule;
use causal_core::world::event::{Event, EventKind};
use causal_core::world::{Choice, World};
use proptest::collection::vec;
use proptest::prelude::*;
use rand_core::Rng;
use rand_pcg::Pcg32;
use tally::Tally;
use worlds::{TimedAction, action, played, request, setting, story};

/// Picks what happens next: any open choice, each about equally likely; `None` when none is open.
fn picked(random: &mut Pcg32, world: &World) -> Option<Choice> {
    let mut choices = world.choices();
    let n_choices = choices.len() as u64;
    let index = random.next_u64().checked_rem(n_choices)?;
    Some(choices.swap_remove(usize::try_from(index).unwrap()))
}

/// Carries acts out between random choices; what cannot happen is left out.
fn scheduled(mut world: World, acts: &[TimedAction], seed: u64) -> (World, History) {
    let mut history = History::new();
    let mut random = Pcg32::new(seed, 1);
    for (pause, act) in acts {
        for _ in 0..pause % 4 {
            let Some(choice) = picked(&mut random, &world) else {
                break;
            };
            history.extend(world.step(choice).unwrap());
        }
        history.extend(world.step(Choice::Act(act.clone())).unwrap_or_default());
    }
    while let Some(choice) = picked(&mut random, &world) {
        history.extend(world.step(choice).unwrap());
    }
    (world, history)
}

/// Compares each two replicas that have seen the same, and counts those that have seen anything.
fn equal_vectors_show_equal_values(world: &World, pairs: &Tally) -> Result<(), TestCaseError> {
    for (at, left) in world.replicas().iter().enumerate() {
        for right in &world.replicas()[at + 1..] {
            if left.seen() == right.seen() {
                pairs.add(usize::from(!left.store().is_empty()));
                prop_assert_eq!(left.store(), right.store());
            }
        }
    }
    Ok(())
}

/// Whether a write's dependencies, or theirs, cover a dot.
fn comes_after(history: &History, write: &Write, cause: Dot) -> bool {
    let through = |dot| history.write(dot).is_some_and(|write| comes_after(history, write, cause));
    write.deps.covers(cause)
        || write.deps.iter().any(|(actor, counter)| through(Dot::new(actor, counter)))
}

/// How many writes were delivered after they had waited.
fn n_out_of_buffers(history: &History) -> usize {
    let waited = |event: &&Event| {
        matches!(event.kind, EventKind::Recorded { what: Occurrence::Buffered { .. }, .. })
    };
    history.events().iter().filter(waited).count()
}

static SAME_SEEN: Tally = Tally::new();
static DELIVERED: Tally = Tally::new();
static ALL_SEEN: Tally = Tally::new();
static BEFORE: Tally = Tally::new();
static CONCURRENT: Tally = Tally::new();
static REPLACED: Tally = Tally::new();
static SHOWN_AGAIN: Tally = Tally::new();
static SHOWN_REPLACED: Tally = Tally::new();

#[test]
fn delivery_is_causal_happens_once_and_forgets_nothing() {
    nothing_takes_effect_before_its_cause_or_twice_or_is_thrown_away_unseen();
    SAME_SEEN.at_least(600, "pairs of replicas that have seen the same");
    DELIVERED.at_least(400, "writes that had to wait");
}

#[test]
fn what_is_not_lost_is_delivered_and_agreed_on() {
    without_loss_everything_is_delivered_everywhere_and_everyone_agrees();
    ALL_SEEN.at_least(1_200, "pairs of replicas that have seen everything");
}

#[test]
fn vectors_and_their_judge_agree() {
    vectors_say_what_the_judge_says_who_never_reads_them();
    BEFORE.at_least(300, "pairs of which one happens before the other");
    CONCURRENT.at_least(200, "concurrent pairs");
}

#[test]
fn only_who_saw_a_value_replaces_it() {
    a_value_disappears_only_when_a_write_that_saw_it_takes_effect();
    REPLACED.at_least(200, "values that were replaced");
}

#[test]
fn sessions_keep_what_they_know() {
    a_session_reads_its_writes_and_never_goes_back();
    SHOWN_AGAIN.at_least(130, "values that were shown again");
    SHOWN_REPLACED.at_least(70, "values that were replaced before a session read again");
}

proptest! {
    #![proptest_config(tally::fixed(400))]

    fn nothing_takes_effect_before_its_cause_or_twice_or_is_thrown_away_unseen(
        (setting, acts) in story(DeliveryRule::default()),
        seed in any::<u64>(),
    ) {
        let (world, history) = scheduled(World::new(setting.clone()), &acts, seed);
        prop_assert_eq!(violations(&history, &setting), []);
        equal_vectors_show_equal_values(&world, &SAME_SEEN)?;
        DELIVERED.add(n_out_of_buffers(&history));
        let run = played(setting.clone(), &acts);
        prop_assert_eq!(violations(run.history(), &setting), []);
    }

    fn without_loss_everything_is_delivered_everywhere_and_everyone_agrees(
        (setting, acts) in (2_u16..7).prop_flat_map(|n| {
            (setting(n, DeliveryRule::default()), vec((0_u32..4, request(n)), 0..25))
        }),
        seed in any::<u64>(),
    ) {
        let (world, _) = scheduled(World::new(setting), &acts, seed);
        for replica in world.replicas() {
            prop_assert!(replica.buffer().is_empty());
            prop_assert!(replica.parked().is_empty());
            prop_assert_eq!(replica.seen(), world.replicas()[0].seen());
        }
        equal_vectors_show_equal_values(&world, &ALL_SEEN)?;
    }

    fn vectors_say_what_the_judge_says_who_never_reads_them(
        (setting, acts) in story(DeliveryRule::default()),
    ) {
        let causation = Causation::of(&setting.protocol);
        let run = played(setting, &acts);
        let mut judge = HappensBefore::new(causation);
        run.history().events().iter().for_each(|event| judge.observe(event));
        let writes: Vec<_> = run.history().dots().filter_map(|dot| run.history().write(dot)).collect();
        for left in &writes {
            for right in &writes {
                let expected = if left.dot == right.dot {
                    Causality::Equal
                } else if comes_after(run.history(), right, left.dot) {
                    Causality::Before
                } else if comes_after(run.history(), left, right.dot) {
                    Causality::After
                } else {
                    Causality::Concurrent
                };
                prop_assert_eq!(judge.relation(left.dot, right.dot), Some(expected));
                BEFORE.add(usize::from(expected == Causality::Before));
                CONCURRENT.add(usize::from(expected == Causality::Concurrent));
            }
        }
    }

    fn a_value_disappears_only_when_a_write_that_saw_it_takes_effect(
        (setting, acts) in story(DeliveryRule::default()),
    ) {
        let run = played(setting, &acts);
        let mut moment = run.moment(0);
        for event in run.history().events() {
            let before = moment.clone();
            moment.apply(event);
            let Some(at) = event.replica else { continue };
            for (key, siblings) in before.replicas[at.index()].store.iter() {
                let after = moment.replicas[at.index()].store.siblings(key);
                for gone in siblings.iter().filter(|old| !after.contains(old)) {
                    let saw = event.kind.write().is_some_and(|new| {
                        new.key == *key && new.context.covers(gone.dot)
                    });
                    prop_assert!(saw, "{event} removed {}", gone.dot);
                    REPLACED.add(1);
                }
            }
        }
    }

    fn a_session_reads_its_writes_and_never_goes_back(
        (setting, acts) in (2_u16..5, any::<bool>()).prop_flat_map(|(n, waits)| {
            let sessions = if waits { Sessions::Wait } else { Sessions::Reject };
            let setting = setting(n, DeliveryRule::default()).prop_map(move |mut setting| {
                setting.protocol.sessions = sessions;
                setting
            });
            (setting, vec((0_u32..4, prop_oneof![3 => request(n).boxed(), 1 => action(n).boxed()]), 0..30))
        }),
        seed in any::<u64>(),
    ) {
        // Read your writes and monotonic reads, from requests and replies alone: what a session was
        // shown or wrote is never missing from a later reply unless something that saw it replaced it.
        let (_, history) = scheduled(World::new(setting), &acts, seed);
        let judge = HappensBefore::of(&history);
        let mut open = std::collections::BTreeMap::new();
        let mut known: std::collections::BTreeMap<_, Vec<_>> = std::collections::BTreeMap::new();
        for event in history.events() {
            match &event.kind {
                EventKind::Requested { request, session, op, .. } => {
                    open.insert(*request, (session.clone(), op.clone()));
                }
                EventKind::Replied { request, answer, .. } => {
                    use causal_core::replica::protocol::Answer;
                    let (session, op) = open[request].clone();
                    let known = known.entry((session, op.key().cloned())).or_default();
                    let shown: Vec<_> = match answer {
                        Answer::Values(values) => values.iter().map(|write| write.dot).collect(),
                        Answer::Accepted(dot) if matches!(op, Op::Put { .. }) => vec![*dot],
                        Answer::Accepted(_) | Answer::NoSuchKey => vec![],
                        Answer::Unavailable(_) => continue,
                    };
                    if matches!(op, Op::Get { .. }) {
                        for old in known.iter() {
                            let survives = shown.contains(old);
                            let replaced = history.dots().any(|new| {
                                judge.relation(*old, new) == Some(Causality::Before)
                                    && history.write(new).is_some_and(|w| w.context.covers(*old))
                            });
                            prop_assert!(survives || replaced, "{event} lost {old}");
                            SHOWN_AGAIN.add(usize::from(survives));
                            SHOWN_REPLACED.add(usize::from(!survives));
                        }
                    }
                    known.extend(shown);
                }
                _ => {}
            }
        }
    }
}
