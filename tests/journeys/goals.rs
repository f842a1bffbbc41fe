//! The goals of the first story: they come true, one after the other, and it says when it is done.

use causal_e2e::{Screen, Visitor};

fn reached(visitor: &Visitor) -> String {
    visitor.attribute("goals", "data-reached").unwrap_or_default()
}

#[test]
fn the_first_story_is_a_task_with_ticks_by_mouse() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.reads_soon("task", "Goals 1 of 3");
    ada.reads_soon("goals", "B1 waits at Carol");
    assert!(!ada.sees("done"));
    ada.clicks_on("invite");
    ada.reads_soon("task", "Goals 2 of 3");
    ada.reads_soon("live", "Goal 2 of 3: B1 waits at Carol.");
    ada.takes_picture("goals-two");
    ada.clicks("button", "Release A1");
    ada.reads_soon("done", "No reply shows before what it answers.");
    ada.reads_soon("live", "Goal 3 of 3: A1, then B1 delivered at Carol. Done.");
    ada.takes_picture("goals-done");
    ada.clicks_on("step-back");
    ada.clicks_on("start");
    ada.reads_soon("task", "Goals 0 of 3");
    ada.clicks_on("end");
    ada.reads_soon("done", "Done.");
    assert!(!ada.text_of("live").contains("Goal"), "it was told of once");
}

#[test]
fn the_first_story_comes_true_by_keys_alone() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.tabs_to("invite");
    ada.presses("Enter");
    ada.waits_until("two goals", || reached(&ada) == "2");
    ada.presses("r");
    ada.waits_until("all goals", || reached(&ada) == "3");
}

#[test]
fn what_can_be_reached_no_more_says_so_and_leads_back() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("link-more-A>C");
    ada.clicks("button", "Release A1");
    ada.clicks_on("end");
    ada.reads_soon("goals", "This goal can no longer be reached on this branch");
    ada.reads_soon("goals", "Carol already delivered B1");
    ada.takes_picture("goals-lost");
    let back = ada.page_text();
    let back = back.lines().find(|line| line.starts_with("Go back to step") && line.len() < 20);
    ada.clicks("button", &format!("{}: B1 waits at Carol", back.expect("a way back")));
    ada.waits_until("the goal within reach", || {
        !ada.text_of("goals").contains("can no longer be reached")
    });
}

#[test]
fn the_phone_has_the_goals_in_its_task_and_their_number_on_the_tab() {
    let ada = Visitor::arrives_with(Screen::PHONE);
    ada.opens("/");
    ada.reads_soon("sheet-task", "Task 1/3");
    ada.clicks_on("invite");
    ada.reads_soon("sheet-task", "Task 2/3");
    ada.clicks_on("sheet-task");
    ada.reads_soon("goals", "B1 waits at Carol");
    ada.takes_picture("goals-phone");
    ada.clicks("button", "Release A1");
    ada.reads_soon("done", "Done.");
    ada.takes_picture("goals-phone-done");
}

#[test]
fn a_run_of_ones_own_has_no_goals() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    ada.reads_soon("task", "A playground of your own");
    assert!(!ada.sees("goals"));
}
