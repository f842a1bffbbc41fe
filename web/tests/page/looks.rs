//! The stylesheets have the colors by which replicas are told apart, the same as every picture.

use causal_diagram::signs::{DARK_HUES, LIGHT_HUES};

const HUES: &str = include_str!("../../styles/hues.css");

/// The values of the replicas' tokens, in the order of the stylesheet.
fn tokens() -> Vec<&'static str> {
    let lines = HUES.lines().map(str::trim);
    let hues = lines.filter_map(|line| line.strip_prefix("--replica-")?.split_once(": #"));
    let hues = hues.filter(|(name, _)| name.len() == 1);
    hues.map(|(_, color)| color.trim_end_matches(';')).collect()
}

#[test]
fn styles_and_pictures_have_the_same_colors() {
    let [light, dark] = [LIGHT_HUES, DARK_HUES].map(|hues| hues.map(|hue| &hue[1..]));
    assert_eq!(tokens(), [light, dark, dark].concat());
}

#[test]
fn every_color_is_used_by_its_letter() {
    for letter in 'a'..='p' {
        let rule = format!("[data-replica=\"{letter}\"] {{ --hue: var(--replica-{letter}); }}");
        assert_eq!(HUES.matches(&rule).count(), 1, "{rule}");
    }
}
