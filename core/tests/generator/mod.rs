//! Random stories about the whole protocol, from a seed: every setting, every action, and now and
//! then a plot: a few actions in a row that random ones would hardly ever hit upon.

#![allow(dead_code, reason = "each test binary uses a part of this")]

mod actions;
mod luck;
mod plots;
mod settings;

use std::collections::VecDeque;

use causal_core::scenario::{Scenario, ScriptedAction, When};
use causal_core::world::action::{Action, Metadata};
use causal_core::world::event::{Event, EventKind};
use causal_core::world::{Choice, World};

pub(crate) use luck::Luck;
use plots::Move;

/// A world while its story is made up.
struct Teller {
    world: World,
    script: Vec<ScriptedAction>,
    /// What clients were told that they have seen; some bring it along later, to any replica.
    told: Vec<Metadata>,
}

impl Teller {
    /// Lets so many things happen by themselves; says how many did.
    fn pass(&mut self, pause: u32) -> u32 {
        for passed in 0..pause {
            let Some((_, choice)) = self.world.next_due() else { return passed };
            let events = self.world.step(choice).expect("what is due can happen");
            self.told.extend(answers(&events));
        }
        pause
    }

    /// Each one in turn begins, as somebody may at any time, to forget what is stable.
    fn collect(&mut self, luck: &mut Luck) {
        for replica in self.world.setting().replicas().collect::<Vec<_>>() {
            if luck.one_in(2) {
                self.act(0, actions::collect(replica));
            }
        }
    }

    /// Somebody acts; what cannot happen is left out, and the pause before it kept.
    fn act(&mut self, pause: u32, action: Action) {
        let when = When::After(self.pass(pause));
        let done = self.carry_out(action.clone());
        if let Some(events) = done {
            self.told.extend(answers(&events));
            self.script.push(ScriptedAction { when, action });
        } else if when != When::After(0) {
            let action = Action::Note { text: "later".into() };
            self.world.step(Choice::Act(action.clone())).expect("a note is always possible");
            self.script.push(ScriptedAction { when, action });
        }
    }

    fn carry_out(&mut self, mut action: Action) -> Option<Vec<Event>> {
        if let Action::Wait { ms } = &mut action {
            // What happens meanwhile takes its part of the time.
            let until = self.world.now() + *ms;
            while self.world.next_due().is_some_and(|(due, _)| due < until) {
                self.pass(1);
            }
            *ms = until.saturating_sub(self.world.now());
        }
        self.world.step(Choice::Act(action)).ok()
    }
}

fn answers(events: &[Event]) -> impl Iterator<Item = Metadata> + '_ {
    events.iter().filter_map(|event| match &event.kind {
        EventKind::Replied { metadata, stamp, .. } => {
            Some(Metadata { vector: metadata.clone(), stamp: *stamp })
        }
        _ => None,
    })
}

/// A random action in a world; it need not be possible.
pub(crate) fn action(luck: &mut Luck, world: &World) -> Action {
    actions::action(luck, world, &[])
}

/// A random story; it holds only actions that can happen.
pub(crate) fn story(seed: u64) -> Scenario {
    let luck = &mut Luck::new(seed);
    // Of its own, so that all else is as it would be without.
    let collects = &mut Luck::new(seed ^ 0xc011_ec75);
    let setting = settings::setting(luck);
    let world = World::new(setting.clone());
    let mut teller = Teller { world, script: Vec::new(), told: Vec::new() };
    let mut planned: VecDeque<Move> = VecDeque::new();
    let mut left = 4 + luck.below(30);
    while left > 0 || !planned.is_empty() {
        left = left.saturating_sub(1);
        teller.collect(collects);
        if planned.is_empty() && luck.one_in(8) {
            planned = plots::plot(luck, &teller.world).into();
        }
        // A plot goes on at once, and is disturbed now and then.
        let goes_on = !planned.is_empty() && !luck.one_in(12);
        if let Some(next) = planned.pop_front().filter(|_| goes_on) {
            let pause = luck.pick(&[0, 0, 0, 0, 0, 1, 3]);
            for action in next.actions(&teller.world) {
                teller.act(pause, action);
            }
        } else {
            let pause = luck.pick(&[0, 0, 1, 2, 5, 20]);
            let action = actions::action(luck, &teller.world, &teller.told);
            teller.act(pause, action);
        }
    }
    Scenario { setting, script: teller.script, ..Scenario::default() }
}
