//! Links that have been given away stay readable: every one in `golden/links.txt` opens as the
//! scenario below it. Lines are only ever added to that file.

use causal_core::scenario::{limits, link, text};

const LINKS: &str = include_str!("../golden/links.txt");
const RUNS: &str = include_str!("../golden/runs.txt");

#[test]
fn every_link_ever_given_away_opens_as_its_scenario() {
    let entries: Vec<&str> = LINKS.split("\n---\n").skip(1).collect();
    assert!(entries.len() >= 6, "{} links", entries.len());
    for entry in entries {
        let (head, story) = entry.split_once('\n').expect("a link, then its scenario");
        let (given, digest) = head.split_once(' ').expect("a link, then its digest");
        let digest = u16::from_str_radix(digest, 16).expect("four hexadecimal digits");
        let decoded = link::decode_within(given, limits::REPLICAS)
            .unwrap_or_else(|error| panic!("{given}: {error}"));
        let expected = text::parse_within(story, limits::REPLICAS).expect("a scenario");
        assert_eq!(decoded.scenario, expected, "{given}");
        assert_eq!((decoded.digest, decoded.engine), (digest, 1), "{given}");
    }
}

#[test]
fn what_was_given_away_is_written_no_longer_today() {
    let lines = LINKS.lines().chain(RUNS.lines()).filter(|line| line.starts_with("1s."));
    for given in lines.filter_map(|line| line.split(' ').next()) {
        let decoded = link::decode_within(given, limits::REPLICAS).expect("a link");
        let today = link::encode(&decoded.scenario, decoded.digest);
        // With another number of the engine in it a body may pack worse by a byte.
        let more = if decoded.engine == link::ENGINE { 0 } else { 2 };
        assert!(today.len() <= given.len() + more, "{today} for {given}");
    }
}
