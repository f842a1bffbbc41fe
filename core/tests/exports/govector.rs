//! Logs of other systems, written by hand from GoVector's grammar, and ours back again.

use causal_core::export::govector::{self, Execution, Gap, ImportError, Log};
use causal_core::export::shiviz::{self, View};
use causal_core::replica::rule::DeliveryRule;
use proptest::prelude::*;

use crate::shiviz_rules::open;
use crate::worlds::{played, story};

/// What `LogLocalEvent`, `PrepareSend` and `UnpackReceive` write, two files joined as they are.
pub(crate) const GOVECTOR: &str = "\
client {\"client\":1}
Initialization Complete
client {\"client\":2}
Sending request
client {\"client\":4, \"server\":3}
Received answer {really}
server {\"server\":1}
Initialization Complete
server {\"client\":2, \"server\":2}
Received request
server {\"client\":2, \"server\":3}
Sending answer
client {\"client\":3}
INFO-Waiting
";

pub(crate) fn read(text: &str) -> Log {
    let log = govector::read(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(govector::read(&text.replace('\n', "\r\n")).as_ref(), Ok(&log), "with CRLF");
    log
}

pub(crate) fn only(log: Log) -> Execution {
    let [execution] = <[Execution; 1]>::try_from(log.executions).unwrap();
    execution
}

/// Hosts and numbers in order, as `server2`, with their lines.
pub(crate) fn names(execution: &Execution) -> Vec<String> {
    let name = |event: &govector::LoggedEvent| {
        format!("{}{}:{}", execution.hosts[event.host], event.number(), event.line)
    };
    execution.events.iter().map(name).collect()
}

#[test]
fn a_govector_log_is_put_in_causal_order() {
    let execution = only(read(GOVECTOR));
    assert_eq!(execution.hosts, ["client", "server"]);
    let expected = [
        "client1:1",
        "client2:3",
        "server1:7",
        "server2:9",
        "server3:11",
        "client3:13",
        "client4:5",
    ];
    assert_eq!(names(&execution), expected);
    assert_eq!(execution.events[6].text, "Received answer {really}");
    assert_eq!(execution.events[6].clock, [(0, 4), (1, 3)]);
    assert_eq!(execution.gaps, []);
}

#[test]
fn timestamps_are_fields() {
    let log = "1700000000000000001 a {\"a\":1}\nInitialization Complete\n\
               1700000000000000002 a {\"a\":2}\nx\n";
    let execution = only(read(log));
    assert_eq!(names(&execution), ["a1:1", "a2:3"]);
    let stamp = ("timestamp".to_owned(), "1700000000000000002".to_owned());
    assert_eq!(execution.events[1].fields, [stamp]);
}

#[test]
fn a_log_that_was_appended_to_has_executions() {
    let log = "a {\"a\":1}\nInitialization Complete\n \n=== Execution #Mon Jan  2 15:04:05 UTC  ===\n\
               a {\"a\":1}\nInitialization Complete\n";
    let log = read(log);
    let named: Vec<_> = log.executions.iter().map(|execution| &*execution.name).collect();
    assert_eq!(named, ["", "Execution #Mon Jan  2 15:04:05 UTC"]);
    assert!(log.executions.iter().all(|execution| execution.events.len() == 1));
    assert_eq!(names(&log.executions[1]), ["a1:5"]);
}

#[test]
fn without_a_header_the_event_may_stand_first() {
    let log = "\n\nsends {x}\na {\"a\":1}\nreceives\nb {\"a\":1,\"b\":1}\n";
    let execution = only(read(log));
    assert_eq!(names(&execution), ["a1:4", "b1:6"]);
    assert_eq!(execution.events[0].text, "sends {x}");
}

#[test]
fn junk_around_a_log_is_skipped_and_counted() {
    let log = read("# my log\n\na {\"a\":1}\n\nmore junk\na {\"a\":2}\ny");
    assert_eq!(log.n_skipped, 2);
    let execution = only(log);
    assert_eq!(names(&execution), ["a1:3", "a2:6"]);
    assert_eq!(execution.events[0].text, "");
}

#[test]
fn json_lines_are_read() {
    let log = "{\"host\":\"a b\",\"vc\":{\"a b\":1},\"msg\":\"x\\ny\",\"level\":3}\n\
               {\"msg\":\"z\",\"clock\":{\"a b\":2},\"host\":\"a b\"}\n{\"other\":1}\n";
    let log = read(log);
    assert_eq!(log.n_skipped, 1);
    let execution = only(log);
    assert_eq!(names(&execution), ["a b1:1", "a b2:2"]);
    assert_eq!(execution.events[0].text, "x\ny");
    assert_eq!(execution.events[0].fields, [("level".to_owned(), "3".to_owned())]);
}

#[test]
fn gaps_are_marked_and_missing_hosts_too() {
    let log = "a {\"a\":3}\nx\na {\"a\":5, \"b\":2, \"c\":7}\nx\nc {\"c\":6}\nx\nc {\"c\":8}\nx\n";
    let execution = only(read(log));
    assert_eq!(execution.hosts, ["a", "b", "c"]);
    assert_eq!(names(&execution), ["a3:1", "c6:5", "a5:3", "c8:7"]);
    let gap = |host, after, n_missing| Gap { host, after, n_missing };
    assert_eq!(
        execution.gaps,
        [gap(0, 0, 2), gap(0, 3, 1), gap(1, 0, 2), gap(2, 0, 5), gap(2, 6, 1)]
    );
}

#[test]
fn the_end_of_a_log_may_be_missing_where_other_parts_are() {
    let execution = only(read("a {\"a\":2}\nx\nb {\"a\":5, \"b\":1}\nx\n"));
    let gap = |after, n_missing| Gap { host: 0, after, n_missing };
    assert_eq!(execution.gaps, [gap(0, 1), gap(2, 3)]);
}

#[test]
fn what_is_no_log_is_told_with_its_place() {
    for (text, says) in [
        ("", "There is no event in this text."),
        ("hello\nworld", "There is no event in this text, not on line 1, `hello`. A GoVector"),
        ("a {\"a\":1}\nx\né {\"a\":x}\ny", "Line 3, column 8: this is no clock: `x` does not"),
        ("a {\"a\":-1}\nx", "Line 1, column 8: this is no clock: a whole number up to"),
        ("{\"host\":\"a\",\"vc\":{\"a\":1}}\n{\"host\":", "Line 2, column 9: this is no JSON"),
        ("{\"host\":\"a\",\"vc\":{\"a\":\"1\"}}", "Line 1, column 23: this is no clock"),
    ] {
        let error = govector::read(text).unwrap_err().to_string();
        assert!(error.starts_with(says), "{text:?}: {error}");
    }
}

#[test]
fn limits_hold() {
    let long = "x".repeat(govector::LOG_BYTES + 1);
    assert!(matches!(govector::read(&long), Err(ImportError::TooLong { .. })));
    let record = |n: usize| format!("a {{\"a\":{n}}}\n\n");
    let many: String = (1..=govector::EVENTS).map(record).collect();
    assert_eq!(only(govector::read(&many).unwrap()).events.len(), govector::EVENTS);
    let error = govector::read(&format!("{many}{}", record(govector::EVENTS + 1))).unwrap_err();
    assert_eq!(error.to_string(), "Line 400001: 200000 events are the most.");
    let hosts: String = (0..=govector::HOSTS).map(|n| format!("h{n} {{\"h{n}\":1}}\n\n")).collect();
    let error = govector::read(&hosts).unwrap_err();
    assert_eq!(error.to_string(), "Line 513: 256 hosts are the most.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn our_own_exports_come_back_whole(
        (setting, acts) in story(DeliveryRule::default()),
        network in any::<bool>(),
    ) {
        let run = played(setting, &acts);
        let view = if network { View::Network } else { View::Delivery };
        let text = shiviz::write(run.history(), run.setting(), view);
        let Ok(mut shown) = open(&text) else { return Ok(()) };
        let execution = only(read(&text));
        prop_assert_eq!(&execution.gaps, &[]);
        prop_assert_eq!(execution.events.len(), shown.len());
        for event in &execution.events {
            let host = &execution.hosts[event.host];
            let same = |shown: &crate::shiviz_rules::Shown| {
                shown.host == *host && shown.own() == u64::from(event.number())
            };
            let shown = shown.remove(shown.iter().position(same).unwrap());
            let named = |&(host, count): &(usize, u32)| {
                (execution.hosts[host].clone(), u64::from(count))
            };
            prop_assert_eq!(event.clock.iter().map(named).collect::<Vec<_>>(), {
                let mut clock: Vec<_> = shown.clock.into_iter().collect();
                clock.sort_by_key(|(host, _)| execution.hosts.iter().position(|name| name == host));
                clock
            });
            prop_assert_eq!(&event.text, &shown.text);
            for (name, field) in &event.fields {
                prop_assert_eq!(field, &shown.fields[name]);
            }
        }
    }

    #[test]
    fn every_text_gives_a_log_or_a_sentence(
        text in any::<String>(),
        log in "(([ab] \\{(\"[ab]\":[0-4],? ?){0,3}\\}|x|\\(\\?<|=== x ===|[{}\"\\\\(?<a])\r?\n){0,12}",
    ) {
        let headers = [
            "",
            "(?<event>.*)(?<host>)(?<clock>({.*)?)\n\n",
            "(?<host>\\w*)(?<event>[^]*?)(?<clock>{.*})?\n^(?<trace>x?)$\n",
        ];
        for (header, text) in headers.iter().flat_map(|header| [(header, &text), (header, &log)]) {
            let text = format!("{header}{text}");
            if let Err(error) = govector::read(&text) {
                let says = error.to_string();
                prop_assert!(says.ends_with('.'), "{}", says);
                let n_lines = text.split('\n').count();
                prop_assert!(error.line().is_none_or(|line| (1..=n_lines).contains(&line)));
            }
        }
    }
}
