//! How much work the reading of a log is: in proportion to its length, whatever its shape.

use causal_core::export::govector;

use crate::govector::only;

/// So many records of four hosts that hear of each other.
fn records(n: usize, record: impl Fn(usize, &str) -> String) -> String {
    let clock = |n: usize| {
        let counts: Vec<String> = (0..4)
            .filter(|host| n >= *host)
            .map(|host| format!("\"h{host}\":{}", (n - host) / 4 + 1))
            .collect();
        format!("{{{}}}", counts.join(", "))
    };
    (0..n).map(|n| record(n % 4, &clock(n))).collect()
}

/// What an execution of so many events costs in each shape.
fn shapes(n: usize) -> Vec<(&'static str, String)> {
    let host_first = |host: usize, clock: &str| format!("h{host} {clock}\nx\n");
    let pairs = records(n, host_first);
    let own = "(?<host>\\w+) (?<clock>{[^}]*})\\n(?<event>.*)\n\n";
    vec![
        ("pairs", pairs.clone()),
        ("objects", records(n, |host, clock| format!("{{\"pid\":\"h{host}\",\"vc\":{clock}}}\n"))),
        ("own header", format!("{own}{pairs}")),
        (
            "junk",
            format!("{own}{}", records(n, |h, clock| format!("junk\nh{h} {clock}\nx\n-- --\n"))),
        ),
        ("delimiters", own.replace("\n\n", "\n^-(?<trace>.*)-$\n") + &pairs),
        ("on one line", format!("{own}{}\n{pairs}", pairs.replace('\n', " "))),
    ]
}

/// Steps for each byte of a log of so many events, which is one.
fn steps_per_byte(shape: &str, text: &str, n: usize) -> u64 {
    let (read, steps) = govector::read_counted(text);
    assert_eq!(only(read.unwrap()).events.len(), n, "{shape}");
    steps / text.len() as u64
}

#[test]
fn a_log_is_read_in_proportion_to_its_length() {
    for ((shape, few), (_, many)) in shapes(2_000).into_iter().zip(shapes(20_000)) {
        let (few, many) =
            (steps_per_byte(shape, &few, 2_000), steps_per_byte(shape, &many, 20_000));
        assert!(many <= few + 1 && many < 20, "{shape}: {few}, then {many}");
    }
}

#[test]
fn a_log_of_a_hundred_thousand_events_is_read_in_proportion_to_its_length() {
    for (shape, text) in [&shapes(100_000)[0], &shapes(100_000)[2]] {
        assert!(steps_per_byte(shape, text, 100_000) < 20, "{shape}");
    }
}

#[test]
fn a_log_that_cannot_be_is_explained_in_proportion_to_its_length() {
    for (line, clock) in [
        ("h3 {\"h3\":1}\n", "same number"),
        ("h3 {\"h1\":3}\n", "no own entry"),
        ("h3 {\"h3\":5001, \"h1\":70000}\n", "no such event"),
        ("h3 {\"h3\":5001, \"h1\":3}\n", "an entry falls"),
    ] {
        let pairs = records(20_000, |host, clock| format!("h{host} {clock}\nx\n"));
        let text = format!("{pairs}{line}x\n");
        let (read, steps) = govector::read_counted(&text);
        assert_eq!(read.unwrap_err().line(), Some(40_001), "{clock}");
        assert!(steps < 60 * text.len() as u64, "{clock}: {}", steps / text.len() as u64);
    }
}

#[test]
fn a_header_that_goes_through_the_log_for_every_record_is_refused_or_bounded() {
    let pairs = records(50_000, |host, clock| format!("h{host} {clock}\nx\n"));
    for (header, says) in [
        (
            "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)([^]*END)?",
            "too much work, and nothing is read",
        ),
        ("(?<event>[^]*)(?<host>\\S*)(?<clock>)([^]*)*([^]*)*END", "There is no event"),
    ] {
        let text = format!("{header}\n\n{pairs}");
        let (read, steps) = govector::read_counted(&text);
        let error = read.unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
        assert!(steps < (1 << 25) + 64 * text.len() as u64, "{steps}");
    }
}
