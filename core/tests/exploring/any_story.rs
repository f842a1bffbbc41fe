//! Whatever the story, its setting and its mistakes: there is an answer within the budget, or a
//! sentence, and what is told opens.

use causal_core::explore::{Asks, Budget, End, Explorer, Faults, Question};
use causal_core::predicate::Predicate;
use causal_core::replica::mistakes::CATALOG;
use causal_core::run::Run;
use causal_core::scenario::{Scenario, text};

use crate::generator::{self, Luck};
use crate::support::seeds;

/// A story of any length among up to sixteen replicas, with mistakes.
fn story(luck: &mut Luck, seed: u64) -> Scenario {
    let mut story = generator::story(seed);
    let protocol = &mut story.setting.protocol;
    if luck.one_in(2) {
        let mistakes = CATALOG.iter().map(|named| named.mistake);
        protocol.mistakes = mistakes.filter(|_| luck.one_in(10)).collect();
    }
    if luck.one_in(2) {
        protocol.gossip_ms = None;
        protocol.health_ms = None;
    }
    story
}

/// How many stories are told each time.
const STORIES: u64 = 400;

#[test]
fn whatever_the_story_there_is_an_answer_or_a_sentence() {
    let (mut n_explored, mut n_refused) = (0, 0);
    let seeds = seeds(STORIES);
    let n_stories = seeds.end - seeds.start;
    for seed in seeds {
        let luck = &mut Luck::new(seed);
        let story = story(luck, seed);
        let asks = match luck.below(3) {
            0 => Asks::Count,
            1 => Asks::Outcomes,
            _ => Asks::Find(Predicate::parse("violation.diverged", &story.setting).unwrap()),
        };
        let mut some = || luck.pick(&[0, 0, 1, 1000]);
        let faults = Faults { lose: some(), duplicate: some(), crash: some(), gossip: some() };
        let n_free_writes = some();
        let budget = Budget { n_states: 400, n_bytes: 1 << 26, n_looks: 1 << 20 };
        let question = Question { asks, faults, n_free_writes, budget, reduce: false };
        let mut explorer = match Explorer::new(&story, question) {
            Ok(explorer) => explorer,
            Err(refusal) => {
                let says = refusal.to_string();
                assert!(says.ends_with('.') && !says.contains('\n'), "{says}");
                n_refused += 1;
                continue;
            }
        };
        while !explorer.go_on(100).is_over {}
        let answer = explorer.answer();
        assert_ne!(answer.end, End::Working);
        assert!(answer.counts.n_states <= 400, "{:?}", answer.counts);
        let outcomes = answer.outcomes.into_iter().map(|outcome| outcome.schedule);
        for schedule in answer.found.into_iter().chain(outcomes).take(3) {
            let told = text::write(&schedule.scenario);
            let run = Run::new(Scenario::read(&told).unwrap());
            assert_eq!(run.problem(), None, "{told}");
        }
        n_explored += 1;
    }
    let enough = n_explored > n_stories / 4 && n_refused > n_stories / 8;
    assert!(enough || n_stories < STORIES, "{n_explored} {n_refused}");
}
