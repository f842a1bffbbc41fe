//! What people type stays what it is; widths scale, and signs tell things apart without colors.

use causal_core::scenario::Scenario;
use causal_diagram::svg::{self, Options, Theme, Width};
use roxmltree::Document;

use crate::promises::check;
use crate::{looks, run_of};

#[test]
fn nothing_that_is_typed_ends_the_picture() {
    let mut scenario = Scenario::read("A: x = 1\nnote a remark").unwrap();
    scenario.title = "</title><script>alert(\"&\")</script>\u{1}\u{fffe}".to_owned();
    scenario.setting.names = ["<b>", "\"&amp;\"", "東京 ☃ \u{202e}"].map(str::to_owned).to_vec();
    let run = causal_core::run::Run::new(scenario);
    for options in looks() {
        check("typed", &run, options);
    }
    let picture = svg::write(&run, &Options::default());
    let document = Document::parse(&picture).unwrap();
    let title = document.root_element().first_element_child().and_then(|node| node.text());
    assert_eq!(title, Some("</title><script>alert(\"&\")</script>\u{fffd}\u{fffd}"));
}

#[test]
fn a_run_in_which_nothing_happens_is_a_picture_too() {
    for options in looks() {
        check("nothing", &run_of("replicas A B\n"), options);
    }
}

#[test]
fn a_width_scales_everything_and_keeps_the_proportions() {
    let run = run_of("A: x = 1");
    let sizes = |width: Option<Width>| {
        let picture = svg::write(&run, &Options { width, ..Options::default() });
        let document = Document::parse(&picture).unwrap();
        let of = |name| document.root_element().attribute(name).unwrap().to_owned();
        (of("width").parse::<i64>().unwrap(), of("height").parse::<i64>().unwrap(), of("viewBox"))
    };
    let (wide, high, area) = sizes(None);
    assert_eq!(area, format!("0 0 {wide} {high}"));
    let scaled = sizes("960".parse().ok());
    assert_eq!(scaled.0, 960);
    assert_eq!(scaled.2, area);
    assert!((scaled.1 * wide - 960 * high).abs() < wide, "{scaled:?} of {wide} by {high}");
}

/// How many shapes of a look stand in a picture for print.
fn n_shapes(text: &str, look: &str) -> usize {
    let options = Options { theme: Theme::Print, ..Options::default() };
    svg::write(&run_of(text), &options).matches(look).count()
}

#[test]
fn held_lost_and_dropped_differ_without_colors() {
    let (gate, cross, boxed) =
        ("M-3 -5V5M3 -5V5", "M-6 -6L6 6M-6 6L6 -6", "stroke-dasharray=\"11 4 1 4\"");
    let counts = |text: &str| [gate, cross, boxed].map(|look| n_shapes(text, look));
    // Each sign stands in the legend too; a cross is drawn on a ground of its own.
    assert_eq!(counts("A: x = 1"), [0, 0, 0]);
    assert_eq!(counts("hold A->B\nA: x = 1"), [2, 0, 0]);
    assert_eq!(counts("hold A->B\nA: x = 1\nopen A->B"), [2, 0, 0]);
    assert_eq!(counts("cut A->B\nA: x = 1"), [0, 4, 0]);
    assert_eq!(counts("A: x = 1\n+0 drop A1->B"), [0, 0, 2]);
}
