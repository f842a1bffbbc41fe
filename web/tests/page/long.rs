//! Long runs: what follows from a run grows with it and is what it would be from the beginning, and
//! cards say what they leave out.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_core::run::Run;
use causal_core::scenario::Scenario;
use causal_core::world::network::LinkState;
use causal_diagram::layout::Format;
use causal_web::model::{Account, Model};
use causal_web::msg::{Msg, Timing};

use super::support::{A, B, C, after, after_write, dot, empty, link};

/// Numbers that need not be good, only always the same.
struct Luck(u64);

impl Luck {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn replica(&mut self) -> ReplicaId {
        [A, B, C][usize::try_from(self.below(3)).expect("small")]
    }

    /// Something that a visitor does, here or after having looked back.
    fn message(&mut self, model: &Model) -> Vec<Msg> {
        let (one, other) = (self.replica(), self.replica());
        match self.below(18) {
            0 => vec![Msg::SetAllLinks(LinkState::Held)],
            12..=15 if one != other => vec![Msg::SetLink(link(one, other), LinkState::Held)],
            1 => vec![Msg::SetAllLinks(LinkState::Up)],
            2 if one != other => vec![Msg::SetLink(link(one, other), LinkState::Cut)],
            3 => vec![Msg::ChooseRule(["arrival", "fifo", "arrival"][one.index()].into())],
            4 => vec![Msg::Time(Timing::Seek(
                usize::try_from(self.below(model.last_stop() as u64 + 1)).expect("small"),
            ))],
            5 => vec![Msg::Pass(1000)],
            _ => vec![
                Msg::TypeKey(one, format!("k{}", self.below(3))),
                Msg::TypeValue(one, "v".into()),
                Msg::Write(one),
            ],
        }
    }
}

/// Compares what has grown with what is made anew.
fn check(model: &Model, place: &str) {
    let anew = Account::of(Rc::clone(&model.run));
    assert_eq!(*model.findings, *anew.findings, "{place}");
    assert_eq!(*model.rows, *anew.rows, "{place}");
    assert_eq!(model.layout.chart, anew.layout.chart, "{place}");
    for format in Format::ALL {
        assert_eq!(model.layout.drawing(format), anew.layout.drawing(format), "{place}");
    }
    let again = Run::with_limit(model.run.scenario(), 20_000);
    assert_eq!(model.run.history().digest(), again.history().digest(), "{place}");
}

#[test]
fn whatever_is_done_the_account_is_the_one_from_the_beginning() {
    let (mut n_checked, mut n_found) = (0, 0);
    for seed in 0..60 {
        let mut luck = Luck(seed);
        // Under half of the rules something is found wrong.
        let rule = ["causal", "arrival"][usize::try_from(seed % 2).expect("small")];
        let mut model = after(&empty(), [Msg::ChooseRule(rule.into())]);
        for step in 0..25 {
            let messages = luck.message(&model);
            let next = after(&model, messages);
            if !Rc::ptr_eq(&next.run, &model.run) {
                check(&next, &format!("seed {seed}, step {step}"));
                n_checked += 1;
                n_found += next.findings.len();
            }
            model = next;
        }
    }
    assert!(n_checked > 500 && n_found > 50, "{n_checked} {n_found}");
}

#[test]
fn a_card_leaves_out_what_is_too_much_and_shows_all_of_it_on_request() {
    let story: String = (0..60).map(|n| format!("A: k{n} = {n}\n")).collect();
    let model = Model::of(Scenario::read(&story).expect("a story"));
    let card = &model.cards[0];
    assert_eq!((card.values.len(), card.left_out.keys, card.is_whole), (40, 20, false));
    let whole = after(&model, [Msg::ToggleWholeCard(A)]);
    assert_eq!((whole.cards[0].values.len(), whole.cards[0].left_out.keys), (60, 0));
    assert_eq!(whole.cards[1].values.len(), 40, "the others stay as they are");
    let less = after(&whole, [Msg::ToggleWholeCard(A)]);
    assert_eq!(less.cards, model.cards);
}

#[test]
fn what_waits_far_behind_has_its_reason_all_the_same() {
    let held = after(&empty(), [Msg::SetLink(link(A, C), LinkState::Held)]);
    let many = (0..30).fold(held, |model, n| {
        let asked = after_write(&model, A, "x", &n.to_string());
        after_write(&asked, B, "y", &n.to_string())
    });
    let card = &many.cards[2];
    assert_eq!((card.inbox.len(), card.left_out.waiting), (12, 18));
    let message = many
        .moment
        .replica(C)
        .and_then(|carol| carol.inbox.iter().find(|entry| entry.write.dot == dot(B, 25)))
        .map(|entry| entry.message)
        .expect("it waits");
    let selected = after(&many, [Msg::Select(causal_web::model::Selection::Message(message))]);
    let card = selected.reason().card.expect("its card");
    assert_eq!(&*card.waits, "Waits for B1");
}

#[test]
fn a_run_of_the_page_has_no_more_actions_than_a_scenario_may_have() {
    let story = "A: x = 1\n".repeat(6_000) + &"cut A-B\n".repeat(4_000);
    let model = Model::of(Scenario::read(&story).expect("a story"));
    assert_eq!(model.run.script().len(), 10_000);
    let refused = after(&model, [Msg::SetAllLinks(LinkState::Held)]);
    assert!(Rc::ptr_eq(&refused.run, &model.run));
    let notice = refused.notice.expect("a sentence").text;
    assert!(notice.starts_with("10 000 actions is the limit of one run."), "{notice}");
    let back = after(&model, [Msg::Time(Timing::Seek(10)), Msg::SetAllLinks(LinkState::Held)]);
    assert!(!Rc::ptr_eq(&back.run, &model.run), "an earlier step has room for a branch");
}
