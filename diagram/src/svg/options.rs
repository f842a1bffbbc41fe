//! What can be chosen about a picture, and the words for it.

use std::fmt;
use std::str::FromStr;

use crate::layout::Direction;

/// The least width in pixels at which anything can be made out.
pub const WIDTH_MIN: u32 = 200;
/// The greatest width in pixels: what programs that show pictures still take.
pub const WIDTH_MAX: u32 = 20_000;

/// How a picture looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which way time runs.
    pub direction: Direction,
    /// Its colors.
    pub theme: Theme,
    /// How wide it is shown; without, as wide as it was laid out.
    pub width: Option<Width>,
}

/// The colors of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white.
    #[default]
    Light,
    /// Light on nearly black.
    Dark,
    /// Black on white and nothing else.
    Print,
}

/// A width in pixels, from [`WIDTH_MIN`] to [`WIDTH_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width(u32);

impl Width {
    /// So many pixels.
    #[must_use]
    pub fn px(self) -> u32 {
        self.0
    }
}

/// Why something cannot be chosen; reads as one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionError {
    /// Time runs in no such direction.
    Direction(String),
    /// There is no such theme.
    Theme(String),
    /// This is no width in pixels.
    Width(String),
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Direction(given) => {
                write!(f, "Time runs `right` or `down`, and not `{given}`.")
            }
            Self::Theme(given) => {
                write!(f, "There is no theme `{given}`; there are `light`, `dark` and `print`.")
            }
            Self::Width(given) => write!(
                f,
                "A picture is {WIDTH_MIN} to {WIDTH_MAX} pixels wide, a whole number, and not \
                 `{given}`."
            ),
        }
    }
}

impl std::error::Error for OptionError {}

impl FromStr for Direction {
    type Err = OptionError;

    /// # Errors
    /// Says which directions there are.
    fn from_str(given: &str) -> Result<Self, OptionError> {
        let all = [Self::Right, Self::Down];
        let found = all.into_iter().find(|direction| direction.name() == given);
        found.ok_or_else(|| OptionError::Direction(given.to_owned()))
    }
}

impl FromStr for Theme {
    type Err = OptionError;

    /// # Errors
    /// Says which themes there are.
    fn from_str(given: &str) -> Result<Self, OptionError> {
        match given {
            "light" => Ok(Self::Light),
            "dark" => Ok(Self::Dark),
            "print" => Ok(Self::Print),
            _ => Err(OptionError::Theme(given.to_owned())),
        }
    }
}

impl FromStr for Width {
    type Err = OptionError;

    /// # Errors
    /// Says how wide a picture can be.
    fn from_str(given: &str) -> Result<Self, OptionError> {
        let width = given.parse().ok().filter(|px| (WIDTH_MIN..=WIDTH_MAX).contains(px));
        width.map(Self).ok_or_else(|| OptionError::Width(given.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_understood_and_others_give_a_sentence() {
        assert_eq!("down".parse(), Ok(Direction::Down));
        assert_eq!("print".parse(), Ok(Theme::Print));
        assert_eq!("960".parse::<Width>().map(Width::px), Ok(960));
        let says = |error: OptionError| error.to_string();
        assert_eq!(
            "up".parse::<Direction>().map_err(says),
            Err("Time runs `right` or `down`, and not `up`.".to_owned())
        );
        assert_eq!(
            "Pink".parse::<Theme>().map_err(says),
            Err("There is no theme `Pink`; there are `light`, `dark` and `print`.".to_owned())
        );
        for given in ["199", "20001", "-5", "wide", "1e3", ""] {
            let error = given.parse::<Width>().expect_err("no width").to_string();
            assert!(
                error.ends_with(&format!("wide, a whole number, and not `{given}`.")),
                "{error}"
            );
        }
    }
}
