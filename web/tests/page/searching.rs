//! Every schedule of the run on show: asked for, told of, cancelled, and shown.

use causal_web::model::{Dialog, Extra, Model};
use causal_web::msg::Msg;
use causal_web::service::{Answer, JobKind, News, SearchEnd, SearchReport, carry_out};

use super::support::{after, first_screen};

/// The page with this scenario on it.
fn page(text: &str) -> Model {
    after(&first_screen(), [Msg::Open(text.into()), Msg::OpenDialog(Dialog::Find)])
}

/// The page after everything that is told of its job.
fn worked(model: &Model) -> Model {
    let item = model.work.as_ref().and_then(|work| work.item()).expect("a job that is not over");
    let mut told = Vec::new();
    carry_out(&item, &mut |news| told.push(Msg::Hear(news)));
    after(model, told)
}

fn finding(model: &Model, condition: &str) -> Model {
    after(model, [Msg::TypeCondition(condition.into()), Msg::Find])
}

fn report(model: &Model) -> &SearchReport {
    model.work.as_ref().and_then(|work| work.searched()).expect("a search that is over")
}

const REPLY: &str = "A: lost = wallet\nB: reply = \"sorry!\"";

#[test]
fn what_cannot_happen_is_told_with_the_number_of_states_and_the_run_stays() {
    let before = page(REPLY);
    let model = worked(&finding(&before, "violation.causal"));
    assert_eq!(report(&model).end, SearchEnd::All);
    let n_states = report(&model).n_states;
    assert!(n_states >= 39, "more than what the replicas alone can tell apart: {n_states}");
    assert_eq!(*model.said, format!("None: all {n_states} states were tried."));
    assert_eq!(model.run.history().digest(), before.run.history().digest());
    assert_eq!(model.branches.tabs().len(), before.branches.tabs().len());
}

#[test]
fn the_shortest_schedule_opens_in_a_tab_of_its_own_and_can_be_undone() {
    let before = page(&format!("rule fifo\n{REPLY}"));
    let found = worked(&finding(&before, "violation.causal"));
    let n_steps = report(&found).found.as_ref().expect("fifo breaks causality").n_steps;
    assert_eq!(n_steps, 4, "two writes, and two arrivals");
    let shown = after(&found, [Msg::ShowSchedule(None)]);
    assert_eq!(shown.branches.tabs().len(), before.branches.tabs().len() + 1);
    assert_eq!(&*shown.branches.on_show().name, "Found: violation.causal");
    assert!(!shown.findings.is_empty(), "the page says what is wrong");
    assert!(shown.interface.dialog.is_none());
    assert!(shown.work.is_some(), "what was found can be looked at again");
    let back = after(&shown, [Msg::Time(causal_web::msg::Timing::Undo)]);
    assert_eq!(back.run.history().digest(), before.run.history().digest());
}

#[test]
fn what_is_found_from_the_untouched_example_opens_beside_it() {
    let before = first_screen();
    let found = worked(&finding(&before, "exists w: buffered(w, C)"));
    let shown = after(&found, [Msg::ShowSchedule(None)]);
    let names: Vec<String> = shown.tabs().iter().map(|(_, name)| name.to_string()).collect();
    assert_eq!(names, ["main", "Found: exists w: buffer…"]);
    let back = after(&shown, [Msg::ShowBranch(shown.tabs()[0].0)]);
    assert_eq!(back.run.history().digest(), before.run.history().digest());
    let undone = after(&shown, [Msg::Time(causal_web::msg::Timing::Undo)]);
    assert_eq!((undone.tabs().len(), undone.stop), (1, before.stop));
}

#[test]
fn outcomes_come_with_their_numbers_and_open_where_they_end() {
    let model = page("A: x = red\nB: x = blue");
    let model = worked(&after(&model, [Msg::FindOutcomes]));
    let of_each: Vec<Option<u128>> =
        report(&model).outcomes.iter().map(|outcome| outcome.n_schedules).collect();
    assert_eq!(of_each, [Some(60), Some(10), Some(10)]);
    assert_eq!(report(&model).n_schedules, Some(80));
    for at in 0..3 {
        let shown = after(&model, [Msg::ShowSchedule(Some(at))]);
        let store = &report(&model).outcomes[at].stores[2];
        let now = shown.run.world().replicas()[2].store().siblings("x");
        let now: Vec<&str> = now.iter().filter_map(|write| write.value.as_deref()).collect();
        assert_eq!(*store, format!("x = {}", now.join(" | ")));
    }
    assert!(model.update(Msg::ShowSchedule(Some(3))).is_none());
    assert!(model.update(Msg::ShowSchedule(None)).is_none());
}

#[test]
fn progress_is_told_and_cancelling_says_what_was_covered() {
    let model = page(REPLY);
    let model = after(&model, [Msg::ChooseExtra(Extra::Writes, "3".into())]);
    let model = finding(&model, "violation.causal");
    let item = model.work.as_ref().and_then(|work| work.item()).expect("a job");
    let mut told = Vec::new();
    carry_out(&item, &mut |news| told.push(news));
    let (last, before) = told.split_last().expect("something is told");
    assert!(matches!(&last.news, News::Done(Ok(Answer::Search(_)))));
    let states = before.iter().filter_map(|news| match &news.news {
        News::Progress(now) => Some(now.done),
        News::Found(_) | News::Done(_) => None,
    });
    let states: Vec<u32> = states.collect();
    assert!(states.len() > 3 && states.is_sorted(), "{states:?}");
    let heard = after(&model, [Msg::Hear(before[1].clone())]);
    let cancelled = after(&heard, [Msg::PutWorkAway]);
    assert!(cancelled.said.starts_with("Cancelled after "), "{}", cancelled.said);
    assert!(cancelled.work.as_ref().is_some_and(|work| work.item().is_none()), "it is over");
    assert!(after(&cancelled, [Msg::PutWorkAway]).work.is_none());
    // What comes too late is not heard.
    assert!(cancelled.update(Msg::Hear(before[2].clone())).is_none());
}

#[test]
fn what_is_found_is_there_while_it_is_made_shorter_and_cancelling_keeps_it() {
    let model = finding(&page("A: a = 1\nB: b = 2\nA: x = 1"), "shows(C, x)");
    let item = model.work.as_ref().and_then(|work| work.item()).expect("a job");
    let mut told = Vec::new();
    carry_out(&item, &mut |news| told.push(news));
    let found = told.iter().position(|news| matches!(news.news, News::Found(_)));
    let found = found.expect("what is found is told before it is made shorter");
    assert!(found + 2 < told.len(), "and how far that is");
    let shortening = after(&model, told[..found + 2].iter().cloned().map(Msg::Hear));
    assert_eq!(&*shortening.said, "Found in 4 steps; making it shorter …");
    let cancelled = after(&shortening, [Msg::PutWorkAway]);
    assert!(cancelled.said.starts_with("Found in 4 steps; "), "{}", cancelled.said);
    assert!(cancelled.update(Msg::ShowSchedule(None)).is_some(), "it can be shown");
    let over = after(&model, told.into_iter().map(Msg::Hear));
    assert!(over.said.starts_with("Found in 2 steps; "), "{}", over.said);
}

#[test]
fn outcomes_say_who_is_down() {
    let model = after(&page("A: x = 1"), [Msg::ChooseExtra(Extra::Crashes, "1".into())]);
    let model = worked(&after(&model, [Msg::FindOutcomes]));
    let down =
        report(&model).outcomes.iter().filter(|outcome| outcome.stores[1].starts_with("down"));
    assert!(down.count() > 0, "{:?}", report(&model).outcomes);
}

#[test]
fn what_has_no_meaning_stays_where_it_was_typed_and_nothing_begins() {
    let model = page(REPLY);
    let nothing = after(&model, [Msg::Find]);
    assert!(nothing.interface.condition.outcome.is_some(), "what is missing is said");
    let model = finding(&model, "exists w: bufferd(w, C)");
    assert_eq!(&*model.interface.condition.text, "exists w: bufferd(w, C)");
    let read = model.interface.condition.read(model.run.setting()).expect("something is typed");
    assert!(read.expect_err("it has no meaning").to_string().contains("buffered"));
    assert!(model.work.is_none());
}

#[test]
fn what_cannot_be_explored_is_refused_in_a_sentence() {
    let model = worked(&finding(&page(&format!("skew B -5\n{REPLY}")), "violation.causal"));
    let work = model.work.as_ref().expect("what came of it");
    assert_eq!(work.kind, JobKind::Search);
    assert!(work.searched().is_none());
    assert!(model.said.contains("skew") || model.said.contains("clock"), "{}", model.said);
}

#[test]
fn what_can_never_be_so_is_refused_and_not_searched_for() {
    let model = finding(&page(REPLY), "1 = 2");
    let never = "Column 1: The condition can never be so, whatever happens.";
    assert_eq!((&*model.said, model.interface.condition.refusal.as_deref()), (never, Some(never)));
    assert!(model.work.is_none());
    let lacking = finding(&model, "idle & shows(B, nobody)");
    let why = lacking.interface.condition.refusal.as_deref().expect("nobody writes it");
    assert!(why.starts_with("Column 17: ") && why.contains("`nobody`"), "{why}");
    // It may be so once more may happen, and it is said of this condition alone.
    let lost = finding(&page(REPLY), "lost >= 1");
    assert!(lost.interface.condition.refusal.is_some());
    let allowed = after(&lost, [Msg::ChooseExtra(Extra::Losses, "1".into())]);
    assert_eq!(allowed.interface.condition.refusal, None);
    assert!(after(&allowed, [Msg::Find]).work.is_some());
    let closed = after(&lost, [Msg::CloseDialog, Msg::OpenDialog(Dialog::Until)]);
    assert_eq!(closed.interface.condition.refusal, None);
    assert!(
        after(&lost, [Msg::TypeCondition("idle".into())]).interface.condition.refusal.is_none()
    );
}

#[test]
fn an_answer_that_comes_late_says_what_it_is_about() {
    let model = finding(&page(REPLY), "violation.causal");
    let other = after(&model, [Msg::TypeCondition("idle".into())]);
    assert!(other.work.as_ref().is_some_and(|work| work.running().is_some()), "it goes on");
    let about = |model: &Model| model.search_is_about();
    assert_eq!(about(&model), None);
    let loosely = finding(&page(REPLY), "violation.causal&siblings(A,lost)>=2 ");
    assert_eq!(about(&loosely), None, "it is what was typed, however that was written");
    assert_eq!(about(&other).as_deref(), Some("“violation.causal”"));
    let more = after(&model, [Msg::ChooseExtra(Extra::Losses, "1".into())]);
    assert_eq!(about(&more).as_deref(), Some("what was chosen before"));
    let elsewhere = after(&model, [Msg::StartEmpty]);
    assert_eq!(about(&elsewhere).as_deref(), Some("the run of the tab “main”"));
}

#[test]
fn what_is_looked_for_in_vain_has_a_note() {
    let model = worked(&finding(&page("A: x = 1"), "quiet & !quiet | shows(A, z)"));
    let note =
        " tried. The condition asks for what never is: nothing is ever stored under the key `z`.";
    let says = model.work.as_ref().expect("what came of it").says();
    assert!(says.ends_with(note), "{says}");
}

#[test]
fn more_of_something_than_can_be_waited_for_is_not_taken() {
    let model = page(REPLY);
    for odd in ["7", "-1", "x", ""] {
        assert!(model.update(Msg::ChooseExtra(Extra::Losses, odd.into())).is_none());
    }
    let model = after(&model, [Msg::ChooseExtra(Extra::Losses, "2".into())]);
    assert_eq!(model.interface.search.extras, [0, 2, 0, 0, 0]);
}
