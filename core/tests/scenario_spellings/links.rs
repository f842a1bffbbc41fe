//! Links as they come back from mail, chat and search bars: whole, and wrapped in all sorts.

use causal_core::scenario::link::{self, LinkError};
use causal_core::scenario::{Scenario, text};

use crate::stories::{MESSAGE_FROM_THE_FUTURE, long_story};

/// Links of several lengths: short and plain, long and deflated, with all kinds of settings.
pub(crate) fn samples() -> Vec<String> {
    let stories = ["", "A: x = 1", MESSAGE_FROM_THE_FUTURE, &long_story(20), &long_story(150)];
    let odd = "title é\nseed 9\nreplicas A \"B b\"\nrule newer\nlinks loss=5\nopen at 2\ncut A->B";
    let stories = stories.into_iter().chain([odd]);
    stories.map(|story| link::encode(&text::parse(story).expect("a story"), 0xbeef)).collect()
}

#[test]
fn a_link_is_found_in_what_is_around_it() {
    let bare = &samples()[2];
    let scenario = text::parse(MESSAGE_FROM_THE_FUTURE).expect("a story");
    for around in [
        "LINK",
        "#LINK",
        "  #LINK\n",
        "<https://host.example/#LINK>",
        "https://host.example/play/#LINK",
        "https://host.example/index.html?theme=dark#LINK",
        "https://host.example/%23LINK",
        "https://host.example/?s=LINK",
        "https://host.example/?theme=dark&s=LINK&x=1",
        "https://host.example/?s=LINK#",
        "https://host.example/?s=LINK#top",
        "https://guard.example/?url=https%3A%2F%2Fhost.example%2F%23LINK&data=05%7C01",
        "https://host.example/#LINK.",
        "https://host.example/#LINK) and more",
        "host.example/#LINK",
        "\u{feff}#LINK",
    ] {
        let given = around.replace("LINK", bare);
        let decoded = link::decode(&given).unwrap_or_else(|error| panic!("{given}: {error}"));
        assert_eq!((&decoded.scenario, decoded.digest), (&scenario, 0xbeef), "{given}");
        assert_eq!(Scenario::read(&given).as_ref(), Ok(&scenario), "{given}");
    }
}

#[test]
fn lines_that_a_mail_program_broke_are_joined() {
    for sample in samples() {
        for width in [7, 60, 76] {
            let lines: Vec<&str> = (0..sample.len())
                .step_by(width)
                .map(|at| &sample[at..(at + width).min(sample.len())])
                .collect();
            let broken = format!("https://host.example/#{}\r\n", lines.join("\r\n"));
            assert_eq!(link::decode(&broken), link::decode(&sample));
        }
    }
}

#[test]
fn a_cut_link_says_how_much_of_it_arrived() {
    for sample in samples() {
        for prefix in ["", "#", "https://host.example/é/#"] {
            let whole = format!("{prefix}{sample}");
            let chars: Vec<char> = whole.chars().collect();
            // The length and the flags behind it: three bytes, or two in a short link.
            let known_from = prefix.chars().count() + 3 + if sample.len() > 170 { 4 } else { 3 };
            for arrived in prefix.chars().count() + 1..chars.len() {
                let cut: String = chars[..arrived].iter().collect();
                let Err(LinkError::Incomplete { arrived: told, expected }) = link::decode(&cut)
                else {
                    panic!("{cut}: {:?}", link::decode(&cut));
                };
                assert_eq!(told, arrived, "{cut}");
                assert!(expected.is_none_or(|expected| expected == chars.len()), "{cut}");
                assert!(expected.is_some() || arrived < known_from, "{cut}");
            }
        }
    }
}

#[test]
fn a_link_that_a_program_shortened_with_dots_is_incomplete() {
    let sample = &samples()[2];
    for dots in ["...", "…", "....."] {
        let cut = link::decode(&format!("#{}{dots}", &sample[..30]));
        let expected = Some(sample.len() + 1);
        assert_eq!(cut, Err(LinkError::Incomplete { arrived: 31, expected }));
    }
}

#[test]
fn one_changed_character_never_gives_another_scenario() {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_. %#\n\xc3";
    for sample in samples() {
        let whole = link::decode(&sample);
        for at in 0..sample.len() {
            for &digit in digits.iter().filter(|digit| **digit != sample.as_bytes()[at]) {
                let mut bytes = sample.clone().into_bytes();
                bytes[at] = digit;
                let changed = String::from_utf8_lossy(&bytes);
                let decoded = link::decode(&changed);
                // A mark in front of a link is no part of it.
                let is_whole_behind_mark = decoded == whole && changed.starts_with(['#', ' ']);
                assert!(decoded.is_err() || is_whole_behind_mark, "{changed} from {sample}");
            }
        }
    }
}

#[test]
fn two_swapped_one_missing_and_one_more_are_noticed() {
    for sample in samples() {
        for at in 1..sample.len() {
            let (before, after) = sample.split_at(at);
            let missing = format!("{}{after}", &before[..at - 1]);
            assert!(link::decode(&missing).is_err(), "{missing}");
            let doubled = format!("{before}{}{after}", &before[at - 1..]);
            assert!(link::decode(&doubled).is_err(), "{doubled}");
            let mut bytes = sample.clone().into_bytes();
            bytes.swap(at - 1, at);
            let swapped = String::from_utf8(bytes).expect("ASCII");
            assert!(swapped == sample || link::decode(&swapped).is_err(), "{swapped}");
        }
    }
}
