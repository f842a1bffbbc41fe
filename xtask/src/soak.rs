//! `cargo xtask soak`: random worlds against the promises, for as long as one likes.

use std::time::{Duration, Instant};

use crate::shell::{Outcome, say};
use crate::workspace::Workspace;

/// How many worlds are told before the clock is looked at.
const ROUND: u64 = 20_000;
/// The tests tell the first worlds each time; a soak goes on behind them.
const FIRST: u64 = 20_000;
/// How long a soak lasts that is not told otherwise, in minutes.
const MINUTES: u64 = 10;

/// Tells one round of worlds after the other until the time is over; the first that breaks a
/// promise ends it, printed as a scenario that can be pasted.
pub(crate) fn soak(ws: &Workspace, args: &[String]) -> Outcome {
    let (minutes, first) = wishes(args)?;
    let (begin, end) = (Instant::now(), Duration::from_secs(minutes * 60));
    let mut from = first;
    loop {
        let test = ["test", "-q", "-p", "causal-core", "--test", "whole_protocol"];
        let round = ws.cargo().args(test);
        round.env("SOAK_FROM", from.to_string()).env("SOAK_STORIES", ROUND.to_string()).run()?;
        from += ROUND;
        let n = from - first;
        say(format!("{n} worlds from {first} on, and every promise held."));
        if begin.elapsed() >= end {
            return Ok(());
        }
    }
}

/// How long, and from which world on.
fn wishes(args: &[String]) -> Outcome<(u64, u64)> {
    let (mut minutes, mut first) = (MINUTES, FIRST);
    for pair in args.chunks(2) {
        let number = pair.get(1).and_then(|value| value.parse().ok());
        match (pair[0].as_str(), number) {
            ("--minutes", Some(number)) => minutes = number,
            ("--from", Some(number)) => first = number,
            (name @ ("--minutes" | "--from"), None) => {
                return Err(format!("`{name}` needs a whole number behind it.").into());
            }
            (name, _) => return Err(format!("`soak` does not know `{name}`.").into()),
        }
    }
    Ok((minutes, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Outcome<(u64, u64)> {
        wishes(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn time_and_place_are_as_wished_or_as_usual() {
        assert_eq!(read(&[]).ok(), Some((MINUTES, FIRST)));
        assert_eq!(read(&["--from", "7", "--minutes", "60"]).ok(), Some((60, 7)));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let why = |args| read(args).expect_err("nonsense").to_string();
        assert_eq!(why(&["--minutes"]), "`--minutes` needs a whole number behind it.");
        assert_eq!(why(&["--hours", "1"]), "`soak` does not know `--hours`.");
    }
}
