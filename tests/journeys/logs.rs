//! Logs of other systems: read beside the page, which goes on meanwhile.

use causal_e2e::{Screen, Visitor, asked};
use serde_json::json;

/// What GoVector writes; the server's second event is named, and not logged.
const TWO_HOSTS: &str = "\
client {\"client\":1}
Sending request
server {\"client\":1, \"server\":1}
Received request
server {\"client\":1, \"server\":3}
Sending answer
client {\"client\":2, \"server\":3}
Received answer
";

/// A server's receipt that has not learnt what the message knew.
const IMPOSSIBLE: &str = "\
A {\"A\":1}
send m
B {\"A\":1, \"B\":1}
receive m
A {\"A\":1}
again
";

/// So many events of eight hosts that hear of each other in turn.
fn long_log(n: usize) -> String {
    let count = |n: usize, host: usize| (n + 8 - host) / 8;
    let entry = |n: usize, host: usize| format!("\"host{host}\":{}", count(n, host));
    let event = |n: usize| {
        let known: Vec<String> = (0..8).filter(|h| count(n, *h) > 0).map(|h| entry(n, h)).collect();
        format!("host{} {{{}}}\nevent number {n} of this long log\n", n % 8, known.join(", "))
    };
    (0..n).map(event).collect()
}

fn at_the_dialog(ada: &Visitor) {
    ada.opens("/");
    ada.clicks_on("open-run");
}

#[test]
fn a_log_is_told_in_words_and_the_run_stays() {
    let ada = Visitor::arrives();
    at_the_dialog(&ada);
    ada.hands_in("open-file", "trace.log", TWO_HOSTS);
    ada.reads_soon("work-says", "Read trace.log: 4 events of 2 hosts. All clocks fit together.");
    ada.reads_soon("work-hosts", "client");
    let hosts = ada.text_of("work-hosts");
    assert!(hosts.contains("2 events"), "{hosts}");
    assert!(
        hosts.contains("2 events; 1 more is known of and missing here (1 after number 1)"),
        "{hosts}"
    );
    ada.takes_picture("log-report");
    ada.presses("Escape");
    ada.reads_soon("title", "A message from the future");
    ada.reads_soon("work-bar-says", "4 events of 2 hosts");
    ada.takes_picture("log-bar");
    ada.clicks("button", "Put away");
    ada.waits_until("the bar to go", || !ada.sees("work-bar"));
}

#[test]
fn a_clock_that_cannot_be_is_explained_by_its_line() {
    let ada = Visitor::arrives_with(Screen::PHONE);
    ada.opens("/");
    ada.clicks_on("sheet-task");
    ada.clicks_on("task-open");
    ada.fills_in("open-text", IMPOSSIBLE);
    ada.clicks_on("open-submit");
    ada.reads_soon("work-says", "Something is wrong with the log. Line 5:");
    ada.reads_soon("live", "Line 5:");
    assert_eq!(ada.value_of("open-text"), IMPOSSIBLE, "what was typed stays");
    assert_eq!(ada.text_of("open-error"), "");
    ada.takes_picture("log-impossible-phone");
}

#[test]
fn by_keys_alone_a_log_is_pasted_read_and_put_away() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("open-run");
    ada.fills_in("open-text", TWO_HOSTS);
    ada.presses("Tab");
    ada.presses("Enter");
    ada.reads_soon("work-says", "Read the log: 4 events of 2 hosts.");
    ada.presses("Escape");
    ada.waits_until("the dialog to close", || !ada.sees("open-dialog"));
    ada.waits_until("the button", || {
        ada.presses("Tab");
        ada.focus().name == "Put away"
    });
    ada.presses("Enter");
    ada.waits_until("the bar to go", || !ada.sees("work-bar"));
}

/// Presses *Step* at every news of the work, and writes down what the bar and the counter of steps
/// say whenever either has changed.
const STEPS_AT_NEWS: &str = "
    const says = (id) => document.querySelector(`[data-testid='${id}']`)?.textContent ?? '';
    window.seen = [];
    new MutationObserver(() => {
        const now = [says('work-bar-says'), says('stop-counter')];
        const before = window.seen.at(-1) ?? ['', ''];
        if (now[0] === before[0] && now[1] === before[1]) return;
        window.seen.push(now);
        if (now[0] !== before[0]) document.querySelector(`[data-testid='step']`).click();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return null;";

/// Presses *Cancel* in the dialog as soon as it is told how far the work is.
const CANCELS_AT_FIRST_NEWS: &str = "
    const find = (id) => document.querySelector(`[data-testid='${id}']`);
    window.cancelled = false;
    new MutationObserver(() => {
        const work = find('work');
        if (window.cancelled || !work?.textContent.includes(': line ')) return;
        window.cancelled = true;
        work.querySelector(`[data-testid='work-cancel']`).click();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return null;";

#[test]
fn the_page_steps_while_a_large_log_is_read_and_cancelling_ends_it() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.clicks_on("start");
    ada.asks(STEPS_AT_NEWS, json!([]));
    ada.clicks_on("open-run");
    ada.hands_in("open-file", "large.log", &long_log(60_000));
    ada.waits_until("the work to begin", || ada.sees("work"));
    ada.presses("Escape");
    ada.reads_soon("work-bar-says", "60000 events of 8 hosts. All clocks fit together.");
    let seen = ada.asks("return window.seen;", json!([]));
    let seen: Vec<(String, String)> = serde_json::from_value(seen).expect("pairs");
    let is_at_work =
        |says: &str| says.contains(": line ") || says.contains("Comparing the clocks of ");
    let n_told = seen.windows(2).filter(|two| two[0].0 != two[1].0).count();
    assert!(n_told > 20, "{n_told} changes of the bar");
    let steps = seen.windows(2).filter(|two| two[0].1 != two[1].1);
    let n_steps = steps.filter(|two| is_at_work(&two[1].0)).count();
    assert!(n_steps >= 2, "{n_steps} steps of the page while the log was read: {seen:?}");

    ada.asks(CANCELS_AT_FIRST_NEWS, json!([]));
    ada.clicks_on("open-run");
    ada.hands_in("open-file", "again.log", &long_log(60_000));
    ada.waits_until("the work to be cancelled", || {
        ada.asks("return window.cancelled;", json!([])) == true
    });
    ada.waits_until("the report to go", || !ada.sees("work"));
    ada.reads_soon("live", "Reading again.log was cancelled. Nothing was changed.");
    // The next job gets a worker of its own.
    ada.hands_in("open-file", "small.log", TWO_HOSTS);
    ada.reads_soon("work-says", "Read small.log: 4 events of 2 hosts.");
}

#[test]
fn the_worker_fetches_no_module() {
    let ada = Visitor::arrives();
    at_the_dialog(&ada);
    ada.hands_in("open-file", "trace.log", TWO_HOSTS);
    ada.reads_soon("work-says", "Read trace.log");
    let of_workers: Vec<String> = asked()
        .into_iter()
        .filter(|asked| asked.referrer.ends_with("/worker.js"))
        .map(|asked| asked.path)
        .collect();
    assert!(of_workers.iter().any(|path| path.ends_with(".js")), "{of_workers:?}");
    assert!(!of_workers.iter().any(|path| path.ends_with(".wasm")), "{of_workers:?}");
}

#[test]
fn without_a_connection_a_log_is_read_by_the_page_itself() {
    let ada = Visitor::arrives();
    at_the_dialog(&ada);
    ada.loses_the_network();
    ada.expects_on_console("worker.js");
    ada.hands_in("open-file", "trace.log", TWO_HOSTS);
    ada.reads_soon("work-says", "Read trace.log: 4 events of 2 hosts.");
}

/// Drops a large file and at once a small one.
const TWO_AT_ONCE: &str = "
    const drop = (name, text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data });
        document.querySelector(`[data-testid='playground']`).dispatchEvent(event);
    };
    const lines = Array.from({ length: 100000 }, (_, n) => `A {\"A\":${n + 1}}\\nevent ${n}\\n`);
    drop('large.log', lines.join(''));
    drop('small.log', 'A {\"A\":1}\\nx\\n');
    window.said = [];
    const live = document.querySelector(`[data-testid='live']`);
    new MutationObserver(() => window.said.push(live.textContent))
        .observe(live, { subtree: true, childList: true, characterData: true });
    return null;";

#[test]
fn of_two_files_the_one_chosen_last_wins_and_the_dialog_says_so_aloud() {
    let ada = Visitor::arrives();
    ada.opens("/");
    ada.asks(TWO_AT_ONCE, json!([]));
    ada.reads_soon("work-says", "Read small.log: 1 event of 1 host.");
    ada.reads_soon("open-live", "Read small.log: 1 event of 1 host.");
    // Whatever else was on its way has come by the time another file has been read.
    ada.hands_in("open-file", "third.log", &long_log(60_000));
    ada.reads_soon("work-says", "Read third.log");
    let said = ada.asks("return window.said.join(' ');", json!([]));
    assert!(!said.to_string().contains("large.log"), "{said}");
}

#[test]
fn the_focus_stays_where_one_was() {
    let ada = Visitor::arrives();
    at_the_dialog(&ada);
    ada.hands_in("open-file", "trace.log", TWO_HOSTS);
    ada.reads_soon("work-says", "Read trace.log");
    ada.presses("Escape");
    ada.clicks("button", "Put away");
    ada.waits_until("the focus to be in the head", || {
        ada.asks("return !!document.activeElement.closest('header');", json!([])) == true
    });
}

#[test]
fn a_clock_of_many_hosts_leaves_room_for_the_page() {
    let ada = Visitor::arrives_with(Screen::PHONE);
    ada.opens("/");
    ada.clicks_on("sheet-task");
    ada.clicks_on("task-open");
    let last = long_log(41).lines().nth(80).expect("a clock").to_owned();
    ada.hands_in("open-file", "wide.log", &format!("{}{last}\nagain\n", long_log(41)));
    ada.reads_soon("work-says", "Something is wrong with wide.log.");
    ada.presses("Escape");
    let height = "return document.querySelector(`[data-testid='work-bar']`).offsetHeight;";
    let height = ada.asks(height, json!([])).as_u64().expect("a height");
    assert!(height < 200, "the bar is {height} px high");
    ada.takes_picture("log-bar-phone");
}
