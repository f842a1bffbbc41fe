//! Every schedule of a run: what can happen, and what the stores can be at the end.

use causal_e2e::{Screen, Visitor};
use serde_json::json;

/// The dialog, over the run that the page starts with.
fn at_the_dialog(screen: Screen) -> Visitor {
    let ada = Visitor::arrives_with(screen);
    ada.opens("/");
    if screen.phone {
        ada.clicks_on("sheet-task");
        ada.clicks_on("task-find");
    } else {
        ada.clicks_on("find");
    }
    ada.waits_until("the dialog", || ada.sees("find-dialog"));
    ada
}

fn branches(ada: &Visitor) -> usize {
    ada.testids("branch-").iter().filter(|id| *id != "branch-name").count()
}

#[test]
fn what_never_happens_is_told_with_the_number_of_states_and_changes_nothing() {
    let ada = at_the_dialog(Screen::DESKTOP);
    ada.fills_in("condition", "violation.causal");
    ada.clicks_on("find-it");
    ada.reads_soon("work-says", "None: all 39 states were tried.");
    ada.reads_soon("find-live", "None: all 39 states were tried.");
    assert!(!ada.sees("find-show"));
    ada.takes_picture("find-none");
    ada.presses("Escape");
    assert_eq!((branches(&ada), ada.text_of("title")), (1, "A message from the future".to_owned()));
}

#[test]
fn what_can_happen_opens_as_a_tab_that_shows_the_shortest_schedule() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.chooses("rule", "fifo");
    ada.clicks_on("find");
    ada.fills_in("condition", "violation.causal");
    ada.clicks_on("find-it");
    ada.reads_soon("work-says", "Found in 4 steps;");
    ada.takes_picture("find-found");
    let before = branches(&ada);
    ada.clicks_on("find-show");
    ada.reads_soon("live", "A schedule of 4 steps is on show");
    assert_eq!(branches(&ada), before + 1);
    assert!(ada.page_text().contains("Found: violation.causal"));
    assert!(!ada.testids("violation-C-").is_empty(), "the card says what is wrong");
    ada.takes_picture("find-shown");
    // It is a run like any other: one step back, and nothing is wrong yet.
    ada.clicks_on("step-back");
    ada.waits_until("nothing wrong", || ada.testids("violation-C-").is_empty());
}

#[test]
fn outcomes_are_listed_and_each_opens_a_schedule_that_ends_so() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    for (replica, value) in [("A", "red"), ("B", "blue")] {
        ada.clicks_on("hold-all");
        ada.fills_in(&format!("key-{replica}"), "x");
        ada.fills_in(&format!("value-{replica}"), value);
        ada.clicks_on(&format!("write-{replica}"));
    }
    ada.clicks_on("find");
    ada.clicks_on("find-outcomes");
    ada.reads_soon("work-says", "3 outcomes: all ");
    let outcomes = ada.text_of("outcomes");
    for says in ["Everywhere x = red | blue", "Everywhere x = blue", "Everywhere x = red"] {
        assert!(outcomes.contains(says), "{outcomes}");
    }
    assert!(outcomes.contains(" schedules"), "{outcomes}");
    ada.takes_picture("find-outcomes");
    ada.clicks_on("outcome-1");
    ada.reads_soon("live", "is on show");
    // The others are still there, and it is said of what they are.
    ada.clicks_on("work-show");
    ada.reads_soon("find-about", "The answer below is about the run of the tab “main”.");
    ada.presses("Escape");
    // What was found is no answer to another question.
    ada.clicks_on("find");
    ada.clicks("button", "all at rest");
    ada.waits_until("the answer to go", || !ada.sees("outcomes") && !ada.sees("work"));
    assert_eq!(ada.value_of("condition"), "idle");
    ada.clicks("button", "two values of one key");
    assert_eq!(ada.value_of("condition"), "exists r, k: siblings(r, k) >= 2", "a chip is a choice");
    ada.presses("Escape");
    ada.waits_until("the dialog to close", || !ada.sees("find-dialog"));
    let shown: Vec<String> =
        ["A", "B", "C"].iter().map(|at| ada.text_of(&format!("values-{at}"))).collect();
    let values = |shown: &String| (shown.contains("red"), shown.contains("blue"));
    assert!(shown.iter().all(|other| values(other) == values(&shown[0])), "{shown:?}");
}

/// Presses *Step*, or *To the start* at the end, in every frame, and counts frames and news while a
/// search runs.
const STEPS_IN_EVERY_FRAME: &str = "
    const find = (id) => document.querySelector(`[data-testid='${id}']`);
    window.frames_seen = { frames: 0, steps: 0, news: new Set(), longest: 0 };
    let last = null, counter = '';
    const frame = (now) => {
        const says = find('work-bar-says')?.textContent ?? '';
        const seen = window.frames_seen;
        if (says.includes('states tried')) {
            seen.frames += 1;
            seen.news.add(says);
            if (last !== null) seen.longest = Math.max(seen.longest, now - last);
            const shown = find('stop-counter').textContent;
            seen.steps += shown !== counter;
            counter = shown;
            last = now;
            find(find('step').ariaDisabled === 'true' ? 'start' : 'step').click();
        }
        if (seen.news.size < 4) requestAnimationFrame(frame);
        else find('work-cancel').click();
    };
    requestAnimationFrame(frame);
    return null;";

#[test]
fn the_page_steps_in_every_frame_while_a_search_runs_and_cancelling_ends_it_at_once() {
    let ada = at_the_dialog(Screen::DESKTOP);
    ada.fills_in("condition", "violation.causal");
    ada.chooses("find-writes", "6");
    ada.asks(STEPS_IN_EVERY_FRAME, json!([]));
    ada.clicks_on("find-it");
    ada.waits_until("the work to begin", || ada.sees("work"));
    ada.takes_picture("find-searching");
    ada.presses("Escape");
    ada.reads_soon("live", "Cancelled after ");
    ada.reads_soon("work-bar-says", "Of the others nothing is known.");
    ada.clicks("button", "Put away");
    ada.waits_until("the bar to go", || !ada.sees("work-bar"));
    let seen = "const { frames, steps } = window.frames_seen; return [frames, steps];";
    let seen: (u64, u64) = serde_json::from_value(ada.asks(seen, json!([]))).expect("two numbers");
    assert!(seen.0 > 12, "{seen:?} frames and steps while the search ran");
    // A press shows in the frame after it, or the one after that.
    assert!(seen.1 * 2 >= seen.0 - 2, "{seen:?} frames and steps while the search ran");
}

#[test]
fn by_keys_alone_on_a_phone_something_is_found_and_shown() {
    let ada = at_the_dialog(Screen::PHONE);
    ada.waits_until("the field", || {
        ada.presses("Tab");
        ada.focus().testid == "condition"
    });
    ada.types("exists w: buffered(w, C)");
    ada.presses("Enter");
    ada.reads_soon("work-says", "Found in ");
    ada.takes_picture("find-phone");
    let foot = "return document.querySelector(`[data-testid='work']`).getBoundingClientRect().bottom <= innerHeight;";
    assert_eq!(ada.asks(foot, json!([])), json!(true), "what came of it is in sight");
    assert_eq!(ada.focus().testid, "condition", "the focus stays where one was");
    ada.tabs_to("find-show");
    ada.presses("Enter");
    ada.reads_soon("live", "is on show");
    ada.waits_until("the dialog to close", || !ada.sees("find-dialog"));
}

#[test]
fn a_condition_without_meaning_is_told_where_it_is_typed_and_stays() {
    let ada = at_the_dialog(Screen::DESKTOP);
    ada.clicks_on("find-it");
    ada.reads_soon("find-error", "Type a condition");
    ada.fills_in("condition", "exists w: bufferd(w, C)");
    ada.clicks_on("find-it");
    ada.reads_soon("condition-wrong", "buffered");
    assert_eq!(ada.value_of("condition"), "exists w: bufferd(w, C)");
    assert!(!ada.sees("work"));
    ada.takes_picture("find-error");
}
