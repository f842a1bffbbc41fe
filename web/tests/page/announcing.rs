//! What is said is short enough to listen to, whatever is done; what went wrong is said once.

use std::fs;

use causal_core::clock::ReplicaId;
use causal_core::replica::mistakes::CATALOG as MISTAKES;
use causal_core::replica::protocol::{Disk, Tombstones};
use causal_core::replica::rule_catalog::CATALOG as RULES;
use causal_core::world::action::Action;
use causal_core::world::network::{LinkId, LinkState, MessageId};
use causal_web::choices::CHOICES;
use causal_web::model::Model;
use causal_web::msg::{Msg, Timing};

use super::support::{A, B, C, after, empty, first_screen};

/// How many words are said at once at most.
const WORDS: usize = 15;

fn is_short(model: &Model, how: &str) {
    let n = model.said.split_whitespace().count();
    assert!(n <= WORDS, "{n} words {how}: {}", model.said);
    // A violation has the whole of its sentence on the card; nothing else is ever cut.
    let is_cut = model.said.ends_with('…') && !model.said.starts_with("Violation: ");
    assert!(!is_cut, "cut {how}: {}", model.said);
}

/// Numbers without a pattern, the same every time.
struct Luck(u64);

impl Luck {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % n.max(1)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

fn something(luck: &mut Luck, model: &Model) -> Msg {
    let replica = luck.one_of(&[A, B, C]);
    let link = LinkId { from: replica, to: ReplicaId((replica.0 + 1) % 3) };
    let messages: Vec<MessageId> = model.moment.messages.keys().copied().collect();
    let message = messages.get(luck.below(messages.len())).copied();
    let message = message.unwrap_or(MessageId { link, number: 1 });
    let state = luck.one_of(&[LinkState::Up, LinkState::Held, LinkState::Cut]);
    match luck.below(22) {
        0..3 => Msg::Write(replica),
        3 => Msg::Read(replica),
        4 => Msg::Delete(replica, "x".into()),
        5 => Msg::TypeClient(replica, luck.one_of(&["", "ann", "bo"]).into()),
        6 => Msg::Release(message),
        7 => Msg::Hold(message),
        8 => Msg::DropMessage(message),
        9 => Msg::Duplicate(message),
        10 => Msg::SetLink(link, state),
        11 => Msg::SetAllLinks(state),
        12 => Msg::Pass(1000),
        13 => Msg::Machine(machine(luck, replica)),
        14 => setting(luck),
        15 => Msg::Time(Timing::Undo),
        16 => Msg::Time(Timing::End),
        17 => Msg::Time(Timing::StepBack),
        _ => Msg::Time(Timing::Step),
    }
}

fn machine(luck: &mut Luck, replica: ReplicaId) -> Action {
    let other = ReplicaId((replica.0 + 1) % 3);
    match luck.below(8) {
        0 => Action::Crash(replica),
        1 => Action::Restart { replica, disk: Disk::Keep },
        2 => Action::Restart { replica, disk: Disk::Lose },
        3 => Action::Leave(replica),
        4 => Action::Join { replica, from: None },
        5 => Action::Collect { replica, tombstones: Tombstones::All },
        6 => Action::Transfer { link: LinkId { from: replica, to: other } },
        _ => Action::Gossip { from: replica, with: None },
    }
}

fn setting(luck: &mut Luck) -> Msg {
    match luck.below(4) {
        0 => Msg::ChooseRule(RULES[luck.below(RULES.len())].name.into()),
        1 => Msg::ChooseSessions(luck.one_of(&["off", "wait", "reject"]).into()),
        2 => Msg::ChooseMistake(MISTAKES[luck.below(MISTAKES.len())].mistake, luck.below(3) > 0),
        _ => {
            let choice = &CHOICES[luck.below(CHOICES.len())];
            Msg::Choose(choice.name, choice.options[luck.below(choice.options.len())].word.into())
        }
    }
}

#[test]
fn whatever_is_done_is_said_in_fifteen_words() {
    for seed in 0..60 {
        let mut luck = Luck(seed);
        let mut model = if seed % 2 == 0 { first_screen() } else { empty() };
        for at in [A, B, C] {
            model = after(&model, [Msg::TypeKey(at, "x".into())]);
        }
        for step in 0..40 {
            model = after(&model, [Msg::TypeValue(luck.one_of(&[A, B, C]), step.to_string())]);
            let msg = something(&mut luck, &model);
            model = after(&model, [msg.clone()]);
            is_short(&model, &format!("after {msg:?} (seed {seed})"));
        }
    }
}

#[test]
fn every_step_of_every_story_is_said_in_fifteen_words() {
    let stories = ["../scenarios", "../scenarios/mistakes"].into_iter().flat_map(|folder| {
        fs::read_dir(folder)
            .expect("the stories are there")
            .map(|entry| entry.expect("a file").path())
    });
    let mut n = 0;
    for story in stories.filter(|path| path.extension().is_some_and(|name| name == "causal")) {
        let text = fs::read_to_string(&story).expect("text");
        let mut model = after(&empty(), [Msg::Open(text), Msg::Time(Timing::Start)]);
        is_short(&model, &format!("when {} is opened", story.display()));
        for _ in 0..model.last_stop() {
            model = after(&model, [Msg::Time(Timing::Step)]);
            is_short(&model, &format!("in {}", story.display()));
            n += 1;
        }
    }
    assert!(n > 100, "{n} steps");
}

#[test]
fn an_error_is_heard_in_one_place() {
    let model = after(&first_screen(), [Msg::Time(Timing::Step)]);
    assert_ne!(&*model.said, "");
    let refused = after(&model, [Msg::Machine(Action::Restart { replica: A, disk: Disk::Keep })]);
    assert!(refused.notice.is_some(), "an alert of its own");
    assert_eq!(&*refused.said, "");
    let mistyped = after(&model, [Msg::TypeKey(A, String::new()), Msg::Write(A)]);
    assert!(mistyped.drafts[0].error.is_some(), "an alert below the fields");
    assert_eq!(&*mistyped.said, "");
    let unopened = after(&model, [Msg::Open("hello".into())]);
    assert!(unopened.interface.opening.error.is_some(), "an alert in the dialog");
    assert_eq!(&*unopened.said, "");
}

#[test]
fn a_violation_is_said_before_anything_else() {
    let fifo = after(&first_screen(), [Msg::ChooseRule("fifo".into()), Msg::Time(Timing::End)]);
    assert!(
        fifo.said.contains("Violation: Carol delivered B1 before its cause A1."),
        "{}",
        fifo.said
    );
}
