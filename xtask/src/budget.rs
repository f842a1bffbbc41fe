//! What the page weighs on the wire, how much it may weigh, and what has changed since that was
//! last written down.

use std::fs;
use std::path::Path;

use crate::shell::{Outcome, say};
use crate::weight::{Weight, of_files, read, total, write};

/// What a first visit may transfer, in bytes as brotli sends them. The explorer and the language of
/// predicates are in the page's one module, 80 kB of it, a tenth of that so that a question that cannot
/// be answered is told so with its reason. So the first screen can be used later than the promised 3.2 s
/// at 1.6 Mbit/s, 150 ms and a processor four times slower, by what 80 kB take there: four tenths of a
/// second. What is planned beyond has to make room for itself, and for this.
const BUDGET: usize = 585_000;
/// What counts at all: everything else in `dist/` is fetched by nobody who only looks at the page.
const COUNTED: [&str; 4] = ["html", "css", "js", "wasm"];

/// Prints what each file of a first visit weighs, by how much that has changed since it was written
/// down, and fails when it is over its budget.
pub(crate) fn page(dist: &Path, written_down: &Path) -> Outcome {
    let now = weigh(dist)?;
    let before = fs::read_to_string(written_down).unwrap_or_default();
    println!("{}", table(&now, &read(&before)));
    let brotli = total(&now).brotli;
    say(format!("a first visit weighs {brotli} bytes of {BUDGET}, compressed."));
    within("A first visit", brotli, BUDGET)
}

/// Writes down what the page weighs, for the next time.
pub(crate) fn write_down(dist: &Path, file: &Path) -> Outcome {
    let text = write(&weigh(dist)?);
    fs::write(file, text)
        .map_err(|why| format!("{} could not be written: {why}.", file.display()))?;
    say(format!("{} says what the page weighs now.", file.display()));
    Ok(())
}

/// Every file that a first visit loads, the heaviest first.
fn weigh(dist: &Path) -> Outcome<Vec<Weight>> {
    let mut weights = of_files(dist, &COUNTED)?;
    if !weights.iter().any(|file| file.name.ends_with(".wasm")) {
        return Err("There is no page in dist/; build it with `cargo xtask test`.".into());
    }
    weights.sort_by_key(|file| std::cmp::Reverse(file.brotli));
    Ok(weights)
}

fn within(what: &str, total: usize, budget: usize) -> Outcome {
    match total.checked_sub(budget) {
        None | Some(0) => Ok(()),
        Some(over) => Err(format!("{what} is {over} bytes over its budget of {budget}.").into()),
    }
}

/// A line for each file and for all; the last column says by how much brotli's figure has changed.
fn table(now: &[Weight], before: &[Weight]) -> String {
    let mut lines = vec![format!(
        "{:<24}{:>10}{:>10}{:>10}{:>10}",
        "file", "bytes", "gzip", "brotli", "change"
    )];
    for file in now.iter().chain([&total(now)]) {
        let known = before.iter().find(|known| known.name == file.name);
        let change = known.map_or_else(|| "new".to_owned(), |known| change(known, file));
        let Weight { name, raw, gzip, brotli } = file;
        lines.push(format!("{name:<24}{raw:>10}{gzip:>10}{brotli:>10}{change:>10}"));
    }
    lines.join("\n")
}

fn change(before: &Weight, now: &Weight) -> String {
    match now.brotli.checked_sub(before.brotli) {
        Some(more) => format!("+{more}"),
        None => format!("-{}", before.brotli - now.brotli),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, raw: usize, gzip: usize, brotli: usize) -> Weight {
        Weight { name: name.into(), raw, gzip, brotli }
    }

    #[test]
    fn the_table_sums_and_says_what_has_changed() {
        let now = [file("app.wasm", 1000, 450, 400), file("app.js", 200, 70, 60)];
        let before = [file("app.wasm", 1100, 500, 420), file("all", 1100, 500, 420)];
        let table = table(&now, &before);
        let lines: Vec<Vec<&str>> =
            table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[1], ["app.wasm", "1000", "450", "400", "-20"]);
        assert_eq!(lines[2], ["app.js", "200", "70", "60", "new"]);
        assert_eq!(lines[3], ["all", "1200", "520", "460", "+40"]);
    }

    #[test]
    fn the_budget_itself_is_still_allowed() {
        assert!(within("It", 0, 9).is_ok());
        assert!(within("It", 9, 9).is_ok());
        let why = within("It", 16, 9).expect_err("seven bytes too many");
        assert_eq!(why.to_string(), "It is 7 bytes over its budget of 9.");
    }
}
