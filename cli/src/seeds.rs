//! Seeds: ranges of them as they are written, and sets of such ranges.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The seeds from one up to another, which is not among them; never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Seeds {
    pub(crate) from: u64,
    pub(crate) to: u64,
}

impl Seeds {
    pub(crate) fn range(self) -> Range<u64> {
        self.from..self.to
    }

    pub(crate) fn count(self) -> u64 {
        self.to - self.from
    }

    fn of(from: u64, to: u64) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// What two ranges have in common.
    fn both(self, other: Self) -> Option<Self> {
        Self::of(self.from.max(other.from), self.to.min(other.to))
    }
}

impl FromStr for Seeds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once("..");
        let numbers = parts.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
        numbers.and_then(|(from, to)| Self::of(from, to)).ok_or_else(|| {
            format!("seeds are FROM..TO, two whole numbers, the second the greater, not `{text}`")
        })
    }
}

impl TryFrom<String> for Seeds {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Seeds> for String {
    fn from(seeds: Seeds) -> Self {
        seeds.to_string()
    }
}

impl fmt::Display for Seeds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

/// Adds ranges to others that have none of their seeds; neighbors become one.
pub(crate) fn add(to: &mut Vec<Seeds>, more: &[Seeds]) {
    to.extend(more);
    to.sort_unstable();
    to.dedup_by(|next, before| {
        let goes_on = before.to == next.from;
        if goes_on {
            before.to = next.to;
        }
        goes_on
    });
}

/// A range that two sets of ranges have in common.
pub(crate) fn in_both(one: &[Seeds], other: &[Seeds]) -> Option<Seeds> {
    one.iter().find_map(|seeds| other.iter().find_map(|more| seeds.both(*more)))
}

/// What a set of ranges in order lacks of a whole: of all from its first seed to its last, if none is
/// given.
pub(crate) fn missing(seeds: &[Seeds], whole: Option<Seeds>) -> Vec<Seeds> {
    let ends = whole.or_else(|| Seeds::of(seeds.first()?.from, seeds.last()?.to));
    let Some(Seeds { mut from, to }) = ends else { return Vec::new() };
    let mut missing = Vec::new();
    for range in seeds {
        missing.extend(Seeds::of(from, range.from.min(to)));
        from = from.max(range.to);
    }
    missing.extend(Seeds::of(from, to));
    missing
}

/// Ranges in words: `0..10 and 20..30`.
pub(crate) fn in_words(seeds: &[Seeds]) -> String {
    let texts: Vec<String> = seeds.iter().map(ToString::to_string).collect();
    match &*texts {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Seeds> {
        text.split_whitespace().map(|range| range.parse().expect("a range")).collect()
    }

    #[test]
    fn ranges_read_as_they_are_written() {
        assert_eq!("3..17".parse(), Ok(Seeds { from: 3, to: 17 }));
        assert_eq!(all("0..18446744073709551615")[0].count(), u64::MAX);
        for wrong in ["", "3", "3..", "..3", "3..3", "4..3", "-1..3", "a..b", "1..2..3", "1...3"] {
            let says = wrong.parse::<Seeds>().expect_err("no range");
            assert!(says.ends_with(&format!("not `{wrong}`")), "{says}");
        }
    }

    #[test]
    fn neighbors_become_one_and_gaps_are_told() {
        let mut seeds = all("20..30");
        add(&mut seeds, &all("0..10 30..40 10..15"));
        assert_eq!(seeds, all("0..15 20..40"));
        assert_eq!(missing(&seeds, None), all("15..20"));
        assert_eq!(missing(&seeds, Some(all("0..50")[0])), all("15..20 40..50"));
        assert_eq!(missing(&seeds, Some(all("2..17")[0])), all("15..17"));
        assert_eq!(missing(&[], Some(all("2..17")[0])), all("2..17"));
        assert_eq!(missing(&[], None), []);
        assert_eq!(in_both(&seeds, &all("15..20")), None);
        assert_eq!(in_both(&seeds, &all("16..18 19..22")), Some(all("20..22")[0]));
        assert_eq!(in_words(&all("0..1 2..3 4..5")), "0..1, 2..3 and 4..5");
    }
}
