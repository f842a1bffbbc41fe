//! How many bytes files are on the wire, and the text in which that is kept.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use brotli::CompressorWriter;
use miniz_oxide::deflate::compress_to_vec;

use crate::shell::Outcome;

/// What stands at the head of the text.
const HEAD: &str = "\
# What a first visit transfers, in bytes: as it is, as gzip sends it, as brotli sends it.
# `cargo xtask check --weigh` writes this; `check --budgets` says what has changed since.
";
/// What gzip puts around deflated bytes.
const GZIP_FRAME: usize = 18;

/// One file, or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Weight {
    /// Its name, without what changes with every build.
    pub(crate) name: String,
    /// As it is.
    pub(crate) raw: usize,
    /// As gzip sends it.
    pub(crate) gzip: usize,
    /// As brotli sends it.
    pub(crate) brotli: usize,
}

impl Weight {
    fn of(name: String, bytes: &[u8]) -> Self {
        let gzip = compress_to_vec(bytes, 9).len() + GZIP_FRAME;
        Self { name, raw: bytes.len(), gzip, brotli: brotli(bytes) }
    }
}

/// The files in a folder and below it whose names end in one of these ways.
pub(crate) fn of_files(folder: &Path, endings: &[&str]) -> Outcome<Vec<Weight>> {
    let mut weights = Vec::new();
    collect(folder, folder, endings, &mut weights)?;
    Ok(weights)
}

fn collect(root: &Path, folder: &Path, endings: &[&str], weights: &mut Vec<Weight>) -> Outcome {
    let unread = |why| format!("{} could not be read: {why}.", folder.display());
    for entry in fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.is_dir() {
            collect(root, &path, endings, weights)?;
        } else if path.extension().is_some_and(|end| endings.iter().any(|counted| end == *counted))
        {
            let bytes = fs::read(&path).map_err(unread)?;
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy();
            weights.push(Weight::of(without_hash(&name), &bytes));
        }
    }
    Ok(())
}

/// The sum of all.
pub(crate) fn total(weights: &[Weight]) -> Weight {
    let sum = |part: fn(&Weight) -> usize| weights.iter().map(part).sum();
    let (raw, gzip, brotli) = (sum(|w| w.raw), sum(|w| w.gzip), sum(|w| w.brotli));
    Weight { name: "all".into(), raw, gzip, brotli }
}

/// The text that keeps them, with their sum.
pub(crate) fn write(weights: &[Weight]) -> String {
    let mut text = HEAD.to_owned();
    for Weight { name, raw, gzip, brotli } in weights.iter().chain([&total(weights)]) {
        text.push_str(&format!("{name} {raw} {gzip} {brotli}\n"));
    }
    text
}

/// What such a text keeps; a line that says nothing of a file is passed over.
pub(crate) fn read(text: &str) -> Vec<Weight> {
    let weight = |line: &str| {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_owned();
        let mut number = || words.next()?.parse().ok();
        Some(Weight { name, raw: number()?, gzip: number()?, brotli: number()? })
    };
    text.lines().filter(|line| !line.starts_with('#')).filter_map(weight).collect()
}

/// `app-6bb2b837cdcc6f32_bg.wasm` is `app_bg.wasm`, whatever is in it.
fn without_hash(name: &str) -> String {
    // A hash whose first digits are zeros is written without them.
    let is_hash =
        |part: &str| (12..=16).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_hexdigit());
    let parts = name.split_once('-').and_then(|(before, rest)| {
        let end = rest.find(['_', '.'])?;
        is_hash(&rest[..end]).then(|| format!("{before}{}", &rest[end..]))
    });
    parts.unwrap_or_else(|| name.to_owned())
}

/// The length of the bytes as brotli sends them when they are packed once for all.
fn brotli(bytes: &[u8]) -> usize {
    let (quality, window) = (11, 24);
    let mut encoder = CompressorWriter::new(Vec::new(), 1 << 16, quality, window);
    encoder.write_all(bytes).expect("writing to a vector cannot fail");
    encoder.into_inner().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_weighs_little_and_noise_weighs_itself() {
        let mut state = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .take(10_000)
        .collect();
        let (much, little) = (Weight::of("a".into(), &noise), Weight::of("b".into(), &[9; 10_000]));
        assert_eq!((much.raw, little.raw), (10_000, 10_000));
        assert!(much.brotli > 9_000 && much.gzip > 9_000, "{much:?}");
        assert!(little.brotli < 100 && little.gzip < 100, "{little:?}");
    }

    #[test]
    fn what_is_written_down_is_read_back_with_its_sum() {
        let weights =
            vec![Weight::of("a.js".into(), b"let a;"), Weight::of("b.html".into(), b"<b>")];
        let mut expected = weights.clone();
        expected.push(total(&weights));
        assert_eq!(read(&write(&weights)), expected);
        assert_eq!(total(&weights).raw, 9);
        assert_eq!(read("# a 1 2 3\nb 1 2\n\nc one 2 3"), []);
    }

    #[test]
    fn a_file_keeps_its_name_when_its_contents_change() {
        assert_eq!(without_hash("app-6bb2b837cdcc6f32_bg.wasm"), "app_bg.wasm");
        assert_eq!(without_hash("app-6bb2b837cdcc6f32.js"), "app.js");
        assert_eq!(without_hash("app-bb2b837cdcc6f32_bg.wasm"), "app_bg.wasm");
        for name in ["index.html", "well-known.js", "a-b-c.css", "app-6bb2b837cdcc6f3z.js"] {
            assert_eq!(without_hash(name), name);
        }
    }
}
