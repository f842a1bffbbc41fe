//! The stories of the folder `scenarios`, and others that the tests share.

use std::fs;
use std::path::{Path, PathBuf};

use causal_core::scenario::{Scenario, json, link, text};

/// The first screen of the page.
pub(crate) const MESSAGE_FROM_THE_FUTURE: &str =
    "hold A->C\nA: lost = wallet\nB: reply = sorry!\nopen A->C\n";

/// A story of so many actions, some of each kind, always the same.
pub(crate) fn long_story(n_actions: usize) -> String {
    let mut rng = 12_345_u32;
    let mut roll = |sides: u32| {
        rng = rng.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (rng >> 16) % sides
    };
    let letter = |n: u32| char::from(b'A' + n as u8);
    let mut lines = Vec::new();
    for number in 0..n_actions {
        let (from, step) = (roll(3), 1 + roll(2));
        let (from, to) = (letter(from), letter((from + step) % 3));
        let key = char::from(b'x' + roll(3) as u8);
        lines.push(match roll(12) {
            0..6 => format!("{from}: {key} = {}", number + 1),
            6 => format!("{from}: read {key}"),
            7 => format!("{from}: del {key}"),
            8 => format!("hold {from}->{to}"),
            9 => format!("open {from}->{to}"),
            10 => format!("release next {from}->{to}"),
            _ => format!("ann@{from}: {key} = hello"),
        });
    }
    lines.join("\n")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
}

#[test]
fn every_story_of_the_folder_is_the_same_in_all_spellings() {
    let entries = fs::read_dir(folder()).expect("the folder of stories");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "causal"));
    paths.sort();
    assert!(paths.len() >= 8, "{paths:?}");
    for path in paths {
        let source = fs::read_to_string(&path).expect("a text");
        let story = text::parse(&source).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        assert!(!story.title.is_empty() && !story.script.is_empty(), "{path:?}");
        for spelled in [text::write(&story), json::write(&story), link::encode(&story, 1)] {
            assert_eq!(Scenario::read(&spelled).as_ref(), Ok(&story), "{spelled}");
        }
        // Without its comments a story stands in the folder as it would be written.
        let bare = source.lines().map(|line| line.split("  #").next().unwrap_or(line).trim_end());
        let bare: String = bare.flat_map(|line| [line, "\n"]).collect();
        assert_eq!(bare, text::write(&story), "{path:?}");
    }
}

#[test]
fn a_message_from_the_future_is_seven_lines_and_a_short_link() {
    let story = text::parse(MESSAGE_FROM_THE_FUTURE).expect("a story");
    let expected = "\
replicas Alice Bob Carol
rule causal

hold A->C
A: lost = wallet
B: reply = sorry!
open A->C
";
    assert_eq!(text::write(&story), expected);
    let link = link::encode(&story, 0);
    assert!(link.len() < 70, "{} characters: {link}", link.len());
}
