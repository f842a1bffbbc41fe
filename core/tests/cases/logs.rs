//! Logs of other systems: what is accepted, what is refused, and where.

use causal_core::export::govector::{self, Advice, Execution, ImportError, Impossible, Reason};

fn accepted(text: &str) -> Execution {
    let log = govector::read(text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(log.executions.len(), 1);
    log.executions.into_iter().next().unwrap()
}

fn refused(text: &str) -> Impossible {
    match govector::read(text).unwrap_err() {
        ImportError::Impossible(found) => *found,
        other => panic!("{other}"),
    }
}

/// Texts and clocks, without their lines.
fn events(execution: &Execution) -> Vec<(String, Vec<(String, u32)>)> {
    let named = |&(host, count): &(usize, u32)| (execution.hosts[host].clone(), count);
    let event = |event: &govector::LoggedEvent| {
        (event.text.clone(), event.clock.iter().map(named).collect())
    };
    execution.events.iter().map(event).collect()
}

/// A right solution of a course's problem is accepted, with the clocks that are in it.
#[test]
fn pqr_right() {
    let execution = accepted(
        "P {\"P\":1}\np1 sends to q1\nR {\"R\":1}\nr1 sends to q2\nQ {\"P\":1, \"Q\":1}\nq1\n\
         Q {\"P\":1, \"Q\":2, \"R\":1}\nq2\nQ {\"P\":1, \"Q\":3, \"R\":1}\nq3 sends to p2\n\
         P {\"P\":2, \"Q\":3, \"R\":1}\np2\nP {\"P\":3, \"Q\":3, \"R\":1}\np3 sends to q4\n\
         Q {\"P\":3, \"Q\":4, \"R\":1}\nq4\nR {\"R\":2}\nr2 sends to q5\n\
         Q {\"P\":3, \"Q\":5, \"R\":2}\nq5\n",
    );
    assert_eq!((execution.events.len(), &execution.gaps), (10, &Vec::new()));
    let clock_of = |text: &str| {
        let event = execution.events.iter().find(|event| event.text == text).unwrap();
        ["P", "Q", "R"].map(|host| {
            let host = execution.hosts.iter().position(|name| name == host);
            event.clock.iter().find(|entry| Some(entry.0) == host).map_or(0, |entry| entry.1)
        })
    };
    assert_eq!(clock_of("p3 sends to q4"), [3, 3, 1]);
    assert_eq!(clock_of("q5"), [3, 5, 2]);
}

/// Receipts that merge and do not count themselves are refused at the first of them.
#[test]
fn pqr_receipt_merges_only() {
    let found = refused(
        "P {\"P\":1}\np1 sends to q1\nR {\"R\":1}\nr1 sends to q2\nQ {\"P\":1}\nq1\n\
         Q {\"P\":1, \"R\":1}\nq2\nQ {\"P\":1, \"Q\":1, \"R\":1}\nq3 sends to p2\n\
         P {\"P\":1, \"Q\":1, \"R\":1}\np2\nP {\"P\":2, \"Q\":1, \"R\":1}\np3 sends to q4\n",
    );
    assert_eq!((found.line, &found.reason), (5, &Reason::NoOwnEntry));
}

/// A right solution with three processes in blocks of their own is accepted without a gap.
#[test]
fn three_processes_right() {
    let execution = accepted(
        "P1 {\"P1\":1}\ne11\nP1 {\"P1\":2}\ne12\nP1 {\"P1\":3}\ne13\nP1 {\"P1\":4}\ne14\n\
         P1 {\"P1\":5, \"P2\":4}\ne15\nP1 {\"P1\":6, \"P2\":4}\ne16\nP1 {\"P1\":7, \"P2\":4}\ne17\n\
         P2 {\"P2\":1}\ne21\nP2 {\"P1\":2, \"P2\":2}\ne22\nP2 {\"P1\":2, \"P2\":3}\ne23\n\
         P2 {\"P1\":2, \"P2\":4}\ne24\nP2 {\"P1\":2, \"P2\":5, \"P3\":5}\ne25\n\
         P2 {\"P1\":2, \"P2\":6, \"P3\":5}\ne26\nP3 {\"P3\":1}\ne31\nP3 {\"P2\":1, \"P3\":2}\ne32\n\
         P3 {\"P2\":1, \"P3\":3}\ne33\nP3 {\"P2\":1, \"P3\":4}\ne34\nP3 {\"P2\":1, \"P3\":5}\ne35\n\
         P3 {\"P2\":1, \"P3\":6}\ne36\n",
    );
    assert_eq!((execution.events.len(), &execution.gaps), (19, &Vec::new()));
}

/// Two processes under one name are refused at the third record, with a clock that nobody has and
/// that makes the log possible.
#[test]
fn suggested_clock_is_taken() {
    let text = "A {\"A\":1}\na\nA {\"A\":2}\nb\nA {\"A\":1}\nc\n";
    let found = refused(text);
    assert_eq!((found.line, &found.reason), (5, &Reason::SameNumber { number: 1, line: 1 }));
    let Advice::Should { line: 5, clock } = &found.advice else { panic!("{found}") };
    assert_eq!(clock, "{\"A\":3}");
    accepted(&text.replace("A {\"A\":1}\nc", &format!("A {clock}\nc")));
}

/// Numbers name hosts too.
#[test]
fn numeric_host() {
    let execution = accepted("{\"host\":0,\"vc\":{\"0\":1},\"msg\":\"x\"}\n");
    assert_eq!(events(&execution), [("x".to_owned(), vec![("0".to_owned(), 1)])]);
}

/// An object as message is shown as its JSON, and the comment is said to be left out.
#[test]
fn msg_object() {
    let text = "{\"host\":\"0\",\"msg\":{\"type\":\"tok\",\"q\":0,\"color\":\"black\"},\"vc\":{\"0\":1}}\n\
                {\"host\":\"0\",\"msg\":{\"type\":\"pl\"},\"vc\":{\"0\":2}}\n\
                # Two internal events happened\n\
                {\"host\":\"0\",\"msg\":{\"type\":\"tok\"},\"vc\":{\"0\":6}}\n";
    let execution = accepted(text);
    assert_eq!(execution.events[0].text, "{\"type\":\"tok\",\"q\":0,\"color\":\"black\"}");
    assert_eq!(execution.events[2].text, "{\"type\":\"tok\"}");
    assert_eq!(execution.gaps, [govector::Gap { host: 0, after: 2, n_missing: 3 }]);
    let says = govector::read(text).unwrap().skipped_in_words().unwrap();
    assert_eq!(says, "1 line is no part of an event: line 3, `# Two internal events happened`.");
}

/// The names that people give to fields are known; what is not known is said with what was found.
#[test]
fn field_names_that_people_use() {
    for line in [
        r#"{"pid":"a","clock":{"a":1},"event":"x"}"#,
        r#"{"node":"a","vector_clock":{"a":1},"message":"x"}"#,
        r#"{"Node":"a","vectorClock":{"a":1},"msg":"x"}"#,
        r#"{"pid":4711,"host":"a","vc":{"a":1},"msg":"x"}"#,
        r#"{"clock":"12:30","pid":"a","vc":{"a":1},"msg":"x"}"#,
    ] {
        let execution = accepted(line);
        assert_eq!(events(&execution), [("x".to_owned(), vec![("a".to_owned(), 1)])], "{line}");
    }
    let error = govector::read(r#"{"who":"a","vc":{"a":1}}"#).unwrap_err().to_string();
    assert!(error.contains("has no host (`host`, `pid`, `node`, …), but `who`, `vc`"), "{error}");
    let error = govector::read(r#"{"host":"a","when":{"a":1}}"#).unwrap_err().to_string();
    assert!(error.contains("has no clock (`vc`, `clock`, `vector_clock`), but `host`"), "{error}");
}

/// A header directly above the records: the first record is not taken for a delimiter.
#[test]
fn no_blank_line() {
    let mut text = "(?<host>\\w+) (?<clock>\\{.*\\})\\n(?<event>.*)\nclient {\"client\":1}\n\
                    Initialization Complete\n"
        .to_owned();
    for n in (2..=10).step_by(2) {
        let known = if n > 2 { format!(", \"server\":{}", n - 1) } else { String::new() };
        text += &format!("client {{\"client\":{n}{known}}}\nSending message to server\n");
        let (own, server) = (n + 1, n + 1);
        text += &format!(
            "client {{\"client\":{own}, \"server\":{server}}}\nReceived Message from server\n"
        );
    }
    let log = govector::read(&text).unwrap();
    assert_eq!((log.n_skipped, log.executions[0].events.len()), (0, 11));
    assert_eq!(log.executions[0].events[0].text, "Initialization Complete");
    let known = text.replace("\\w+", "\\S*").replace("\\{.*\\}", "{.*}");
    assert_eq!(govector::read(&known).unwrap(), log);
}

/// Blanks after each clock: a known header reads them.
#[test]
fn trailing_spaces_known_regex() {
    let execution = accepted(
        "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)\n\nA {\"A\":1}  \na\nA {\"A\":2}  \nb\n",
    );
    assert_eq!((execution.events.len(), &execution.gaps), (2, &Vec::new()));
}

/// Blanks after each clock: a header of the file's own reads the same events, without gaps.
#[test]
fn trailing_spaces_own_regex() {
    let execution = accepted(
        "(?<date>\\d+) (?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\n1 a\nA {\"A\":1}  \n2 b\n\
         A {\"A\":2}  \n3 c\nA {\"A\":3}\n",
    );
    assert_eq!((execution.events.len(), &execution.gaps), (3, &Vec::new()));
    assert_eq!(execution.events[1].text, "b");
}

/// Lines that the file's own header does not fit are counted and shown, instead of being gaps only.
#[test]
fn lines_that_fit_nothing() {
    let text = "(?<date>\\d+) (?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\n1 a\nA {\"A\":1}\n\
                two b\nA {\"A\":2}\n3 c\nA {\"A\":3}\n";
    let log = govector::read(text).unwrap();
    assert_eq!(log.executions[0].events.len(), 2);
    let says = log.skipped_in_words().unwrap();
    assert_eq!(says, "2 lines are no part of an event; the first is line 5, `two b`.");
}

/// A header that repeats by the hundred is refused with a sentence, in no time.
#[test]
fn header_with_counted_repetitions() {
    let records: String = (1..2_000).map(|n| format!("x\na {{\"a\":{n}}}\n")).collect();
    let text = format!("(?<event>(.*\\n){{0,200}})(?<host>\\S*) (?<clock>{{.*}})\n\n{records}");
    let (read, n_steps) = govector::read_counted(&text);
    let says = read.unwrap_err().to_string();
    assert!(says.starts_with("Line 1: the regular expression cannot be read: it is too large"));
    assert!(n_steps < 100 * text.len() as u64, "{n_steps}");
}
