//! Versions: what tools say they are, and what the lock file wants.

use std::fmt;

/// A version of three numbers; missing ones are zero, and what follows a hyphen is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) u32, pub(crate) u32, pub(crate) u32);

impl Version {
    /// The first version that stands as a word of its own in what a tool printed.
    pub(crate) fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::parse)
    }

    fn parse(word: &str) -> Option<Self> {
        let word = word.strip_prefix('v').unwrap_or(word);
        let release = word.split(['-', '+']).next().unwrap_or(word);
        let mut numbers = [0; 3];
        for (i, part) in release.split('.').enumerate() {
            *numbers.get_mut(i)? = part.parse().ok()?;
        }
        Some(Self(numbers[0], numbers[1], numbers[2]))
    }

    /// Whether this can stand in for `wanted`: at least as new, in the same compatible series.
    pub(crate) fn fits(self, wanted: Self) -> bool {
        let series = |v: Self| if v.0 == 0 { (0, v.1) } else { (v.0, 0) };
        self >= wanted && series(self) == series(wanted)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// The version of a package in the text of a `Cargo.lock`.
pub(crate) fn locked(lock: &str, package: &str) -> Option<Version> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Version::parse(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_version_in_what_tools_print() {
        assert_eq!(Version::find("trunk 0.21.14\n"), Some(Version(0, 21, 14)));
        assert_eq!(Version::find("wasm-bindgen 0.2.129 (abc1.2)"), Some(Version(0, 2, 129)));
        assert_eq!(Version::find("wasm-opt version 132 (version_132)"), Some(Version(132, 0, 0)));
        assert_eq!(Version::find("trunk 0.22.0-beta.1"), Some(Version(0, 22, 0)));
    }

    #[test]
    fn finds_nothing_where_there_is_no_version() {
        for text in ["", "trunk", "1.2.3.4", "one.two", "1..2"] {
            assert_eq!(Version::find(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_newer_patch_fits_and_another_series_does_not() {
        let wanted = Version(0, 21, 14);
        assert!(Version(0, 21, 14).fits(wanted));
        assert!(Version(0, 21, 20).fits(wanted));
        assert!(!Version(0, 21, 13).fits(wanted));
        assert!(!Version(0, 22, 0).fits(wanted));
        assert!(Version(2, 3, 0).fits(Version(2, 1, 9)));
        assert!(!Version(3, 0, 0).fits(Version(2, 1, 9)));
    }

    #[test]
    fn reads_the_locked_version_of_exactly_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.79\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some(Version(0, 2, 129)));
        assert_eq!(locked(lock, "bindgen"), None);
    }
}
