//! What is kept of a visit comes back as it was, whatever becomes of the texts.

use std::collections::BTreeMap;
use std::rc::Rc;

use causal_web::keeping::{Stash, Written, glimpse, is_worth_a_record, read, write};
use causal_web::model::{BranchId, Branches, EarlierVisit, KeepingNews, Model, Offer, Selection};
use causal_web::msg::{Msg, Timing};

use super::support::{A, B, after, after_write, empty, first_screen, values};

/// A database in miniature.
#[derive(Clone, Default)]
struct Kept {
    record: String,
    runs: BTreeMap<BranchId, String>,
    written: Written,
    /// How many links were written by the last writing.
    n_written: usize,
}

impl Kept {
    fn write(&mut self, model: &Model) {
        let (changes, next) = self.written.changes(&model.kept());
        self.n_written = changes.runs.len();
        changes.gone.iter().for_each(|id| drop(self.runs.remove(id)));
        self.runs.extend(changes.runs);
        self.record = changes.record.unwrap_or(std::mem::take(&mut self.record));
        self.written = next;
    }

    fn read(&self) -> Option<Branches> {
        read(&self.record, |id| self.runs.get(&id).cloned())
    }
}

fn kept(model: &Model) -> Kept {
    let mut kept = Kept::default();
    kept.write(model);
    kept
}

/// Three branches, one with a name, at a place in one.
fn with_branches() -> Model {
    let model = after_write(&after_write(&first_screen(), A, "x", "1"), B, "y", "2");
    let past = after(&model, [Msg::Time(Timing::Start)]);
    let branched = after_write(&past, B, "z", "3");
    let write = Selection::of_write(branched.run.history(), super::support::dot(B, 1));
    after(
        &branched,
        [
            Msg::RenameBranch(BranchId(1), "mine".into()),
            Msg::ChooseRule("fifo".into()),
            Msg::ShowBranch(BranchId(1)),
            Msg::Time(Timing::StepBack),
            Msg::Select(write.expect("B1 is written")),
            Msg::TypeValue(A, "half \u{1F409}".into()),
            Msg::Shared("1s.x.0".into()),
        ],
    )
}

#[test]
fn all_branches_come_back_with_the_place_in_each() {
    let model = with_branches();
    let back = kept(&model).read().expect("they are kept");
    let back = Model::brought_back(&back, "1s.x.0", false);
    assert_eq!(back.tabs(), model.tabs());
    assert_eq!((back.place(), &back.notice), (model.place(), &None));
    assert_eq!(back.run.scenario(), model.run.scenario());
    for (id, name) in model.tabs().iter() {
        let show = || [Msg::ShowBranch(*id)];
        let (was, is) = (after(&model, show()), after(&back, show()));
        assert_eq!((is.place(), &is.cards), (was.place(), &was.cards), "{name}");
    }
}

#[test]
fn acting_in_one_branch_writes_that_branch_alone_and_looking_none() {
    let model = with_branches();
    let mut kept = kept(&model);
    assert_eq!(kept.n_written, 3);
    kept.write(&after(&model, [Msg::Time(Timing::Start), Msg::TypeValue(B, "more".into())]));
    assert_eq!(kept.n_written, 0);
    let acted = after_write(&after(&model, [Msg::Time(Timing::End)]), B, "w", "4");
    assert_eq!(acted.tabs().len(), 3);
    kept.write(&acted);
    assert_eq!(kept.n_written, 1);
    let deleted = after(&acted, [Msg::DeleteBranch(BranchId(0))]);
    kept.write(&deleted);
    assert_eq!((kept.n_written, kept.runs.len()), (0, 2));
    assert!(kept.written.changes(&deleted.kept()).0.is_empty());
    let back = Model::brought_back(&kept.read().expect("they are kept"), "1s.x.0", false);
    assert_eq!(values(&back, B), values(&deleted, B));
}

#[test]
fn what_was_on_its_way_comes_first() {
    let model = with_branches();
    let kept = kept(&model);
    let acted = after_write(&after(&model, [Msg::Time(Timing::End)]), B, "w", "4");
    let now = acted.kept();
    let stash = Stash::of(&now, &kept.written.changes(&now).0).expect("there is something new");
    assert_eq!(Stash::of(&model.kept(), &kept.written.changes(&model.kept()).0), None);
    let stash = Stash::read(&stash.write()).expect("it can be read");
    let branches = read(&stash.record, |id| {
        stash.link_of(id).map(str::to_owned).or_else(|| kept.runs.get(&id).cloned())
    });
    let back = Model::brought_back(&branches.expect("they are kept"), "1s.x.0", false);
    assert_eq!((values(&back, B), back.place()), (values(&acted, B), acted.place()));
}

#[test]
fn the_first_screen_untouched_needs_no_record() {
    let first = first_screen();
    assert!(!is_worth_a_record(&first.kept()));
    for msg in [Msg::Time(Timing::Step), Msg::TypeKey(A, "x".into()), Msg::StartEmpty] {
        assert!(is_worth_a_record(&after(&first, [msg]).kept()));
    }
    let typed = after(&first, [Msg::TypeKey(A, "x".into())]);
    let back = Model::brought_back(&kept(&typed).read().expect("they are kept"), "", false);
    assert!(back.inviting && &*back.drafts[0].key == "x");
}

#[test]
fn only_what_no_button_brings_again_is_worth_resuming() {
    let glimpse = |model: &Model| glimpse(&write(&model.kept())).expect("it can be read");
    let first = glimpse(&after(&first_screen(), [Msg::TypeKey(A, "x".into())]));
    assert!(!first.is_worth_resuming && first.title == "A message from the future");
    // Nor does a button bring back where somebody has gone to in it.
    assert!(glimpse(&after(&first_screen(), [Msg::Time(Timing::Step)])).is_worth_resuming);
    let own = glimpse(&with_branches());
    assert!(own.is_worth_resuming);
    assert_eq!((own.n_branches, &*own.title), (3, "A message from the future"));
    assert_eq!(glimpse(&after_write(&empty(), A, "x", "1")).title, "main");
}

#[test]
fn what_is_damaged_gives_what_can_be_read_and_never_fails() {
    let model = with_branches();
    let Kept { record, runs, .. } = kept(&model);
    assert!(read("", |_| None).is_none() && read("what?\u{1F409}", |_| None).is_none());
    assert!(read(&record, |_| None).is_none(), "no runs, no branches");
    let one = |id| runs.get(&id).filter(|_| id == BranchId(2)).cloned();
    let left = read(&record, one).expect("one is left");
    assert_eq!((left.tabs().len(), left.shown()), (1, BranchId(2)));
    let letters: Vec<char> = record.chars().collect();
    for at in 0..letters.len() {
        for change in ['\0', '\u{1}', '\u{7f}', '\u{ff}'] {
            let mut damaged = letters.clone();
            damaged[at] = change;
            let text: String = damaged.iter().collect();
            if let Some(branches) = read(&text, |id| runs.get(&id).cloned()) {
                let back = Model::brought_back(&branches, "", false);
                assert!(!back.tabs().is_empty());
                let opened = after(&back, [Msg::StartEmpty, Msg::Open("title T\nA: x = 1".into())]);
                assert!(opened.tabs().len() <= 6);
            }
            let cut: String = letters[..at].iter().collect();
            assert!(read(&cut, |id| runs.get(&id).cloned()).is_none());
            assert!(Stash::read(&cut).is_none_or(|stash| stash.link_of(BranchId(0)).is_none()));
        }
    }
}

#[test]
fn a_link_that_cannot_be_read_is_a_tab_that_says_so() {
    let model = with_branches();
    let Kept { record, mut runs, .. } = kept(&model);
    runs.insert(BranchId(1), "3s.AAAA.0000".into());
    let branches = read(&record, |id| runs.get(&id).cloned()).expect("they are kept");
    let back = Model::brought_back(&branches, "", false);
    let notice = back.notice.as_ref().expect("there is a notice");
    assert!(notice.text.starts_with("“mine” is kept as a tab. "), "{}", notice.text);
    assert_eq!((back.tabs().len(), back.inviting), (4, true));
    let tried = after(&back, [Msg::ShowBranch(BranchId(1))]);
    assert!(tried.notice.expect("there is one").text.starts_with("“mine” cannot be shown. "));
    assert!(Rc::ptr_eq(&tried.run, &back.run));
    let other = after(&back, [Msg::ShowBranch(BranchId(0)), Msg::Time(Timing::End)]);
    assert_eq!(values(&other, A).len(), 4);
}

#[test]
fn what_broke_when_it_was_brought_back_is_not_shown_again() {
    let model = with_branches();
    let branches = kept(&model).read().expect("they are kept");
    let back = Model::brought_back(&branches, "", true);
    assert_eq!((back.tabs().len(), back.inviting), (4, true));
    let says = "“mine” is kept as a tab. Something broke when it was brought back.";
    assert_eq!(&*back.notice.as_ref().expect("there is a notice").text, says);
    assert_eq!(values(&after(&back, [Msg::ShowBranch(BranchId(1))]), B), values(&model, B));
}

#[test]
fn a_reload_under_another_address_adds_what_it_asks_for() {
    let model = with_branches();
    let branches = kept(&model).read().expect("they are kept");
    let link = causal_web::codec::link_of("title Theirs\nA: x = 1").expect("a scenario");
    let back = Model::brought_back(&branches, &link, false);
    assert_eq!((back.tabs().len(), &*back.run.scenario().title), (4, "Theirs"));
    assert_eq!(back.notice.as_ref().and_then(|notice| notice.offer), Some(Offer::Undo));
    let bad = Model::brought_back(&branches, &link[..20], false);
    assert_eq!((bad.tabs().len(), bad.run.scenario()), (3, model.run.scenario()));
    assert!(bad.notice.is_some_and(|notice| notice.kept.is_some()));
}

fn earlier(id: &str) -> EarlierVisit {
    EarlierVisit { id: id.into(), title: "Old".into(), n_branches: 3, when: "3 Jul".into() }
}

fn told(model: &Model, news: KeepingNews) -> Model {
    after(model, [Msg::HearOfKeeping(news)])
}

#[test]
fn the_last_visit_is_offered_where_nothing_has_been_done() {
    let all = KeepingNews::Earlier(Rc::new(vec![earlier("b"), earlier("a")]));
    let offered = told(&first_screen(), all.clone());
    let notice = offered.notice.as_ref().expect("there is a notice");
    assert_eq!(&*notice.text, "Your last visit is kept: “Old” and 2 more tabs.");
    assert_eq!(notice.offer, Some(Offer::Resume));
    let wanted = after(&offered, [Msg::TakeUp(Offer::Resume)]);
    assert_eq!((wanted.wanted.as_deref(), wanted.notice.as_ref()), (Some("b"), None));
    let chosen = after(&offered, [Msg::Resume("a".into())]);
    assert_eq!(chosen.wanted.as_deref(), Some("a"));
    assert!(offered.update(Msg::Resume("c".into())).is_none());
    let busy = told(&after_write(&empty(), A, "x", "1"), all);
    assert_eq!((busy.notice, busy.earlier.len()), (None, 2));
}

fn resumed(model: &Model, visit: &Model, is_broken: bool) -> Model {
    let branches = Rc::new(kept(visit).read().expect("they are kept"));
    let all = KeepingNews::Earlier(Rc::new(vec![earlier("b"), earlier("a")]));
    let wanted = after(&told(model, all), [Msg::Resume("b".into())]);
    told(&wanted, KeepingNews::Resumed { branches, is_broken })
}

#[test]
fn a_visit_comes_back_in_place_of_what_a_button_brings_and_beside_what_was_done() {
    let visit = with_branches();
    let alone = resumed(&first_screen(), &visit, false);
    assert_eq!((alone.tabs(), alone.place()), (visit.tabs(), visit.place()));
    assert_eq!((alone.earlier.len(), alone.wanted.as_ref()), (1, None));
    assert_eq!(&*alone.said, "Your last visit is back with 3 tabs.");
    let busy = after_write(&empty(), A, "x", "1");
    let beside = resumed(&busy, &visit, false);
    let names: Vec<_> = beside.tabs().iter().map(|(_, name)| name.to_string()).collect();
    assert_eq!(names, ["main", "main 2", "mine", "fifo"]);
    assert_eq!(beside.place(), visit.place());
    let back = after(&beside, [Msg::ShowBranch(BranchId(0))]);
    assert_eq!(values(&back, A), values(&busy, A));
}

#[test]
fn a_visit_that_broke_the_page_comes_back_without_being_shown() {
    let first = first_screen();
    let careful = resumed(&first, &with_branches(), true);
    assert_eq!((careful.tabs().len(), careful.inviting), (4, true));
    assert!(Rc::ptr_eq(&careful.run, &first.run));
}

#[test]
fn what_is_told_of_keeping_outlasts_what_is_done() {
    for news in [
        KeepingNews::Refused,
        KeepingNews::NoRoom,
        KeepingNews::MadeRoom(2),
        KeepingNews::Unreadable,
    ] {
        let warned = told(&empty(), news);
        let acted = after(&after_write(&warned, A, "x", "1"), [Msg::StartEmpty]);
        assert!(acted.warning.is_some() && acted.warning == warned.warning);
        assert!(after(&acted, [Msg::DismissWarning]).warning.is_none());
    }
    assert!(empty().update(Msg::DismissWarning).is_none());
}
