//! What comes about in no schedule is said: before anything is tried if the condition can never be so by
//! it, and beside the answer else; so is what of the script can never be done, and which replica is
//! down at the end.

use causal_core::explore::{
    Asks, Budget, End, Explorer, Faults, Limit, Question, Refusal, Shown, lacks,
};
use causal_core::predicate::Predicate;
use causal_core::scenario::Scenario;

use crate::found::{find, shows};
use crate::support::answer;

/// Why a condition is not tried: the column and the sentence.
fn refused(story: &str, typed: &str, faults: Faults) -> (usize, String) {
    let scenario = Scenario::read(story).unwrap();
    let condition = Predicate::parse(typed, &scenario.setting).unwrap();
    let question = Question { asks: Asks::Find(condition), faults, ..Question::default() };
    let refusal = Explorer::new(&scenario, question).expect_err(typed);
    (refusal.column(typed).expect("a place"), refusal.to_string())
}

fn hints(story: &str, typed: &str, question: Question) -> Vec<String> {
    let answer = find(story, typed, question);
    assert_eq!(answer.end, End::All, "{typed}");
    answer.hints.iter().map(ToString::to_string).collect()
}

#[test]
fn what_never_comes_about_is_refused_with_its_place() {
    let none = Faults::default();
    let story = "A: x = 1\nB: y = 2\nB: del x";
    for (typed, column, why) in [
        ("idle & shows(A, z)", 17, "nothing is ever stored under the key `z`"),
        ("shows(A, x, 7)", 13, "no action says `7`"),
        ("exists r: value(r, x) = blue", 25, "no action says `blue`"),
        ("exists w: val(w) = blue", 20, "no action says `blue`"),
        ("exists r: siblings(r, z) >= 2", 23, "nothing is ever stored under the key `z`"),
        ("idle & lost >= 1", 8, "no message can be lost unless that is allowed"),
        ("exists w, r: lost(w, r)", 14, "no message can be lost unless that is allowed"),
        ("did(crash)", 5, "nobody does `crash`"),
        ("did(gossip) >= 2", 5, "nobody does `gossip`"),
        ("did(link)", 5, "nobody does `link`"),
        ("exists r: !up(r)", 12, "no replica can crash unless that is allowed"),
        ("made(A2)", 6, "there is never a write A2"),
        ("exists t: delivered(B3, A)@t", 21, "there is never a write B3"),
        ("B1 -> C1", 7, "there is never a write C1"),
        ("exists q: answered(q)", 11, "nobody reads anything"),
        ("1 > 2", 1, ""),
        ("exists w: time(w) > 3", 11, "time"),
    ] {
        let (at, says) = refused(story, typed, none);
        assert_eq!(at, column, "{typed}: {says}");
        let says_why = match why {
            "" => "The condition can never be so, whatever happens.".to_owned(),
            "time" => {
                "The condition asks for time, and schedules are tried without time.".to_owned()
            }
            why => format!("The condition can never be so: {why}."),
        };
        assert_eq!(says, says_why, "{typed}");
    }
}

#[test]
fn what_may_come_about_by_faults_or_free_writes_is_tried() {
    let scenario = Scenario::read("A: x = 1").unwrap();
    let fits = |typed: &str, faults, n_writes| {
        let condition = Predicate::parse(typed, &scenario.setting).unwrap();
        lacks(&scenario, &condition, faults, n_writes)
    };
    let none = Faults::default();
    let crash = Faults { crash: 1, ..none };
    for (typed, faults, n_writes) in [
        ("lost >= 1", Faults { lose: 1, ..none }, 0),
        ("lost >= 1", crash, 0),
        ("did(crash) & did(restart)", crash, 0),
        ("!up(A)", crash, 0),
        ("did(drop)", Faults { lose: 1, ..none }, 0),
        ("did(duplicate)", Faults { duplicate: 1, ..none }, 0),
        ("did(gossip)", Faults { gossip: 1, ..none }, 0),
        ("made(B2) & shows(C, x, B2)", none, 2),
    ] {
        assert_eq!(fits(typed, faults, n_writes), Ok(Vec::new()), "{typed}");
        assert!(matches!(fits(typed, none, 0), Err(Refusal::Impossible { .. })), "{typed}");
    }
    // Whoever makes mistakes may name writes as it likes.
    let mistaken = Scenario::read("mistakes restamps-gossip\nA: x = 1").unwrap();
    let condition = Predicate::parse("made(B1)", &mistaken.setting).unwrap();
    assert_eq!(lacks(&mistaken, &condition, none, 0), Ok(Vec::new()));
}

#[test]
fn what_is_tried_in_vain_has_a_hint() {
    let story = "A: x = 1";
    let key = "The condition asks for what never is: nothing is ever stored under the key `z`.";
    assert_eq!(
        hints(story, "shows(A, z) | shows(A, x) & !shows(A, x)", Question::default()),
        [key]
    );
    assert_eq!(hints(story, "idle & violation.causal", Question::default()), [""; 0]);
    let found = find(story, "!shows(A, z) & shows(B, x)", Question::default());
    assert_eq!((found.end, found.hints), (End::Found, Vec::new()), "what is found needs no hint");
}

#[test]
fn what_can_never_be_done_is_named() {
    let undone = |story: &str| {
        let answer = answer(&Scenario::read(story).unwrap(), Question::default());
        answer.hints.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let says = |n: u32| {
        format!("Action {n} can be done in no schedule, nor can what its actor does after it.")
    };
    assert_eq!(undone("A: x = 1\nrestart A\ncrash A"), [says(2)]);
    assert_eq!(undone("A: x = 1\ncrash A\nB: x = 2\nrestart A"), [""; 0]);
    assert_eq!(undone("crash A\ncrash A\nA: x = 1"), [says(2)]);
    assert_eq!(undone("A: x = 1\ncollect B\nleave C\nleave C"), [says(2), says(4)]);
    assert_eq!(undone("join B\nA: x = 1\nann@A: y = 1\nann@B: y = 2"), [says(1)]);
    assert_eq!(undone("hold A->B\nrelease next A->B\nnote Hm\nA: x = 1"), [""; 0]);
}

#[test]
fn who_is_down_at_the_end_is_said() {
    let faults = Faults { crash: 1, ..Faults::default() };
    let question = Question { asks: Asks::Outcomes, faults, ..Question::default() };
    let story = Scenario::read("replicas Alice Bob\nA: x = 1").unwrap();
    let outcomes = answer(&story, question).outcomes;
    let shown: Vec<String> = outcomes
        .iter()
        .map(|it| it.stores.iter().map(Shown::to_string).collect::<Vec<_>>().join("; "))
        .collect();
    for one in
        ["x = 1; x = 1", "x = 1; down, with x = 1", "down, with x = 1; x = 1", "x = 1; nothing"]
    {
        assert!(shown.contains(&one.to_owned()), "{one}: {shown:?}");
    }
    for (said, outcome) in shown.iter().zip(&outcomes) {
        let world = causal_core::run::Run::new(outcome.schedule.scenario.clone());
        let up: Vec<bool> = story.setting.replicas().map(|at| world.world().runs(at)).collect();
        let told: Vec<bool> = outcome.stores.iter().map(|store| store.is_up).collect();
        assert_eq!(told, up, "{said}");
    }
}

/// The links are held before the story begins; every step of a schedule is done by hand.
#[test]
fn actions_are_counted_as_steps_are() {
    for (typed, n_steps) in [
        ("actions = 0", 0),
        ("actions >= 1", 1),
        ("idle & actions = 3", 3),
        ("did(release) = 2", 3),
    ] {
        let found = find("A: x = 1", typed, Question::default()).found.expect(typed);
        assert_eq!(found.n_steps, n_steps, "{typed}");
        assert!(shows(&found, typed), "{typed}");
    }
    assert_eq!(find("A: x = 1", "quiet & actions > 3", Question::default()).found, None);
}

#[test]
fn a_condition_with_too_much_to_look_at_is_given_up() {
    let budget = Budget { n_looks: 20_000, ..Budget::default() };
    let story = "A: x = 1\nB: x = 2\nC: x = 3\nA: x = 4";
    let typed = "exists w, m, n, v, w2, w3, w4: conc(w, m) & conc(n, v) & conc(w2, w3) & \
                 conc(w3, w4) & w = w4 & w != w4";
    let answer = find(story, typed, Question { budget, ..Question::default() });
    assert_eq!((answer.end, answer.found), (End::Budget(Limit::Looks), None));
    let typed = "exists w, m, n, v: conc(w, m) & conc(n, v) & w = v & w != v";
    let answer = find("A: x = 1\nB: x = 2", typed, Question { budget, ..Question::default() });
    assert_eq!((answer.end, answer.found), (End::All, None));
}

#[test]
fn who_counts_what_it_receives_makes_later_writes_than_the_script_has() {
    for rule in ["tick-on-receipt", "custom ticks=on"] {
        let story = format!("replicas Alice Bob\nrule {rule}\nB: x = 1\nA: y = 2");
        let found = find(&story, "made(A2)", Question::default());
        assert_eq!(found.end, End::Found, "{rule}");
    }
}

#[test]
fn too_many_free_writes_are_refused_before_they_are_made_up() {
    let scenario = Scenario::read("A: x = 1").unwrap();
    let condition = Predicate::parse("quiet", &scenario.setting).unwrap();
    let (asks, n_free_writes) = (Asks::Find(condition), u32::MAX);
    let refusal = Explorer::new(&scenario, Question { asks, n_free_writes, ..Question::default() });
    assert!(matches!(refusal, Err(Refusal::Free { found: u32::MAX, .. })));
}

#[test]
fn an_outcome_is_what_is_shown_whoever_wrote_it() {
    let scenario = Scenario::read("replicas Alice Bob\nA: x = 1\nB: x = 1").unwrap();
    let asks = Asks::Outcomes;
    let answer = answer(&scenario, Question { asks, ..Question::default() });
    let mut stores: Vec<String> =
        answer.outcomes.iter().map(|outcome| format!("{:?}", outcome.stores)).collect();
    let n_outcomes = stores.len();
    stores.sort();
    stores.dedup();
    assert_eq!(stores.len(), n_outcomes, "{stores:?}");
    let sum: u128 = answer.outcomes.iter().map(|outcome| outcome.n_schedules.unwrap()).sum();
    assert_eq!(Some(sum), answer.counts.n_schedules);
}
