//! Random runs: any number of replicas, any named rule, links that lose, duplicate and reorder, and
//! somebody who holds, drops and cuts. The seed of a run that breaks a promise is in the panic.

use causal_core::clock::ReplicaId;
use causal_core::replica::rule_catalog::CATALOG;
use causal_core::run::Run;
use causal_core::scenario::{ScriptedAction, When};
use causal_core::world::action::{Action, LinkChange, LinkSelector, MessageRef};
use causal_core::world::network::{LinkId, LinkSetting, LinkState};
use causal_core::world::setting::Setting;

use super::generator::story;
use super::{layout_of, promises, put, run};
use crate::layout::{Chart, Layout, MarkKind};

/// How many runs are tried.
const SEEDS: u64 = 80;

/// A small generator of its own: the numbers need not be good, only always the same.
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn small(&mut self, limit: u16) -> u16 {
        u16::try_from(self.below(u64::from(limit))).expect("below a small limit")
    }

    fn link(&mut self, n_replicas: u16) -> LinkId {
        let from = self.small(n_replicas);
        let to = (from + 1 + self.small(n_replicas - 1)) % n_replicas;
        LinkId { from: ReplicaId(from), to: ReplicaId(to) }
    }
}

fn random_setting(rng: &mut Rng) -> Setting {
    let n_replicas = 3 + rng.below(14);
    let mut setting = Setting {
        seed: rng.below(u64::MAX),
        names: (0..n_replicas).map(|number| format!("Replica {number}")).collect(),
        default_link: LinkSetting {
            latency_ms: (1, 1 + rng.below(80)),
            loss_permille: 30 * rng.small(4),
            duplicate_permille: 40 * rng.small(4),
            ..LinkSetting::default()
        },
        ..Setting::default()
    };
    let rule = usize::try_from(rng.below(CATALOG.len() as u64)).expect("an index");
    setting.protocol.delivery = CATALOG[rule].rule;
    setting
}

fn random_action(rng: &mut Rng, n_replicas: u16) -> Action {
    let link = rng.link(n_replicas);
    let state =
        |state| Action::Link { links: LinkSelector::One(link), change: LinkChange::State(state) };
    match rng.below(14) {
        0 => state(LinkState::Held),
        1 => state(LinkState::Up),
        2 => state(LinkState::Cut),
        3 => Action::Hold(MessageRef::Next(link)),
        4 => Action::Release(MessageRef::Next(link)),
        5 => Action::Drop(MessageRef::Next(link)),
        6 => Action::Duplicate(MessageRef::Next(link)),
        7 => Action::Note { text: "somebody remarks something".into() },
        _ => put(rng.small(n_replicas)),
    }
}

/// A run in which every action can happen: one that cannot is left out.
pub(super) fn random_run(seed: u64) -> Run {
    let mut rng = Rng(seed);
    let setting = random_setting(&mut rng);
    let n_replicas = setting.n_replicas();
    let n_actions = 4 + rng.below(10);
    let mut script: Vec<ScriptedAction> = Vec::new();
    for _ in 0..n_actions {
        let when = match rng.below(3) {
            0 => When::Settled,
            _ => When::After(u32::from(rng.small(6))),
        };
        script.push(ScriptedAction { when, action: random_action(&mut rng, n_replicas) });
        if run(setting.clone(), script.clone()).problem().is_some() {
            script.pop();
        }
    }
    run(setting, script)
}

#[test]
pub(super) fn random_runs_show_everything_that_there_is_to_show() {
    let layouts: Vec<Layout> = (0..SEEDS).map(|seed| layout_of(&random_run(seed))).collect();
    let often = |count: &dyn Fn(&Chart) -> usize| {
        layouts.iter().filter(|layout| count(&layout.chart) > 0).count()
    };
    let marks = |chart: &Chart, kind| chart.marks.iter().filter(|mark| mark.kind == kind).count();
    let found = [
        often(&|chart| marks(chart, MarkKind::Discard)),
        often(&|chart| marks(chart, MarkKind::Loss)),
        often(&|chart| chart.messages.iter().filter(|in_flight| in_flight.is_copy).count()),
        often(&|chart| {
            chart.messages.iter().filter(|in_flight| !in_flight.holds.is_empty()).count()
        }),
        often(&|chart| chart.waits.iter().filter(|wait| wait.end.is_some()).count()),
        often(&|chart| chart.waits.iter().filter(|wait| wait.end.is_none()).count()),
        often(&|chart| chart.alarms.len()),
        often(&|chart| chart.notes.len()),
        often(&|chart| usize::from(chart.names.len() > 12)),
    ];
    assert!(found.iter().all(|runs| *runs >= 10), "{found:?}");
}

#[test]
fn every_random_run_keeps_all_promises() {
    for seed in 0..SEEDS {
        let outcome = std::panic::catch_unwind(|| promises::check(&random_run(seed)));
        assert!(outcome.is_ok(), "seed {seed}");
    }
}

#[test]
fn random_stories_about_the_whole_protocol_keep_all_promises_too() {
    let mut kinds = vec![0; MarkKind::ALL.len()];
    for seed in 0..160 {
        let run = Run::with_limit(story(seed), 300);
        let outcome = std::panic::catch_unwind(|| promises::check(&run));
        assert!(outcome.is_ok(), "seed {seed}");
        let layout = layout_of(&run);
        for (kind, n) in MarkKind::ALL.iter().zip(&mut kinds) {
            *n += layout.chart.marks.iter().filter(|mark| mark.kind == *kind).count();
        }
    }
    assert!(kinds.iter().all(|n| *n >= 15), "{kinds:?}");
}
