//! The door of actions: what people, scripts and HTTP do to a world that has a history. What cannot
//! happen is an error, and leaves the world as it was.

mod spoil;

use causal_core::clock::ReplicaId;
use causal_core::run::Run;
use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::{Scenario, json, validate};
use causal_core::world::action::Action;
use causal_core::world::{Choice, World};
use proptest::test_runner::TestRunner;

use crate::corpus::{Corpus, runner, sample};
use crate::luck::Luck;
use crate::mutate::mutated;
use crate::strategies;
use crate::work::Work;
use crate::{Knock, accepted, seeds};
use spoil::spoiled;

/// An action as JSON, beside the names of the world's replicas.
const WORK: Work = Work { base: 400, per_byte: 8, per_other: 50 };
/// How many actions each world is given.
const ACTIONS: u64 = 20;
/// How many steps a run is given here.
const STEPS: usize = 80;

#[test]
fn whatever_is_done_to_a_world_happens_or_changes_nothing() {
    let (mut corpus, mut n_done) = (Corpus::new(), 0);
    let seeds = seeds();
    for block in seeds.start / ACTIONS..seeds.end.div_ceil(ACTIONS) {
        corpus.turn_to(block * ACTIONS);
        let (luck, arbitrary) = (&mut Luck::new(block), &mut runner(block));
        let mut at = At::new(&corpus.pick(luck).1, luck);
        let _knock = Knock::new(block * ACTIONS, format!("{:?}", at.world.setting()));
        for _ in 0..ACTIONS {
            n_done += at.one(luck, arbitrary);
        }
    }
    let n = seeds.end - seeds.start;
    assert!(n < 1_000 || n_done * 4 > n, "only {n_done} of {n} happened");
}

/// A world, and the run of the story that it comes from.
struct At {
    world: World,
    run: Run,
}

impl At {
    /// The world after as much of a story as can happen in it.
    fn new(scenario: &Scenario, luck: &mut Luck) -> Self {
        let mut world = World::new(scenario.setting.clone());
        for item in &scenario.script {
            let action = match &item.action {
                Action::Wait { .. } => Action::Heal,
                other => other.clone(),
            };
            let _is_possible = world.step(Choice::Act(action));
            pass(&mut world, luck.below(6));
        }
        Self { world, run: Run::with_limit(scenario.clone(), STEPS) }
    }

    /// Does one thing, in one of its forms; tells how many things happened.
    fn one(&mut self, luck: &mut Luck, arbitrary: &mut TestRunner) -> u64 {
        let n_replicas = usize::from(self.world.setting().n_replicas());
        let mut action = sample(&strategies::action(n_replicas), arbitrary);
        for _ in 0..luck.below(3) {
            action = spoiled(action, &self.world, luck);
        }
        let _knock = Knock::inside(format!("{action:?}"));
        match luck.below(8) {
            0 => self.act_in_the_past(action, luck),
            1..4 => self.through_json(&action, luck),
            _ => self.step(action, luck),
        }
    }

    fn step(&mut self, action: Action, luck: &mut Luck) -> u64 {
        let before = self.world.clone();
        match self.world.step(Choice::Act(action)) {
            Ok(events) => {
                // Each link can change, and each message on it; more is not one thing.
                let n_replicas = usize::from(self.world.setting().n_replicas());
                let n_messages = before.envelopes().count();
                assert!(events.len() <= 8 + 3 * n_replicas * n_replicas + 2 * n_messages);
                pass(&mut self.world, luck.below(4));
                1
            }
            Err(error) => {
                assert!(!error.to_string().contains('\n'), "{error}");
                assert_eq!(format!("{:?}", self.world), format!("{before:?}"), "{error}");
                0
            }
        }
    }

    /// As a script does it: JSON that is nearly an action.
    fn through_json(&mut self, action: &Action, luck: &mut Luck) -> u64 {
        let setting = self.world.setting().clone();
        let written = json::write_action(action);
        if validate::check_action(&setting, action).is_ok() {
            let read = json::parse_action(&written, &setting);
            assert_eq!(read.as_ref(), Ok(&vec![action.clone()]), "{written}");
        }
        let other = json::write_action(&Action::Crash(ReplicaId(0)));
        let input = mutated(&written, &other, crate::json::WORDS, luck);
        let _knock = Knock::inside(&*input);
        let (read, n_steps) = json::parse_action_counted(&input, &setting);
        WORK.check(n_steps, input.len(), setting.names.len());
        match read {
            Ok(actions) => {
                assert!(actions.len() <= 5, "{} actions", actions.len());
                for action in &actions {
                    assert_eq!(validate::check_action(&setting, action), Ok(()));
                }
                actions.into_iter().map(|action| self.step(action, luck)).max().unwrap_or(0)
            }
            Err(error) => {
                accepted::check_error(&input, &error);
                0
            }
        }
    }

    /// As the page does it, at any stop of a run.
    fn act_in_the_past(&mut self, action: Action, luck: &mut Luck) -> u64 {
        let stop = luck.below(self.run.stops().len() + 1);
        let is_allowed = validate::check_action(self.world.setting(), &action).is_ok();
        let Ok(acted) = self.run.act(stop, action) else { return 0 };
        let run = &acted.run;
        assert!(acted.stop < run.stops().len() && acted.n_before <= run.history().len());
        if is_allowed {
            assert_eq!(validate::check(&run.scenario(), REPLICAS), Ok(()));
            self.run = acted.run;
        }
        1
    }
}

/// Lets some of what is due happen.
fn pass(world: &mut World, n_steps: usize) {
    for _ in 0..n_steps {
        let Some((_, choice)) = world.next_due() else { return };
        world.step(choice).expect("what is due can happen");
    }
}
