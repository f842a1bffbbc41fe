//! What the page weighs on the wire, and how much it may weigh.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use brotli::CompressorWriter;

use crate::shell::{Outcome, say};

/// What a first visit may transfer, in bytes as sent: a slow phone connection carries that in about
/// two seconds.
const BUDGET: usize = 320_000;
/// What the page fetches when it is first needed: the interface for scripts, files and text.
const ON_DEMAND: &str = "playground_bg.wasm";
/// What that may weigh: whoever asks for it waits about a second.
const BUDGET_ON_DEMAND: usize = 208_000;
/// What counts at all.
const COUNTED: [&str; 4] = ["html", "css", "js", "wasm"];

/// One file of the page.
#[derive(Debug)]
struct Weight {
    name: String,
    raw: usize,
    sent: usize,
}

/// Prints what each file of a first visit weighs and what is fetched later, and fails when either is
/// over its budget.
pub(crate) fn page(dist: &Path) -> Outcome {
    let mut weights = Vec::new();
    collect(dist, dist, &mut weights)?;
    if !weights.iter().any(|file| file.name.ends_with(".wasm")) {
        return Err("There is no page in dist/; build it with `cargo xtask test`.".into());
    }
    weights.sort_by_key(|file| std::cmp::Reverse(file.sent));
    let (later, first): (Vec<Weight>, Vec<Weight>) =
        weights.into_iter().partition(|file| file.name == ON_DEMAND);
    println!("{}", table(&first));
    let (first, later) = (total(&first).sent, total(&later).sent);
    say(format!("a first visit weighs {first} bytes of {BUDGET}, compressed."));
    say(format!("{ON_DEMAND}, on demand, weighs {later} bytes of {BUDGET_ON_DEMAND}."));
    within("A first visit", first, BUDGET)?;
    within(ON_DEMAND, later, BUDGET_ON_DEMAND)
}

fn within(what: &str, total: usize, budget: usize) -> Outcome {
    match total.checked_sub(budget) {
        None | Some(0) => Ok(()),
        Some(over) => Err(format!("{what} is {over} bytes over its budget of {budget}.").into()),
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
            weights.push(Weight { name, raw: bytes.len(), sent: brotli(&bytes) });
        }
    }
    Ok(())
}

/// The length of the bytes as brotli sends them when they are packed once for all.
fn brotli(bytes: &[u8]) -> usize {
    let (quality, window) = (11, 24);
    let mut encoder = CompressorWriter::new(Vec::new(), 1 << 16, quality, window);
    encoder.write_all(bytes).expect("writing to a vector cannot fail");
    encoder.into_inner().len()
}

fn total(weights: &[Weight]) -> Weight {
    let sum = |part: fn(&Weight) -> usize| weights.iter().map(part).sum();
    Weight { name: "all".into(), raw: sum(|w| w.raw), sent: sum(|w| w.sent) }
}

fn table(weights: &[Weight]) -> String {
    let mut lines = vec![format!("{:<40}{:>12}{:>12}", "file", "bytes", "brotli")];
    for file in weights.iter().chain([&total(weights)]) {
        lines.push(format!("{:<40}{:>12}{:>12}", file.name, file.raw, file.sent));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_weighs_little_and_noise_weighs_itself() {
        assert!(brotli(&[b'a'; 10_000]) < 100);
        let mut state = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .take(10_000)
        .collect();
        assert!(brotli(&noise) > 9_000);
    }

    #[test]
    fn the_sum_is_over_all_files() {
        let file = |name: &str, raw, sent| Weight { name: name.into(), raw, sent };
        let files = [file("app.wasm", 1000, 400), file("app.js", 200, 60)];
        let all = total(&files);
        assert_eq!((all.raw, all.sent), (1200, 460));
        assert!(table(&files).ends_with("1200         460"), "{}", table(&files));
    }

    #[test]
    fn the_budget_itself_is_still_allowed() {
        assert!(within("It", 0, 9).is_ok());
        assert!(within("It", 9, 9).is_ok());
        let why = within("It", 16, 9).expect_err("seven bytes too many");
        assert_eq!(why.to_string(), "It is 7 bytes over its budget of 9.");
    }
}
