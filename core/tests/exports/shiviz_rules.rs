//! What ShiViz accepts, written down from its own `parser.js`, `regexp.js`, `vectorTimestamp.js` and
//! `modelGraph.js`: the header, JSON clocks, numbers that count up by one, entries that name
//! events that are there. And which arrows it draws. Nothing of our exports or imports is used.

use std::collections::BTreeMap;

use regex_lite::{Regex, RegexBuilder};
use serde_json::Value;

/// A clock as ShiViz has it: without zeros.
pub(crate) type Clock = BTreeMap<String, u64>;

/// An event as ShiViz has it.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) host: String,
    pub(crate) clock: Clock,
    pub(crate) text: String,
    pub(crate) fields: BTreeMap<String, String>,
}

impl Shown {
    pub(crate) fn own(&self) -> u64 {
        self.clock[&self.host]
    }
}

/// Opens a file as ShiViz does, or says what ShiViz would.
pub(crate) fn open(file: &str) -> Result<Vec<Shown>, String> {
    let mut lines = file.splitn(3, '\n');
    let (header, delimiter, log) = (lines.next(), lines.next(), lines.next());
    let header = header.filter(|line| !line.is_empty()).ok_or("no regular expression")?;
    if delimiter != Some("") {
        return Err("this reader knows files of one execution only".to_owned());
    }
    let regex = expression(header)?;
    let mut events = Vec::new();
    for found in regex.captures_iter(log.unwrap_or("").trim()) {
        events.push(shown(&regex, &found)?);
    }
    if events.is_empty() {
        return Err("the regular expression does not capture any events".to_owned());
    }
    check_numbers(&events)?;
    check_entries(&events)?;
    Ok(events)
}

fn expression(header: &str) -> Result<Regex, String> {
    if header.contains(r"\(") {
        return Err("ShiViz rewrites groups and trips over an escaped bracket".to_owned());
    }
    // In JavaScript a brace that counts nothing is a brace, and a dot stops at four characters.
    let dot = r"[^\n\r\u{2028}\u{2029}]*";
    let ours = header.replace("{.*}", r"\{.*\}").replace(".*", dot);
    let regex = RegexBuilder::new(&format!("^{ours}$")).multi_line(true).build();
    let regex = regex.map_err(|error| error.to_string())?;
    let names: Vec<&str> = regex.capture_names().flatten().collect();
    let missing = ["host", "clock", "event"].into_iter().find(|name| !names.contains(name));
    missing.map_or(Ok(regex), |name| Err(format!("no group {name}")))
}

fn shown(regex: &Regex, found: &regex_lite::Captures<'_>) -> Result<Shown, String> {
    let host = found["host"].to_owned();
    if ["constructor", "__proto__"].contains(&&*host) || host.contains(char::is_whitespace) {
        return Err(format!("a host cannot be called {host:?}"));
    }
    let clock: Value = serde_json::from_str(&found["clock"]).map_err(|error| error.to_string())?;
    let clock = clock.as_object().ok_or("a clock is an object")?;
    if !clock.contains_key(&host) {
        return Err(format!("local host {host} is missing from {clock:?}"));
    }
    let mut counts = Clock::new();
    for (name, count) in clock {
        let count = count.as_u64().ok_or("a clock counts")?;
        counts.extend((count > 0).then(|| (name.clone(), count)));
    }
    let text = found["event"].to_owned();
    let others = regex.capture_names().flatten().filter(|name| !["clock", "event"].contains(name));
    let fields = others.map(|name| (name.to_owned(), found[name].to_owned())).collect();
    Ok(Shown { host, clock: counts, text, fields })
}

/// Own entries are 1, 2, 3, … for each host.
fn check_numbers(events: &[Shown]) -> Result<(), String> {
    for (host, own) in by_host(events) {
        for (expected, at) in (1..).zip(own) {
            let number = events[at].clock.get(&host).copied().unwrap_or(0);
            if number != expected {
                return Err(format!("{host} counts {number} where {expected} was expected"));
            }
        }
    }
    Ok(())
}

/// Entries name hosts that have events, and events that these have.
fn check_entries(events: &[Shown]) -> Result<(), String> {
    let hosts = by_host(events);
    for (host, count) in events.iter().flat_map(|event| &event.clock) {
        let n_events = hosts.get(host).ok_or(format!("unrecognized host {host}"))?.len();
        if *count > n_events as u64 {
            return Err(format!("{host} has {n_events} events, and a clock says {count}"));
        }
    }
    Ok(())
}

/// The events of each host in the order of their numbers.
fn by_host(events: &[Shown]) -> BTreeMap<String, Vec<usize>> {
    let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        hosts.entry(event.host.clone()).or_default().push(at);
    }
    for (host, own) in &mut hosts {
        own.sort_by_key(|at| events[*at].clock.get(host).copied());
    }
    hosts
}

/// The arrows that ShiViz draws, from event to event: where an entry has grown, unless what else
/// has grown knows of that event already.
pub(crate) fn arrows(events: &[Shown]) -> Vec<(usize, usize)> {
    let hosts = by_host(events);
    let mut arrows = Vec::new();
    for own in hosts.values() {
        let mut known = Clock::new();
        for &at in own {
            let event = &events[at];
            known.insert(event.host.clone(), event.own());
            let mut grown = BTreeMap::new();
            for (host, &count) in &event.clock {
                if known.get(host).is_none_or(|known| *known < count) {
                    known.insert(host.clone(), count);
                    grown.insert((host.clone(), count), hosts[host][count as usize - 1]);
                }
            }
            let parents: Vec<usize> = grown.values().copied().collect();
            for parent in parents {
                for (host, &count) in &events[parent].clock {
                    if *host != events[parent].host {
                        grown.remove(&(host.clone(), count));
                    }
                }
            }
            arrows.extend(grown.values().map(|from| (*from, at)));
        }
    }
    arrows
}

#[test]
fn the_rules_refuse_what_shiviz_refuses() {
    let header = r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)";
    for (log, why) in [
        ("", "does not capture"),
        ("A {\"A\":2}\nx", "counts 2 where 1"),
        ("A {\"A\":1}\nx\nA {\"A\":1}\nx", "counts 1 where 2"),
        ("A {\"A\":0}\nx", "counts 0 where 1"),
        ("A {\"B\":1}\nx", "missing"),
        ("A {\"A\":1, \"B\":1}\nx", "unrecognized"),
        ("A {\"A\":1, \"B\":2}\nx\nB {\"B\":1}\nx", "has 1 events"),
        ("A {\"A\":1,}\nx", "trailing comma"),
        ("A {\"A\":1}\r\nx\r\n", "does not capture"),
        ("constructor {\"constructor\":1}\nx", "cannot be called"),
    ] {
        let error = open(&format!("{header}\n\n{log}")).unwrap_err();
        assert!(error.contains(why), "{log:?}: {error}");
    }
    let fine = "B {\"A\":1, \"B\":1}\n\nsome junk\nA {\"A\":1, \"B\":0}\nx {}";
    let events = open(&format!("{header}\n\n{fine}")).unwrap();
    assert_eq!(arrows(&events), [(1, 0)]);
}
