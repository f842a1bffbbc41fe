//! Another run comes on show: the one before stays as a tab, and undo brings back what was.

use std::rc::Rc;

use causal_core::scenario::Scenario;
use causal_web::codec;
use causal_web::model::{BRANCHES_MAX, BranchId, Dialog, Model, Offer, Selection};
use causal_web::msg::{Msg, Timing};

use super::support::{A, B, after, after_write, empty, first_screen, values};

/// Somebody's own run, looked at in the past, with something selected and something half-typed.
fn at_work() -> Model {
    let model = after_write(&after_write(&first_screen(), A, "x", "1"), B, "y", "2");
    let write = Selection::of_write(model.run.history(), super::support::dot(B, 2));
    after(
        &model,
        [
            Msg::Time(Timing::Undo),
            Msg::Select(write.expect("B2 is written")),
            Msg::TypeValue(A, "half".into()),
            Msg::Shared("1s.x.0".into()),
        ],
    )
}

fn names(model: &Model) -> Vec<String> {
    model.tabs().iter().map(|(_, name)| name.to_string()).collect()
}

fn link(text: &str) -> String {
    codec::link_of(text).expect("a scenario")
}

fn on_show(model: &Model) -> String {
    model.branches.on_show().name.to_string()
}

#[test]
fn whatever_comes_undo_brings_back_exactly_what_was() {
    let before = at_work();
    let leaving = [
        Msg::StartEmpty,
        Msg::LoadExample,
        Msg::Open("title Theirs\nA: x = 1".into()),
        Msg::OpenFile("theirs.causal".into(), "A: x = 1".into()),
        Msg::Follow(link("B: y = 1")),
        Msg::ChooseRule("fifo".into()),
        Msg::ChooseSessions("wait".into()),
        Msg::Choose("conflicts", "lww".into()),
        Msg::ChooseMistake(causal_core::replica::mistakes::Mistake::KeepsDeletes, true),
        Msg::Load(Box::new(codec::read("A: x = 1").expect("a scenario"))),
    ];
    for msg in leaving {
        let left = after(&before, [msg.clone(), Msg::Time(Timing::Start)]);
        assert!(!Rc::ptr_eq(&left.run, &before.run), "{msg:?}");
        assert_eq!((left.tabs().len(), &*left.tabs()[0].1), (2, "main"), "{msg:?}");
        let notice = left.notice.as_ref().expect("there is a notice");
        assert_eq!(notice.offer, Some(Offer::Undo), "{msg:?}");
        assert!(notice.text.ends_with("The run before stays as the tab “main”."), "{notice:?}");
        let back = after(&left, [Msg::TakeUp(Offer::Undo)]);
        assert!(Rc::ptr_eq(&back.run, &before.run), "{msg:?}");
        assert_eq!((back.place(), names(&back)), (before.place(), names(&before)), "{msg:?}");
        assert_eq!(&*back.said, "main is on show.", "{msg:?}");
        let again = after(&back, [Msg::TakeUp(Offer::Redo)]);
        assert!(Rc::ptr_eq(&again.run, &left.run), "{msg:?}");
        assert_eq!((again.place(), names(&again)), (left.place(), names(&left)), "{msg:?}");
        assert_eq!(again.notice.as_ref().and_then(|notice| notice.offer), Some(Offer::Undo));
        let there = after(&left, [Msg::ShowBranch(BranchId(0))]);
        assert_eq!(there.place(), before.place(), "the tab has the place too: {msg:?}");
    }
}

#[test]
fn undo_and_redo_of_the_time_bar_take_back_what_was_done_last() {
    let before = at_work();
    let left = after(&before, [Msg::LoadExample, Msg::Time(Timing::Undo)]);
    assert!(Rc::ptr_eq(&left.run, &before.run) && left.place() == before.place());
    let again = after(&left, [Msg::Time(Timing::Redo)]);
    assert!(again.inviting);
    // Who has put the notice away means the run on show.
    let looked = after(&again, [Msg::Dismiss, Msg::Time(Timing::Undo)]);
    assert_eq!(
        (looked.inviting, &*looked.run.scenario().title),
        (false, &*again.run.scenario().title)
    );
    let acted = after(&after_write(&again, A, "z", "3"), [Msg::Time(Timing::Undo)]);
    assert_eq!(names(&acted), names(&again), "the write is undone");
}

#[test]
fn undo_is_offered_until_something_is_done() {
    let left = after(&at_work(), [Msg::StartEmpty]);
    let done = [
        Msg::TypeKey(A, "k".into()),
        Msg::Pass(10),
        Msg::RenameBranch(BranchId(1), "mine".into()),
        Msg::ShowBranch(BranchId(0)),
    ];
    for msg in done {
        let next = after(&left, [msg.clone()]);
        assert!(next.before.is_none(), "{msg:?}");
        assert!(next.notice.is_none_or(|notice| notice.offer.is_none()), "{msg:?}");
    }
    let looked = after(&left, [Msg::OpenDialog(Dialog::Help), Msg::CloseDialog]);
    assert!(looked.before.is_some());
}

#[test]
fn what_a_button_brings_again_leaves_no_tab_unless_something_is_done_in_it() {
    let model = after(&first_screen(), [Msg::Time(Timing::End), Msg::StartEmpty, Msg::LoadExample]);
    assert_eq!((names(&model), model.notice), (vec!["main".to_owned()], None));
    let opened = after(&first_screen(), [Msg::Open("title T\nA: x = 1".into())]);
    assert_eq!((names(&opened), opened.notice), (vec!["main".to_owned()], None));
    let named = [Msg::RenameBranch(BranchId(0), "keep".into()), Msg::StartEmpty];
    assert_eq!(names(&after(&first_screen(), named)), ["keep", "Empty playground"]);
    let acted = after(&after_write(&empty(), A, "x", "1"), [Msg::StartEmpty]);
    assert_eq!(names(&acted), ["main", "Empty playground"]);
    // The second empty one is in the way of nothing.
    let filled =
        after(&acted, [Msg::Open("title Long, long ago, and far, far away\nA: x = 1".into())]);
    assert_eq!(names(&filled), ["main", "Long, long ago, and far…"]);
}

#[test]
fn what_stands_in_a_tab_is_shown_there() {
    let theirs = "title Theirs\nA: x = 1\nB: y = 2";
    let model = after(&at_work(), [Msg::Open(theirs.into()), Msg::StartEmpty]);
    assert_eq!(names(&model), ["main", "Theirs", "Empty playground"]);
    let again = after(&model, [Msg::Open(theirs.into())]);
    assert_eq!(
        (names(&again), on_show(&again)),
        (vec!["main".into(), "Theirs".into()], "Theirs".into())
    );
    let same = after(&again, [Msg::Time(Timing::Start), Msg::Open(theirs.into())]);
    assert_eq!((names(&same).len(), same.stop), (2, same.last_stop()));
    let read = |model: &Model| codec::fragment(&model.run, 1);
    let at_stop = after(&again, [Msg::Open(read(&again))]);
    assert_eq!((names(&at_stop).len(), at_stop.stop), (2, 1));
}

#[test]
fn each_setting_has_one_tab_and_goes_on_there() {
    let model = after_write(&empty(), A, "x", "1");
    let rule = |name: &str| Msg::ChooseRule(name.into());
    let varied = after(&model, [rule("fifo"), rule("arrival"), rule("fifo"), rule("causal")]);
    assert_eq!(
        (names(&varied), on_show(&varied)),
        (vec!["main".into(), "fifo".into(), "arrival".into()], "main".into())
    );
    assert!(Rc::ptr_eq(&varied.run, &model.run));
    let more = after(&after_write(&varied, B, "y", "2"), [rule("fifo")]);
    assert_eq!((names(&more).len(), on_show(&more)), (3, "fifo".into()));
    assert_eq!(values(&more, A), ["x = 1", "y = 2"], "the tab goes on with what was done since");
    let otherwise = after(&varied, [Msg::Time(Timing::Start)]);
    let otherwise = after(&after_write(&otherwise, B, "z", "3"), [rule("fifo")]);
    assert_eq!(names(&otherwise)[3..], ["branch 4 (from 0)", "fifo 2"], "another run, another tab");
}

#[test]
fn settings_of_an_empty_playground_leave_no_tabs() {
    let set = [Msg::ChooseRule("fifo".into()), Msg::Choose("conflicts", "lww".into())];
    let model = after(&after(&first_screen(), [Msg::StartEmpty]), set);
    assert_eq!((names(&model).len(), &model.notice), (1, &None));
    let left = after(&model, [Msg::LoadExample]);
    assert_eq!(names(&left).len(), 2, "what has been chosen is not lost");
}

#[test]
fn what_is_changed_in_one_dialog_is_one_change() {
    let model = after_write(&empty(), A, "x", "1");
    let opened = after(&model, [Msg::OpenDialog(Dialog::Protocol)]);
    let lww = || Msg::Choose("conflicts", "lww".into());
    let set = after(&opened, [lww(), Msg::Choose("gossip", "3 s".into())]);
    assert_eq!(names(&set), ["main", "lww, gossip 3 s"]);
    let back = [Msg::Choose("conflicts", "siblings".into()), Msg::Choose("gossip", "off".into())];
    let back = after(&set, back);
    assert_eq!((names(&back), &back.notice), (vec!["main".to_owned()], &None));
    assert!(Rc::ptr_eq(&back.run, &model.run));
    let seen =
        [Msg::CloseDialog, Msg::OpenDialog(Dialog::Protocol), Msg::ChooseRule("fifo".into())];
    let next = after(&set, seen);
    assert_eq!(names(&next), ["main", "lww, gossip 3 s", "fifo"]);
    let undone = after(&next, [Msg::CloseDialog, Msg::TakeUp(Offer::Undo)]);
    assert!(Rc::ptr_eq(&undone.run, &set.run));
}

#[test]
fn what_was_left_from_within_a_dialog_is_not_left_again_by_the_next() {
    let model = after(&at_work(), [Msg::OpenDialog(Dialog::Protocol)]);
    let theirs = after(&model, [Msg::Follow(link("title Theirs\nA: x = 1\n"))]);
    let varied = [Msg::OpenDialog(Dialog::Protocol), Msg::ChooseRule("fifo".into())];
    let varied = after(&theirs, varied);
    assert_eq!(names(&varied), ["main", "Theirs", "fifo"]);
}

#[test]
fn a_script_that_shows_one_run_after_another_leaves_only_what_others_did() {
    let load = |text: &str| Msg::Load(Box::new(codec::read(text).expect("a scenario")));
    let model = after(&at_work(), [load("title One\nA: x = 1"), load("title Two\nA: x = 2")]);
    assert_eq!(names(&model), ["main", "Two"]);
    let acted = after(&after_write(&model, B, "y", "1"), [load("title Three\nA: x = 3")]);
    assert_eq!(names(&acted), ["main", "Two", "Three"]);
    assert_eq!(names(&after(&acted, [Msg::StartEmpty])).len(), 4);
}

#[test]
fn an_address_that_was_left_shows_what_was_left_there() {
    let (one, two) = (link("title One\nA: x = 1"), link("title Two\nA: x = 2"));
    let model = after(&Model::opening(&one), [Msg::Time(Timing::End)]);
    let there = after(&after_write(&model, B, "y", "1"), [Msg::Follow(two.clone())]);
    assert_eq!((names(&there).len(), there.address.as_deref()), (2, Some(&*two)));
    let back = after(&there, [Msg::Follow(one.clone())]);
    assert_eq!(
        (values(&back, B), back.address.as_deref()),
        (vec!["x = 1".into(), "y = 1".into()], Some(&*one))
    );
    assert_eq!(after(&back, [Msg::Follow(two)]).run.scenario().title, "Two");
    // The bare address was somebody's too.
    let bare = after(&after_write(&empty(), A, "x", "1"), [Msg::Follow(one)]);
    let back = after(&bare, [Msg::Follow(String::new())]);
    assert_eq!((on_show(&back), back.address.as_deref()), ("main".into(), None));
}

#[test]
fn of_too_many_tabs_the_one_that_was_looked_at_longest_ago_goes() {
    let mut model = after_write(&empty(), A, "x", "1");
    for n in 1..BRANCHES_MAX {
        model = after(&model, [Msg::Open(format!("title Run {n}\nA: x = {n}"))]);
        assert!(model.notice.as_ref().is_some_and(|notice| !notice.text.contains("tabs are kept")));
    }
    assert_eq!(names(&model).len(), BRANCHES_MAX);
    let looked = after(&model, [Msg::ShowBranch(BranchId(0)), Msg::StartEmpty]);
    assert_eq!((names(&looked).len(), &*names(&looked)[0]), (BRANCHES_MAX, "main"));
    let notice = looked.notice.as_ref().expect("there is a notice");
    let says =
        "40 tabs are kept. The oldest, “Run 1”, has gone. The run before stays as the tab “main”.";
    assert_eq!(&*notice.text, says);
    assert_eq!(names(&after(&looked, [Msg::TakeUp(Offer::Undo)])), names(&model), "even that");
    let past = after(&model, [Msg::Time(Timing::Start)]);
    let acted = after_write(&past, B, "y", "1");
    assert_eq!(names(&acted).len(), BRANCHES_MAX);
}

#[test]
fn a_run_with_a_problem_says_both() {
    let late = "title Late\nA: x = 1\nrelease A>B#9";
    let model = after(&at_work(), [Msg::Open(late.into())]);
    let notice = model.notice.expect("there is a notice");
    assert!(notice.is_alert && notice.offer == Some(Offer::Undo));
    assert!(
        notice.text.starts_with("Line 3: ") && notice.text.ends_with("tab “main”."),
        "{notice:?}"
    );
}

#[test]
fn fewer_replicas_do_not_cut_what_is_typed_elsewhere() {
    let typed = after(&empty(), [Msg::TypeValue(super::support::C, "half".into())]);
    let typed = after_write(&typed, A, "x", "1");
    let two = r#"{"version": 1, "replicas": ["A", "B"], "actions": []}"#;
    let two = after(&typed, [Msg::Open(two.into())]);
    assert_eq!(two.drafts.len(), 2);
    let back = after(&two, [Msg::ShowBranch(BranchId(0))]);
    assert_eq!(back.drafts, typed.drafts);
    assert!(Scenario::default() == empty().run.scenario());
}

#[test]
fn who_has_gone_on_in_the_example_finds_it_again_as_it_was() {
    let step = Msg::Time(Timing::Step);
    let seen = after(&first_screen(), [step]);
    let left = after(&seen, [Msg::StartEmpty]);
    assert_eq!(left.notice.as_ref().and_then(|notice| notice.offer), Some(Offer::Undo));
    let back = after(&left, [Msg::TakeUp(Offer::Undo)]);
    assert!(Rc::ptr_eq(&back.run, &seen.run) && back.place() == seen.place());
    // Nobody has seen anything of what has only been opened.
    assert!(after(&first_screen(), [Msg::StartEmpty]).notice.is_none());
}
