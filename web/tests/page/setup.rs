//! How many replicas there are and what they are called is chosen in the page, from 1 to 16.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_web::codec;
use causal_web::model::{Dialog, Filter, Model, Offer};
use causal_web::msg::{Msg, Timing};

use super::support::{A, C, after, after_write, empty, first_screen, values};

fn opened(model: &Model) -> Model {
    after(model, [Msg::OpenDialog(Dialog::Replicas)])
}

fn number(n: usize) -> Msg {
    Msg::ChooseNumber(n.to_string())
}

fn typed(index: usize, name: &str) -> Msg {
    Msg::TypeName(index, name.into())
}

fn replicas(model: &Model) -> Vec<String> {
    model.run.setting().names.clone()
}

fn tabs(model: &Model) -> Vec<String> {
    model.tabs().iter().map(|(_, name)| name.to_string()).collect()
}

fn error(model: &Model) -> &str {
    model.interface.setup.error.as_ref().map_or("", |(sentence, _)| sentence)
}

#[test]
fn every_number_from_1_to_16_can_be_chosen_and_written_at() {
    for n in 1..=16_u16 {
        let model = after(&opened(&empty()), [number(n.into()), Msg::SetUp]);
        assert_eq!(model.cards.len(), usize::from(n));
        assert_eq!((model.interface.dialog, &model.notice, tabs(&model).len()), (None, &None, 1));
        let written =
            (0..n).map(ReplicaId).fold(model, |model, at| after_write(&model, at, "x", "1"));
        assert_eq!(values(&written, ReplicaId(n - 1)), ["x = 1"]);
        let link = codec::fragment(&written.run, written.stop);
        let digest = |model: &Model| model.run.history().short_digest();
        assert_eq!(digest(&Model::opening(&link)), digest(&written));
    }
    for wrong in ["0", "17", "three", ""] {
        assert!(opened(&empty()).update(Msg::ChooseNumber(wrong.into())).is_none(), "{wrong}");
    }
}

#[test]
fn more_replicas_have_names_of_their_own_letters_among_letters() {
    let five = after(&opened(&empty()), [number(5), Msg::SetUp]);
    assert_eq!(replicas(&five), ["Alice", "Bob", "Carol", "Dave", "Erin"]);
    let letters = Model::of(codec::read("replicas A B").expect("a scenario").scenario);
    assert_eq!(replicas(&after(&opened(&letters), [number(3), Msg::SetUp])), ["A", "B", "C"]);
    let dave = Model::of(codec::read("replicas Dave Bob").expect("a scenario").scenario);
    let four = after(&opened(&dave), [number(4), Msg::SetUp]);
    assert_eq!(replicas(&four), ["Dave", "Bob", "Carol", "D"]);
}

#[test]
fn the_run_before_stays_as_a_tab_and_undo_brings_it_back() {
    let before = after_write(&first_screen(), A, "x", "1");
    let more = after(&opened(&before), [number(5), typed(4, " Eve "), Msg::SetUp]);
    assert_eq!(replicas(&more)[3..], ["Dave", "Eve"]);
    assert_eq!(tabs(&more), ["main", "5 replicas"]);
    assert_eq!(values(&more, ReplicaId(4)).len(), 3, "Eve has heard of all");
    assert_eq!(&*more.said, "Chosen: 5 replicas.");
    let back = after(&more, [Msg::TakeUp(Offer::Undo)]);
    assert!(Rc::ptr_eq(&back.run, &before.run) && back.place() == before.place());
    assert_eq!(back.interface.dialog, None);
    let named = after(&opened(&before), [typed(0, "Ada"), Msg::SetUp]);
    assert_eq!(
        (tabs(&named), &*replicas(&named)[0]),
        (vec!["main".into(), "other names".into()], "Ada")
    );
    assert_eq!(&*named.said, "Chosen: other names.");
}

#[test]
fn what_is_chosen_already_changes_nothing() {
    let before = after_write(&empty(), A, "x", "1");
    let same = after(&opened(&before), [number(7), number(3), typed(0, " Alice "), Msg::SetUp]);
    assert!(Rc::ptr_eq(&same.run, &before.run));
    assert_eq!((same.interface.dialog, tabs(&same).len(), same.notice), (None, 1, None));
}

#[test]
fn a_wrong_name_is_said_at_its_field_and_everything_stays() {
    let before = after_write(&empty(), A, "x", "1");
    let wrong = [
        (1, "  ", "Replica B: it needs a name, for example its letter."),
        (1, "Alice", "Replica B: A is called “Alice” already."),
        (0, "Carol", "Replica C: A is called “Carol” already."),
        (2, "a name of many more than 24", "Replica C: 24 characters at most for a name."),
        (0, "B", "Replica A: “B” means replica 2."),
        (0, "B1", "Replica A: “B1” means a write."),
        (1, "Bo\u{7}b", "Replica B: the name holds a character that cannot be shown (U+0007)."),
    ];
    for (index, name, says) in wrong {
        for way in [Msg::SetUp, Msg::SetUpAfresh] {
            let refused = after(&opened(&before), [typed(index, name), way]);
            assert!(error(&refused).starts_with(says), "{:?}", error(&refused));
            assert!(
                error(&refused).ends_with("The run is as it was, and what you typed stays here.")
            );
            assert_eq!(refused.said, before.said, "it is heard where it is read");
            assert!(Rc::ptr_eq(&refused.run, &before.run));
            assert_eq!(refused.interface.dialog, Some(Dialog::Replicas));
            assert_eq!(&*refused.interface.setup.names[index], name);
            let mended = after(&refused, [typed(index, "Zoe")]);
            assert_eq!(error(&mended), "", "it is looked at anew");
        }
    }
}

#[test]
fn a_replica_that_has_acted_cannot_go_but_a_fresh_run_can_begin() {
    let before = after_write(&after_write(&empty(), A, "x", "1"), C, "y", "2");
    let refused = after(&opened(&before), [number(2), Msg::SetUp]);
    let says = "“Carol writes y = \"2\": C1.” needs replica C. The run is as it was. Choose more replicas, or start empty.";
    assert_eq!(error(&refused), says);
    assert!(Rc::ptr_eq(&refused.run, &before.run));
    assert_eq!(refused.interface.dialog, Some(Dialog::Replicas));
    let fresh = after(&refused, [Msg::SetUpAfresh]);
    assert_eq!(
        (replicas(&fresh), fresh.run.script().len()),
        (vec!["Alice".into(), "Bob".into()], 0)
    );
    assert_eq!(
        (tabs(&fresh), fresh.interface.dialog),
        (vec!["main".into(), "Empty playground".into()], None)
    );
    assert!(Rc::ptr_eq(&after(&fresh, [Msg::TakeUp(Offer::Undo)]).run, &before.run));
}

#[test]
fn what_a_setting_says_of_replicas_that_go_goes_with_them() {
    let scenario = r#"{"version": 1, "replicas": ["A", "B", "C"], "view": ["A", "C"],
        "links": {"A>B": {"state": "held"}, "B>C": {"state": "cut"}}, "actions": []}"#;
    let model = Model::of(codec::read(scenario).expect("a scenario").scenario);
    let two = after(&opened(&model), [number(2), Msg::SetUp]);
    let setting = two.run.setting();
    assert_eq!((setting.links.len(), setting.view.as_deref()), (1, Some(&[A][..])));
    let one = after(&opened(&two), [number(1), Msg::SetUp]);
    assert_eq!((one.run.setting().links.len(), one.cards.len()), (0, 1));
}

#[test]
fn the_list_of_one_replica_shows_everything_when_that_replica_is_gone() {
    let model = after(&after_write(&empty(), A, "x", "1"), [Msg::ChooseFilter(Filter::At(C))]);
    let two = after(&opened(&model), [number(2), Msg::SetUp]);
    assert_eq!(two.interface.filter, Filter::Everything);
    let fresh = after(&opened(&model), [number(2), Msg::SetUpAfresh, Msg::Time(Timing::End)]);
    assert_eq!(fresh.interface.filter, Filter::Everything);
}
