//! What the page weighs on the wire, and how much it may weigh.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::shell::{Outcome, say};

/// What the whole page should weigh at most, in bytes as sent: a slow phone connection carries that
/// in about two seconds. The page does not keep to it yet, so it is said at every check.
const BUDGET: usize = 300_000;
/// What fails the check until then: the page may only become lighter.
const CEILING: usize = 435_000;
/// What a first visit transfers.
const COUNTED: [&str; 4] = ["html", "css", "js", "wasm"];

/// One file of the page.
#[derive(Debug)]
struct Weight {
    name: String,
    raw: usize,
    gzip: usize,
}

/// Prints what each file of the page weighs, says when all together are over
/// the budget, and fails when they are over the ceiling.
pub(crate) fn page(dist: &Path) -> Outcome {
    let mut weights = Vec::new();
    collect(dist, dist, &mut weights)?;
    if !weights.iter().any(|file| file.name.ends_with(".wasm")) {
        return Err("There is no page in dist/; build it with `cargo xtask test`.".into());
    }
    weights.sort_by_key(|file| std::cmp::Reverse(file.gzip));
    println!("{}", table(&weights));
    let total = total(&weights).gzip;
    say(format!("the page weighs {total} bytes of {BUDGET}, compressed."));
    within(total)
}

fn within(total: usize) -> Outcome {
    if let Some(over) = total.checked_sub(BUDGET + 1) {
        say(format!("that is {} bytes over the budget: it has to lose them.", over + 1));
    }
    match total.checked_sub(CEILING) {
        None | Some(0) => Ok(()),
        Some(over) => {
            Err(format!("The page is {over} bytes over its ceiling of {CEILING}.").into())
        }
    }
}

fn collect(dist: &Path, folder: &Path, weights: &mut Vec<Weight>) -> Outcome {
    let unread = |why| format!("{} could not be read: {why}.", folder.display());
    for entry in fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.is_dir() {
            collect(dist, &path, weights)?;
        } else if path.extension().is_some_and(|end| COUNTED.iter().any(|counted| end == *counted))
        {
            let bytes = fs::read(&path).map_err(unread)?;
            let name = path.strip_prefix(dist).unwrap_or(&path).to_string_lossy().into_owned();
            weights.push(Weight { name, raw: bytes.len(), gzip: gzip(&bytes) });
        }
    }
    Ok(())
}

/// The length of the bytes as gzip -9 sends them.
fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("writing to a vector cannot fail");
    encoder.finish().expect("writing to a vector cannot fail").len()
}

fn total(weights: &[Weight]) -> Weight {
    let sum = |part: fn(&Weight) -> usize| weights.iter().map(part).sum();
    Weight { name: "all".into(), raw: sum(|w| w.raw), gzip: sum(|w| w.gzip) }
}

fn table(weights: &[Weight]) -> String {
    let mut lines = vec![format!("{:<40}{:>12}{:>12}", "file", "bytes", "gzip -9")];
    for file in weights.iter().chain([&total(weights)]) {
        lines.push(format!("{:<40}{:>12}{:>12}", file.name, file.raw, file.gzip));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_weighs_little_and_noise_weighs_itself() {
        assert!(gzip(&[b'a'; 10_000]) < 100);
        let mut state = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .take(10_000)
        .collect();
        assert!(gzip(&noise) > 9_000);
    }

    #[test]
    fn the_sum_is_over_all_files() {
        let file = |name: &str, raw, gzip| Weight { name: name.into(), raw, gzip };
        let files = [file("app.wasm", 1000, 400), file("app.js", 200, 60)];
        let all = total(&files);
        assert_eq!((all.raw, all.gzip), (1200, 460));
        assert!(table(&files).ends_with("1200         460"), "{}", table(&files));
    }

    #[test]
    fn the_ceiling_itself_is_still_allowed() {
        assert!(within(0).is_ok());
        assert!(within(CEILING).is_ok());
        let why = within(CEILING + 7).expect_err("seven bytes too many");
        assert_eq!(why.to_string(), "The page is 7 bytes over its ceiling of 435000.");
    }
}
