//! What came of a part of a soak, in the lines that `causal merge` puts together.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use super::kinds::Kind;
use crate::shell::Outcome;

/// The lines that tell what came of the seeds from one up to another: that all is well, or that the
/// round which begins at a seed, and is the last, is not.
pub(super) fn lines(kind: &Kind, (from, to): (u64, u64), broken: Option<u64>) -> String {
    let name = kind.name;
    let found = broken.map_or_else(String::new, |seed| {
        let test: Vec<&str> = kind.test().collect();
        let (n, test) = (to - seed, test.join(" "));
        let says = format!("SOAK_FROM={seed} SOAK_STORIES={n} cargo {test} fails");
        format!(
            "{{\"finding\":\"{name}\",\"in_seeds\":1,\"seed\":{seed},\"steps\":0,\"says\":\"{says}\"}}\n"
        )
    });
    let n = u8::from(broken.is_some());
    format!(
        "{found}{{\"answers\":\"cargo xtask soak --only {name}\",\"seeds\":[\"{from}..{to}\"],\
         \"steps\":0,\"cut_off\":0,\"broken\":{n},\"findings\":{n}}}\n"
    )
}

/// Adds lines to a file.
pub(super) fn add(file: &Path, lines: &str) -> Outcome {
    let opened = OpenOptions::new().create(true).append(true).open(file);
    let written = opened.and_then(|mut file| file.write_all(lines.as_bytes()));
    written.map_err(|why| format!("{} could not be written: {why}.", file.display()).into())
}

#[cfg(test)]
mod tests {
    use super::super::kinds::KINDS;
    use super::*;

    #[test]
    fn what_came_of_a_part_is_a_line_or_two() {
        assert_eq!(
            lines(&KINDS[0], (0, 500), None),
            "{\"answers\":\"cargo xtask soak --only worlds\",\"seeds\":[\"0..500\"],\"steps\":0,\
             \"cut_off\":0,\"broken\":0,\"findings\":0}\n"
        );
        assert_eq!(
            lines(&KINDS[2], (7, 90), Some(70)),
            "{\"finding\":\"exports\",\"in_seeds\":1,\"seed\":70,\"steps\":0,\"says\":\"SOAK_FROM=70 \
             SOAK_STORIES=20 cargo test -q -p causal-core --test exports causes:: fails\"}\n\
             {\"answers\":\"cargo xtask soak --only exports\",\"seeds\":[\"7..90\"],\"steps\":0,\
             \"cut_off\":0,\"broken\":1,\"findings\":1}\n"
        );
    }
}
