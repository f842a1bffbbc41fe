//! Pictures are the same everywhere: `golden/pictures.txt` has the digests, made here and computed
//! again in the browser. `UPDATE_EXPECT=1 cargo test -p causal-diagram --test pictures` renews it.

use causal_core::run::Run;
use causal_core::scenario::{Scenario, link};
use causal_diagram::layout::Direction;
use causal_diagram::svg::{self, Options, Theme};

use crate::stories;

/// A digest that anybody can compute: FNV-1a in 64 bits.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The name of a story, its link, and a digest for each of three looks.
fn line(name: &str, text: &str) -> String {
    let scenario = Scenario::read(text).unwrap();
    let run = Run::new(scenario);
    let link = link::encode(&run.scenario(), run.history().short_digest());
    let width = "960".parse().ok();
    let looks = [
        Options::default(),
        Options { direction: Direction::Down, theme: Theme::Dark, width },
        Options { theme: Theme::Print, ..Options::default() },
    ];
    let digests = looks.map(|look| format!("{:016x}", digest(&svg::write(&run, &look))));
    format!("{name} {link} {}\n", digests.join(" "))
}

#[test]
fn pictures_are_those_that_were_published() {
    let lines: String = stories().iter().map(|(name, text)| line(name, text)).collect();
    expect_test::expect_file!["../golden/pictures.txt"].assert_eq(&lines);
}
