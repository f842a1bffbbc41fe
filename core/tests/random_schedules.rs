//! Random schedules: what a walk says has happened is what comes of its scenario, and a seed is a
//! schedule for good.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod generator;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use causal_core::check::findings;
use causal_core::explore::random::Random;
use causal_core::explore::{Asks, Budget, End, Explorer, Faults, Question, Shown};
use causal_core::history::History;
use causal_core::replica::Replica;
use causal_core::replica::protocol::{Conflicts, Disk, Tombstones};
use causal_core::run::Run;
use causal_core::scenario::{Scenario, ScriptedAction, link, text};
use causal_core::world::action::Action;

const SOME_OF_ALL: Faults = Faults { lose: 2, duplicate: 2, crash: 2, gossip: 2 };

/// The repository's stories.
fn stories() -> Vec<Scenario> {
    let mut stories = Vec::new();
    for folder in ["../scenarios", "../scenarios/mistakes"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<_> =
            fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
        files.sort();
        let texts = files.iter().filter(|path| path.is_file());
        stories
            .extend(texts.map(|path| Scenario::read(&fs::read_to_string(path).unwrap()).unwrap()));
    }
    stories
}

/// Walks a seed to its end: what happened, and the scenario of it.
fn walked(random: &Random, seed: u64) -> (History, Scenario) {
    let mut walk = random.walk(seed);
    let mut history = History::new();
    history.extend(random.first().to_vec());
    while let Some(events) = walk.step() {
        history.extend(events);
    }
    (history, walk.scenario())
}

/// A walk and its scenario tell the same history, which is the same each time.
fn check(scenario: &Scenario, faults: Faults, n_free_writes: u32, seed: u64) -> Scenario {
    let random = Random::new(scenario, faults, n_free_writes);
    let (history, told) = walked(&random, seed);
    let told = Scenario::read(&text::write(&told)).unwrap();
    let told = link::decode(&link::encode(&told, history.short_digest())).unwrap().scenario;
    let run = Run::new(told.clone());
    assert_eq!(run.problem(), None, "seed {seed}:\n{}", text::write(&told));
    assert_eq!(run.history().to_string(), history.to_string(), "{}", text::write(&told));
    assert_eq!(walked(&random, seed).0.digest(), history.digest());
    assert!(history.events().iter().all(|event| event.at == 0), "time stands still");
    told
}

#[test]
fn the_scenario_of_a_walk_tells_what_happened_in_it() {
    for (story, at) in stories().iter().zip(0..) {
        for seed in 10 * at..10 * at + 10 {
            check(story, Faults::default(), 0, seed);
            check(story, SOME_OF_ALL, 2, seed);
        }
    }
    for seed in 0..300 {
        let mut story = generator::story(seed);
        story.setting.names.truncate(16);
        check(&story, SOME_OF_ALL, 2, seed);
    }
}

/// Two writes that know nothing of each other end in one of six orders of arrival, or one is read.
#[test]
fn all_schedules_of_a_small_story_come_up() {
    let story = Scenario::read("replicas A B\nA: x = 1\nB: x = 2").unwrap();
    let random = Random::new(&story, Faults::default(), 0);
    let told: BTreeSet<String> = (0..400).map(|seed| walked(&random, seed).0.to_string()).collect();
    // A B a b, A B b a, A b B a, B A a b, B A b a, B a A b, where a small letter is an arrival of it.
    assert_eq!(told.len(), 6);
}

#[test]
fn faults_and_free_writes_are_as_many_as_asked_for_at_most() {
    let story = Scenario::read("A: x = 1").unwrap();
    let faults = Faults { lose: 1, duplicate: 2, crash: 3, gossip: 4 };
    let random = Random::new(&story, faults, 5);
    let mut most = [0; 6];
    for seed in 0..200 {
        let script = walked(&random, seed).1.script;
        let count = |is: fn(&Action) -> bool| script.iter().filter(|it| is(&it.action)).count();
        let counts = [
            count(|action| matches!(action, Action::Drop(_))),
            count(|action| matches!(action, Action::Duplicate(_))),
            count(|action| matches!(action, Action::Crash(_))),
            count(|action| matches!(action, Action::Gossip { .. })),
            count(|action| matches!(action, Action::Request { .. })),
            count(|action| matches!(action, Action::Restart { .. })),
        ];
        assert_eq!(counts[5], counts[2], "who crashes by a fault starts again");
        most = std::array::from_fn(|at| most[at].max(counts[at]));
    }
    assert_eq!(most, [1, 2, 3, 4, 6, 3]);
}

/// The rule `causal` breaks in no schedule whatever; without it most stories break in some.
#[test]
fn what_only_some_schedules_show_is_found() {
    let broken = |rule: &str| {
        let text = format!("rule {rule}\nconflicts siblings\nA: x = 1\nB: x = 2\nA: x = 3");
        let random = Random::new(&Scenario::read(&text).unwrap(), Faults::default(), 0);
        let is_broken =
            |seed: &u64| !findings(&walked(&random, *seed).0, random.setting()).is_empty();
        (0..300).filter(is_broken).count()
    };
    assert_eq!(broken("causal"), 0);
    assert!((30..300).contains(&broken("fifo")), "{}", broken("fifo"));
    assert!((30..300).contains(&broken("arrival")), "{}", broken("arrival"));
}

/// Whether a script throws something away for good: a disk that may have held the only copy of a write,
/// or a tombstone that somebody still needs.
fn throws_away(script: &[ScriptedAction]) -> bool {
    script.iter().any(|item| {
        matches!(
            item.action,
            Action::Restart { disk: Disk::Lose, .. }
                | Action::Collect { tombstones: Tombstones::All, .. }
        )
    })
}

#[test]
fn without_mistakes_nothing_is_wrong_in_any_schedule_of_a_story() {
    let kept = stories().into_iter().filter(|story| !throws_away(&story.script));
    let mut n_stories = 0;
    for (mut story, at) in kept.zip(0..) {
        let protocol = &mut story.setting.protocol;
        protocol.mistakes = Default::default();
        protocol.delivery = Default::default();
        if protocol.conflicts == Conflicts::Arrival {
            protocol.conflicts = Conflicts::Siblings;
        }
        let random = Random::new(&story, SOME_OF_ALL, 2);
        for seed in 60 * at..60 * at + 60 {
            let (history, told) = walked(&random, seed);
            let found = findings(&history, random.setting());
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            assert_eq!(found, [""; 0], "{}", text::write(&told));
        }
        n_stories += 1;
    }
    assert!(n_stories > 40, "{n_stories}");
}

/// What every replica shows at the end of a walk, as the explorer tells it.
fn end(random: &Random, seed: u64) -> Vec<Shown> {
    let mut walk = random.walk(seed);
    while walk.step().is_some() {}
    let shown = |replica: &Replica| {
        let mut values: Vec<(String, Vec<String>)> = Vec::new();
        for write in replica.all_shown() {
            let value = write.value.as_deref().unwrap_or_default().to_owned();
            match values.last_mut().filter(|(key, _)| **key == *write.key) {
                Some((_, all)) => all.push(value),
                None => values.push((write.key.to_string(), vec![value])),
            }
        }
        Shown { is_up: walk.world().runs(replica.actor().replica), values }
    };
    walk.world().replicas().iter().map(shown).collect()
}

/// Random schedules end as some schedule does, and where there are few of them in all the ways there are.
#[test]
fn walks_end_as_every_schedule_taken_together_does() {
    let (mut n_stories, mut n_complete) = (0, 0);
    for story in stories() {
        let budget = Budget { n_states: 3_000, ..Budget::default() };
        let question = Question { asks: Asks::Outcomes, budget, ..Question::default() };
        let Ok(mut explorer) = Explorer::new(&story, question) else { continue };
        while !explorer.go_on(10_000).is_over {}
        let answer = explorer.answer();
        if answer.end != End::All {
            continue;
        }
        let random = Random::new(&story, Faults::default(), 0);
        let ends: BTreeSet<Vec<Shown>> = (0..400).map(|seed| end(&random, seed)).collect();
        let all: BTreeSet<Vec<Shown>> = answer.outcomes.into_iter().map(|it| it.stores).collect();
        assert!(ends.is_subset(&all), "{}", text::write(&story));
        n_stories += 1;
        n_complete += usize::from(ends == all);
    }
    assert!(n_stories >= 25 && n_complete >= 20, "{n_stories} {n_complete}");
}
