//! Nothing is lost: not by what comes on show instead, not by a reload, a crash, or a second tab.

mod refused;

use causal_e2e::{Screen, Visitor};
use serde_json::json;

/// Writes at a replica and waits until that shows.
fn writes(visitor: &Visitor, at: &str, key: &str, value: &str) {
    visitor.fills_in(&format!("key-{at}"), key);
    visitor.fills_in(&format!("value-{at}"), value);
    visitor.presses("Enter");
    visitor.reads_soon(&format!("values-{at}"), value);
}

/// Somebody who has done something that is not to be lost.
fn with_a_write() -> Visitor {
    let visitor = Visitor::arrives();
    visitor.opens("/");
    visitor.clicks_on("start-empty");
    writes(&visitor, "A", "mine", "precious");
    visitor
}

/// The names of the tabs.
fn tabs(visitor: &Visitor) -> Vec<String> {
    let ids = visitor.testids("branch-");
    ids.iter().map(|id| visitor.text_of(id)).collect()
}

/// The whole place: what is shown, where, and what is being typed.
fn place(visitor: &Visitor) -> Vec<String> {
    let texts = ["title", "stop-counter", "replica-A", "replica-B", "replica-C", "why", "branches"];
    let fields = ["key-A", "value-A", "key-B", "value-B"];
    let texts = texts.map(|testid| visitor.text_of(testid));
    let fields = fields.map(|testid| visitor.value_of(testid));
    texts.into_iter().chain(fields).chain([visitor.address()]).collect()
}

/// Somebody does what would take a run off the page, and brings it back.
#[track_caller]
fn leaves_and_comes_back(visitor: &Visitor, leave: impl FnOnce(&Visitor), shows: (&str, &str)) {
    let before = place(visitor);
    leave(visitor);
    visitor.reads_soon(shows.0, shows.1);
    visitor.reads_soon("notice", "The run before stays as the tab “");
    assert_eq!(visitor.text_of("notice-offer"), "Undo");
    visitor.clicks_on("notice-offer");
    visitor.waits_until("everything as it was", || place(visitor) == before);
    visitor.reads_soon("notice", "is closed again.");
    assert_eq!(visitor.text_of("notice-offer"), "Redo");
}

#[test]
fn whatever_comes_on_show_the_run_before_stays_and_undo_brings_it_back() {
    let ada = with_a_write();
    writes(&ada, "B", "other", "thing");
    ada.clicks_on("undo");
    ada.clicks("button", "A1");
    ada.reads_soon("why", "mine = \"precious\"");
    ada.fills_in("value-B", "half-typed");
    leaves_and_comes_back(&ada, |ada| ada.clicks_on("start-empty"), ("values-A", "Nothing"));
    leaves_and_comes_back(&ada, |ada| ada.clicks_on("load-example"), ("values-A", "wallet"));
    leaves_and_comes_back(&ada, |ada| ada.chooses("rule", "arrival"), ("branches", "arrival"));
    leaves_and_comes_back(&ada, |ada| ada.chooses("sessions", "wait"), ("branches", "sessions"));
    let open = |text: &'static str| {
        move |ada: &Visitor| {
            ada.clicks_on("open-run");
            ada.fills_in("open-text", text);
            ada.clicks_on("open-submit");
        }
    };
    leaves_and_comes_back(&ada, open("title Theirs\nA: x = 1\n"), ("title", "Theirs"));
    let drop_text = "const data = new DataTransfer();
        data.setData('text/plain', 'title Dropped\\nA: x = 1\\n');
        document.querySelector('.page').dispatchEvent(
            new DragEvent('drop', { bubbles: true, dataTransfer: data }));";
    leaves_and_comes_back(&ada, |ada| drop(ada.asks(drop_text, json!([]))), ("title", "Dropped"));
    let follow = |ada: &Visitor| {
        let link = ada.asks("return playground.linkOf('title By link\\nB: y = 2\\n')", json!([]));
        ada.asks("location.hash = arguments[0]", json!([link]));
    };
    leaves_and_comes_back(&ada, follow, ("title", "By link"));
    ada.takes_picture("keeping-undone");
}

#[test]
fn each_setting_has_one_tab_and_going_back_to_it_shows_that_tab_again() {
    let ada = with_a_write();
    for rule in ["fifo", "arrival", "fifo", "causal"] {
        ada.chooses("rule", rule);
        ada.reads_soon("notice", "The run before stays as the tab “");
    }
    assert_eq!(tabs(&ada), ["main", "fifo", "arrival"]);
    assert_eq!(ada.attribute("branch-0", "aria-pressed").as_deref(), Some("true"));
    // What is changed in one dialog is one change.
    ada.clicks_on("protocol");
    ada.chooses("choose-gossip", "0.5 s");
    ada.chooses("choose-conflicts", "lww");
    ada.presses("Escape");
    ada.waits_until("one more tab", || tabs(&ada).len() == 4);
    assert_eq!(tabs(&ada)[3], "lww, gossip 0.5 s");
    ada.clicks_on("notice-offer");
    ada.waits_until("it to go again", || tabs(&ada) == ["main", "fifo", "arrival"]);
}

#[test]
fn what_a_button_brings_again_leaves_no_tab() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start-empty");
    ada.reads_soon("values-A", "Nothing delivered here yet.");
    ada.clicks_on("load-example");
    ada.reads_soon("values-A", "wallet");
    assert_eq!(tabs(&ada), ["main"]);
    assert!(!ada.sees("notice-offer"));
}

#[test]
fn going_back_in_the_browser_shows_what_was_left_there() {
    let ada = with_a_write();
    let link = ada.asks("return playground.linkOf('title By link\\nB: y = 2\\n')", json!([]));
    ada.asks("location.hash = arguments[0]", json!([link]));
    ada.reads_soon("title", "By link");
    writes(&ada, "C", "added", "there");
    ada.goes_back();
    ada.reads_soon("values-A", "precious");
    assert_eq!(ada.address().split('#').nth(1).unwrap_or_default(), "");
    ada.asks("history.forward()", json!([]));
    ada.reads_soon("values-C", "there");
    assert_eq!(tabs(&ada), ["main", "By link"]);
}

/// Somebody with three branches, one of them with a name, at a place in one.
fn with_branches() -> Visitor {
    let ada = with_a_write();
    ada.clicks_on("start");
    writes(&ada, "B", "other", "way");
    ada.clicks_on("rename-1");
    ada.waits_until("the field", || ada.focus().testid == "branch-name");
    ada.presses("Control+a");
    ada.types("my own");
    ada.presses("Enter");
    ada.reads_soon("branch-1", "my own");
    ada.chooses("rule", "fifo");
    ada.clicks_on("branch-1");
    ada.reads_soon("values-B", "way");
    ada.clicks_on("end");
    ada.clicks_on("step-back");
    ada.clicks("button", "B1");
    ada.reads_soon("why", "other = \"way\"");
    ada.fills_in("value-C", "half");
    ada
}

#[test]
fn a_reload_brings_back_all_branches_their_names_and_the_place_in_each() {
    let ada = with_branches();
    let here = place(&ada);
    ada.clicks_on("branch-0");
    ada.reads_soon("stop-counter", "0 of 3");
    ada.clicks_on("step");
    ada.reads_soon("values-A", "precious");
    let main = place(&ada);
    ada.clicks_on("branch-1");
    ada.waits_until("the branch", || place(&ada) == here);
    ada.reloads();
    ada.reads_soon("why", "other = \"way\"");
    assert_eq!(place(&ada), here);
    assert_eq!(tabs(&ada), ["main", "my own", "fifo"]);
    ada.clicks_on("branch-0");
    ada.waits_until("main as it was left", || place(&ada) == main);
    ada.reloads();
    ada.reads_soon("values-A", "precious");
    assert_eq!(place(&ada), main);
    ada.takes_picture("keeping-reloaded");
}

#[test]
fn a_reload_in_the_midst_of_a_reload_breaks_nothing() {
    let ada = with_branches();
    let here = place(&ada);
    for _ in 0..5 {
        ada.asks("location.reload()", json!([]));
    }
    ada.waits_until("everything as it was", || {
        ada.sees("branch-2") && place(&ada) == here && !ada.sees("notice")
    });
}

/// What the database has: texts under names.
fn kept(visitor: &Visitor) -> Vec<(String, String)> {
    let ask = "const opened = indexedDB.open('causal', 1);
        await new Promise((done, fail) => { opened.onsuccess = done; opened.onerror = fail; });
        const table = opened.result.transaction('kept').objectStore('kept');
        const [names, texts] = [table.getAllKeys(), table.getAll()];
        await new Promise((done, fail) => { texts.onsuccess = done; texts.onerror = fail; });
        opened.result.close();
        return names.result.map((name, at) => [name, texts.result[at]]);";
    serde_json::from_value(visitor.runs(ask, json!([]))).expect("names and texts")
}

/// The names of things.
fn names(of: &[(String, String)]) -> Vec<&str> {
    of.iter().map(|(name, _)| &**name).collect()
}

/// The records of visits that the database has.
fn visits(visitor: &Visitor) -> Vec<(String, String)> {
    kept(visitor).into_iter().filter(|(name, _)| name.starts_with("visits/")).collect()
}

#[test]
fn after_a_crash_the_last_visit_can_be_resumed_in_another_tab() {
    let ada = with_branches();
    let here = place(&ada);
    ada.waits_until("what was done last to be written down", || {
        visits(&ada).iter().any(|(_, record)| record.contains("half"))
    });
    let crashing = ada.tab();
    let other = ada.opens_a_tab();
    ada.turns_to(&crashing);
    ada.lets_the_tab_crash(&other);
    ada.opens("/");
    ada.reads_soon("notice", "Your last visit is kept: “my own” and 2 more tabs.");
    assert!(ada.sees("invite"), "nothing is forced on anybody");
    ada.takes_picture("keeping-resume");
    ada.clicks_on("notice-offer");
    ada.waits_until("everything as it was", || place(&ada) == here);
    ada.clicks_on("branch-2");
    ada.reads_soon("rule", "fifo");
    ada.reloads();
    ada.reads_soon("branches", "my own");
    ada.waits_until("one visit where there were two", || visits(&ada).len() == 1);
}

#[test]
fn what_breaks_the_page_when_it_is_brought_back_is_kept_as_a_tab() {
    let ada = with_a_write();
    ada.clicks_on("load-example");
    ada.reads_soon("values-A", "wallet");
    ada.clicks_on("branch-0");
    ada.reads_soon("values-A", "precious");
    // From here on the browser refuses to write that word, which the page takes for granted.
    ada.finds_changed(
        "const write = Document.prototype.createTextNode;
         Document.prototype.createTextNode = function (text) {
             if (text.includes('precious')) throw new Error('not that word');
             return write.call(this, text);
         };",
    );
    ada.expects_on_console("not that word");
    ada.reloads();
    ada.waits_until("the page to break", || {
        ada.asks("return sessionStorage.getItem('causal.opening')", json!([])) == json!("broken")
    });
    ada.reloads();
    ada.reads_soon("notice", "“main” is kept as a tab. Something broke when it was brought back.");
    assert!(tabs(&ada).contains(&"main".to_owned()));
    ada.clicks("button", "Let Bob's reply arrive");
    ada.reads_soon("inbox-C", "B1");
}

#[test]
fn two_tabs_are_two_visits_and_a_copy_of_a_tab_is_one_of_its_own() {
    let ada = with_a_write();
    let first = ada.tab();
    let visit = ada.asks("return sessionStorage.getItem('causal.visit')", json!([]));
    let second = ada.opens_a_tab();
    ada.opens("/");
    ada.waits_until("the page", || ada.sees("start-empty"));
    ada.clicks_on("start-empty");
    writes(&ada, "C", "second", "tab");
    ada.reloads();
    ada.reads_soon("values-C", "tab");
    ada.turns_to(&first);
    ada.reloads();
    ada.reads_soon("values-A", "precious");
    ada.turns_to(&second);
    // A browser copies this when it copies a tab.
    ada.asks("sessionStorage.setItem('causal.visit', arguments[0])", json!([visit]));
    ada.reloads();
    ada.reads_soon("values-A", "precious");
    writes(&ada, "B", "copied", "on");
    ada.reloads();
    ada.reads_soon("values-B", "on");
    ada.turns_to(&first);
    ada.reloads();
    ada.reads_soon("values-A", "precious");
    ada.clicks_on("end");
    assert!(!ada.text_of("values-B").contains("copied"), "{}", ada.text_of("values-B"));
}

#[test]
fn many_tabs_stay_usable() {
    let ada = with_a_write();
    for _ in 0..8 {
        ada.clicks_on("start");
        let n = tabs(&ada).len();
        writes(&ada, "B", "way", &format!("number {n}"));
        ada.waits_until("a branch", || tabs(&ada).len() == n + 1);
    }
    ada.takes_picture("keeping-many");
    let shown =
        "const strip = document.querySelector('[data-testid=branches]').getBoundingClientRect();
        const tab = document.querySelector('.branch[data-shown=true]').getBoundingClientRect();
        return strip.left <= tab.left && tab.right <= strip.right + 1;";
    ada.waits_until("the tab on show in sight", || ada.asks(shown, json!([])) == json!(true));
    ada.clicks_on("branch-0");
    ada.reads_soon("branch-0", "main");
    ada.waits_until("the tab on show in sight", || ada.asks(shown, json!([])) == json!(true));
}

#[test]
fn on_a_phone_tabs_and_undo_are_in_reach() {
    let bob = Visitor::arrives_with(Screen::PHONE);
    bob.opens("/");
    bob.clicks("button", "Let Bob's reply arrive");
    bob.clicks("button", "Release A1");
    bob.clicks_on("undo");
    bob.clicks_on("sheet-task");
    bob.clicks_on("start-empty");
    bob.reads_soon("notice", "The run before stays as the tab “main”.");
    bob.takes_picture("keeping-phone");
    bob.clicks_on("branch-0");
    bob.reads_soon("title", "A message from the future");
    bob.clicks_on("branch-1");
    bob.takes_picture("keeping-phone-tabs");
}
