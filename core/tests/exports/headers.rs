//! Headers of ShiViz files: regular expressions in JavaScript's dialect, and delimiters.

use causal_core::export::govector;

use crate::govector::{GOVECTOR, names, only, read};

#[test]
fn a_header_says_how_to_read() {
    let bare = only(read(GOVECTOR));
    for header in [
        r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)",
        r"(?<host>\w+)\s(?<clock>{.*})\n(?<event>.*)",
        r"(?<host>[a-z]{2,}) (?<clock>\{[^\n]*\})\n(?<event>[^\n]*)",
    ] {
        let execution = only(read(&format!("{header}\n\n\n{GOVECTOR}")));
        assert_eq!(execution.events.len(), bare.events.len(), "{header}");
        for (with, without) in execution.events.iter().zip(&bare.events) {
            assert_eq!((&with.text, &with.clock), (&without.text, &without.clock));
            assert_eq!(with.line, without.line + 3);
        }
    }
}

#[test]
fn other_groups_are_fields() {
    let text = "(?<date>\\S+) \\[(?<host>[^\\]]+)\\] (?<event>.*) (?<clock>{.*})\n\n\
                2024 [a] took {off} {\"a\":1}\n2025 [a] landed {\"a\":2}\n";
    let execution = only(read(text));
    assert_eq!(names(&execution), ["a1:3", "a2:4"]);
    assert_eq!(execution.events[0].text, "took {off}");
    assert_eq!(execution.events[1].fields, [("date".to_owned(), "2025".to_owned())]);
}

#[test]
fn delimiters_name_executions() {
    let records = |n: u32| format!("a {{\"a\":{n}}}\nx\n");
    for delimiter in ["^=== (?<trace>.*) ===$", "=== (?<trace>.*) ===", "=== (?<trace>[^=]*) ==="] {
        let text = format!(
            "(?<host>\\S*) (?<clock>{{.*}})\\n(?<event>.*)\n{delimiter}\n=== one ===\n{}\
             === two ===\n{}=== one ===\n{}",
            records(1),
            records(1),
            records(2)
        );
        let log = read(&text);
        let found: Vec<_> = log.executions.iter().map(|one| (&*one.name, names(one))).collect();
        let one = vec!["a1:4".to_owned(), "a2:10".to_owned()];
        assert_eq!(found, [("one", one), ("two", vec!["a1:7".to_owned()])], "{delimiter}");
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    for (text, says) in [
        (
            "(?<host>a)(?<clock>b)\n\nx",
            "Line 1: the regular expression has no group `(?<event>…)`.",
        ),
        ("(?<host>a\n\nx", "Line 1: the regular expression cannot be read: "),
        ("(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)\n(?=x)\nx", "Line 2: the regular expression"),
        ("(?<host>.*)(?<clock>)(?<event>)\n\n\nx", "Line 4, column 2: this is no clock"),
        ("(?<host>q)(?<clock>q)(?<event>q)\n\n\nx", "There is no event"),
    ] {
        let error = govector::read(text).unwrap_err().to_string();
        assert!(error.starts_with(says), "{text:?}: {error}");
    }
}

#[test]
fn an_expression_that_looks_for_an_end_that_never_comes_does_not_hang() {
    let records: String = (1..400).map(|n| format!("a {{\"a\":{n}}}\nx\n")).collect();
    let text = format!("(?<host>\\S*) (?<clock>{{.*}})\\n(?<event>.*)([^]*END)?\n\n{records}");
    assert_eq!(only(govector::read(&text).unwrap()).events.len(), 399);
}
