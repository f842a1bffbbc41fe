//! Numbers as people read and write them.

use std::str::FromStr;

use causal_core::numbers::grouped;

/// A number with a space between each three digits, if it has more than four.
pub(crate) fn in_groups(number: impl Into<u128>) -> String {
    grouped(number.into(), ' ')
}

/// How many of a thing: `1 state`, `2 states`.
pub(crate) fn counted(number: u128, one: &str, many: &str) -> String {
    format!("{} {}", in_groups(number), if number == 1 { one } else { many })
}

/// One part of a budget: a number of states, or of bytes with the letters of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Budgeted {
    States(u64),
    Bytes(u64),
}

impl FromStr for Budgeted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let says = || {
            format!(
                "a budget is a number of states, such as 1000000, or a size, such as 500MB or 2GB; \
                 not `{text}`"
            )
        };
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let number: u64 = number.parse().map_err(|_| says())?;
        if number == 0 {
            return Err("a budget of nothing visits nothing: allow at least 1".to_owned());
        }
        let unit: u64 = match unit {
            "" => return Ok(Self::States(number)),
            "kB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            "GiB" => 1 << 30,
            _ => return Err(says()),
        };
        number.checked_mul(unit).map(Self::Bytes).ok_or_else(says)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_said_otherwise_than_many() {
        assert_eq!(counted(1, "state", "states"), "1 state");
        assert_eq!(counted(0, "state", "states"), "0 states");
        assert_eq!(counted(12_345, "state", "states"), "12 345 states");
    }

    #[test]
    fn budgets_are_states_or_sizes() {
        assert_eq!("1000".parse(), Ok(Budgeted::States(1000)));
        assert_eq!("500MB".parse(), Ok(Budgeted::Bytes(500_000_000)));
        assert_eq!("2GiB".parse(), Ok(Budgeted::Bytes(1 << 31)));
        for wrong in
            ["", "-1", "1.5GB", "GB", "12 GB", "12gb", "99999999999999999999", "99999999999999GB"]
        {
            let says = wrong.parse::<Budgeted>().expect_err("no budget");
            assert!(says.ends_with(&format!("not `{wrong}`")), "{says}");
        }
        for nothing in ["0", "0MB"] {
            let says = nothing.parse::<Budgeted>().expect_err("nothing");
            assert_eq!(says, "a budget of nothing visits nothing: allow at least 1");
        }
    }
}
