//! Long work: the typed service called directly, and what the page makes of its news.

use causal_core::scenario::link::ENGINE;
use causal_web::model::{Dialog, Model, WorkState};
use causal_web::msg::{Msg, Timing};
use causal_web::service::{
    Answer, Doing, Job, JobNews, News, Progress, Refusal, WorkItem, carry_out,
};

use super::support::{A, after, empty, first_screen};

const LOG: &str = "client {\"client\":1}\nask\nserver {\"client\":1, \"server\":1}\nhear\n";

/// A log of one host with so many events.
fn long(n: usize) -> String {
    (1..=n).map(|n| format!("A {{\"A\":{n}}}\nx\n")).collect()
}

/// Everything that is told of a work item, carried out here.
fn told(item: &WorkItem) -> Vec<JobNews> {
    let mut told = Vec::new();
    carry_out(item, &mut |news| told.push(news));
    told
}

fn reading(number: u32, text: &str) -> WorkItem {
    WorkItem::new(number, Job::ReadLog { text: text.to_owned() })
}

/// The page after everything that is told of its job.
fn worked(model: &Model) -> Model {
    let item = model.work.as_ref().and_then(|work| work.item()).expect("a job that is not over");
    after(model, told(&item).into_iter().map(Msg::Hear))
}

fn asked_to_read(text: &str) -> Model {
    after(
        &first_screen(),
        [Msg::OpenDialog(Dialog::Open), Msg::OpenFile("t.log".into(), text.into())],
    )
}

#[test]
fn an_item_gives_progress_and_one_outcome_at_last() {
    let told = told(&reading(7, &long(1_000)));
    assert!(told.iter().all(|news| news.number == 7));
    let (last, before) = told.split_last().expect("something is told");
    let of_phase = |wanted: Doing| {
        let is_it = |news: &&JobNews| matches!(&news.news, News::Progress(Progress { doing, .. }) if *doing == wanted);
        before.iter().filter(is_it).count()
    };
    let (lines, events) = (of_phase(Doing::ReadingLines), of_phase(Doing::JudgingEvents));
    assert_eq!(lines + events, before.len());
    assert!(lines > 50 && events > 50, "{lines} {events}");
    let News::Done(Ok(Answer::Log(report))) = &last.news else { panic!("{last:?}") };
    assert_eq!((report.n_executions, report.n_events), (1, 1_000));
}

#[test]
fn what_another_engine_asks_for_is_refused_unread() {
    let item = WorkItem { engine: ENGINE + 1, ..reading(1, LOG) };
    let refusal = Refusal::OtherEngine { page_engine: ENGINE + 1, worker_engine: ENGINE };
    assert_eq!(told(&item), [JobNews { number: 1, news: News::Done(Err(refusal)) }]);
}

#[test]
fn items_and_news_arrive_as_they_were_posted() {
    let item = reading(3, LOG);
    let bytes = postcard::to_allocvec(&item).expect("plain data");
    assert_eq!(postcard::from_bytes::<WorkItem>(&bytes).as_ref(), Ok(&item));
    let broken = told(&reading(4, "A {\"A\":0}\nx\n"));
    let all: Vec<JobNews> = told(&item).into_iter().chain(broken).collect();
    assert!(all.len() > 4 && all.iter().any(|one| matches!(one.news, News::Done(Err(_)))));
    for news in all {
        let bytes = postcard::to_allocvec(&news).expect("plain data");
        assert_eq!(postcard::from_bytes::<JobNews>(&bytes), Ok(news));
    }
}

#[test]
fn a_log_is_read_beside_the_run_and_told_in_words() {
    let begun = asked_to_read(LOG);
    assert_eq!((&*begun.said, begun.interface.dialog), ("Reading t.log.", Some(Dialog::Open)));
    assert_eq!(begun.run.history().digest(), first_screen().run.history().digest());
    let read = worked(&begun);
    assert_eq!(&*read.said, "Read t.log: 2 events of 2 hosts. All clocks fit together.");
    assert!(read.work.as_ref().is_some_and(|work| work.running().is_none()));
    assert_eq!(after(&read, [Msg::PutWorkAway]).work, None);
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_the_field_keeps_what_it_has() {
    let typed = after(&empty(), [Msg::TypeOpening("A: x = 1".into())]);
    let asked =
        after(&typed, [Msg::OpenFile("t.log".into(), "A {\"A\":1}\nx\nA {\"A\":1}\ny\n".into())]);
    let told = worked(&asked);
    assert!(told.said.starts_with("Something is wrong with t.log. Line 3: "), "{}", told.said);
    assert_eq!(&*told.interface.opening.text, "A: x = 1");
    assert_eq!(told.interface.opening.error, None);
}

#[test]
fn news_of_a_job_that_was_withdrawn_or_replaced_come_too_late() {
    let first = asked_to_read(LOG);
    let item = first.work.as_ref().and_then(|work| work.item()).expect("at work");
    let cancelled = after(&first, [Msg::PutWorkAway]);
    assert_eq!(&*cancelled.said, "Reading t.log was cancelled. Nothing was changed.");
    let replaced = after(&first, [Msg::OpenFile("u.log".into(), long(3))]);
    for model in [cancelled, replaced] {
        for news in told(&item) {
            assert!(model.update(Msg::Hear(news)).is_none());
        }
        // What comes next is heard again.
        let next = after(&model, [Msg::OpenFile("v.log".into(), long(2))]);
        assert_eq!(
            &*worked(&next).said,
            "Read v.log: 2 events of 1 host. All clocks fit together."
        );
    }
}

#[test]
fn the_page_goes_on_while_a_log_is_read_and_other_runs_can_be_opened() {
    let begun = asked_to_read(LOG);
    let on = after(
        &begun,
        [Msg::CloseDialog, Msg::Time(Timing::StepBack), Msg::Open("A: y = 2".into())],
    );
    assert_eq!(on.run.script().len(), 1);
    let state = on.work.as_ref().map(|work| &work.state);
    assert!(matches!(state, Some(WorkState::Running(..))));
    let read = worked(&on);
    assert!(read.said.starts_with("Read t.log"));
    let acted = after(&read, [Msg::TypeKey(A, "k".into()), Msg::Write(A)]);
    assert_eq!(acted.work, read.work);
}

#[test]
fn a_damaged_scenario_is_not_taken_for_a_log() {
    for damaged in ["A: x = ", "{\"title\": ", "hold A->\nA {x}\n"] {
        let complained = after(&empty(), [Msg::Open(damaged.into())]);
        assert_eq!(complained.work, None, "{damaged}");
        assert_eq!(&*complained.interface.opening.text, damaged);
        assert!(complained.interface.opening.error.is_some());
    }
}

#[test]
fn a_file_that_is_neither_and_far_too_long_says_so_and_leaves_the_field() {
    let typed = after(&empty(), [Msg::TypeOpening("mine".into())]);
    let text = "no scenario and no log\n".repeat(200_000);
    let complained = after(&typed, [Msg::OpenFile("huge.txt".into(), text)]);
    assert_eq!(&*complained.interface.opening.text, "mine");
    assert!(complained.interface.opening.error.is_some());
}
